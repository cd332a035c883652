"""Diverging bars of answers: unfavorable to the left of the middle, favorable to the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from charts.legend import draw_legend
from charts.lettering import width_of
from charts.palette import DIVERGING, INK, MUTED, NEUTRAL, RULE, blend
from charts.rows import GUTTER, LABEL_SIZE, SMALL_SIZE, Row, row_label, stack
from charts.scale import WIDTH, Linear
from charts.svg import Anchor, Heading, Point, line, picture, rectangle, text, text_block

LABEL_WIDTH = 208.0
NOTE_WIDTH = 40.0
SIDE_WIDTH = 24.0
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


def draw_answers(chart: AnswerChart) -> str:
    """Draw the chart, as high as its rows need."""
    colors = colors_of(len(chart.points))
    legend = draw_legend(
        tuple(zip(colors, chart.points, strict=True)), left=0, right=WIDTH - NOTE_WIDTH - GUTTER
    )
    scale = _scale(chart)
    parts = [
        *legend.parts,
        text(
            chart.note_title,
            Point(WIDTH, 7.5),
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
        rows = stack([row.label for row in group.rows], top=top, width=LABEL_WIDTH)
        for place, row in zip(rows, group.rows, strict=True):
            bars.extend(_bar(row, place, scale, colors))
        top = rows[-1].bottom + 4 if rows else top
    axis = line(Point(scale(0), legend.height), Point(scale(0), top), color=INK, width=0.5)
    return picture(chart.heading, WIDTH, top + 2, [*parts, *bars, axis])


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


def _scale(chart: AnswerChart) -> Linear:
    known = [row.percents for group in chart.groups for row in group.rows if row.percents]
    left = max((_left_of_middle(percents) for percents in known), default=50.0)
    right = max((sum(percents) - _left_of_middle(percents) for percents in known), default=50.0)
    start = LABEL_WIDTH + GUTTER + SIDE_WIDTH
    end = WIDTH - NOTE_WIDTH - SIDE_WIDTH
    return Linear(-max(left, 1.0), max(right, 1.0), start, end)


def _left_of_middle(percents: Sequence[float]) -> float:
    half = len(percents) // 2
    middle = percents[half] / 2 if len(percents) % 2 else 0.0
    return sum(percents[:half]) + middle


def _bar(row: AnswerRow, place: Row, scale: Linear, colors: Sequence[str]) -> list[str]:
    label = row_label(place)
    if row.percents is None:
        middle = Point(WIDTH, place.middle)
        return [
            label,
            text_block((row.note,), middle, size=SMALL_SIZE, anchor=Anchor.END, color=MUTED),
        ]
    edges = [-_left_of_middle(row.percents)]
    for percent in row.percents:
        edges.append(edges[-1] + percent)
    top = place.middle - BAR_HEIGHT / 2
    bars = [
        rectangle(Point(scale(low), top), scale(high) - scale(low), BAR_HEIGHT, fill=color)
        for (low, high), color in zip(pairwise(edges), colors, strict=True)
    ]
    sides = [
        _side(row.unfavorable_text, scale(edges[0]) - 4, place, Anchor.END),
        _side(row.favorable_text, scale(edges[-1]) + 4, place, Anchor.START),
    ]
    note = text_block(
        (row.note,), Point(WIDTH, place.middle), size=SMALL_SIZE, anchor=Anchor.END, color=MUTED
    )
    baseline = line(Point(0, place.bottom), Point(WIDTH, place.bottom), color=RULE, width=0.3)
    return [label, *bars, *sides, note, baseline]


def _side(content: str, x: float, place: Row, anchor: Anchor) -> str:
    room = width_of(content, SMALL_SIZE, is_bold=True)
    at = max(x, LABEL_WIDTH + GUTTER + room) if anchor is Anchor.END else x
    return text_block(
        (content,), Point(at, place.middle), size=SMALL_SIZE, anchor=anchor, is_bold=True
    )
