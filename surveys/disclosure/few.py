"""Sets of too few people about whom nothing may be learned, whoever publishes what."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from surveys.disclosure.layout import Counts, Layout, Mask, is_few


def few_people(layout: Layout, row: npt.NDArray[np.int64], floor: int) -> Mask:
    """Every set of 1 to N-1 people that the declared groups single out, shape (sets, atoms).

    These are the atoms, the declared groups, and what is left of one declared group without
    another one inside it.

    Parameters
    ----------
    layout
        All declared groups, published or not.
    row
        Number of answers in each atom.
    floor
        N.
    """
    present = row > 0
    groups = np.unique(layout.membership[:, present], axis=0)
    sizes = groups @ row[present]
    small = groups[is_few(sizes, floor)]
    left = list(_differences(groups, sizes, floor))
    atoms = np.eye(int(present.sum()), dtype=np.bool_)[is_few(row[present], floor)]
    found = np.unique(np.vstack([small, *left, atoms]), axis=0)
    sets: Mask = np.zeros((len(found), len(row)), dtype=np.bool_)
    sets[:, present] = found
    return sets


def _differences(groups: Mask, sizes: Counts, floor: int) -> list[Mask]:
    """What is left of each group without a group that lies within it."""
    as_numbers = csr_array(groups.astype(np.int64))
    overlap = (as_numbers @ as_numbers.T).toarray()
    is_inside = overlap == groups.sum(axis=1)[:, None]
    left = sizes[None, :] - sizes[:, None]
    return [
        (groups[outer] & ~groups[inner])[None, :]
        for inner, outer in np.argwhere(is_inside & is_few(left, floor))
    ]
