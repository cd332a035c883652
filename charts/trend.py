"""One score over several waves with its intervals, against the bands."""

from dataclasses import dataclass
from itertools import pairwise

from charts.palette import ACCENT, BANDS, MUTED, PAPER, RULE
from charts.rows import SMALL_SIZE
from charts.scale import WIDTH, Linear
from charts.scores import Zone
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


def draw_trend(chart: TrendChart) -> str:
    """Draw the line; the waves stand at equal distances."""
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
