"""Expectation against perception: both points per dimension, and their gap with its interval."""

from collections.abc import Sequence
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
from charts.rows import (
    GUTTER,
    LABEL_SIZE,
    SMALL_SIZE,
    Frame,
    Row,
    frame_of,
    row_label,
    stack,
    stretches,
)
from charts.scale import Linear, ticks
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
NARROW_SPLIT = 122.0
"""The same on a phone."""
MARK_ROOM = 6.0
"""Half a ring and half a number, so that none is cut at the edge of a phone."""
VALUE_WIDTH = 60.0
TOP = 30.0
NARROW_TOP = 42.0
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
    is_narrow: bool = False
    """For a phone: labels stand above their points."""


def draw_gaps(chart: GapChart) -> str:
    """Draw both panels, as high as the rows need."""
    frame = frame_of(is_narrow=chart.is_narrow)
    points, gaps = _scales(chart, frame)
    top = NARROW_TOP if frame.is_narrow else TOP
    labels = [row.label for row in chart.rows]
    room = frame.label_width - (VALUE_WIDTH if frame.is_narrow else 0)
    rows = stack(labels, top=top, width=room, minimum=19, below=frame.below)
    bottom = rows[-1].bottom if rows else top
    parts = [*_head(chart, points, gaps), *_grid(points, gaps, rows, bottom)]
    for place, row in zip(rows, chart.rows, strict=True):
        parts.append(row_label(place))
        parts.extend(_dumbbell(row, place, points))
        parts.extend(_gap(row, place, gaps, frame))
    return picture(chart.heading, frame.width, bottom + 16, parts)


def _scales(chart: GapChart, frame: Frame) -> tuple[Linear, Linear]:
    """Places of the points on the left and of the gaps on the right."""
    low = min([-10.0, *(row.low for row in chart.rows)])
    high = max([10.0, *(row.high for row in chart.rows)])
    if frame.is_narrow:
        points = Linear(0, 100, MARK_ROOM, NARROW_SPLIT - GUTTER)
        return points, Linear(low, high, NARROW_SPLIT + GUTTER, frame.width - MARK_ROOM)
    points = Linear(0, 100, frame.start, SPLIT - GUTTER)
    return points, Linear(low, high, SPLIT + GUTTER, frame.width - VALUE_WIDTH)


def _head(chart: GapChart, points: Linear, gaps: Linear) -> list[str]:
    left = 0.0 if chart.is_narrow else points.start
    marks = [
        dot(Point(left + 4, 5), 4, fill=PAPER, stroke=WARM),
        text(chart.expected_label, Point(left + 12, 7.5), size=SMALL_SIZE, color=MUTED),
        dot(Point(left + 4, 18), 4, fill=ACCENT),
        text(chart.perceived_label, Point(left + 12, 20.5), size=SMALL_SIZE, color=MUTED),
    ]
    if not chart.is_narrow:
        at = Point(gaps.start, 20.5)
        return [*marks, text(chart.gap_label, at, size=SMALL_SIZE, color=MUTED)]
    return [
        *marks,
        line(Point(0, 31), Point(8, 31), color=INK, width=1.4),
        dot(Point(4, 31), 2.5, fill=INK),
        text(chart.gap_label, Point(12, 33.5), size=SMALL_SIZE, color=MUTED),
    ]


def _grid(points: Linear, gaps: Linear, rows: Sequence[Row], bottom: float) -> list[str]:
    """The strip of small gaps and upright rules; on a phone they leave the labels free."""
    strips = stretches(rows)
    left, right = gaps(-ALIGNED_POINTS), gaps(ALIGNED_POINTS)
    parts = [rectangle(Point(left, top), right - left, end - top, fill=WASH) for top, end in strips]
    is_narrow = points.start == MARK_ROOM
    stops = (0, 50, 100) if is_narrow else (0, 25, 50, 75, 100)
    for scale, values in ((points, stops), (gaps, ticks(gaps.low, gaps.high, 4))):
        for value in values:
            color = RULE if value == 0 else GRID
            x = scale(value)
            parts.extend(line(Point(x, top), Point(x, end), color=color) for top, end in strips)
            label = f"+{number(value)}" if scale is gaps and value > 0 else number(value)
            parts.append(
                text(
                    label.replace("-", "\N{MINUS SIGN}"),
                    Point(x, bottom + 10),
                    size=SMALL_SIZE,
                    anchor=Anchor.MIDDLE,
                    color=MUTED,
                )
            )
    return parts


def _dumbbell(row: GapRow, place: Row, scale: Linear) -> list[str]:
    y = place.plot_middle
    return [
        line(Point(scale(row.perceived), y), Point(scale(row.expected), y), color=NEUTRAL, width=3),
        dot(Point(scale(row.expected), y), 4, fill=PAPER, stroke=WARM),
        dot(Point(scale(row.perceived), y), 4, fill=ACCENT),
    ]


def _gap(row: GapRow, place: Row, scale: Linear, frame: Frame) -> list[str]:
    y = place.plot_middle
    color = INK if row.is_confirmed else MUTED
    gap = row.expected - row.perceived
    return [
        line(Point(scale(row.low), y), Point(scale(row.high), y), color=color, width=1.4),
        dot(Point(scale(gap), y), 3.5, fill=color if row.is_confirmed else PAPER, stroke=color),
        text_block(
            (row.text,),
            Point(frame.width, place.middle),
            size=LABEL_SIZE,
            anchor=Anchor.END,
            color=color,
            is_bold=row.is_confirmed,
        ),
    ]
