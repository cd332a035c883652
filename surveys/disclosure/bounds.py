"""Bounds: answers lie between 0 and 100 points, so published means say more than equations do.

If nine hidden people average 98, each of them is far above 0. For everybody too few to be shown,
a linear program finds the lowest and the highest mean that fits all published means; the two must
be at least one scale point apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from surveys.disclosure.audit import Attack, Finding, Layout, name_of
from surveys.disclosure.cube import Bound, Published

MAX_POINTS = 100.0
LEAST_WIDTH_POINTS = 25.0
"""One scale point of five."""
_TOLERANCE = 1e-6

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class KnownMean:
    """What a reader knows of a group's mean, in points."""

    low: float
    high: float


def known_mean(published: Published, *, step: float) -> KnownMean:
    """Turn a published mean into what it tells: its rounding interval or its band.

    Examples
    --------
    >>> known_mean(Published(62.0, 7), step=1.0)
    KnownMean(low=61.5, high=62.5)
    """
    if published.bound is Bound.AT_MOST:
        return KnownMean(0.0, published.value)
    if published.bound is Bound.AT_LEAST:
        return KnownMean(published.value, MAX_POINTS)
    return KnownMean(published.value - step / 2, published.value + step / 2)


def bounded_findings(
    layout: Layout, means: Mapping[int, KnownMean], counts: Counts, floor: int
) -> Iterator[Finding]:
    """Yield every hidden small group whose mean is known to less than one scale point.

    Parameters
    ----------
    layout
        The declared groups.
    means
        Position of each published group to what is known of its mean.
    counts
        Number of answers in each atom.
    floor
        N.
    """
    shown = np.zeros(len(layout.groups), dtype=np.bool_)
    shown[list(means)] = True
    program = _Program(layout, means, shown, counts)
    for target, words in _targets(layout, shown, counts, floor):
        width, binding = program.width(target)
        if width < LEAST_WIDTH_POINTS - _TOLERANCE:
            yield Finding(
                Attack.BOUNDS,
                int(counts[target].sum()),
                tuple(layout.groups[place].segment for place in binding),
                f"Because answers have limits, the mean of {words} is known "
                f"to {width:.0f} of 100 points.",
            )


def _targets(layout: Layout, shown: Mask, counts: Counts, floor: int) -> Iterator[tuple[Mask, str]]:
    """Hidden small groups, and the sets of atoms under N that no published group divides."""
    for place in np.flatnonzero(~shown):
        members = layout.membership[place]
        if 0 < counts[members].sum() < floor:
            yield members, f"“{name_of(layout.groups[place].segment)}”"
    _, class_of = np.unique(layout.membership[shown], axis=1, return_inverse=True)
    for number in range(int(class_of.max(initial=-1)) + 1):
        members = np.asarray(class_of.reshape(-1) == number)
        if 0 < counts[members].sum() < floor:
            yield members, f"fewer than {floor} people"


class _Program:
    """All sums of answers per atom that fit the published means."""

    def __init__(
        self, layout: Layout, means: Mapping[int, KnownMean], shown: Mask, counts: Counts
    ) -> None:
        self._places = np.flatnonzero(shown)
        self._is_whole = [layout.groups[place].segment.is_whole for place in self._places]
        self._counts = counts.astype(np.float64)
        membership = layout.membership[self._places]
        self._sizes: Floats = membership @ self._counts
        self._known: Floats = np.vstack([membership, -1.0 * membership])
        self._limits: Floats = np.concatenate(
            [
                [means[int(place)].high for place in self._places] * self._sizes,
                [-means[int(place)].low for place in self._places] * self._sizes,
            ]
        )
        self._bounds = [(0.0, MAX_POINTS * float(count)) for count in self._counts]

    def width(self, target: Mask) -> tuple[float, list[int]]:
        """Width in points that is left to the target's mean, and the groups that narrow it.

        Those groups are ordered: small ones first, the whole wave last.
        """
        ends: list[float] = []
        pull = np.zeros(len(self._places))
        for sign in (1.0, -1.0):
            solved = linprog(
                sign * target.astype(np.float64),
                A_ub=self._known,
                b_ub=self._limits,
                bounds=self._bounds,
                method="highs",
            )
            if solved.fun is None:
                raise ArithmeticError(f"No answers fit the published means: {solved.message}")
            ends.append(sign * float(solved.fun))
            pull += np.abs(solved.ineqlin.marginals).reshape(2, -1).sum(axis=0)
        binding = np.flatnonzero(pull > _TOLERANCE)
        order = sorted(binding, key=lambda row: (self._is_whole[row], self._sizes[row], row))
        people = float(self._counts[target].sum())
        return (ends[1] - ends[0]) / people, [int(self._places[row]) for row in order]
