"""Scores of parts as bars from 0 to 100; a part without evidence is an empty, hatched track."""

from dataclasses import dataclass

from charts.palette import ACCENT, ACCENT_MID, INK, MUTED, RULE, WARM, WASH
from charts.rows import GUTTER, SMALL_SIZE, Frame, Row, frame_of, row_label, stack, stretches
from charts.scale import Linear
from charts.svg import (
    Anchor,
    Heading,
    Point,
    hatching,
    line,
    number,
    picture,
    rectangle,
    text,
    text_block,
)

VALUE_WIDTH = 118.0
BAR_HEIGHT = 10.0
HEADER = 6.0
WEAK_BELOW = 40.0
STRONG_FROM = 80.0


@dataclass(frozen=True)
class PillarRow:
    """One part, points 0..100; None has too little evidence and `text` says so."""

    label: str
    value: float | None
    text: str


@dataclass(frozen=True)
class PillarChart:
    """Bars over the edges of the bands."""

    heading: Heading
    edges: tuple[float, ...]
    rows: tuple[PillarRow, ...]
    is_narrow: bool = False
    """For a phone: labels stand above their bars."""


def draw_pillars(chart: PillarChart) -> str:
    """Draw the bars, as high as their labels need."""
    frame = frame_of(is_narrow=chart.is_narrow)
    beside = frame.start + 4 if frame.is_narrow else VALUE_WIDTH + GUTTER  # the value, or a number
    scale = Linear(0, 100, frame.start, frame.width - beside)
    label_room = frame.label_width - (VALUE_WIDTH if frame.is_narrow else 0)
    labels = [row.label for row in chart.rows]
    rows = stack(labels, top=HEADER, width=label_room, below=frame.below)
    bottom = rows[-1].bottom if rows else HEADER
    parts: list[str] = []
    for place, row in zip(rows, chart.rows, strict=True):
        parts.extend(_bar(row, place, scale, frame))
    for edge in (0.0, *chart.edges, 100.0):
        x = scale(edge)
        parts.extend(
            line(Point(x, top), Point(x, foot), color=RULE, dashes="2 2")
            for top, foot in stretches(rows)
        )
        at = Point(x, bottom + 10)
        parts.append(text(number(edge), at, size=SMALL_SIZE, anchor=Anchor.MIDDLE, color=MUTED))
    return picture(chart.heading, frame.width, bottom + 14, parts)


def _bar(row: PillarRow, place: Row, scale: Linear, frame: Frame) -> list[str]:
    corner = Point(scale.start, place.plot_middle - BAR_HEIGHT / 2)
    room = scale.end - scale.start
    track = rectangle(corner, room, BAR_HEIGHT, fill=WASH)
    color = MUTED if row.value is None else INK
    words = text_block(
        (row.text,), Point(frame.width, place.middle), size=8, anchor=Anchor.END, color=color
    )
    if row.value is None:
        return [row_label(place), track, hatching(corner, room, BAR_HEIGHT, color=RULE), words]
    fill = rectangle(corner, scale(row.value) - scale.start, BAR_HEIGHT, fill=_color(row.value))
    return [row_label(place), track, fill, words]


def _color(points: float) -> str:
    if points < WEAK_BELOW:
        return WARM
    return ACCENT if points >= STRONG_FROM else ACCENT_MID
