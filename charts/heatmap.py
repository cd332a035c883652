"""Groups by dimensions as colored cells. What may not be shown is hatched, and the key says so."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from charts.lettering import LINE_HEIGHT, width_of, wrap
from charts.palette import ACCENT, INK, MUTED, PAPER, RULE, WARM, WASH, blend, ink_on
from charts.rows import SMALL_SIZE, row_label, stack
from charts.scale import NARROW_WIDTH
from charts.scale import WIDTH as PAGE_WIDTH
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
CELL_SIZE = 8.0
BLOCK_GAP = 10.0
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
    is_narrow: bool = False
    """For a phone: groups stand above their cells, and the columns are named again and again."""


@dataclass(frozen=True)
class _Layout:
    """Where cells begin, how high rows are, and after how many groups the columns are named anew.

    `below` is the height of the cells under a label, 0 where they stand beside it.
    """

    width: float
    label_width: float
    left: float
    minimum: float
    below: float
    groups: int


WIDE = _Layout(PAGE_WIDTH, LABEL_WIDTH, LABEL_WIDTH + COUNT_WIDTH + 8, 18.0, 0.0, 10_000)
NARROW = _Layout(NARROW_WIDTH, NARROW_WIDTH, 30.0, 15.0, 18.0, 8)


def draw_heat(chart: HeatChart) -> str:
    """Draw the cells, as high as the groups need."""
    layout = NARROW if chart.is_narrow else WIDE
    parts: list[str] = []
    top = 0.0
    blocks = max(math.ceil(len(chart.rows) / layout.groups), 1)
    size = max(math.ceil(len(chart.rows) / blocks), 1)  # none much shorter than the others
    for start in range(0, max(len(chart.rows), 1), size):
        block, bottom = _block(chart, chart.rows[start : start + size], layout, top)
        parts.extend(block)
        top = bottom + BLOCK_GAP
    top -= BLOCK_GAP
    key, height = _key(chart, top + 8, layout.width)
    return picture(chart.heading, layout.width, top + height + 16, [*parts, *key])


def _block(
    chart: HeatChart, groups: Sequence[HeatRow], layout: _Layout, top: float
) -> tuple[list[str], float]:
    """Some of the groups under the names of the columns, and where they end."""
    width = (layout.width - layout.left) / max(len(chart.columns), 1)
    head = top + head_room(chart.columns, width)
    labels = [group.label for group in groups]
    rows = stack(
        labels, top=head, width=layout.label_width, minimum=layout.minimum, below=layout.below
    )
    count_at = layout.left - 8
    parts = [
        *_column_heads(chart.columns, layout.left, width, (top, head)),
        _count(chart.count_label, Point(count_at, head - 9), is_upright=layout.below > 0),
        line(Point(0, head), Point(layout.width, head), color=INK, width=0.5),
    ]
    for place, row in zip(rows, groups, strict=True):
        parts.append(row_label(place))
        height = layout.below - 2 if layout.below else place.height
        cell_top = place.bottom - layout.below if layout.below else place.top
        parts.append(_count(row.count, Point(count_at, cell_top + height / 2)))
        for index, cell in enumerate(row.cells):
            corner = Point(layout.left + index * width, cell_top)
            parts.extend(_cell(cell, corner, width, height))
    return parts, rows[-1].bottom if rows else head


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
    (66.0, 96.0)
    """
    lines_that_fit = int(width / (SMALL_SIZE * LINE_HEIGHT))
    fitting = (
        room
        for room in HEAD_ROOMS
        if all(len(wrap(name, room - 8, SMALL_SIZE)) <= lines_that_fit for name in columns)
    )
    return next(fitting, HEAD_ROOMS[-1])


def _column_heads(
    columns: Sequence[str], left: float, width: float, reach: tuple[float, float]
) -> list[str]:
    """Upright names that stand on the lower end of their reach."""
    parts: list[str] = []
    top, bottom = reach
    step = SMALL_SIZE * LINE_HEIGHT
    for index, name in enumerate(columns):
        lines = wrap(name, bottom - top - 8, SMALL_SIZE)
        x = left + (index + 0.5) * width - step * (len(lines) - 1) / 2 + SMALL_SIZE * 0.36
        for offset, content in enumerate(lines):
            at = Point(x + offset * step, bottom - 5)
            parts.append(_upright(content, at))
    return parts


def _upright(content: str, at: Point, color: str = INK) -> str:
    return element(
        "g",
        text(content, Point(0, 0), size=SMALL_SIZE, color=color),
        transform=f"translate({at.x:.2f} {at.y:.2f}) rotate(-90)",
    )


def _count(content: str, at: Point, *, is_upright: bool = False) -> str:
    if is_upright:
        return _upright(content, Point(at.x, at.y + 4), MUTED)
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
    size = CELL_SIZE * min(1.0, (width - 1) / max(width_of(cell.text, CELL_SIZE), 1.0))
    return [
        rectangle(inner, width, height, fill=fill),
        text_block((cell.text,), middle, size=size, anchor=Anchor.MIDDLE, color=ink_on(fill)),
    ]


def _key(chart: HeatChart, top: float, width: float) -> tuple[list[str], float]:
    """The colors, then what is withheld: beside them, or below where there is no room."""
    swatches = [
        rectangle(Point(index * 14, top), 14, 8, fill=color_of(points))
        for index, points in enumerate((15, 32, 50, 68, 85))
    ]
    low_at = 5 * 14 + 5
    words = f"{chart.low_label} – {chart.high_label}"
    corner = Point(low_at + width_of(words, SMALL_SIZE) + 18, top)
    height = 8.0
    if corner.x + 19 + width_of(chart.withheld_label, SMALL_SIZE) > width:
        corner, height = Point(0, top + 13), 21.0
    withheld_at = Point(corner.x + 19, corner.y + 7)
    parts = [
        *swatches,
        text(words, Point(low_at, top + 7), size=SMALL_SIZE, color=MUTED),
        rectangle(corner, 14, 8, fill=PAPER, stroke=RULE),
        hatching(corner, 14, 8, color=RULE),
        text(chart.withheld_label, withheld_at, size=SMALL_SIZE, color=MUTED),
    ]
    return parts, height
