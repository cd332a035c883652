"""All shown tables as a workbook: numbers as numbers, one sheet a table, a sheet of notes first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.rendering.blocks import Table
from reports.rendering.document import Document, document_of
from reports.rendering.frozen_zip import frozen_zip
from reports.rendering.inventory import ShownTable, shown_tables
from reports.rendering.readback import Reading, read_number
from reports.snapshots import Snapshot

SHEET_NAME_MAX = 31
COLUMN_WIDTH_MAX = 60
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_FIRST_TABLE_ROW = 2
_FIRST_WIDTH_LEAST = 24
_ALIGNED_LENGTH_MAX = 20


@dataclass(frozen=True)
class _Styles:
    """Formats of one workbook; those of numbers are made when they are needed."""

    book: Any
    title: Any
    head: Any
    head_number: Any
    text: Any
    muted: Any
    numbers: dict[str, Any]

    def number(self, code: str) -> Any:
        """Return the format of a number by its code, such as "#,##0.0"."""
        if code not in self.numbers:
            self.numbers[code] = self.book.add_format(
                {"num_format": code, "valign": "top", "align": "right"}
            )
        return self.numbers[code]


def render_workbook(snapshot: Snapshot, *, is_draft: bool) -> bytes:
    """Write the workbook of a report; the same snapshot gives the same bytes."""
    document = document_of(snapshot, is_draft=is_draft)
    target = BytesIO()
    # texts stay texts: a name that begins with = is no formula, an address no link
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with translation.override(document.language), xlsxwriter.Workbook(target, options) as book:
        _set_properties(book, document)
        styles = _styles_of(book, document.look.accent)
        tables = shown_tables(document)
        names = _sheet_names(tables)
        _write_notes(book, styles, snapshot, document, list(zip(names, tables, strict=True)))
        for name, shown in zip(names, tables, strict=True):
            _write_table(book.add_worksheet(name), styles, shown)
    return frozen_zip(target.getvalue(), snapshot.prepared_date)


def _set_properties(book: Any, document: Document) -> None:
    book.set_properties(
        {
            "title": document.title,
            "subject": str(document.summary.title),
            "author": document.look.organization or "Readiness",
            "company": document.look.organization,
            "keywords": document.identity,
        }
    )


def _styles_of(book: Any, accent: str) -> _Styles:
    head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
    return _Styles(
        book=book,
        title=book.add_format({"bold": True, "font_size": 14, "font_color": accent}),
        head=book.add_format(head),
        head_number=book.add_format(head | {"align": "right"}),
        text=book.add_format({"text_wrap": True, "valign": "top"}),
        muted=book.add_format({"text_wrap": True, "valign": "top", "font_color": "#55616d"}),
        numbers={},
    )


def _sheet_names(tables: Sequence[ShownTable]) -> list[str]:
    """Short, unique names: the section, a number, the start of the caption."""
    names = []
    for place, shown in enumerate(tables, start=1):
        caption = _FORBIDDEN.sub(" ", shown.table.caption)
        names.append(f"{place:02} {caption}"[:SHEET_NAME_MAX].strip())
    return names


def _write_notes(
    book: Any,
    styles: _Styles,
    snapshot: Snapshot,
    document: Document,
    contents: Sequence[tuple[str, ShownTable]],
) -> None:
    sheet = book.add_worksheet(_("Notes")[:SHEET_NAME_MAX])
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 80)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, document.title, styles.title)
    lines = [(fact.label, fact.value) for fact in document.cover]
    lines += [
        (_("Verdict"), str(document.summary.title)),
        (_("Edition"), _("Draft") if document.is_draft else _("Final")),
        (_("Snapshot (SHA-256)"), document.snapshot_hash),
        (_("Software"), snapshot.software_version),
        (_("Released"), date_format(snapshot.wave.released_date)),
    ]
    row = 2
    for label, value in lines:
        sheet.write_string(row, 0, label, styles.muted)
        sheet.merge_range(row, 1, row, 2, value, styles.text)
        row += 1
    for text in (
        _(
            "Every number is the one that the report prints, to the same decimals; units stand "
            "in the heading of a table or behind the number."
        ),
        _("A dash stands where nothing is published; words such as “withheld” say why."),
    ):
        sheet.merge_range(row + 1, 0, row + 1, 2, text, styles.text)
        row += 1
    _write_contents(sheet, styles, contents, row + 2)


def _write_contents(
    sheet: Any, styles: _Styles, contents: Sequence[tuple[str, ShownTable]], row: int
) -> None:
    for column, label in enumerate((_("Sheet"), _("Section"), _("Table"))):
        sheet.write_string(row, column, label, styles.head)
    for place, (name, shown) in enumerate(contents, start=row + 1):
        sheet.write_url(place, 0, f"internal:'{name}'!A1", string=name)
        sheet.write_string(place, 1, shown.section, styles.text)
        sheet.write_string(place, 2, shown.table.caption, styles.text)


def _write_table(sheet: Any, styles: _Styles, shown: ShownTable) -> None:
    table = shown.table
    sheet.write_string(0, 0, table.caption, styles.title)
    for place, column in enumerate(table.columns):
        style = styles.head_number if column.is_number else styles.head
        sheet.write_string(_FIRST_TABLE_ROW, place, column.label, style)
        sheet.set_column(place, place, _width(table, place))
    for row, line in enumerate(table.lines, start=_FIRST_TABLE_ROW + 1):
        for place, (text, is_number) in enumerate(line):
            _write_cell(sheet, styles, (row, place), text, is_number=is_number)
    sheet.freeze_panes(_FIRST_TABLE_ROW + 1, 1)
    if shown.note:
        below = _FIRST_TABLE_ROW + len(table.rows) + 2
        sheet.write_string(below, 0, shown.note)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_FIRST_TABLE_ROW)


def _write_cell(
    sheet: Any, styles: _Styles, place: tuple[int, int], text: str, *, is_number: bool
) -> None:
    number = read_number(text) if is_number else None
    if number is None:
        is_short = len(text) <= _ALIGNED_LENGTH_MAX
        style = styles.number("@") if is_number and is_short else styles.text
        sheet.write_string(*place, text, style)
        return
    value = float(number.value / 100 if number.unit == "%" else number.value)
    sheet.write_number(*place, value, styles.number(_number_code(number)))


def _number_code(number: Reading) -> str:
    """Code under which a spreadsheet shows the number as the page does."""
    digits = "#,##0" + ("." + "0" * number.decimals if number.decimals else "")
    if number.unit == "%":
        digits += "%"
    elif number.unit:
        digits += f' "{number.unit}"'
    return f"+{digits};-{digits};{digits}" if number.has_plus else digits


def _width(table: Table, place: int) -> float:
    """Width in characters that shows the longest cell, within reason."""
    longest = max(len(row[place]) for row in table.rows)
    least = _FIRST_WIDTH_LEAST if place == 0 else 10
    return float(min(max(longest + 2, least), COLUMN_WIDTH_MAX))
