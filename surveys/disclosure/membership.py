"""Who was invited to each published group, as keyed marks: sets that later waves compare."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from surveys.disclosure.cohorts import CROSS
from surveys.disclosure.cube import Group, Segment


@dataclass(frozen=True)
class Invited:
    """Somebody who was invited: a keyed mark and the frozen levels, never whether they answered."""

    mark: str = field(repr=False)
    labels: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class PeopleSet:
    """The people invited to one published group, and how many of them answered.

    Parameters
    ----------
    segment
        The group.
    members
        Keyed marks; equal marks are equal people.
    answered
        Number of answers in the group.
    """

    segment: Segment
    members: frozenset[str] = field(repr=False)
    answered: int

    @property
    def missing(self) -> int:
        """Invited people who did not answer."""
        return max(len(self.members) - self.answered, 0)


def people_sets(
    groups: Sequence[Group],
    answered: Mapping[str, int],
    invited: Iterable[Invited],
    atom_by_labels: Mapping[tuple[str, ...], str],
    dimensions: Sequence[str],
) -> tuple[PeopleSet, ...]:
    """Who was invited to each group.

    Parameters
    ----------
    groups
        The groups of the wave.
    answered
        Atom to number of answers.
    invited
        Everybody who was invited.
    atom_by_labels
        Combination of levels, in the order of `dimensions`, to atom.
    dimensions
        The reporting dimensions.
    """
    people = list(invited)
    return tuple(
        PeopleSet(
            group.segment,
            frozenset(
                one.mark
                for one in people
                if all(one.labels.get(name) in levels for name, levels in allowed.items())
            ),
            sum(answered.get(atom, 0) for atom in group.atoms),
        )
        for group in groups
        for allowed in (_levels(group, atom_by_labels, dimensions),)
    )


def _levels(
    group: Group, atom_by_labels: Mapping[tuple[str, ...], str], dimensions: Sequence[str]
) -> Mapping[str, set[str]]:
    """The levels that a group is made of, for each dimension that it is named by."""
    named = _dimensions_of(group.segment, dimensions)
    rows = [labels for labels, atom in atom_by_labels.items() if atom in group.atoms]
    return {name: {labels[list(dimensions).index(name)] for labels in rows} for name in named}


def _dimensions_of(segment: Segment, dimensions: Sequence[str]) -> tuple[str, ...]:
    if segment.is_whole:
        return ()
    if segment.dimension in dimensions:
        return (segment.dimension,)
    pairs = combinations(dimensions, 2)
    return next(pair for pair in pairs if CROSS.join(pair) == segment.dimension)
