"""Expectation against perception: both points per dimension, and their gap with its interval."""

from dataclasses import dataclass

from charts.palette import (
    ACCENT,
    GRID,
    INK,
    MUTED,
    NEUTRAL,
    PAPER,
    RULE,
    WARM,
    WASH,
)
from charts.rows import GUTTER, LABEL_WIDTH, SMALL_SIZE, Row, row_label, stack
from charts.scale import WIDTH, Linear, ticks
from charts.svg import (
    Anchor,
    Heading,
    Point,
    dot,
    line,
    number,
    picture,
    rectangle,
    text,
    text_block,
)

SPLIT = 318.0
"""Where the panel of the gaps begins."""
VALUE_WIDTH = 60.0
TOP = 30.0
ALIGNED_POINTS = 5.0
"""Gaps smaller than this are shaded as small."""


@dataclass(frozen=True)
class GapRow:
    """Leaders' expectation and the workforce's perception, points 0..100, and their gap."""

    label: str
    expected: float
    perceived: float
    low: float
    high: float
    text: str
    is_confirmed: bool


@dataclass(frozen=True)
class GapChart:
    """Rows of gaps and the words of the two panels."""

    heading: Heading
    expected_label: str
    perceived_label: str
    gap_label: str
    rows: tuple[GapRow, ...]


def draw_gaps(chart: GapChart) -> str:
    """Draw both panels, as high as the rows need."""
    points = Linear(0, 100, LABEL_WIDTH + GUTTER, SPLIT - GUTTER)
    low = min([-10.0, *(row.low for row in chart.rows)])
    high = max([10.0, *(row.high for row in chart.rows)])
    gaps = Linear(low, high, SPLIT + GUTTER, WIDTH - VALUE_WIDTH)
    rows = stack([row.label for row in chart.rows], top=TOP, minimum=19)
    bottom = rows[-1].bottom if rows else TOP
    parts = [*_head(chart, points), *_grid(points, gaps, bottom)]
    for place, row in zip(rows, chart.rows, strict=True):
        parts.append(row_label(place))
        parts.extend(_dumbbell(row, place, points))
        parts.extend(_gap(row, place, gaps))
    return picture(chart.heading, WIDTH, bottom + 16, parts)


def _head(chart: GapChart, points: Linear) -> list[str]:
    left = points.start
    return [
        dot(Point(left + 4, 5), 4, fill=PAPER, stroke=WARM),
        text(chart.expected_label, Point(left + 12, 7.5), size=SMALL_SIZE, color=MUTED),
        dot(Point(left + 4, 18), 4, fill=ACCENT),
        text(chart.perceived_label, Point(left + 12, 20.5), size=SMALL_SIZE, color=MUTED),
        text(chart.gap_label, Point(SPLIT + GUTTER, 20.5), size=SMALL_SIZE, color=MUTED),
    ]


def _grid(points: Linear, gaps: Linear, bottom: float) -> list[str]:
    shade = rectangle(
        Point(gaps(-ALIGNED_POINTS), TOP),
        gaps(ALIGNED_POINTS) - gaps(-ALIGNED_POINTS),
        bottom - TOP,
        fill=WASH,
    )
    parts = [shade]
    for scale, values in ((points, (0, 25, 50, 75, 100)), (gaps, ticks(gaps.low, gaps.high, 4))):
        for value in values:
            color = RULE if value == 0 else GRID
            parts.append(line(Point(scale(value), TOP), Point(scale(value), bottom), color=color))
            label = f"+{number(value)}" if scale is gaps and value > 0 else number(value)
            parts.append(
                text(
                    label.replace("-", "\N{MINUS SIGN}"),
                    Point(scale(value), bottom + 10),
                    size=SMALL_SIZE,
                    anchor=Anchor.MIDDLE,
                    color=MUTED,
                )
            )
    return parts


def _dumbbell(row: GapRow, place: Row, scale: Linear) -> list[str]:
    y = place.middle
    return [
        line(Point(scale(row.perceived), y), Point(scale(row.expected), y), color=NEUTRAL, width=3),
        dot(Point(scale(row.expected), y), 4, fill=PAPER, stroke=WARM),
        dot(Point(scale(row.perceived), y), 4, fill=ACCENT),
    ]


def _gap(row: GapRow, place: Row, scale: Linear) -> list[str]:
    y = place.middle
    color = INK if row.is_confirmed else MUTED
    gap = row.expected - row.perceived
    return [
        line(Point(scale(row.low), y), Point(scale(row.high), y), color=color, width=1.4),
        dot(Point(scale(gap), y), 3.5, fill=color if row.is_confirmed else PAPER, stroke=color),
        text_block(
            (row.text,),
            Point(WIDTH, y),
            size=8,
            anchor=Anchor.END,
            color=color,
            is_bold=row.is_confirmed,
        ),
    ]
