"""Bounds: answers lie between 0 and 100 points, so published means say more than equations do.

If nine people average 98, each of them is far above 0. For every set of 1 to N-1 people that the
declared groups single out, linear programs find the lowest and the highest mean that fits all
published means; the two must be at least one scale point apart. This looks at the figures
themselves, so it is the last gate: it decides nothing, it stops the publication.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from surveys.disclosure.cube import Bound, Published
from surveys.disclosure.few import few_people
from surveys.disclosure.finding import Attack, Finding
from surveys.disclosure.layout import Layout, Mask
from surveys.disclosure.rounding import LEAST_WIDTH_POINTS, MAX_POINTS

_TOLERANCE = 1e-6
_FRUITLESS_SAMPLES = 3
"""After so many programs that show no further set to be wide, each is looked at alone."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class KnownMean:
    """What a reader knows of a group's mean, in points."""

    low: float
    high: float


def known_mean(published: Published, *, step: float) -> KnownMean:
    """Turn a published mean into what it tells: its rounding interval or its band.

    The middle of a confidence interval is the mean once more, rounded on its own.

    Examples
    --------
    >>> known_mean(Published(62.0, 7), step=1.0)
    KnownMean(low=61.5, high=62.5)
    >>> known_mean(Published(62.5, 70, 60.0, 64.9), step=0.5)
    KnownMean(low=62.25, high=62.7)
    """
    if published.bound is Bound.AT_MOST:
        return KnownMean(0.0, published.value)
    if published.bound is Bound.AT_LEAST:
        return KnownMean(published.value, MAX_POINTS)
    low, high = published.value - step / 2, published.value + step / 2
    if published.low and published.high and published.high < MAX_POINTS:
        middle = (published.low + published.high) / 2
        if abs(middle - published.value) <= step:  # else the interval is not centered on the mean
            low, high = max(low, middle - step / 2), min(high, middle + step / 2)
    return KnownMean(round(low, 6), round(high, 6))


def bounded_findings(
    layout: Layout,
    means: Mapping[int, KnownMean],
    row: npt.NDArray[np.int64],
    floor: int,
) -> Iterator[Finding]:
    """Yield every set of 1 to N-1 people whose mean is known to less than one scale point.

    The sentence names neither question nor group: that answers are one-sided somewhere is all
    that may be said of them.

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
    few = few_people(layout, row, floor)
    if not len(few) or not means:
        return
    program = _Program(layout, means, row)
    for people in program.narrow(few):
        yield Finding(
            Attack.BOUNDS,
            people,
            (),
            "Answers to one part of the survey are so much alike that, beside the figures of the "
            f"groups, those of fewer than {floor} people would be known to less than one scale "
            "point.",
        )


class _Program:
    """All sums of answers per atom that fit the published means."""

    def __init__(
        self, layout: Layout, means: Mapping[int, KnownMean], row: npt.NDArray[np.int64]
    ) -> None:
        places = sorted(means)
        self._people: Floats = row.astype(np.float64)
        groups = csr_array(layout.membership[places].astype(np.float64))
        sizes = np.asarray(groups @ self._people)
        low = np.array([means[place].low for place in places]) * sizes
        high = np.array([means[place].high for place in places]) * sizes
        self._known = LinearConstraint(groups, low - _TOLERANCE, high + _TOLERANCE)
        self._bounds = Bounds(np.zeros(len(row)), MAX_POINTS * self._people)

    def narrow(self, few: Mask) -> Iterator[int]:
        """How many people each set has whose mean is known too well."""
        sets = csr_array(few.astype(np.float64))
        people = np.asarray(sets @ self._people)
        for place in self._not_seen_wide(sets, people):
            target = few[place].astype(np.float64)
            ends = [float(target @ self._furthest(sign * target)) for sign in (-1.0, 1.0)]
            width = (ends[1] - ends[0]) / people[place]
            if width < LEAST_WIDTH_POINTS - 2 * _TOLERANCE:
                yield int(people[place])

    def _not_seen_wide(self, sets: csr_array, people: Floats) -> npt.NDArray[np.intp]:
        """Sets of which random corners of the program do not show yet that they are wide.

        Each corner is possible, so two that differ by a scale point in a set's mean prove it wide.
        """
        lowest, highest = np.full(len(people), np.inf), np.full(len(people), -np.inf)
        left = np.arange(len(people))
        draw = np.random.default_rng(len(people))
        fruitless = 0
        while len(left) and fruitless < _FRUITLESS_SAMPLES:
            pull = draw.uniform(0.5, 1.5, len(left)) * draw.choice((-1.0, 1.0), len(left))
            direction = np.asarray((pull / people[left]) @ sets[left])
            before = len(left)
            for sign in (1.0, -1.0):
                seen = np.asarray(sets @ self._furthest(sign * direction)) / people
                lowest, highest = np.minimum(lowest, seen), np.maximum(highest, seen)
            left = left[(highest - lowest)[left] < LEAST_WIDTH_POINTS + _TOLERANCE]
            fruitless = fruitless + 1 if len(left) == before else 0
        return left

    def _furthest(self, direction: Floats) -> Floats:
        """The possible sums that lie furthest in a direction."""
        solved = milp(-direction, bounds=self._bounds, constraints=self._known)
        if solved.x is None:
            raise ArithmeticError(f"No answers fit the published means: {solved.message}")
        return np.asarray(solved.x)
