"""Declared groups over atoms, as arrays that many sets of counts are audited on."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from surveys.disclosure.cube import Group

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Layout:
    """Declared groups over atoms as arrays, made once and audited for many sets of counts.

    Parameters
    ----------
    groups
        All declared groups, published or not.
    """

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups = tuple(sorted(groups, key=lambda group: group.segment))
        self.position = {group.segment: place for place, group in enumerate(self.groups)}
        if len(self.position) != len(self.groups):
            raise ValueError("Two groups bear the same name.")
        self.atoms = tuple(sorted({atom for group in groups for atom in group.atoms}))
        column = {atom: place for place, atom in enumerate(self.atoms)}
        self.membership: Mask = np.zeros((len(self.groups), len(self.atoms)), dtype=np.bool_)
        for row, group in enumerate(self.groups):
            self.membership[row, [column[atom] for atom in group.atoms]] = True

    def counts_of(self, members: Sequence[Mapping[str, int]]) -> Counts:
        """Arrange counts per atom as an array of shape (members, atoms)."""
        return np.array(
            [[counts.get(atom, 0) for atom in self.atoms] for counts in members], dtype=np.int64
        ).reshape(len(members), len(self.atoms))

    def sizes(self, counts: Counts) -> Counts:
        """People in each group, shape (members, groups)."""
        return np.asarray(counts @ self.membership.T.astype(np.int64))


def is_few(people: Counts, floor: int) -> Mask:
    """Whether these are people, and fewer than N."""
    return np.asarray((people > 0) & (people < floor))
