"""How far one input at a time moves a result, widest first."""

from dataclasses import dataclass

from charts.lettering import width_of
from charts.palette import ACCENT, ACCENT_MID, GRID, INK, MUTED
from charts.rows import SMALL_SIZE, Row, frame_of, row_label, stack, stretches
from charts.scale import Linear, Tick
from charts.svg import Anchor, Heading, Point, line, picture, rectangle, text, text_block

TOP = 14.0
BAR_HEIGHT = 9.0


@dataclass(frozen=True)
class TornadoRow:
    """The result where one input takes its low and its high value, and those inputs in words."""

    label: str
    at_low: float
    at_high: float
    low_text: str
    high_text: str


@dataclass(frozen=True)
class TornadoChart:
    """Rows around the result that nothing moves."""

    heading: Heading
    base: float
    base_label: str
    axis: tuple[Tick, ...]
    rows: tuple[TornadoRow, ...]
    is_narrow: bool = False
    """For a phone: labels stand above their bars."""


def draw_tornado(chart: TornadoChart) -> str:
    """Draw the rows as given; the caller sorts them."""
    frame = frame_of(is_narrow=chart.is_narrow)
    labels = [row.label for row in chart.rows]
    rows = stack(labels, top=TOP, width=frame.label_width, below=frame.below)
    values = [v for row in chart.rows for v in (row.at_low, row.at_high)]
    values += [chart.base, *(tick.value for tick in chart.axis)]
    side = max(
        [
            0.0,
            *(width_of(t, SMALL_SIZE) for row in chart.rows for t in (row.low_text, row.high_text)),
        ]
    )
    start = frame.start + side + 6
    scale = Linear(min(values), max(values), start, frame.width - side - 6)
    bottom = rows[-1].bottom if rows else TOP
    heights = stretches(rows)
    parts: list[str] = []
    for tick in chart.axis:
        x = scale(tick.value)
        parts.extend(line(Point(x, top), Point(x, foot), color=GRID) for top, foot in heights)
        at = Point(x, bottom + 10)
        parts.append(text(tick.label, at, size=SMALL_SIZE, anchor=Anchor.MIDDLE, color=MUTED))
    for place, row in zip(rows, chart.rows, strict=True):
        parts.append(row_label(place))
        parts.extend(_bars(row, place, scale, chart.base))
    base = scale(chart.base)
    parts.extend(
        line(Point(base, top), Point(base, foot), color=INK, width=1) for top, foot in heights
    )
    parts.append(text(chart.base_label, Point(base, 9), size=SMALL_SIZE, anchor=Anchor.MIDDLE))
    return picture(chart.heading, frame.width, bottom + 16, parts)


def _bars(row: TornadoRow, place: Row, scale: Linear, base: float) -> list[str]:
    parts: list[str] = []
    for value, words, color in (
        (row.at_low, row.low_text, ACCENT_MID),
        (row.at_high, row.high_text, ACCENT),
    ):
        left, right = sorted((scale(base), scale(value)))
        top = place.plot_middle - BAR_HEIGHT / 2
        parts.append(rectangle(Point(left, top), right - left, BAR_HEIGHT, fill=color))
        is_left = value < base
        at = Point(left - 4 if is_left else right + 4, place.plot_middle)
        anchor = Anchor.END if is_left else Anchor.START
        parts.append(text_block((words,), at, size=SMALL_SIZE, anchor=anchor, color=MUTED))
    return parts
