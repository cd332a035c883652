"""Parts of a whole as bars from zero, each with its interval."""

from dataclasses import dataclass

from charts.palette import ACCENT_MID, INK, MUTED, RULE
from charts.rows import GUTTER, SMALL_SIZE, Frame, Row, frame_of, row_label, stack, stretches
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

VALUE_WIDTH = 70.0
BAR_HEIGHT = 9.0
HEADER = 4.0


@dataclass(frozen=True)
class PartRow:
    """One part with the ends of its interval, in the unit of the axis."""

    label: str
    value: float
    low: float
    high: float
    text: str


@dataclass(frozen=True)
class PartChart:
    """Rows over an axis that runs from zero to beyond the longest interval."""

    heading: Heading
    axis: tuple[Tick, ...]
    rows: tuple[PartRow, ...]
    is_narrow: bool = False
    """For a phone: labels stand above their bars."""


def draw_parts(chart: PartChart) -> str:
    """Draw the bars, as high as their labels need."""
    end = max([tick.value for tick in chart.axis], default=1.0)
    frame = frame_of(is_narrow=chart.is_narrow)
    scale = Linear(0, end, frame.start, frame.width - VALUE_WIDTH - GUTTER)
    labels = [row.label for row in chart.rows]
    rows = stack(labels, top=HEADER, width=frame.label_width, below=frame.below)
    bottom = rows[-1].bottom if rows else HEADER
    heights = stretches(rows)
    parts: list[str] = []
    for tick in chart.axis:
        x = scale(tick.value)
        parts.extend(line(Point(x, top), Point(x, foot), color=RULE) for top, foot in heights)
        at = Point(x, bottom + 10)
        parts.append(text(tick.label, at, size=SMALL_SIZE, anchor=Anchor.MIDDLE, color=MUTED))
    for place, row in zip(rows, chart.rows, strict=True):
        parts.extend(_part(row, place, scale, frame))
    return picture(chart.heading, frame.width, bottom + 14, parts)


def _part(row: PartRow, place: Row, scale: Linear, frame: Frame) -> list[str]:
    y = place.plot_middle
    low, high = scale(row.low), scale(row.high)
    return [
        row_label(place),
        rectangle(
            Point(scale.start, y - BAR_HEIGHT / 2),
            scale(row.value) - scale.start,
            BAR_HEIGHT,
            fill=ACCENT_MID,
        ),
        line(Point(low, y), Point(high, y), color=INK, width=1.2),
        line(Point(low, y - 3), Point(low, y + 3), color=INK, width=1.2),
        line(Point(high, y - 3), Point(high, y + 3), color=INK, width=1.2),
        text_block((row.text,), Point(frame.width, y), size=8, anchor=Anchor.END, color=INK),
    ]
