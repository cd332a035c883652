"""Diverging bars of answers: unfavorable to the left of the middle, favorable to the right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from charts.legend import draw_legend
from charts.lettering import width_of
from charts.palette import DIVERGING, INK, MUTED, NEUTRAL, RULE, blend
from charts.rows import GUTTER, LABEL_SIZE, NARROW, SMALL_SIZE, Frame, Row, row_label, stack
from charts.scale import WIDTH, Linear
from charts.svg import Anchor, Heading, Point, line, picture, rectangle, text, text_block

LABEL_WIDTH = 208.0
NOTE_WIDTH = 40.0
SIDE_WIDTH = 24.0
SIDE_GAP = 4.0
"""Between a bar and the text beside it."""
BAR_HEIGHT = 11.0


@dataclass(frozen=True)
class AnswerRow:
    """One bar: percent by point, unfavorable first. None where withheld; `note` then says why.

    `told` are the same percents as the table gives them.
    """

    label: str
    percents: tuple[float, ...] | None
    unfavorable_text: str
    favorable_text: str
    note: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerGroup:
    """Bars under a common title; an empty title is not drawn."""

    title: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True)
class AnswerChart:
    """Bars over one scale. `points` names its points, unfavorable first."""

    heading: Heading
    points: tuple[str, ...]
    note_title: str
    groups: tuple[AnswerGroup, ...]
    is_narrow: bool = False
    """For a phone: labels stand above their bars."""


WIDE = Frame(WIDTH, LABEL_WIDTH, LABEL_WIDTH + GUTTER, 0.0)


def fill_bar(bands: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Lengths of the parts of a bar that fill 100 percent, from the ends of each in percent.

    Exact parts, whose ends are alike, keep their length; bands share what these leave, in
    proportion to their middles.

    Examples
    --------
    >>> fill_bar([(50.0, 50.0), (45.0, 45.0), (0.0, 10.0)])
    (50.0, 45.0, 5.0)
    """
    exact = sum(low for low, high in bands if low == high)
    banded = sum((low + high) / 2 for low, high in bands if low != high)
    factor = max(0.0, 100.0 - exact) / banded if banded else 0.0
    return tuple(low if low == high else round((low + high) / 2 * factor, 1) for low, high in bands)


def draw_answers(chart: AnswerChart) -> str:
    """Draw the chart, as high as its rows need."""
    frame = NARROW if chart.is_narrow else WIDE
    colors = colors_of(len(chart.points))
    legend = draw_legend(
        tuple(zip(colors, chart.points, strict=True)),
        left=0,
        right=frame.width - NOTE_WIDTH - GUTTER,
    )
    scale = _scale(chart, frame)
    parts = [
        *legend.parts,
        text(
            chart.note_title,
            Point(frame.width, 7.5),
            size=SMALL_SIZE,
            anchor=Anchor.END,
            color=MUTED,
        ),
    ]
    top = legend.height
    bars: list[str] = []
    for group in chart.groups:
        if group.title:
            bars.append(text(group.title, Point(0, top + 11), size=LABEL_SIZE, is_bold=True))
            top += 16
        rows = stack(
            [row.label for row in group.rows],
            top=top,
            width=frame.label_width,
            below=frame.below,
        )
        for place, row in zip(rows, group.rows, strict=True):
            bars.extend(_bar(row, place, scale, colors, frame))
        top = rows[-1].bottom + 4 if rows else top
    axis = line(Point(scale(0), legend.height), Point(scale(0), top), color=INK, width=0.5)
    drawn = [*parts, *bars] if chart.is_narrow else [*parts, *bars, axis]  # it crossed the labels
    return picture(chart.heading, frame.width, top + 2, drawn)


def colors_of(points: int) -> tuple[str, ...]:
    """Colors for a scale of so many points; an odd scale has a neutral one in the middle.

    Examples
    --------
    >>> colors_of(5) == DIVERGING
    True
    >>> len(colors_of(4)), NEUTRAL in colors_of(4)
    (4, False)
    """
    half = points // 2
    shares = [index / max(half - 1, 1) for index in range(half)]
    low = [blend(DIVERGING[0], DIVERGING[1], share) for share in shares]
    high = [blend(DIVERGING[4], DIVERGING[3], share) for share in shares][::-1]
    middle = [NEUTRAL] if points % 2 else []
    return (*low, *middle, *high)


def _scale(chart: AnswerChart, frame: Frame) -> Linear:
    known = [row.percents for group in chart.groups for row in group.rows if row.percents]
    left = max((_left_of_middle(percents) for percents in known), default=50.0)
    right = max((sum(percents) - _left_of_middle(percents) for percents in known), default=50.0)
    rows = [row for group in chart.groups for row in group.rows]
    start = frame.start + _side_room(row.unfavorable_text for row in rows)
    end = frame.width - NOTE_WIDTH - _side_room(row.favorable_text for row in rows)
    return Linear(-max(left, 1.0), max(right, 1.0), start, end)


def _side_room(texts: Iterable[str]) -> float:
    """Room for the longest text beside a bar: bands such as "80–100" need more than numbers."""
    widest = max((width_of(content, SMALL_SIZE, is_bold=True) for content in texts), default=0.0)
    return max(SIDE_WIDTH, widest + 2 * SIDE_GAP)


def _left_of_middle(percents: Sequence[float]) -> float:
    half = len(percents) // 2
    middle = percents[half] / 2 if len(percents) % 2 else 0.0
    return sum(percents[:half]) + middle


def _bar(
    row: AnswerRow, place: Row, scale: Linear, colors: Sequence[str], frame: Frame
) -> list[str]:
    label = row_label(place)
    if row.percents is None:
        middle = Point(frame.width, place.plot_middle)
        return [
            label,
            text_block((row.note,), middle, size=SMALL_SIZE, anchor=Anchor.END, color=MUTED),
        ]
    edges = [-_left_of_middle(row.percents)]
    for percent in row.percents:
        edges.append(edges[-1] + percent)
    top = place.plot_middle - BAR_HEIGHT / 2
    bars = [
        rectangle(Point(scale(low), top), scale(high) - scale(low), BAR_HEIGHT, fill=color)
        for (low, high), color in zip(pairwise(edges), colors, strict=True)
    ]
    sides = [
        _side(row.unfavorable_text, scale(edges[0]) - SIDE_GAP, place, Anchor.END, frame),
        _side(row.favorable_text, scale(edges[-1]) + SIDE_GAP, place, Anchor.START, frame),
    ]
    note = text_block(
        (row.note,),
        Point(frame.width, place.plot_middle),
        size=SMALL_SIZE,
        anchor=Anchor.END,
        color=MUTED,
    )
    ends = (Point(0, place.bottom), Point(frame.width, place.bottom))
    baseline = line(*ends, color=RULE, width=0.3)
    return [label, *bars, *sides, note, baseline]


def _side(content: str, x: float, place: Row, anchor: Anchor, frame: Frame) -> str:
    room = width_of(content, SMALL_SIZE, is_bold=True)
    at = max(x, frame.start + room) if anchor is Anchor.END else x
    return text_block(
        (content,), Point(at, place.plot_middle), size=SMALL_SIZE, anchor=anchor, is_bold=True
    )
