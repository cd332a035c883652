"""The blocks a document is made of. Every figure brings the table of what it shows."""

from dataclasses import dataclass

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
    phone, empty where the wide one has to do.
    """

    key: str
    title: str
    description: str
    svg: str
    note: str
    table: Table
    narrow_svg: str = ""


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
