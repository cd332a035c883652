"""Maps values to places and chooses round ticks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 482.0
"""Width of a chart in units: the text width of an A4 page, 170 mm, in points."""

NARROW_WIDTH = 220.0
"""Width of a chart for a phone, so that its words are as large as those around it."""


@dataclass(frozen=True)
class Tick:
    """A value of an axis and how it is written."""

    value: float
    label: str


@dataclass(frozen=True)
class Linear:
    """Maps `low`..`high` to `start`..`end`; values outside are held at the ends.

    Examples
    --------
    >>> Linear(0, 100, 20, 220)(50)
    120.0
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        if self.high == self.low:
            return self.start
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True)
class Stepped:
    """Gives every stretch between two stops the same room, linear within it.

    Examples
    --------
    >>> Stepped((0, 55, 70, 100), 0, 300)(62.5)
    150.0
    """

    stops: Sequence[float]
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        room = (self.end - self.start) / (len(self.stops) - 1)
        for index, (low, high) in enumerate(zip(self.stops, self.stops[1:], strict=False)):
            if value <= high:
                return Linear(
                    low, high, self.start + index * room, self.start + (index + 1) * room
                )(value)
        return self.end


def ticks(low: float, high: float, count: int = 5) -> tuple[float, ...]:
    """Return about `count` round values within `low`..`high`, steps of 1, 2 or 5 times ten to n.

    Examples
    --------
    >>> ticks(0, 93)
    (0.0, 20.0, 40.0, 60.0, 80.0)
    """
    if high <= low:
        return (low,)
    raw = (high - low) / count
    magnitude = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * magnitude for factor in (1, 2, 5, 10) if factor * magnitude >= raw * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(round(index * step, 10) for index in range(first, last + 1))


def ceiling(value: float) -> float:
    """Return the next round value at or above, for the end of an axis.

    Examples
    --------
    >>> ceiling(83), ceiling(0)
    (100.0, 1.0)
    """
    if value <= 0:
        return 1.0
    magnitude = 10.0 ** math.floor(math.log10(value))
    steps = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)
    return next(factor * magnitude for factor in steps if factor * magnitude >= value * (1 - 1e-9))
