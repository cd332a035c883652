"""Estimates of several candidates on one axis, each with its range and what it is held against."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.legend import draw_legend
from charts.lettering import width_of
from charts.palette import ACCENT, ACCENT_MID, INK, MUTED, RULE, WARM, WARM_LIGHT
from charts.rows import LABEL_SIZE, SMALL_SIZE, Frame, Row, frame_of, row_label, stack, stretches
from charts.scale import Linear, Tick
from charts.svg import Anchor, Heading, Point, line, picture, rectangle, text, text_block

VALUE_WIDTH = 96.0
BAR_HEIGHT = 9.0
TITLE_HEIGHT = 17.0


@dataclass(frozen=True)
class SpanRow:
    """An estimate in the unit of the axis; what it lacks to its `limit` is drawn as missing."""

    label: str
    low: float
    central: float
    high: float
    text: str
    limit: float | None = None
    is_chosen: bool = False


@dataclass(frozen=True)
class SpanGroup:
    """Rows of one candidate; an empty title is not drawn."""

    title: str
    rows: tuple[SpanRow, ...]


@dataclass(frozen=True)
class SpanChart:
    """Groups over an axis from zero, and the words of the key (color, label)."""

    heading: Heading
    axis: tuple[Tick, ...]
    groups: tuple[SpanGroup, ...]
    span_label: str
    central_label: str
    limit_label: str = ""
    missing_label: str = ""
    is_narrow: bool = False
    """For a phone: labels stand above their bars."""


def draw_spans(chart: SpanChart) -> str:
    """Draw the groups below each other, as high as their labels need."""
    frame = frame_of(is_narrow=chart.is_narrow)
    legend = draw_legend(_key(chart), left=0, right=frame.width)
    end = max([tick.value for tick in chart.axis], default=1.0)
    last = chart.axis[-1].label if chart.axis else ""
    edge = width_of(last, SMALL_SIZE) / 2 if frame.is_narrow else VALUE_WIDTH
    scale = Linear(0, end, frame.start, frame.width - edge)
    placed = _placed(chart.groups, legend.height + 2, frame)
    heights = [stretch for rows in placed for stretch in stretches(rows)]
    bottom = next((rows[-1].bottom for rows in reversed(placed) if rows), legend.height)
    parts = [*legend.parts]
    for tick in chart.axis:
        x = scale(tick.value)
        parts.extend(line(Point(x, top), Point(x, foot), color=RULE) for top, foot in heights)
        at = Point(x, bottom + 10)
        parts.append(text(tick.label, at, size=SMALL_SIZE, anchor=Anchor.MIDDLE, color=MUTED))
    for group, rows in zip(chart.groups, placed, strict=True):
        if group.title and rows:
            at = Point(0, rows[0].top - 4)
            parts.append(text(group.title, at, size=LABEL_SIZE, is_bold=True))
        for place, row in zip(rows, group.rows, strict=True):
            parts.extend(_span(row, place, scale, frame))
    return picture(chart.heading, frame.width, bottom + 16, parts)


def _key(chart: SpanChart) -> list[tuple[str, str]]:
    entries = [(ACCENT_MID, chart.span_label), (ACCENT, chart.central_label)]
    entries.append((INK, chart.limit_label))
    is_missing = any(
        row.limit is not None and row.high < row.limit
        for group in chart.groups
        for row in group.rows
    )
    if is_missing:
        entries.append((WARM, chart.missing_label))
    return [(color, label) for color, label in entries if label]


def _placed(groups: Sequence[SpanGroup], top: float, frame: Frame) -> list[tuple[Row, ...]]:
    """Rows of each group; a title stands above its first row."""
    room = frame.label_width - (VALUE_WIDTH if frame.is_narrow else 0)

    placed: list[tuple[Row, ...]] = []
    for group in groups:
        labels = [row.label for row in group.rows]
        start = top + (TITLE_HEIGHT if group.title else 0)
        rows = stack(labels, top=start, width=room, below=frame.below)
        placed.append(rows)
        top = rows[-1].bottom if rows else top
    return placed


def _span(row: SpanRow, place: Row, scale: Linear, frame: Frame) -> list[str]:
    top = place.plot_middle - BAR_HEIGHT / 2
    low, high = scale(row.low), scale(row.high)
    value = text_block(
        (row.text,),
        Point(frame.width, place.middle),
        size=LABEL_SIZE,
        anchor=Anchor.END,
        is_bold=row.is_chosen,
    )
    central = Point(scale(row.central), top - 1)
    parts = [
        row_label(place, is_bold=row.is_chosen),
        rectangle(Point(low, top), high - low, BAR_HEIGHT, fill=ACCENT_MID),
        line(central, Point(central.x, top + BAR_HEIGHT + 1), color=ACCENT, width=2.4),
        value,
    ]
    if row.limit is None:
        return parts
    limit = scale(row.limit)
    if row.high < row.limit:
        parts.append(rectangle(Point(high, top), limit - high, BAR_HEIGHT, fill=WARM_LIGHT))
        parts.append(rectangle(Point(high, top + BAR_HEIGHT - 3), limit - high, 3, fill=WARM))
    end = Point(limit, top + BAR_HEIGHT + 3)
    return [*parts, line(Point(limit, top - 3), end, color=INK, width=1.4)]
