"""The blocks a document is made of. Every figure brings the table of what it shows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.rendering.readback import read_number

SPOKEN_CELLS_MAX = 64
"""Numbers that somebody who hears a chart can follow; beyond, the ends are told."""
NARROW_COLUMNS = 3
WIDE_COLUMNS = 9


@dataclass(frozen=True)
class Column:
    """Head of a column; numbers are set flush right."""

    label: str
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of finished text. The first cell of a row is its heading."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def is_narrow(self) -> bool:
        """Whether the table has too little in it to fill the width of a page."""
        numbers = [column for column in self.columns[1:] if column.is_number]
        return len(self.columns) <= NARROW_COLUMNS and len(numbers) == len(self.columns) - 1

    @property
    def is_wide(self) -> bool:
        """Whether the heads of the columns have to be broken within words."""
        return len(self.columns) >= WIDE_COLUMNS

    @property
    def lines(self) -> tuple[tuple[tuple[str, bool], ...], ...]:
        """Rows as (text, is_number) pairs."""
        flags = [column.is_number for column in self.columns]
        return tuple(tuple(zip(row, flags, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class Figure:
    """A chart with its title, what it shows in words, a note, and its data.

    `key` names the picture in the document and is unique there; `narrow_svg` is the same for a
    phone. `readings` say what the drawing prints where that is
    not what the table holds.
    """

    key: str
    title: str
    description: str
    svg: str
    note: str
    table: Table
    narrow_svg: str
    readings: tuple[str, ...] = ()

    @property
    def alternative(self) -> str:
        """What somebody hears who does not see the drawing: title, how it is read, its numbers."""
        told = "; ".join(self.readings) or spoken_table(self.table)
        return " ".join(part for part in (f"{self.title}.", self.description, told) if part)


@dataclass(frozen=True)
class Said:
    """A sentence that was chosen from figures.

    `source` is the path of the figures in the snapshot; `place` names the section that shows them,
    empty where it is everywhere.
    """

    text: str
    source: str
    place: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Fact:
    """A label and its value, for short lists of facts."""

    label: str
    value: str
    note: str = ""


def spoken_table(table: Table) -> str:
    """Numbers of a table as one hears them: all of a small one, the ends of a large one."""
    if not table.rows:
        return ""
    if len(table.rows) * (len(table.columns) - 1) <= SPOKEN_CELLS_MAX:
        return "; ".join(_spoken_row(table, row) for row in table.rows) + "."
    return _spoken_ends(table)


def _spoken_row(table: Table, row: tuple[str, ...]) -> str:
    cells = zip(table.columns[1:], row[1:], strict=True)
    told = ", ".join(f"{column.label} {text}" for column, text in cells if text)
    return f"{row[0]}: {told}"


def _spoken_ends(table: Table) -> str:
    """Highest and lowest row by the first number after the count of answers."""
    numbers = [place for place, column in enumerate(table.columns) if column.is_number]
    place = numbers[min(1, len(numbers) - 1)]
    read = [(row[0], row[place], read_number(row[place])) for row in table.rows]
    known = sorted(
        ((number.value, label, text) for label, text, number in read if number is not None),
        key=lambda entry: entry[0],
    )
    if not known:
        return ""
    lowest, highest = known[0], known[-1]
    return _(
        "By “%(column)s” the highest is %(top)s with %(top_value)s, the lowest %(bottom)s with "
        "%(bottom_value)s. All values stand in the table of data."
    ) % {
        "column": table.columns[place].label,
        "top": highest[1],
        "top_value": highest[2],
        "bottom": lowest[1],
        "bottom_value": lowest[2],
    }
