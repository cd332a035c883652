"""Figures of single answers: items and choices."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from charts.answers import AnswerChart, AnswerGroup, AnswerRow, draw_answers
from charts.forms import draw_narrow
from charts.svg import Heading
from reports.narrative.terms import term
from reports.narrative.wording import decimal, localized
from reports.rendering.blocks import Column, Figure, Table
from reports.rendering.figures import bar_percents, share_label, share_text
from surveys.selectors import (
    PublishedChoice,
    PublishedItem,
    PublishedWave,
    Withheld,
)

ITEMS_PER_FIGURE = 9
"""Bars of a figure: three dimensions of three, small enough to share a page with others."""


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
        draw_narrow(draw_answers, chart),
        tuple(_heard(row) for group in groups for row in group.rows),
    )


def _heard(row: AnswerRow) -> str:
    """What the bar of a statement prints, for whoever hears it."""
    if row.percents is None:
        return f"{row.label}: {row.note}"
    return _("%(statement)s: %(low)s percent unfavorable, %(high)s percent favorable") % {
        "statement": row.label.rstrip("."),
        "low": row.unfavorable_text,
        "high": row.favorable_text,
    }


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
