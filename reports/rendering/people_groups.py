"""Figures of groups: a map of scores by group and dimension, the groups in an order that holds."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from django.utils.translation import gettext as _

from charts.forms import draw_narrow
from charts.heatmap import HeatCell, HeatChart, HeatRow, draw_heat
from charts.svg import Heading
from reports.narrative.terms import term
from reports.narrative.wording import decimal, localized
from reports.rendering.blocks import Column, Figure, Table
from reports.rendering.figures import plain_text
from surveys.selectors import (
    Estimate,
    OrganizationIndex,
    PublishedGroup,
    PublishedWave,
    Withheld,
    level_name,
)

Entry = TypeVar("Entry")

GROUPS_PER_FIGURE = 26
"""Rows of a heat map that fit a page."""


def group_figures(wave: PublishedWave) -> tuple[Figure, ...]:
    """Groups of every reporting dimension by dimension of the survey."""
    return tuple(
        _heat_figure(wave, title, part, number)
        for number, (title, part) in enumerate(_parts(wave), start=1)
    )


def group_tables(wave: PublishedWave) -> tuple[Table, ...]:
    """The tables behind the same figures, in which a hidden cell says why it is hidden."""
    return tuple(_table_in_words(wave, title, part) for title, part in _parts(wave))


def _parts(wave: PublishedWave) -> Iterator[tuple[str, Sequence[PublishedGroup]]]:
    """Title and groups of each figure."""
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
            yield title, part


def even_parts(entries: Sequence[Entry], most: int) -> list[Sequence[Entry]]:
    """Cut into as few parts of at most so many as needed, none much shorter than the others.

    Examples
    --------
    >>> [len(part) for part in even_parts("abcdefghijk", 5)]
    [4, 4, 3]
    """
    length = math.ceil(len(entries) / max(math.ceil(len(entries) / most), 1))
    return [entries[start : start + length] for start in range(0, len(entries), length)]


def _group_order(group: PublishedGroup) -> tuple[float, str]:
    """Highest score first, drawn towards the whole where that is known; hidden groups last."""
    known = group.index.value if isinstance(group.index, Estimate) else -1.0
    return (-(known if group.shrunken is None else group.shrunken), group.level)


@dataclass(frozen=True)
class _Columns:
    """Which columns a map has besides the dimensions."""

    has_index: bool
    has_shrunken: bool
    dimensions: tuple[tuple[str, str], ...]
    """(key, name)."""

    @property
    def heads(self) -> tuple[Column, ...]:
        """Heads of the table."""
        numbers = (Column(name, is_number=True) for name in self.names)
        return (Column(_("Group")), Column(_("Answers"), is_number=True), *numbers)

    @property
    def names(self) -> tuple[str, ...]:
        named = [_("All")] if self.has_index else []
        named += [_("All, shrunken")] if self.has_shrunken else []
        return (*named, *(name for _key, name in self.dimensions))

    def words(self, group: PublishedGroup) -> tuple[str, ...]:
        """Every cell of a group as text, a hidden one as its reason."""
        first = [plain_text(group.index)] if self.has_index else []
        if self.has_shrunken:
            first.append(_shrunken_cell(group).text or term("withheld", "undefined"))
        return (*first, *(_told(group.scores.get(key)) for key, _name in self.dimensions))

    def cells(self, group: PublishedGroup) -> tuple[HeatCell, ...]:
        first = [_heat_cell(group.index)] if self.has_index else []
        first += [_shrunken_cell(group)] if self.has_shrunken else []
        return (*first, *(_heat_cell(group.scores.get(key)) for key, _name in self.dimensions))


def _heat_figure(
    wave: PublishedWave, title: str, groups: Sequence[PublishedGroup], number: int
) -> Figure:
    columns = _columns(wave, groups)
    heading = Heading(f"groups-{number}", title, _description(groups))
    rows = tuple(
        HeatRow(
            level_name(group.level),
            "–" if group.n is None else decimal(group.n),
            columns.cells(group),
        )
        for group in groups
    )
    chart = HeatChart(
        heading=heading,
        columns=columns.names,
        count_label=_("Answers"),
        rows=rows,
        low_label=_("15 or less"),
        high_label=_("85 or more"),
        withheld_label=_("Withheld"),
    )
    cells = tuple((row.label, row.count, *(cell.text or "–" for cell in row.cells)) for row in rows)
    return Figure(
        heading.key,
        title,
        heading.description,
        draw_heat(chart),
        _note(wave, has_shrunken=columns.has_shrunken),
        Table(title, columns.heads, cells),
        draw_narrow(draw_heat, chart),
    )


def _table_in_words(wave: PublishedWave, title: str, groups: Sequence[PublishedGroup]) -> Table:
    columns = _columns(wave, groups)
    rows = tuple(
        (
            level_name(group.level),
            _("hidden") if group.n is None else decimal(group.n),
            *columns.words(group),
        )
        for group in groups
    )
    return Table(title, columns.heads, rows)


def _columns(wave: PublishedWave, groups: Sequence[PublishedGroup]) -> _Columns:
    return _Columns(
        has_index=isinstance(wave.index, OrganizationIndex),
        has_shrunken=any(group.shrunken is not None for group in groups),
        dimensions=tuple((entry.key, localized(entry.name)) for entry in wave.dimensions),
    )


def _told(figure: Estimate | Withheld | None) -> str:
    return term("withheld", "not_asked") if figure is None else plain_text(figure)


def _description(groups: Sequence[PublishedGroup]) -> str:
    known = [
        (group.index.value, level_name(group.level))
        for group in groups
        if isinstance(group.index, Estimate)
    ]
    if not known:
        return _(
            "Each row is a group, each column a dimension; the cell gives the score. Hatched cells "
            "are withheld."
        )
    (low, lowest), (high, highest) = min(known), max(known)
    return _(
        "Each row is a group, each column a dimension; the cell gives the score. Hatched cells are "
        "withheld. The whole score runs from %(low)s (%(lowest)s) to %(high)s (%(highest)s)."
    ) % {"low": decimal(low), "lowest": lowest, "high": decimal(high), "highest": highest}


def _note(wave: PublishedWave, *, has_shrunken: bool) -> str:
    note = _(
        "Groups under %(least)s answers are never shown. A larger group may be withheld too where "
        "it would give a small one away by subtraction. Groups under %(full)s answers show "
        "means alone."
    ) % {"least": wave.min_group_size, "full": wave.min_distribution_size}
    if not has_shrunken:
        return note
    order = _(
        "Groups stand in the order of their shrunken score: small groups are drawn towards the "
        "whole, because their means owe more to chance."
    )
    basis = _("It follows from published figures alone; hidden groups take no part.")
    return f"{note} {order} {basis}"


def _shrunken_cell(group: PublishedGroup) -> HeatCell:
    if group.shrunken is None:
        return HeatCell(None, "")
    return HeatCell(group.shrunken, decimal(group.shrunken))


def _heat_cell(figure: Estimate | Withheld | None) -> HeatCell:
    if isinstance(figure, Estimate):
        return HeatCell(figure.value, plain_text(figure))
    return HeatCell(None, "")
