"""The verdict: nine cells, the two scores as a point, their intervals as a cross."""

from dataclasses import dataclass

from charts.lettering import block_height, wrap
from charts.palette import ACCENT, ACCENT_LIGHT, INK, MUTED, PAPER, WASH
from charts.rows import SMALL_SIZE
from charts.scale import Stepped
from charts.svg import (
    Anchor,
    Heading,
    Point,
    dot,
    element,
    line,
    number,
    picture,
    rectangle,
    text,
    text_block,
)

LEFT = 26.0
TOP = 4.0


@dataclass(frozen=True)
class _Grid:
    """Size of the cells."""

    cell_width: float
    cell_height: float

    @property
    def bottom(self) -> float:
        return TOP + 3 * self.cell_height

    @property
    def width(self) -> float:
        return LEFT + 3 * self.cell_width + 6


WIDE = _Grid(86.0, 58.0)
NARROW = _Grid(62.0, 64.0)


@dataclass(frozen=True)
class AxisValue:
    """Score of one axis with its interval, points 0..100."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class VerdictChart:
    """Nine cell names, rows from the lowest organizational tier up, and what is marked.

    `reached` are (row, column) of the cells that the intervals touch. Without both values no
    point is drawn.
    """

    heading: Heading
    cells: tuple[tuple[str, str, str], ...]
    organization_label: str
    technology_label: str
    organization_stops: tuple[float, ...]
    technology_stops: tuple[float, ...]
    reached: frozenset[tuple[int, int]]
    chosen: tuple[int, int] | None
    organization: AxisValue | None
    technology: AxisValue | None
    is_narrow: bool = False
    """For a phone: narrower and higher cells."""


def draw_verdict(chart: VerdictChart) -> str:
    """Draw the grid, and the cross where both axes have a value."""
    grid = NARROW if chart.is_narrow else WIDE
    x_scale = Stepped(chart.technology_stops, LEFT, LEFT + 3 * grid.cell_width)
    y_scale = Stepped(chart.organization_stops, grid.bottom, TOP)
    parts: list[str] = []
    for row, names in enumerate(chart.cells):
        for column, name in enumerate(names):
            parts.extend(_cell(chart, grid, row, column, name))
    parts.extend(_axis_words(chart, x_scale, y_scale))
    parts.extend(_marks(chart, x_scale, y_scale))
    return picture(chart.heading, grid.width, grid.bottom + 28, parts)


def _cell(chart: VerdictChart, grid: _Grid, row: int, column: int, name: str) -> list[str]:
    width, height = grid.cell_width, grid.cell_height
    corner = Point(LEFT + column * width, grid.bottom - (row + 1) * height)
    is_reached = (row, column) in chart.reached
    is_chosen = (row, column) == chart.chosen
    fill = ACCENT_LIGHT if is_reached else WASH
    lines = wrap(name, width - 10, 8, is_bold=is_chosen)
    room = block_height(len(lines), 8) / 2 + 5
    is_low = is_reached and _is_mark_in_upper_half(chart, row)
    y = corner.y + (height - room if is_low else room)
    return [
        rectangle(Point(corner.x + 1, corner.y + 1), width - 2, height - 2, fill=fill),
        text_block(
            lines,
            Point(corner.x + 6, y),
            size=8,
            color=INK if is_reached else MUTED,
            is_bold=is_chosen,
        ),
    ]


def _is_mark_in_upper_half(chart: VerdictChart, row: int) -> bool:
    """Whether the cross passes the upper half of the row, so that names go below it."""
    if chart.organization is None:
        return False
    place = Stepped(chart.organization_stops, 0, 3)(chart.organization.value)
    return place - row > 0.5


def _axis_words(chart: VerdictChart, x_scale: Stepped, y_scale: Stepped) -> list[str]:
    parts = [
        text(
            number(stop),
            Point(x_scale(stop), y_scale.start + 10),
            size=SMALL_SIZE,
            anchor=Anchor.MIDDLE,
            color=MUTED,
        )
        for stop in chart.technology_stops
    ]
    parts += [
        text_block(
            (number(stop),),
            Point(LEFT - 4, min(max(y_scale(stop), TOP + 4), y_scale.start - 4)),
            size=SMALL_SIZE,
            anchor=Anchor.END,
            color=MUTED,
        )
        for stop in chart.organization_stops
    ]
    middle = Point((x_scale.start + x_scale.end) / 2, y_scale.start + 23)
    side = element(
        "g",
        text(chart.organization_label, Point(0, 0), size=8, anchor=Anchor.MIDDLE, is_bold=True),
        transform=f"translate(8 {number((TOP + y_scale.start) / 2)}) rotate(-90)",
    )
    below = text(chart.technology_label, middle, size=8, anchor=Anchor.MIDDLE, is_bold=True)
    return [*parts, side, below]


def _marks(chart: VerdictChart, x_scale: Stepped, y_scale: Stepped) -> list[str]:
    people, machines = chart.organization, chart.technology
    if people is None or machines is None:
        return []
    at = Point(x_scale(machines.value), y_scale(people.value))
    return [
        line(
            Point(x_scale(machines.low), at.y),
            Point(x_scale(machines.high), at.y),
            color=ACCENT,
            width=1.8,
        ),
        line(
            Point(at.x, y_scale(people.low)),
            Point(at.x, y_scale(people.high)),
            color=ACCENT,
            width=1.8,
        ),
        dot(at, 4.5, fill=ACCENT, stroke=PAPER),
    ]
