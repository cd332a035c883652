"""Groups by dimensions as colored cells. What may not be shown is hatched, and the key says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.lettering import LINE_HEIGHT, width_of, wrap
from charts.palette import ACCENT, INK, MUTED, PAPER, RULE, WARM, WASH, blend, ink_on
from charts.rows import SMALL_SIZE, row_label, stack
from charts.scale import WIDTH
from charts.svg import (
    Anchor,
    Heading,
    Point,
    element,
    hatching,
    line,
    picture,
    rectangle,
    text,
    text_block,
)

LABEL_WIDTH = 108.0
COUNT_WIDTH = 30.0
HEAD_ROOMS = (66.0, 80.0, 96.0, 116.0, 140.0, 170.0)
"""Heights for the upright column names; the first that holds all of them is taken."""
MIDDLE = 50.0
REACH = 35.0
"""Points from the middle at which a color is full."""
STEPS = 10
"""Colors on each side of the middle: few enough that the dark theme names one for each."""


@dataclass(frozen=True)
class HeatCell:
    """Score in points 0..100 and how it is written; None is withheld."""

    value: float | None
    text: str


@dataclass(frozen=True)
class HeatRow:
    """One group. `count` is written as given, empty where it is withheld."""

    label: str
    count: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class HeatChart:
    """Rows of cells under named columns, and the words of the key."""

    heading: Heading
    columns: tuple[str, ...]
    count_label: str
    rows: tuple[HeatRow, ...]
    low_label: str
    high_label: str
    withheld_label: str


def draw_heat(chart: HeatChart) -> str:
    """Draw the cells, as high as the groups need."""
    left = LABEL_WIDTH + COUNT_WIDTH + 8
    width = (WIDTH - left) / max(len(chart.columns), 1)
    room = head_room(chart.columns, width)
    rows = stack([row.label for row in chart.rows], top=room, width=LABEL_WIDTH, minimum=18)
    bottom = rows[-1].bottom if rows else room
    parts = [
        *_column_heads(chart.columns, left, width, room),
        _count(chart.count_label, room - 9),
        line(Point(0, room), Point(WIDTH, room), color=INK, width=0.5),
    ]
    for place, row in zip(rows, chart.rows, strict=True):
        parts.extend([row_label(place), _count(row.count, place.middle)])
        for index, cell in enumerate(row.cells):
            corner = Point(left + index * width, place.top)
            parts.extend(_cell(cell, corner, width, place.height))
    parts.extend(_key(chart, bottom + 8))
    return picture(chart.heading, WIDTH, bottom + 24, parts)


def color_of(points: float) -> str:
    """Color of a score: orange below 50, blue above, paler towards 50, in `STEPS` each way.

    Examples
    --------
    >>> color_of(50), color_of(85) == ACCENT, color_of(15) == WARM
    ('#f3f5f7', True, True)
    """
    step = round(min(abs(points - MIDDLE) / REACH, 1.0) * STEPS)
    return blend(WASH, ACCENT if points >= MIDDLE else WARM, step / STEPS)


def head_room(columns: Sequence[str], width: float) -> float:
    """Height at which every upright name has no more lines than fit its column.

    Examples
    --------
    >>> head_room(["Trust"], 33), head_room(["Trust and " * 7], 33)
    (66.0, 80.0)
    """
    lines_that_fit = int(width / (SMALL_SIZE * LINE_HEIGHT))
    fitting = (
        room
        for room in HEAD_ROOMS
        if all(len(wrap(name, room - 8, SMALL_SIZE)) <= lines_that_fit for name in columns)
    )
    return next(fitting, HEAD_ROOMS[-1])


def _column_heads(columns: Sequence[str], left: float, width: float, room: float) -> list[str]:
    parts: list[str] = []
    step = SMALL_SIZE * LINE_HEIGHT
    for index, name in enumerate(columns):
        lines = wrap(name, room - 8, SMALL_SIZE)
        x = left + (index + 0.5) * width - step * (len(lines) - 1) / 2 + SMALL_SIZE * 0.36
        for offset, content in enumerate(lines):
            at = Point(x + offset * step, room - 5)
            parts.append(
                element(
                    "g",
                    text(content, Point(0, 0), size=SMALL_SIZE),
                    transform=f"translate({at.x:.2f} {at.y:.2f}) rotate(-90)",
                )
            )
    return parts


def _count(content: str, y: float) -> str:
    at = Point(LABEL_WIDTH + COUNT_WIDTH, y)
    return text_block((content,), at, size=SMALL_SIZE, anchor=Anchor.END, color=MUTED)


def _cell(cell: HeatCell, corner: Point, width: float, height: float) -> list[str]:
    inner = Point(corner.x + 0.75, corner.y + 0.75)
    width, height = width - 1.5, height - 1.5
    if cell.value is None:
        return [
            rectangle(inner, width, height, fill=PAPER, stroke=RULE),
            hatching(inner, width, height, color=RULE),
        ]
    fill = color_of(cell.value)
    middle = Point(inner.x + width / 2, inner.y + height / 2)
    return [
        rectangle(inner, width, height, fill=fill),
        text_block((cell.text,), middle, size=8, anchor=Anchor.MIDDLE, color=ink_on(fill)),
    ]


def _key(chart: HeatChart, top: float) -> list[str]:
    swatches = [
        rectangle(Point(index * 14, top), 14, 8, fill=color_of(points))
        for index, points in enumerate((15, 32, 50, 68, 85))
    ]
    low_at = 5 * 14 + 5
    words = f"{chart.low_label} – {chart.high_label}"
    hidden_at = low_at + width_of(words, SMALL_SIZE) + 18
    corner = Point(hidden_at, top)
    return [
        *swatches,
        text(words, Point(low_at, top + 7), size=SMALL_SIZE, color=MUTED),
        rectangle(corner, 14, 8, fill=PAPER, stroke=RULE),
        hatching(corner, 14, 8, color=RULE),
        text(chart.withheld_label, Point(hidden_at + 19, top + 7), size=SMALL_SIZE, color=MUTED),
    ]
