"""Room for hidden people: a rule on counts that keeps one-sided answers from giving them away.

Answers have limits. If everybody in a set whose total is known agrees fully, so does each of its
members, hidden or not. No rule on counts can forbid people to agree; this one makes the set large.
Whatever weighted sum of published groups holds a hidden set of 1 to N-1 people, at least 2N people
stand in it, so that only a mean within 10 points of the end of the scale narrows the hidden set.

The weights of such a sum are one side of a linear program. Its other side is easier to see: all
people are dealt out anew so that every published group keeps its size, and the hidden set must be
able to hold at least 2N of them. This is the upper protection level of classical cell suppression.
A published group of under 2N people may grow to 2N: near the ends its mean is told as a band.

References
----------
Fischetti, M., Salazar, J. J. (2001). Solving the cell suppression problem on tabular data with
linear constraints. Management Science 47(7), 1008-1027.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, eye_array, hstack

from surveys.disclosure.layout import Counts, Layout, Mask, is_few

ROOM_IN_FLOORS = 2
"""A hidden set must have room for so many times N people."""
_TOLERANCE = 1e-6

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Crowded:
    """Published groups that together leave a hidden set too little room.

    `groups` are positions in the layout, `room` the number of people that the set can hold.
    """

    groups: tuple[int, ...]
    people: int
    room: float


def crowded_sets(layout: Layout, shown: Mask, counts: Counts, floor: int) -> Iterator[Crowded]:
    """Yield what leaves 1 to N-1 people too little room, one subject after the other.

    It is enough to look at atoms: a set of several has the room of each of them.

    Parameters
    ----------
    layout
        The declared groups.
    shown
        Which of them are published.
    counts
        People by subject and atom, shape (subjects, atoms).
    floor
        N.
    """
    places = np.flatnonzero(shown)
    patterns, class_of = np.unique(layout.membership[places], axis=1, return_inverse=True)
    is_in_class = np.eye(patterns.shape[1], dtype=np.int64)[class_of.reshape(-1)]
    for row in np.unique(counts, axis=0):
        is_small = (is_few(row, floor) @ is_in_class) > 0
        if not is_small.any() or not len(places):
            continue
        deal = _Deal(patterns, row @ is_in_class, ROOM_IN_FLOORS * floor)
        for place in deal.crowded(np.flatnonzero(is_small)):
            room, binding = deal.room(int(place))
            few = row[is_few(row, floor) & (is_in_class[:, place] > 0)]
            yield Crowded(tuple(int(one) for one in places[binding]), int(few.min()), room)


class _Deal:
    """All ways to deal people out to classes of atoms so that published groups keep their size."""

    def __init__(self, patterns: Mask, people: Counts, enough: int) -> None:
        self._groups: Floats = patterns.astype(np.float64)
        sizes = self._groups @ people
        self._enough = float(enough)
        self._width = patterns.shape[1]
        self._most: Floats = np.maximum(sizes, enough)
        self._least: Floats = sizes

    def crowded(self, classes: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Those classes that cannot hold enough; one deal shows it of many classes at once."""
        left = classes
        while len(left):
            people = self._full_deal(left)
            is_roomy = people[left] >= self._enough - _TOLERANCE
            if not is_roomy.any():
                break
            left = left[~is_roomy]
        return np.array(
            [one for one in left if self.room(int(one))[0] < self._enough - _TOLERANCE],
            dtype=np.intp,
        )

    def room(self, place: int) -> tuple[float, npt.NDArray[np.intp]]:
        """The most people that a class can hold, and the groups that keep out more."""
        wanted = np.zeros(self._width)
        wanted[place] = -1.0
        solved = linprog(
            wanted,
            A_ub=np.vstack([self._groups, -self._groups]),
            b_ub=np.concatenate([self._most, -self._least]),
            method="highs",
        )
        if solved.fun is None:
            raise ArithmeticError(f"The counts contradict themselves: {solved.message}")
        pull = np.abs(solved.ineqlin.marginals).reshape(2, -1).sum(axis=0)
        return -float(solved.fun), np.flatnonzero(pull > _TOLERANCE)

    def _full_deal(self, classes: npt.NDArray[np.intp]) -> Floats:
        """The deal that fills the most of these classes, each counted up to enough."""
        count = len(classes)
        chosen = csr_array(
            (np.ones(count), (np.arange(count), classes)), shape=(count, self._width)
        )
        groups = csr_array(self._groups)
        nothing = csr_array((groups.shape[0], count))
        # slightly unequal, so that a few classes are filled rather than all of them a little
        gain = 1.0 + np.arange(count) / (1e3 * count)
        solved = milp(
            np.concatenate([np.zeros(self._width), -gain]),
            bounds=Bounds(0.0, np.repeat([np.inf, self._enough], [self._width, count])),
            constraints=[
                LinearConstraint(hstack([groups, nothing]), self._least, self._most),
                LinearConstraint(hstack([-chosen, eye_array(count)]), ub=0.0),
            ],
        )
        if solved.x is None:
            raise ArithmeticError(f"The counts contradict themselves: {solved.message}")
        return np.asarray(solved.x[: self._width])
