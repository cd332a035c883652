"""Memory of a model on several kinds of accelerators: one bar for a device of each kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.legend import draw_legend
from charts.palette import ACCENT, ACCENT_LIGHT, ACCENT_MID, INK, MUTED, RULE, WARM, WARM_LIGHT
from charts.rows import SMALL_SIZE, Frame, Row, frame_of, row_label, stack, stretches
from charts.scale import Linear, ticks
from charts.svg import Anchor, Heading, Point, line, number, picture, rectangle, text, text_block

VALUE_WIDTH = 74.0
BAR_HEIGHT = 11.0


@dataclass(frozen=True)
class FleetRow:
    """What one device of a kind holds, in GiB. `text` is written at the end of the row."""

    label: str
    weights_gib: float
    overhead_gib: float
    usable_gib: float
    device_gib: float
    text: str
    fits: bool


@dataclass(frozen=True)
class FleetChart:
    """Rows of devices on one axis, and the words of the key."""

    heading: Heading
    rows: tuple[FleetRow, ...]
    weights_label: str
    overhead_label: str
    cache_label: str
    missing_label: str
    usable_label: str
    is_narrow: bool = False
    """For a phone: labels stand above their bars."""


def draw_fleet(chart: FleetChart) -> str:
    """Draw the bars, as high as their labels need."""
    entries = [
        (ACCENT, chart.weights_label),
        (ACCENT_MID, chart.overhead_label),
        (ACCENT_LIGHT, chart.cache_label),
    ]
    if any(_missing_gib(row) > 0 for row in chart.rows):
        entries.append((WARM, chart.missing_label))
    entries.append((INK, chart.usable_label))
    frame = frame_of(is_narrow=chart.is_narrow)
    legend = draw_legend(entries, left=0, right=frame.width)
    widest = max((max(row.device_gib, _needed_gib(row)) for row in chart.rows), default=1.0)
    value_room = 0.0 if frame.is_narrow else VALUE_WIDTH
    label_room = frame.label_width - (VALUE_WIDTH if frame.is_narrow else 0)
    scale = Linear(0, widest, frame.start, frame.width - (value_room or frame.start))
    labels = [row.label for row in chart.rows]
    rows = stack(labels, top=legend.height + 4, width=label_room, below=frame.below)
    parts = [*legend.parts, *_axis(scale, rows)]
    for place, row in zip(rows, chart.rows, strict=True):
        parts.extend(_bar(row, place, scale, frame))
    bottom = rows[-1].bottom if rows else legend.height
    return picture(chart.heading, frame.width, bottom + 16, parts)


def _needed_gib(row: FleetRow) -> float:
    return row.weights_gib + row.overhead_gib


def _missing_gib(row: FleetRow) -> float:
    return _needed_gib(row) - row.usable_gib


def _bar(row: FleetRow, place: Row, scale: Linear, frame: Frame) -> list[str]:
    top = place.plot_middle - BAR_HEIGHT / 2
    needed = _needed_gib(row)
    stretches = (
        (ACCENT, 0.0, row.weights_gib),
        (ACCENT_MID, row.weights_gib, needed),
        (ACCENT_LIGHT, needed, row.usable_gib),
    )
    parts = [row_label(place)]
    parts.extend(
        rectangle(Point(scale(start), top), scale(end) - scale(start), BAR_HEIGHT, fill=color)
        for color, start, end in stretches
    )
    if needed > row.usable_gib:
        left = scale(row.usable_gib)
        width = scale(needed) - left
        parts.append(rectangle(Point(left, top), width, BAR_HEIGHT, fill=WARM_LIGHT))
        parts.append(rectangle(Point(left, top + BAR_HEIGHT - 3), width, 3, fill=WARM))
    usable = scale(row.usable_gib)
    end = Point(usable, top + BAR_HEIGHT + 2)
    parts.append(line(Point(usable, top - 2), end, color=INK, width=1.2))
    parts.append(
        text_block(
            (row.text,),
            Point(frame.width, place.middle),
            size=8,
            anchor=Anchor.END,
            color=INK if row.fits else MUTED,
            is_bold=row.fits,
        )
    )
    return parts


def _axis(scale: Linear, rows: Sequence[Row]) -> list[str]:
    heights = stretches(rows)
    parts: list[str] = []
    for value in ticks(0, scale.high, 5) if rows else ():
        x = scale(value)
        parts.extend(
            line(Point(x, top), Point(x, foot), color=RULE, width=0.4) for top, foot in heights
        )
        at = Point(x, rows[-1].bottom + 10)
        parts.append(text(number(value), at, size=SMALL_SIZE, anchor=Anchor.MIDDLE, color=MUTED))
    return parts
