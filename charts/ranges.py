"""Ranges of estimates against a limit, each row on an axis of its own."""

from dataclasses import dataclass

from charts.palette import ACCENT, ACCENT_MID, INK, MUTED, RULE, WARM, WARM_LIGHT
from charts.rows import GUTTER, SMALL_SIZE, Frame, Row, frame_of, row_label, stack
from charts.scale import Linear, Tick
from charts.svg import (
    Anchor,
    Heading,
    Point,
    line,
    picture,
    rectangle,
    text,
    text_block,
)

VALUE_WIDTH = 92.0
ROW_HEIGHT = 48.0
BAR_HEIGHT = 10.0


@dataclass(frozen=True)
class RangeRow:
    """An estimate with its range in one unit, and the limit it must stay under.

    `axis` runs from zero to beyond all of them.
    """

    label: str
    low: float
    central: float
    high: float
    limit: float
    axis: tuple[Tick, ...]
    limit_label: str
    text: str


@dataclass(frozen=True)
class RangeChart:
    """Rows of ranges."""

    heading: Heading
    rows: tuple[RangeRow, ...]
    is_narrow: bool = False
    """For a phone: labels stand above their ranges."""


def draw_ranges(chart: RangeChart) -> str:
    """Draw the rows; what lies beyond a limit is shaded."""
    frame = frame_of(is_narrow=chart.is_narrow)
    labels = [row.label for row in chart.rows]
    if frame.is_narrow:
        room = frame.label_width - VALUE_WIDTH - GUTTER
        rows = stack(labels, top=0, width=room, below=ROW_HEIGHT)
    else:
        rows = stack(labels, top=0, minimum=ROW_HEIGHT)
    parts: list[str] = []
    for place, row in zip(rows, chart.rows, strict=True):
        parts.append(row_label(place))
        parts.extend(_range(row, place, frame))
    return picture(chart.heading, frame.width, (rows[-1].bottom if rows else 0) + 2, parts)


def _range(row: RangeRow, place: Row, frame: Frame) -> list[str]:
    beside = GUTTER if frame.is_narrow else VALUE_WIDTH + GUTTER
    scale = Linear(0, row.axis[-1].value, frame.start, frame.width - beside)
    y = place.plot_middle
    top, base = y - 12, y + 10
    limit = scale(row.limit)
    is_right = limit < (scale.start + scale.end) / 2
    limit_anchor = Anchor.START if is_right else Anchor.END
    parts = [
        rectangle(Point(limit, top), scale.end - limit, base - top, fill=WARM_LIGHT),
        rectangle(
            Point(scale(row.low), y - BAR_HEIGHT / 2),
            scale(row.high) - scale(row.low),
            BAR_HEIGHT,
            fill=ACCENT_MID,
        ),
        line(
            Point(scale(row.central), y - 8),
            Point(scale(row.central), y + 8),
            color=ACCENT,
            width=3,
        ),
        line(Point(limit, top - 2), Point(limit, base), color=WARM, width=1.4),
        text(
            row.limit_label,
            Point(limit + (3 if is_right else -3), top - 1),
            size=SMALL_SIZE,
            anchor=limit_anchor,
            color=WARM,
        ),
        line(Point(scale.start, base), Point(scale.end, base), color=RULE),
        text_block(
            (row.text,), Point(frame.width, place.middle), size=8, anchor=Anchor.END, color=INK
        ),
    ]
    for tick in row.axis:
        at = Point(scale(tick.value), base + 8)
        parts.append(text(tick.label, at, size=6.5, anchor=Anchor.MIDDLE, color=MUTED))
    return parts
