"""Figures of single answers: items, groups, choices."""

import math
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from django.utils.translation import gettext as _

from charts.answers import AnswerChart, AnswerGroup, AnswerRow, draw_answers
from charts.heatmap import HeatCell, HeatChart, HeatRow, draw_heat
from charts.svg import Heading
from reports.narrative.terms import term
from reports.narrative.wording import decimal, localized
from reports.rendering.blocks import Column, Figure, Table
from reports.rendering.figures import bar_percents, plain_text, share_label, share_text
from surveys.selectors import (
    Estimate,
    OrganizationIndex,
    PublishedChoice,
    PublishedGroup,
    PublishedItem,
    PublishedWave,
    Withheld,
)

Entry = TypeVar("Entry")

ITEMS_PER_FIGURE = 9
"""Bars of a figure: three dimensions of three, small enough to share a page with others."""
GROUPS_PER_FIGURE = 26
"""Rows of a heat map that fit a page."""


def answer_figures(wave: PublishedWave) -> tuple[Figure, ...]:
    """Answers to every item, diverging around the middle, by dimension."""
    names = {entry.key: localized(entry.name) for entry in wave.dimensions}
    by_dimension = [
        AnswerGroup(names.get(key, key), tuple(_answer_row(item) for item in items))
        for key, items in groupby(wave.items, key=lambda item: item.dimension)
    ]
    pages = _packed(by_dimension)
    return tuple(
        _answer_figure(wave, groups, number, len(pages))
        for number, groups in enumerate(pages, start=1)
    )


def group_figures(wave: PublishedWave) -> tuple[Figure, ...]:
    """Groups of every reporting dimension by dimension of the survey."""
    figures: list[Figure] = []
    for column, members in groupby(wave.groups, key=lambda group: group.reporting_dimension):
        groups = sorted(members, key=_group_order)
        parts = even_parts(groups, GROUPS_PER_FIGURE)
        for number, part in enumerate(parts, start=1):
            title = _("Groups by %(column)s, points of 100") % {"column": column}
            if len(parts) > 1:
                title = _("Groups by %(column)s, points of 100 (%(number)s of %(total)s)") % {
                    "column": column,
                    "number": number,
                    "total": len(parts),
                }
            figures.append(_heat_figure(wave, title, part, len(figures) + 1))
    return tuple(figures)


def even_parts(entries: Sequence[Entry], most: int) -> list[Sequence[Entry]]:
    """Cut into as few parts of at most so many as needed, none much shorter than the others.

    Examples
    --------
    >>> [len(part) for part in even_parts("abcdefghijk", 5)]
    [4, 4, 3]
    """
    length = math.ceil(len(entries) / max(math.ceil(len(entries) / most), 1))
    return [entries[start : start + length] for start in range(0, len(entries), length)]


def choice_tables(choices: Iterable[PublishedChoice]) -> tuple[Table, ...]:
    """Percent of each option of the choice items."""
    columns = (Column(_("Answer")), Column(_("Percent"), is_number=True))
    return tuple(
        Table(
            _("%(question)s (%(n)s answers)")
            % {"question": localized(choice.text), "n": decimal(choice.n)},
            columns,
            tuple(
                (localized(label), share_text(share, 1)) for _key, label, share in choice.options
            ),
        )
        for choice in choices
    )


def _packed(groups: Sequence[AnswerGroup]) -> list[list[AnswerGroup]]:
    """Fill as few figures as possible with whole dimensions, then level them."""
    fewest = len(_filled(groups, ITEMS_PER_FIGURE))
    fillings = (_filled(groups, room) for room in range(1, ITEMS_PER_FIGURE + 1))
    return next((filling for filling in fillings if len(filling) == fewest), [])


def _filled(groups: Sequence[AnswerGroup], most: int) -> list[list[AnswerGroup]]:
    filling: list[list[AnswerGroup]] = []
    room = 0
    for group in groups:
        if not filling or len(group.rows) > room:
            filling.append([])
            room = most
        filling[-1].append(group)
        room -= len(group.rows)
    return filling


def _answer_row(item: PublishedItem) -> AnswerRow:
    label = localized(item.text)
    if item.is_reversed:
        label = _("%(item)s (R)") % {"item": label}
    if isinstance(item.points, Withheld) or isinstance(item.shares, Withheld):
        hidden = item.points if isinstance(item.points, Withheld) else item.shares
        reason = hidden.reason.value if isinstance(hidden, Withheld) else ""
        return AnswerRow(label, None, "", "", term("withheld", reason))
    points = item.points[::-1] if item.is_reversed else item.points
    return AnswerRow(
        label,
        bar_percents(points),
        share_label(item.shares.unfavorable),
        share_label(item.shares.favorable),
        decimal(item.shares.n),
        tuple(share_text(share, 1) for share in points),
    )


def _answer_figure(
    wave: PublishedWave, groups: Sequence[AnswerGroup], number: int, total: int
) -> Figure:
    title = _("Answers to every statement, percent")
    if total > 1:
        title = _("Answers to every statement, percent (%(number)s of %(total)s)") % {
            "number": number,
            "total": total,
        }
    description = _(
        "Each bar shows how the answers spread from unfavorable on the left to favorable on the "
        "right, around the middle of the neutral ones. The numbers are percent unfavorable and "
        "favorable."
    )
    heading = Heading(f"answers-{number}", title, description)
    labels = localized_labels(wave)
    chart = AnswerChart(heading, labels, _("Answers"), tuple(groups))
    columns = (
        Column(_("Statement")),
        *(Column(label, is_number=True) for label in labels),
        Column(_("Answers"), is_number=True),
    )
    rows = tuple(_answer_cells(row, len(labels)) for group in groups for row in group.rows)
    note = _(
        "Statements marked (R) are reversed: agreeing with them is unfavorable, so their bars are "
        "turned."
    )
    is_any_reversed = any(item.is_reversed for item in wave.items)
    return Figure(
        heading.key,
        title,
        description,
        draw_answers(chart),
        note if is_any_reversed else "",
        Table(title, columns, rows),
    )


def localized_labels(wave: PublishedWave) -> tuple[str, ...]:
    """Names of the scale points in the active language, from the lowest."""
    first = next(iter(wave.scale_labels.values()), ())
    points = len(first)
    if points == 0:
        return ()
    return tuple(
        localized({code: labels[index] for code, labels in wave.scale_labels.items()})
        for index in range(points)
    )


def _answer_cells(row: AnswerRow, points: int) -> tuple[str, ...]:
    if row.percents is None:
        return (row.label, *("–" for _point in range(points)), row.note)
    return (row.label, *row.told, row.note)


def _group_order(group: PublishedGroup) -> tuple[float, str]:
    """Highest index first, hidden groups last."""
    known = group.index.value if isinstance(group.index, Estimate) else -1.0
    return (-known, group.level)


def _heat_figure(
    wave: PublishedWave, title: str, groups: Sequence[PublishedGroup], number: int
) -> Figure:
    keys = [entry.key for entry in wave.dimensions]
    has_index = isinstance(wave.index, OrganizationIndex)
    names = [_("All")] if has_index else []
    names += [localized(entry.name) for entry in wave.dimensions]
    description = _(
        "Each row is a group, each column a dimension; the cell gives the score. Hatched cells are "
        "withheld."
    )
    heading = Heading(f"groups-{number}", title, description)
    rows = tuple(
        HeatRow(
            group.level,
            "–" if group.n is None else decimal(group.n),
            (
                *([_heat_cell(group.index)] if has_index else []),
                *(_heat_cell(group.scores.get(key)) for key in keys),
            ),
        )
        for group in groups
    )
    chart = HeatChart(
        heading=heading,
        columns=tuple(names),
        count_label=_("Answers"),
        rows=rows,
        low_label=_("15 or less"),
        high_label=_("85 or more"),
        withheld_label=_("Withheld"),
    )
    columns = (
        Column(_("Group")),
        Column(_("Answers"), is_number=True),
        *(Column(name, is_number=True) for name in names),
    )
    cells = tuple((row.label, row.count, *(cell.text or "–" for cell in row.cells)) for row in rows)
    note = _(
        "Groups under %(least)s answers are never shown. A larger group may be withheld too where "
        "it would give a small one away by subtraction. Groups under %(full)s answers show "
        "means alone."
    ) % {"least": wave.min_group_size, "full": wave.min_distribution_size}
    return Figure(
        heading.key, title, description, draw_heat(chart), note, Table(title, columns, cells)
    )


def _heat_cell(figure: Estimate | Withheld | None) -> HeatCell:
    if isinstance(figure, Estimate):
        return HeatCell(figure.value, plain_text(figure))
    return HeatCell(None, "")
