"""An attacker of our own: who can be solved for, by exact elimination modulo a prime.

Published figures are sums over people. Whatever follows from them by adding, subtracting and
weighting lies in the row space of a matrix of whole numbers. Elimination modulo a prime finds all
of it without rounding (a sum that follows over the rationals follows modulo the prime too). None of
the product's audit is used.
"""

import numpy as np
import numpy.typing as npt

PRIME = 2**31 - 1

Numbers = npt.NDArray[np.int64]


class Solver:
    """The row space of what is published, over unknowns of people."""

    def __init__(self, rows: Numbers) -> None:
        self._width = rows.shape[1]
        patterns, kind = np.unique(rows, axis=1, return_inverse=True)
        self._kind = kind.reshape(-1)
        self._basis, self._pivots = _echelon(patterns % PRIME)

    def solves(self, targets: Numbers) -> npt.NDArray[np.bool_]:
        """For each row of `targets`: whether this weighted sum of unknowns is known."""
        kinds = int(self._kind.max(initial=-1)) + 1
        first = np.array([int(np.flatnonzero(self._kind == one)[0]) for one in range(kinds)])
        # unknowns that no published sum tells apart must all have one weight in the target
        is_even = (targets == targets[:, first][:, self._kind]).all(axis=1)
        left = targets[:, first] % PRIME
        for row, pivot in zip(self._basis, self._pivots, strict=True):
            left = (left - left[:, pivot : pivot + 1] * row) % PRIME
        return np.asarray(is_even & ~left.any(axis=1))


def _echelon(rows: Numbers) -> tuple[list[Numbers], list[int]]:
    """Rows in echelon form, each with a leading one, and the columns of these ones."""
    basis: list[Numbers] = []
    pivots: list[int] = []
    for row in rows:
        left = row.copy()
        for one, pivot in zip(basis, pivots, strict=True):
            left = (left - left[pivot] * one) % PRIME
        places = np.flatnonzero(left)
        if len(places):
            pivot = int(places[0])
            basis.append(left * pow(int(left[pivot]), -1, PRIME) % PRIME)
            pivots.append(pivot)
    return basis, pivots
