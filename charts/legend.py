"""A line of color keys above a plot; it breaks into further lines when it is too long."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.lettering import width_of
from charts.palette import MUTED
from charts.rows import SMALL_SIZE
from charts.svg import Point, rectangle, text

KEY = 8.0
LINE = 13.0


@dataclass(frozen=True)
class Legend:
    """Markup of a legend and the height that it takes."""

    parts: tuple[str, ...]
    height: float


def draw_legend(entries: Sequence[tuple[str, str]], *, left: float, right: float) -> Legend:
    """Lay (color, label) entries from `left` on, no line reaching beyond `right`."""
    parts: list[str] = []
    x, y = left, 0.0
    for color, label in entries:
        width = KEY + 4 + width_of(label, SMALL_SIZE) + 12
        if x > left and x + width - 12 > right:
            x, y = left, y + LINE
        parts.append(rectangle(Point(x, y + 1), KEY, KEY, fill=color))
        parts.append(text(label, Point(x + KEY + 4, y + 7.5), size=SMALL_SIZE, color=MUTED))
        x += width
    return Legend(tuple(parts), y + LINE + 3 if entries else 0.0)
