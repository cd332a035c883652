"""Gathers what is wrong in a table of answers: equal faults count as one, with the first line."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field

from surveys.instruments.format import Item, ItemKind
from surveys.instruments.import_table import answer_range
from surveys.instruments.problems import Problem

MAX_PROBLEMS = 20
"""After so many different faults the mapping itself is wrong; reading on would only add more."""
SHOWN_CHARACTERS = 80
SHOWN_COLUMNS = 20


@dataclass
class _Seen:
    first_line: int
    count: int = 0


@dataclass
class FaultLog:
    """Faults of one file in the order of their first lines.

    `can_be_mapped` says whether a text can be given a meaning in the instrument, or only be
    corrected in the file.
    """

    scale_points: int
    can_be_mapped: bool = True
    _cells: dict[tuple[str, str], _Seen] = field(default_factory=dict)
    _items: dict[str, Item] = field(default_factory=dict)
    _others: list[Problem] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether reading on would be of no use."""
        return len(self._cells) + len(self._others) >= MAX_PROBLEMS

    @property
    def is_empty(self) -> bool:
        """Whether nothing is wrong so far."""
        return not self._cells and not self._others

    def note_cell(self, item: Item, column: str, cell: str, line: int) -> None:
        """A cell whose text is no answer to its item."""
        self._items[column] = item
        key = (column, cell.strip()[:SHOWN_CHARACTERS])
        self._cells.setdefault(key, _Seen(line)).count += 1

    def note(self, line: int, message: str, remedy: str) -> None:
        """Any other fault of one line."""
        self._others.append(Problem(f"line {line}", message, remedy))

    def problems(self) -> list[Problem]:
        """All faults, ready to be shown."""
        return [
            *self._others,
            *(self._cell_problem(*key, seen) for key, seen in self._cells.items()),
        ]

    def _cell_problem(self, column: str, text: str, seen: _Seen) -> Problem:
        item = self._items[column]
        fault = _fault(item, text, self.scale_points)
        times = "" if seen.count == 1 else f" It stands there {seen.count:,} times."
        message = f"{text!r} in column {column!r} {fault}.{times}"
        remedy = (
            _mapping_remedy(item, text, column)
            if self.can_be_mapped
            else _correction(item, self.scale_points)
        )
        return Problem(f"line {seen.first_line}", message, remedy)


def missing_column(name: str, header: Sequence[str]) -> Problem:
    """A column that the mapping names and the file does not have, with the nearest one there is."""
    near = difflib.get_close_matches(name.lower(), [one.lower() for one in header], n=1)
    nearest = next((one for one in header if near and one.lower() == near[0]), "")
    hint = f"Is {nearest!r} meant? " if nearest else ""
    there = ", ".join(header[:SHOWN_COLUMNS])
    more = f" and {len(header) - SHOWN_COLUMNS} more" if len(header) > SHOWN_COLUMNS else ""
    return Problem(
        "line 1",
        f"The column {name!r} is missing.",
        f"{hint}Rename a column or change the mapping; the file has: {there}{more}.",
    )


def _fault(item: Item, text: str, scale_points: int) -> str:
    if item.kind is ItemKind.CHOICE or not _is_number(text):
        return "is not an answer"
    points = answer_range(item, scale_points)
    return f"is not an answer: its scale goes from {points[0]} to {points[-1]}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _mapping_remedy(item: Item, text: str, column: str) -> str:
    value = '"option key"' if item.kind is ItemKind.CHOICE else "scale point"
    return (
        f"Map it under [import.columns.values] of column {column!r}, as {_quoted(text)} = {value}, "
        f"or list it in its no_answer."
    )


def _correction(item: Item, scale_points: int) -> str:
    if item.kind is ItemKind.CHOICE:
        options = ", ".join(option.key for option in item.options)
        return f"Write one of {options}, or leave the cell empty."
    points = answer_range(item, scale_points)
    return f"Write a whole number from {points[0]} to {points[-1]}, or leave the cell empty."


def _quoted(text: str) -> str:
    """The text as a key of a TOML table."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
