"""Scores with their intervals as dots against named bands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from charts.legend import Legend
from charts.lettering import width_of, wrap
from charts.palette import ACCENT, BANDS, INK, MUTED, PAPER, RULE
from charts.rows import NARROW, SMALL_SIZE, Row, row_label, stack
from charts.scale import WIDTH, Linear
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

LABEL_WIDTH = 150.0
VALUE_WIDTH = 70.0
ZONE_SIZE = 6.5
ZONE_LINE = 9.0
HEADER = 24.0


@dataclass(frozen=True)
class Zone:
    """A named stretch of the axis."""

    label: str
    low: float
    high: float


@dataclass(frozen=True)
class ScoreRow:
    """One score in points 0..100. `value` None is withheld; `text` then says why."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    text: str
    is_total: bool = False


@dataclass(frozen=True)
class ScoreChart:
    """Scores over the zones of the axis, which join without a gap and are sorted."""

    heading: Heading
    zones: tuple[Zone, ...]
    rows: tuple[ScoreRow, ...]
    is_narrow: bool = False
    """For a phone: labels stand above their intervals."""


def draw_scores(chart: ScoreChart) -> str:
    """Draw the chart, as high as its rows need."""
    if chart.is_narrow:
        return _draw_narrow(chart)
    scale = Linear(0, 100, LABEL_WIDTH, WIDTH - VALUE_WIDTH)
    rows = stack([row.label for row in chart.rows], top=HEADER, width=LABEL_WIDTH - 10, minimum=19)
    bottom = rows[-1].bottom if rows else HEADER
    parts = draw_zones(chart.zones, scale, top=HEADER, bottom=bottom)
    for place, row in zip(rows, chart.rows, strict=True):
        parts.extend(_score(row, place, scale, WIDTH))
    return picture(chart.heading, WIDTH, bottom + 16, parts)


def _draw_narrow(chart: ScoreChart) -> str:
    scale = Linear(0, 100, NARROW.start, NARROW.width - VALUE_WIDTH)
    heads = zone_heads(chart.zones, scale)
    labels = [row.label for row in chart.rows]
    rows = stack(labels, top=heads.height, width=NARROW.width, below=NARROW.below)
    bottom = rows[-1].bottom if rows else heads.height
    bare = [replace(zone, label="") for zone in chart.zones]
    parts = [*heads.parts, *draw_zones(bare, scale, top=heads.height, bottom=bottom)]
    for place, row in zip(rows, chart.rows, strict=True):
        parts.extend(_score(row, place, scale, NARROW.width))
    return picture(chart.heading, NARROW.width, bottom + 16, parts)


def zone_heads(zones: Sequence[Zone], scale: Linear) -> Legend:
    """Names of narrow zones over their middles, each on the first line where it has room."""
    ends: list[float] = []
    parts: list[str] = []
    for zone in zones:
        room = width_of(zone.label, ZONE_SIZE)
        left = max((scale(zone.low) + scale(zone.high) - room) / 2, 0.0)
        level = next((n for n, end in enumerate(ends) if end + 4 <= left), len(ends))
        ends[level : level + 1] = [left + room]
        at = Point(left, (level + 1) * ZONE_LINE)
        parts.append(text(zone.label, at, size=ZONE_SIZE, color=MUTED))
    return Legend(tuple(parts), len(ends) * ZONE_LINE + 4)


def draw_zones(zones: Sequence[Zone], scale: Linear, *, top: float, bottom: float) -> list[str]:
    """Draw the zones, their names above and their edges below."""
    parts: list[str] = []
    for zone, color in zip(zones, BANDS, strict=False):
        start, end = scale(zone.low), scale(zone.high)
        parts.append(rectangle(Point(start, top), end - start, bottom - top, fill=color))
        lines = wrap(zone.label, end - start, ZONE_SIZE)
        middle = Point((start + end) / 2, top - 10)
        parts.append(text_block(lines, middle, size=ZONE_SIZE, anchor=Anchor.MIDDLE, color=MUTED))
    edges = sorted({zone.low for zone in zones} | {zone.high for zone in zones})
    for edge in edges:
        parts.append(line(Point(scale(edge), top), Point(scale(edge), bottom), color=RULE))
        parts.append(
            text(
                number(edge),
                Point(scale(edge), bottom + 10),
                size=SMALL_SIZE,
                anchor=Anchor.MIDDLE,
                color=MUTED,
            )
        )
    return parts


def draw_interval(scale: Linear, y: float, value: float, low: float, high: float) -> list[str]:
    """Draw an interval with end strokes and its value as a dot with a white rim."""
    return [
        line(Point(scale(low), y), Point(scale(high), y), color=ACCENT, width=1.6),
        line(Point(scale(low), y - 4), Point(scale(low), y + 4), color=ACCENT, width=1.6),
        line(Point(scale(high), y - 4), Point(scale(high), y + 4), color=ACCENT, width=1.6),
        dot(Point(scale(value), y), 3.4, fill=ACCENT, stroke=PAPER),
    ]


def _score(row: ScoreRow, place: Row, scale: Linear, width: float) -> list[str]:
    label = row_label(place, is_bold=row.is_total)
    y = place.plot_middle
    if row.value is None:
        at = Point(scale(0) + 6, y)
        return [label, text_block((row.text,), at, size=SMALL_SIZE, color=MUTED)]
    low = row.value if row.low is None else row.low
    high = row.value if row.high is None else row.high
    value = text_block(
        (row.text,),
        Point(width, y),
        size=8,
        anchor=Anchor.END,
        color=INK,
        is_bold=row.is_total,
    )
    rule = [line(Point(0, place.top), Point(width, place.top), color=INK)] if row.is_total else []
    return [label, *draw_interval(scale, y, row.value, low, high), value, *rule]
