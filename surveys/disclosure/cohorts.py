"""Which groups may exist: cohorts for kept answer rows, or declared breakdowns without rows.

In cohort mode an answer row keeps one cohort label. Every cohort has at least N answers and every
published group is a union of cohorts, so no subtraction of groups can reach fewer than N people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.disclosure.cube import Group


@dataclass(frozen=True)
class LevelMerge:
    """Levels that are reported together because apart they are too small."""

    dimension: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class CohortPlan:
    """A partition of the respondents, and the groups that it allows to publish.

    Parameters
    ----------
    cohort_by_labels
        Combination of levels (in the order of the declared dimensions) to cohort key.
    counts
        Cohort key to number of respondents, each at least N.
    groups
        The whole wave, the levels of each dimension (merged where needed) and, with two
        dimensions, the cohorts themselves.
    merges
        What had to be merged.
    dropped
        Dimensions by which nothing can be reported.
    """

    cohort_by_labels: Mapping[tuple[str, ...], str]
    counts: Mapping[str, int]
    groups: tuple[Group, ...]
    merges: tuple[LevelMerge, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True)
class TooFewAnswers:
    """Fewer respondents than N: nothing may be published and nothing kept."""

    n: int
    floor: int


def build_cohorts(
    dimensions: Sequence[str], labels: Sequence[tuple[str, ...]], *, floor: int
) -> CohortPlan | TooFewAnswers:
    """Partition respondents over at most two reporting dimensions.

    Parameters
    ----------
    dimensions
        None, one or two reporting dimensions, declared at launch.
    labels
        One combination of levels per respondent, in the order of `dimensions`.
    floor
        N: the smallest cohort.
    """
    raise NotImplementedError


@dataclass(frozen=True)
class Declaration:
    """Groups of aggregate mode: one-way breakdowns and at most one cross, no rows kept."""

    groups: tuple[Group, ...]
    atom_by_labels: Mapping[tuple[str, ...], str]


def declared_groups(
    dimensions: Sequence[str],
    labels: Sequence[tuple[str, ...]],
    *,
    cross: tuple[str, str] | None = None,
) -> Declaration:
    """All declared groups of aggregate mode: up to six one-way breakdowns and one cross."""
    raise NotImplementedError
