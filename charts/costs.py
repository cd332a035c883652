"""Cumulative outlays of several options over the years, with the moment where owning catches up."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from charts.legend import draw_legend
from charts.lettering import width_of
from charts.palette import ACCENT, GRID, INK, MUTED, RULE, WARM
from charts.rows import SMALL_SIZE
from charts.scale import NARROW_WIDTH, WIDTH, Linear, Tick
from charts.svg import (
    Anchor,
    Heading,
    Point,
    dot,
    line,
    picture,
    polyline,
    text,
    text_block,
)

TOP = 14.0
HEIGHT = 160.0
BOTTOM = HEIGHT - 26.0
LABEL_GAP = 10.0
LAST_YEAR_ROOM = 6.0
"""Half the name of the last year, where no name of a curve stands beside it."""
LINES = ((ACCENT, ""), (WARM, ""), (INK, "4 2"), (MUTED, "1.5 2"))
"""Color and dashes by position, so that gray print tells the lines apart too."""


@dataclass(frozen=True)
class CostCurve:
    """Outlay so far at the end of year 0, 1, 2 and so on; at most four curves."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class BreakEven:
    """Where two curves cross: years since purchase, outlay, words."""

    years: float
    value: float
    label: str


@dataclass(frozen=True)
class CostChart:
    """Curves over the years with their axis."""

    heading: Heading
    curves: tuple[CostCurve, ...]
    axis: tuple[Tick, ...]
    years: tuple[Tick, ...]
    value_label: str
    break_even: BreakEven | None
    is_narrow: bool = False
    """For a phone: the curves are named above."""


def draw_costs(chart: CostChart) -> str:
    """Draw the curves, each named at its end."""
    left = max([20.0, *(width_of(tick.label, SMALL_SIZE) for tick in chart.axis)]) + 6
    names = [] if chart.is_narrow else [curve.label for curve in chart.curves]
    entries = [
        (color, curve.label) for curve, (color, _d) in zip(chart.curves, LINES, strict=False)
    ]
    width = NARROW_WIDTH if chart.is_narrow else WIDTH
    legend = draw_legend(entries if chart.is_narrow else (), left=0, right=width)
    right = (
        width - max([LAST_YEAR_ROOM, *(width_of(name, 7.5, is_bold=True) for name in names)]) - 10
    )
    x_scale = Linear(0, max([1.0, *(tick.value for tick in chart.years)]), left, right)
    top, bottom = legend.height + TOP, legend.height + BOTTOM
    y_scale = Linear(0, max([1.0, *(tick.value for tick in chart.axis)]), bottom, top)
    parts = [*legend.parts, *_grid(chart, x_scale, y_scale)]
    for curve, (color, dashes) in zip(chart.curves, LINES, strict=False):
        points = [Point(x_scale(year), y_scale(v)) for year, v in enumerate(curve.values)]
        parts.append(polyline(points, color=color, dashes=dashes))
    if not chart.is_narrow:
        parts.extend(_names(chart.curves, y_scale, right))
    if chart.break_even is not None:
        parts.extend(_crossing(chart.break_even, x_scale, y_scale))
    return picture(chart.heading, width, legend.height + HEIGHT, parts)


def spread(heights: Sequence[float], gap: float) -> tuple[float, ...]:
    """Move labels downwards until none is closer than `gap` to the one above.

    Examples
    --------
    >>> spread((20, 22, 50), 10)
    (20, 30, 50)
    """
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    placed = list(heights)
    for above, below in pairwise(order):
        placed[below] = max(placed[below], placed[above] + gap)
    return tuple(placed)


def _grid(chart: CostChart, x_scale: Linear, y_scale: Linear) -> list[str]:
    parts = [text(chart.value_label, Point(0, y_scale.end - 6), size=SMALL_SIZE, color=MUTED)]
    for tick in chart.axis:
        y = y_scale(tick.value)
        color = RULE if tick.value == 0 else GRID
        parts.append(line(Point(x_scale.start, y), Point(x_scale.end, y), color=color))
        at = Point(x_scale.start - 5, y)
        parts.append(text_block((tick.label,), at, size=SMALL_SIZE, anchor=Anchor.END, color=MUTED))
    for tick in chart.years:
        at = Point(x_scale(tick.value), y_scale.start + 12)
        parts.append(text(tick.label, at, size=SMALL_SIZE, anchor=Anchor.MIDDLE, color=MUTED))
    return parts


def _names(curves: Sequence[CostCurve], y_scale: Linear, right: float) -> list[str]:
    heights = spread([y_scale(curve.values[-1]) for curve in curves], LABEL_GAP)
    return [
        text_block((curve.label,), Point(right + 6, y), size=7.5, color=color, is_bold=True)
        for curve, y, (color, _dashes) in zip(curves, heights, LINES, strict=False)
    ]


def _crossing(crossing: BreakEven, x_scale: Linear, y_scale: Linear) -> list[str]:
    at = Point(x_scale(crossing.years), y_scale(crossing.value))
    room = width_of(crossing.label, SMALL_SIZE)
    anchor = Anchor.START if at.x + room + 6 < x_scale.end else Anchor.END
    return [
        line(at, Point(at.x, y_scale.start), color=INK, width=0.8, dashes="2 2"),
        dot(at, 3.5, fill=INK),
        text(
            crossing.label,
            Point(at.x + (5 if anchor is Anchor.START else -5), y_scale.start - 5),
            size=SMALL_SIZE,
            anchor=anchor,
        ),
    ]
