"""Bands that hold: a group told as a band must not be had from everybody minus the others.

Near an end of the scale the mean of a group is told as a band, so that N-1 of its people may stand
a scale point away from that end. Of people whom published groups tell apart, whether as a group or
as what is left of others, nothing more may be known. Linear programs look for those that are known
better, and other groups are withheld until there are none.

Unlike all other suppression this follows from answers. What it tells is what the band itself tells:
that some group is one-sided.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, eye_array, hstack

from surveys.disclosure.bounds import KnownMean
from surveys.disclosure.layout import Layout, Mask
from surveys.disclosure.rounding import LEAST_WIDTH_POINTS, MAX_POINTS

_TOLERANCE = 1e-3

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class OneSided:
    """People of whom too much is known, and the published groups that tell it, cheapest first.

    `groups` are positions in the layout; the whole wave is none of them.
    """

    people: int
    groups: tuple[int, ...]


def one_sided_sets(
    layout: Layout, means: Mapping[int, KnownMean], row: npt.NDArray[np.int64], floor: int
) -> Iterator[OneSided]:
    """Yield every set of at least N people that is known to stand closer to an end than a band.

    Parameters
    ----------
    layout
        The declared groups.
    means
        Position of each published group to what is known of its mean.
    row
        Number of answers in each atom.
    floor
        N.
    """
    places = np.array(sorted(means), dtype=np.intp)
    if len(places) < 2:
        return
    program = _Program(layout, places, means, row)
    sets = np.flatnonzero(program.people >= floor)
    enough = (floor - 1) * LEAST_WIDTH_POINTS
    for is_low_end in (False, True):
        for place in program.close_to_end(sets, enough, is_low_end=is_low_end):
            groups = program.telling(int(place), is_low_end=is_low_end)
            yield OneSided(
                int(program.people[place]),
                tuple(int(places[one]) for one in groups if not _is_whole(layout, places[one])),
            )


def _is_whole(layout: Layout, place: int) -> bool:
    return layout.groups[place].segment.is_whole


class _Program:
    """All sums of answers that fit the published means, by class of people told apart by them."""

    def __init__(
        self,
        layout: Layout,
        places: Places,
        means: Mapping[int, KnownMean],
        row: npt.NDArray[np.int64],
    ) -> None:
        present = layout.membership[places][:, row > 0]
        patterns, class_of = np.unique(present, axis=1, return_inverse=True)
        self._groups: Floats = patterns.astype(np.float64)
        self.people = np.bincount(
            class_of.reshape(-1), weights=row[row > 0], minlength=patterns.shape[1]
        )
        sizes = self._groups @ self.people
        known = [means[int(place)] for place in places]
        self._sizes = sizes
        self._most = sizes * np.array([one.high for one in known]) + _TOLERANCE
        self._least = sizes * np.array([one.low for one in known]) - _TOLERANCE

    def close_to_end(self, sets: Places, enough: float, *, is_low_end: bool) -> Places:
        """Those of the sets whose sum cannot be so far from an end; one program shows many."""
        left = sets
        while len(left):
            reached = self._together(left, enough, is_low_end=is_low_end)
            if not reached.any():
                break
            left = left[~reached]
        alone = [
            one
            for one in left
            if not self._together(np.array([one]), enough, is_low_end=is_low_end).all()
        ]
        return np.array(alone, dtype=np.intp)

    def telling(self, place: int, *, is_low_end: bool) -> Places:
        """Groups that hold the sum of a set near an end, small ones first, itself at last."""
        wanted = np.zeros(len(self.people))
        wanted[place] = -1.0 if is_low_end else 1.0
        solved = linprog(
            wanted,
            A_ub=np.vstack([self._groups, -self._groups]),
            b_ub=np.concatenate([self._most, -self._least]),
            bounds=[(0.0, float(most)) for most in MAX_POINTS * self.people],
            method="highs",
        )
        if solved.x is None:
            raise ArithmeticError(f"No answers fit the published means: {solved.message}")
        pull = np.abs(solved.ineqlin.marginals).reshape(2, -1).sum(axis=0)
        binding = np.flatnonzero(pull > _TOLERANCE)
        is_itself = self._groups[binding].sum(axis=1) == self._groups[binding, place]
        return binding[np.lexsort((binding, self._sizes[binding], is_itself))]

    def _together(self, sets: Places, enough: float, *, is_low_end: bool) -> Mask:
        """Which of the sets get far enough from the end, where as many as possible do."""
        count, width = len(sets), len(self.people)
        chosen = csr_array((np.ones(count), (np.arange(count), sets)), shape=(count, width))
        # what is far from the end: the sum itself, or what it lacks to the most there is
        far = chosen if is_low_end else -chosen
        room = np.zeros(count) if is_low_end else MAX_POINTS * self.people[sets]
        groups = csr_array(self._groups)
        nothing = csr_array((groups.shape[0], count))
        solved = milp(
            np.concatenate([np.zeros(width), -np.ones(count)]),
            bounds=Bounds(0.0, np.concatenate([MAX_POINTS * self.people, np.full(count, enough)])),
            constraints=[
                LinearConstraint(hstack([groups, nothing]), self._least, self._most),
                LinearConstraint(hstack([-far, eye_array(count)]), ub=room),
            ],
        )
        if solved.x is None:
            raise ArithmeticError(f"No answers fit the published means: {solved.message}")
        return np.asarray(solved.x[width:] >= enough - _TOLERANCE * 10)
