"""Memory of one device as a stacked bar against what the device has."""

from dataclasses import dataclass

from charts.legend import draw_legend
from charts.lettering import width_of
from charts.palette import (
    ACCENT,
    ACCENT_MID,
    INK,
    MUTED,
    NEUTRAL,
    RULE,
    WARM,
    WARM_LIGHT,
    ink_on,
)
from charts.rows import SMALL_SIZE, frame_of
from charts.scale import Linear, ticks
from charts.svg import Anchor, Heading, Point, line, number, picture, rectangle, text

BAR_TOP = 34.0
BAR_HEIGHT = 30.0
COLORS = (ACCENT, ACCENT_MID, NEUTRAL)


@dataclass(frozen=True)
class MemoryPart:
    """A part of the memory in GiB, and how it is written in the bar."""

    label: str
    gib: float
    text: str


@dataclass(frozen=True)
class MemoryChart:
    """What is needed on one device, and the marks it is held against, in GiB.

    `parts` are at most three and run from the left. What reaches beyond `usable_gib` is drawn as
    missing.
    """

    heading: Heading
    parts: tuple[MemoryPart, ...]
    usable_gib: float
    usable_label: str
    device_gib: float
    device_label: str
    missing_label: str
    is_narrow: bool = False
    """For a phone: narrower, with fewer numbers on the axis."""


def draw_memory(chart: MemoryChart) -> str:
    """Draw the bar with its marks."""
    needed = sum(part.gib for part in chart.parts)
    width = frame_of(is_narrow=chart.is_narrow).width
    scale = Linear(0, max(needed, chart.device_gib) * 1.02, 0, width)
    entries = [
        (color, f"{part.label} {part.text}" if chart.is_narrow else part.label)
        for color, part in zip(COLORS, chart.parts, strict=False)
    ]
    if needed > chart.usable_gib:
        entries.append((WARM, chart.missing_label))
    legend = draw_legend(entries, left=0, right=width)
    top = legend.height + BAR_TOP - 8
    parts = [*legend.parts]
    start = 0.0
    for color, part in zip(COLORS, chart.parts, strict=False):
        parts.append(_part(part, scale, start, top, color))
        if _has_room(part, scale, start, chart.usable_gib):
            parts.append(_words(part, scale, start, top, color))
        start += part.gib
    if needed > chart.usable_gib:
        parts.append(_missing(scale, chart.usable_gib, needed, top))
    parts.extend(_marks(chart, scale, top))
    parts.extend(_axis(scale, top + BAR_HEIGHT + 4, 4 if chart.is_narrow else 8))
    return picture(chart.heading, width, top + BAR_HEIGHT + 20, parts)


def _part(part: MemoryPart, scale: Linear, start: float, top: float, color: str) -> str:
    left, right = scale(start), scale(start + part.gib)
    return rectangle(Point(left, top), right - left, BAR_HEIGHT, fill=color)


def _has_room(part: MemoryPart, scale: Linear, start: float, usable_gib: float) -> bool:
    """Whether the number fits into its part and the mark does not run through it."""
    width = scale(start + part.gib) - scale(start)
    needed = width_of(part.text, 8, is_bold=True) + 6
    distance = abs(scale(start + part.gib / 2) - scale(usable_gib))
    return needed <= width and distance > needed / 2


def _words(part: MemoryPart, scale: Linear, start: float, top: float, color: str) -> str:
    at = Point(scale(start + part.gib / 2), top + BAR_HEIGHT / 2 + 3)
    return text(part.text, at, size=8, anchor=Anchor.MIDDLE, color=ink_on(color), is_bold=True)


def _missing(scale: Linear, usable: float, needed: float, top: float) -> str:
    left, right = scale(usable), scale(needed)
    return rectangle(Point(left, top), right - left, BAR_HEIGHT, fill=WARM_LIGHT) + rectangle(
        Point(left, top + BAR_HEIGHT - 6), right - left, 6, fill=WARM
    )


def _marks(chart: MemoryChart, scale: Linear, top: float) -> list[str]:
    usable, device = scale(chart.usable_gib), scale(chart.device_gib)
    return [
        _mark(usable, top, dashes="3 2"),
        text(chart.usable_label, Point(usable - 4, top - 8), size=SMALL_SIZE, anchor=Anchor.END),
        _mark(device, top),
        text(chart.device_label, Point(device, top - 17), size=SMALL_SIZE, anchor=Anchor.END),
    ]


def _mark(x: float, top: float, *, dashes: str = "") -> str:
    return line(
        Point(x, top - 12), Point(x, top + BAR_HEIGHT + 4), color=INK, width=1, dashes=dashes
    )


def _axis(scale: Linear, y: float, count: int) -> list[str]:
    parts = [line(Point(0, y), Point(scale.end, y), color=RULE)]
    for value in ticks(0, scale.high, count):
        anchor = Anchor.START if value == 0 else Anchor.MIDDLE
        at = Point(scale(value), y + 10)
        parts.append(text(number(value), at, size=SMALL_SIZE, anchor=anchor, color=MUTED))
    return parts
