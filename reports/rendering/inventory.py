"""Finds every table of a document, wherever its sections keep it, in reading order."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from reports.rendering.blocks import Column, Fact, Figure, Table
from reports.rendering.document import Document
from reports.rendering.summary import ActionLine

SECTIONS: Mapping[str, Promise] = {
    "summary": gettext_lazy("Summary"),
    "organization": pgettext_lazy("axis", "People"),
    "technology": gettext_lazy("Machines"),
    "method": gettext_lazy("Method"),
}
_FACT_CAPTIONS: Mapping[str, Promise] = {
    "participation": gettext_lazy("Participation"),
    "index_facts": gettext_lazy("The whole"),
    "alignment_facts": gettext_lazy("Leaders and workforce"),
    "request": gettext_lazy("Request"),
    "score_facts": gettext_lazy("Result"),
    "origin": gettext_lazy("Origin"),
}


@dataclass(frozen=True)
class ShownTable:
    """A table with the name of the section that shows it, and the note below it."""

    section: str
    table: Table
    note: str = ""


def shown_tables(document: Document) -> tuple[ShownTable, ...]:
    """Every table that a document shows, those of its figures included, in its language."""
    with translation.override(document.language):
        return tuple(entry for entry in _found(document) if entry.table.rows)


def _found(document: Document) -> list[ShownTable]:
    found: list[ShownTable] = []
    for name, section in SECTIONS.items():
        part = getattr(document, name)
        if part is not None:
            found += _tables_in(part, str(section), "")
        if name == "method":
            found.append(ShownTable(str(section), document.trace))
        if name == "summary":
            found.append(ShownTable(str(section), _action_table(document.summary.actions)))
    return found


def _tables_in(value: object, section: str, field: str) -> Iterator[ShownTable]:
    match value:
        case Figure(table=table, note=note):
            yield ShownTable(section, table, note)
        case Table():
            yield ShownTable(section, value)
        case tuple() if value and all(isinstance(entry, Fact) for entry in value):
            yield ShownTable(section, _fact_table(value, field))
        case tuple():
            for entry in value:
                yield from _tables_in(entry, section, field)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            for part in dataclasses.fields(value):
                yield from _tables_in(getattr(value, part.name), section, part.name)


def _action_table(actions: tuple[ActionLine, ...]) -> Table:
    columns = (Column(_("Action")), Column(_("Owner")), Column(_("By when")))
    rows = tuple((action.text, action.owner, action.horizon) for action in actions)
    return Table(_("Do first"), columns, rows)


def _fact_table(facts: tuple[Fact, ...], field: str) -> Table:
    caption = str(_FACT_CAPTIONS.get(field, gettext_lazy("Facts")))
    columns = (Column(_("Fact")), Column(_("Value"), is_number=True), Column(_("Note")))
    return Table(caption, columns, tuple((fact.label, fact.value, fact.note) for fact in facts))
