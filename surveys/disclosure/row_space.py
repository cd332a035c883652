"""What linear arithmetic on published group totals can reach.

The totals of all published groups are known. Any weighted sum of them is known too: the row space
of the membership matrix. A set of people is exposed when its total is such a sum.

References
----------
Duncan, G. T., Elliot, M., Salazar-González, J.-J. (2011). Statistical Confidentiality. Springer,
chapter 4 (linear disclosure and complementary suppression).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

_TOLERANCE = 1e-7
_SIGNATURE_WIDTH = 3
MAX_SET_SIZE = 4

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Membership = npt.NDArray[np.bool_]


class RowSpace:
    """The row space of the published groups over the atoms.

    Parameters
    ----------
    membership
        Array of shape (published groups, atoms): which atoms each group is made of.
    """

    def __init__(self, membership: Membership) -> None:
        rows = membership.astype(np.float64)
        gram = rows @ rows.T
        values, vectors = np.linalg.eigh(gram)
        is_kept = values > _TOLERANCE * max(float(values.max(initial=0.0)), 1.0)
        scaled = vectors[:, is_kept] / np.sqrt(values[is_kept])
        self._basis: Floats = np.asarray(rows.T @ scaled)

    @property
    def leverage(self) -> Floats:
        """For each atom how much of it the row space holds, 0..1; 1 is exposed by itself."""
        return np.asarray(np.einsum("ij,ij->i", self._basis, self._basis))

    def contains(self, targets: Floats) -> Membership:
        """For each row of `targets`: whether this weighted sum of atoms is known."""
        inside = (targets @ self._basis) @ self._basis.T
        return np.asarray(np.abs(targets - inside).max(axis=1, initial=0.0) < _TOLERANCE)

    def small_sets(self, counts: Counts, floor: int) -> tuple[tuple[int, ...], ...]:
        """Sets of at most four atoms, together under N people, whose sums or differences are known.

        An atom in such a set of k has a leverage of at least 1/k, which leaves few to try.

        Parameters
        ----------
        counts
            Number of people in each atom.
        floor
            N.
        """
        largest = min(MAX_SET_SIZE, floor - 1)
        is_small = (counts > 0) & (counts < floor) & (self.leverage > 1 / largest - _TOLERANCE)
        atoms = np.flatnonzero(is_small)
        sums = _signed_sums(self._signatures()[atoms], counts[atoms], floor)
        found = {
            places
            for run in _runs_of_equals(sums)
            for one, other in combinations(run, 2)
            if (places := _joined(sums[one], sums[other], counts[atoms], floor))
        }
        return tuple(tuple(int(atoms[place]) for place in places) for places in sorted(found))

    def _signatures(self) -> Floats:
        """Random projections of what is not known: for a set whose sum is known they cancel."""
        atoms = self._basis.shape[0]
        random = np.random.default_rng(atoms).standard_normal((atoms, _SIGNATURE_WIDTH))
        return np.asarray(random - self._basis @ (self._basis.T @ random))


@dataclass(frozen=True)
class _SignedSum:
    """A sum or difference of at most two signatures, its sign chosen so that it is positive."""

    places: tuple[int, ...]
    signature: tuple[float, ...]


def _signed_sums(signatures: Floats, counts: Counts, floor: int) -> list[_SignedSum]:
    """The empty sum, all single signatures, and all sums and differences of two."""
    sums = [_SignedSum((), (0.0,) * _SIGNATURE_WIDTH)]
    for place, signature in enumerate(signatures):
        sums.append(_oriented((place,), signature))
    for one, other in combinations(range(len(signatures)), 2):
        if counts[one] + counts[other] < floor:
            sums.append(_oriented((one, other), signatures[one] + signatures[other]))
            sums.append(_oriented((one, other), signatures[one] - signatures[other]))
    return sums


def _oriented(places: tuple[int, ...], signature: Floats) -> _SignedSum:
    sign = -1.0 if signature[0] < 0 else 1.0
    return _SignedSum(places, tuple(float(part) for part in sign * signature))


def _runs_of_equals(sums: list[_SignedSum]) -> Iterator[list[int]]:
    """Positions of sums whose first coordinates are the same within the tolerance."""
    order = sorted(range(len(sums)), key=lambda position: sums[position].signature[0])
    run: list[int] = []
    for position in order:
        if run and sums[position].signature[0] - sums[run[-1]].signature[0] > _TOLERANCE:
            yield run
            run = []
        run.append(position)
    yield run


def _joined(
    one: _SignedSum, other: _SignedSum, counts: Counts, floor: int
) -> tuple[int, ...] | None:
    """The atoms of two equal sums, where they are disjoint and together too few."""
    places = tuple(sorted({*one.places, *other.places}))
    is_disjoint = len(places) == len(one.places) + len(other.places)
    is_equal = np.allclose(one.signature, other.signature, rtol=0, atol=_TOLERANCE)
    is_few = counts[list(places)].sum() < floor
    return places if is_disjoint and is_equal and is_few else None
