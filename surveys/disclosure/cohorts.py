"""Which groups may exist: cohorts for kept answer rows, or declared breakdowns without rows.

In cohort mode an answer row keeps one cohort label. Every cohort has at least N answers and every
published group is a union of cohorts, so no subtraction of groups can reach fewer than N people.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from surveys.disclosure.blocks import Blocks, choose_blocks
from surveys.disclosure.cube import WHOLE, Group, Segment

MAX_COHORT_DIMENSIONS = 2
MAX_BREAKDOWNS = 6
CROSS = " × "
"""Joins the names of two dimensions, and of two levels, that are crossed."""
MAX_NAME_CHARACTERS = 90
"""Two names, crossed, fit the 200 characters that a stored cell has for a level."""


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

    As many levels as possible stand for themselves; the others of a dimension are merged into
    one. A dimension whose levels would all be merged is dropped.

    Parameters
    ----------
    dimensions
        None, one or two reporting dimensions, declared at launch.
    labels
        One combination of levels per respondent, in the order of `dimensions`.
    floor
        N: the smallest cohort.

    Examples
    --------
    >>> plan = build_cohorts(["team"], [("a",)] * 6 + [("b",)] * 3 + [("c",)] * 2, floor=5)
    >>> sorted(plan.counts.values()), plan.merges
    ([5, 6], (LevelMerge(dimension='team', levels=('b', 'c')),))
    """
    if len(dimensions) > MAX_COHORT_DIMENSIONS:
        raise ValueError(f"Cohorts use at most two dimensions, not {len(dimensions)}.")
    _require_labels_of(dimensions, labels)
    if len(labels) < floor:
        return TooFewAnswers(len(labels), floor)
    table = Counter(_pair(row) for row in labels)
    blocks = choose_blocks(table, floor)
    return _plan(tuple(dimensions), table, blocks)


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
    """All declared groups of aggregate mode: up to six one-way breakdowns and one cross.

    Nothing is merged or hidden here; `suppression.select_groups` decides by counts what is shown.

    Parameters
    ----------
    dimensions
        The reporting dimensions declared at launch.
    labels
        One combination of levels per respondent, in the order of `dimensions`.
    cross
        The two dimensions that are also crossed.
    """
    if len(dimensions) > MAX_BREAKDOWNS:
        raise ValueError(f"There are at most six breakdowns, not {len(dimensions)}.")
    _require_labels_of(dimensions, labels)
    atom_by_labels = {row: f"atom-{place}" for place, row in enumerate(sorted(set(labels)))}
    members: dict[Segment, set[str]] = {WHOLE: set()}
    for row, atom in atom_by_labels.items():
        members[WHOLE].add(atom)
        named = dict(zip(dimensions, row, strict=True))
        for dimension, level in named.items():
            members.setdefault(Segment(dimension, level), set()).add(atom)
        if cross:
            segment = _cross_segment(cross, (named[cross[0]], named[cross[1]]))
            members.setdefault(segment, set()).add(atom)
    groups = tuple(Group(segment, frozenset(members[segment])) for segment in sorted(members))
    return Declaration(groups, atom_by_labels)


def _require_labels_of(dimensions: Sequence[str], labels: Sequence[tuple[str, ...]]) -> None:
    if any(len(row) != len(dimensions) for row in labels):
        raise ValueError("Every respondent needs one level for each dimension.")


def _pair(row: tuple[str, ...]) -> tuple[str, str]:
    first, second, *_ = (*row, "", "")
    return first, second


def _cross_segment(dimensions: tuple[str, ...], levels: tuple[str, ...]) -> Segment:
    return Segment(CROSS.join(dimensions), CROSS.join(levels))


def _plan(
    dimensions: tuple[str, ...], table: Mapping[tuple[str, str], int], blocks: Blocks
) -> CohortPlan:
    pairs = {labels: (blocks.first[labels[0]], blocks.second[labels[1]]) for labels in table}
    key_by_pair = {
        pair: f"cohort-{place}" for place, pair in enumerate(sorted(set(pairs.values())))
    }
    counts: Counter[str] = Counter()
    for labels, n in table.items():
        counts[key_by_pair[pairs[labels]]] += n
    merges, dropped = _merges_and_dropped(dimensions, blocks)
    return CohortPlan(
        cohort_by_labels={
            labels[: len(dimensions)]: key_by_pair[pair] for labels, pair in pairs.items()
        },
        counts=dict(counts),
        groups=_union_groups(dimensions, key_by_pair, dropped),
        merges=merges,
        dropped=dropped,
    )


def _merges_and_dropped(
    dimensions: tuple[str, ...], blocks: Blocks
) -> tuple[tuple[LevelMerge, ...], tuple[str, ...]]:
    merges, dropped = [], []
    for dimension, block_of in zip(dimensions, (blocks.first, blocks.second), strict=False):
        distinct = set(block_of.values())
        if len(distinct) == 1:
            dropped.append(dimension)
            continue
        merges += [LevelMerge(dimension, block) for block in sorted(distinct) if len(block) > 1]
    return tuple(merges), tuple(dropped)


def _block_name(block: tuple[str, ...]) -> str:
    """The merged levels; of many, the first ones and how many there are.

    Examples
    --------
    >>> _block_name(("Audit", "Board"))
    'Audit + Board'
    >>> _block_name(tuple(f"Department number {place}" for place in range(40)))
    'Department number 0 + Department number 1 + Department number 2 + … (40)'
    """
    name = " + ".join(block)
    shown = len(block)
    while len(name) > MAX_NAME_CHARACTERS and shown > 1:
        shown -= 1
        name = " + ".join([*block[:shown], f"… ({len(block)})"])
    return name


def _union_groups(
    dimensions: tuple[str, ...],
    key_by_pair: Mapping[tuple[tuple[str, ...], tuple[str, ...]], str],
    dropped: tuple[str, ...],
) -> tuple[Group, ...]:
    members: dict[Segment, set[str]] = {WHOLE: set(key_by_pair.values())}
    shown = [place for place, dimension in enumerate(dimensions) if dimension not in dropped]
    for pair, key in key_by_pair.items():
        names = [_block_name(block) for block in pair]
        for place in shown:
            members.setdefault(Segment(dimensions[place], names[place]), set()).add(key)
        for one, other in combinations(shown, 2):
            segment = _cross_segment(
                (dimensions[one], dimensions[other]), (names[one], names[other])
            )
            members.setdefault(segment, set()).add(key)
    return tuple(Group(segment, frozenset(members[segment])) for segment in sorted(members))
