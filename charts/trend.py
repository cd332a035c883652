"""One score over several waves with its intervals, against the bands."""

from dataclasses import dataclass, replace
from itertools import pairwise

from charts.palette import ACCENT, ACCENT_MID, BANDS, MUTED, PAPER, RULE
from charts.rows import NARROW, SMALL_SIZE, row_label, stack
from charts.scale import WIDTH, Linear
from charts.scores import VALUE_WIDTH, Zone, draw_interval, draw_zones, zone_heads
from charts.svg import (
    Anchor,
    Heading,
    Point,
    dot,
    line,
    number,
    picture,
    polyline,
    rectangle,
    text,
    text_block,
)

LEFT = 24.0
RIGHT = WIDTH - 78.0
TOP = 8.0
BOTTOM = 130.0
HEIGHT = 122.0


@dataclass(frozen=True)
class TrendPoint:
    """The score of one wave in points 0..100; None is withheld and leaves a hole in the line."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    text: str


@dataclass(frozen=True)
class TrendChart:
    """Waves from the oldest to the newest over zones of the axis."""

    heading: Heading
    zones: tuple[Zone, ...]
    points: tuple[TrendPoint, ...]
    is_narrow: bool = False
    """For a phone: the waves stand below each other."""


def draw_trend(chart: TrendChart) -> str:
    """Draw the line; the waves stand at equal distances."""
    if chart.is_narrow:
        return _draw_narrow(chart)
    y_scale = Linear(0, 100, BOTTOM, TOP)
    room = (RIGHT - LEFT) / max(len(chart.points), 1)
    places = [LEFT + (index + 0.5) * room for index in range(len(chart.points))]
    parts = _zones(chart.zones, y_scale)
    for (x, before), (next_x, after) in pairwise(zip(places, chart.points, strict=True)):
        if before.value is not None and after.value is not None:
            ends = (Point(x, y_scale(before.value)), Point(next_x, y_scale(after.value)))
            parts.append(polyline(ends, color=ACCENT))
    for x, point in zip(places, chart.points, strict=True):
        parts.extend(_point(point, x, y_scale))
    return picture(chart.heading, WIDTH, HEIGHT, parts)


def _draw_narrow(chart: TrendChart) -> str:
    scale = Linear(0, 100, NARROW.start, NARROW.width - VALUE_WIDTH)
    heads = zone_heads(chart.zones, scale)
    labels = [point.label for point in chart.points]
    rows = stack(labels, top=heads.height, width=NARROW.width, below=NARROW.below)
    bottom = rows[-1].bottom if rows else heads.height
    bare = [replace(zone, label="") for zone in chart.zones]
    parts = [*heads.parts, *draw_zones(bare, scale, top=heads.height, bottom=bottom)]
    placed = list(zip(rows, chart.points, strict=True))
    for (row, before), (next_row, after) in pairwise(placed):
        if before.value is not None and after.value is not None:
            start = Point(scale(before.value), row.plot_middle)
            end = Point(scale(after.value), next_row.plot_middle)
            parts.append(polyline((start, end), color=ACCENT_MID))
    for row, point in placed:
        parts.append(row_label(row))
        y = row.plot_middle
        if point.value is None:
            at = Point(scale.start + 2, y)
            parts.append(text_block((point.text,), at, size=SMALL_SIZE, color=MUTED))
            continue
        low = point.value if point.low is None else point.low
        high = point.value if point.high is None else point.high
        parts.extend(draw_interval(scale, y, point.value, low, high))
        at = Point(NARROW.width, y)
        parts.append(text_block((point.text,), at, size=8, anchor=Anchor.END))
    return picture(chart.heading, NARROW.width, bottom + 16, parts)


def _zones(zones: tuple[Zone, ...], y_scale: Linear) -> list[str]:
    parts: list[str] = []
    for zone, color in zip(zones, BANDS, strict=False):
        top, bottom = y_scale(zone.high), y_scale(zone.low)
        parts.append(rectangle(Point(LEFT, top), RIGHT - LEFT, bottom - top, fill=color))
        at = Point(RIGHT + 6, (top + bottom) / 2)
        parts.append(text_block((zone.label,), at, size=SMALL_SIZE, color=MUTED))
    for edge in sorted({edge for zone in zones for edge in (zone.low, zone.high)}):
        y = y_scale(edge)
        parts.append(line(Point(LEFT, y), Point(RIGHT, y), color=RULE, width=0.4))
        at = Point(LEFT - 5, y)
        parts.append(
            text_block((number(edge),), at, size=SMALL_SIZE, anchor=Anchor.END, color=MUTED)
        )
    return parts


def _point(point: TrendPoint, x: float, y_scale: Linear) -> list[str]:
    name = text(
        point.label, Point(x, BOTTOM + 13), size=SMALL_SIZE, anchor=Anchor.MIDDLE, color=MUTED
    )
    if point.value is None:
        at = Point(x, BOTTOM - 6)
        return [name, text(point.text, at, size=SMALL_SIZE, anchor=Anchor.MIDDLE, color=MUTED)]
    y = y_scale(point.value)
    low = point.value if point.low is None else point.low
    high = point.value if point.high is None else point.high
    return [
        name,
        line(Point(x, y_scale(low)), Point(x, y_scale(high)), color=ACCENT, width=1.6),
        dot(Point(x, y), 4, fill=ACCENT, stroke=PAPER),
        text(point.text, Point(x, y_scale(high) - 6), size=8, anchor=Anchor.MIDDLE, is_bold=True),
    ]
