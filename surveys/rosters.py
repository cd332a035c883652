"""Reads a list of employees from CSV or XLSX and names every fault with its line. Pure."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MAX_PROBLEMS = 20
"""After so many faults the columns themselves are wrong; reading on would repeat them."""
MAX_ROWS = 500_000
DELIMITERS = (",", ";", "\t")
FORMULA_STARTS = ("=", "@", "+", "-", "\t", "\r")
REQUIRED = ("email", "name")
TRUE_WORDS = frozenset({"1", "true", "yes", "y", "x", "ja", "j", "wahr"})
FALSE_WORDS = frozenset({"", "0", "false", "no", "n", "nein", "falsch"})
COLUMN_NAMES: Mapping[str, str] = {
    "email": "email",
    "e-mail": "email",
    "mail": "email",
    "name": "name",
    "full name": "name",
    "language": "language",
    "sprache": "language",
    "manager": "is_manager",
    "is_manager": "is_manager",
    "führungskraft": "is_manager",
}
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_XLSX_MAGIC = b"PK\x03\x04"


@dataclass(frozen=True)
class RosterRow:
    """One employee as read. `attributes` holds every further column."""

    email: str
    name: str
    language: str
    is_manager: bool
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class RosterProblem:
    """One fault: the line of the file (1 is the header, 0 the file) and what to do."""

    line: int
    message: str


class UnreadableRoster(Exception):
    """The list has faults. `problems` names them; nothing of the list may be used."""

    def __init__(self, problems: Sequence[RosterProblem]) -> None:
        super().__init__("; ".join(f"line {fault.line}: {fault.message}" for fault in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Roster:
    """All rows of a list without a fault, and the names of its further columns."""

    rows: tuple[RosterRow, ...]
    attributes: tuple[str, ...]


def read_roster(data: bytes, *, languages: Sequence[str], default_language: str) -> Roster:
    """Read a list of employees.

    Parameters
    ----------
    data
        A CSV file (UTF-8; comma, semicolon or tab) or the first sheet of an XLSX file. The first
        line names the columns: `email` and `name`, optionally `language` and `manager`; every
        further column is an attribute.
    languages
        Languages that mails can be written in.
    default_language
        For rows that name none.

    Raises
    ------
    UnreadableRoster
        With the first twenty faults, each with its line.
    """
    lines = _sheet_lines(data) if data.startswith(_XLSX_MAGIC) else _csv_lines(data)
    header = next(lines, (1, []))[1]
    columns = _columns(header)
    reader = _Reader(columns, frozenset(languages), default_language)
    for line, cells in lines:
        if any(cells):
            reader.read(line, cells)
        if len(reader.problems) >= MAX_PROBLEMS or line > MAX_ROWS:
            break
    if not reader.rows and not reader.problems:
        reader.problems.append(RosterProblem(0, "There is nobody in it. Add a line per person."))
    if reader.problems:
        raise UnreadableRoster(reader.problems)
    return Roster(
        tuple(reader.rows), tuple(name for name in columns if name not in _OWN_FIELDS and name)
    )


_OWN_FIELDS = frozenset({"email", "name", "language", "is_manager"})


class _Reader:
    """Collects rows and faults while the list is read."""

    def __init__(
        self, columns: Sequence[str], languages: frozenset[str], default_language: str
    ) -> None:
        self.rows: list[RosterRow] = []
        self.problems: list[RosterProblem] = []
        self._columns = columns
        self._languages = languages
        self._default_language = default_language
        self._line_of_email: dict[str, int] = {}

    def read(self, line: int, cells: Sequence[str]) -> None:
        """Take one line, or note what is wrong with it."""
        faults = list(self._faults(line, cells))
        self.problems += [RosterProblem(line, fault) for fault in faults]
        if not faults:
            self.rows.append(self._row(self._named(cells)))

    def _named(self, cells: Sequence[str]) -> dict[str, str]:
        padded = [*cells, *[""] * (len(self._columns) - len(cells))]
        return {name: cell for name, cell in zip(self._columns, padded, strict=False) if name}

    def _faults(self, line: int, cells: Sequence[str]) -> Iterator[str]:
        if len(cells) > len(self._columns):
            yield f"{len(cells)} cells, but the header has {len(self._columns)}. Check quotes."
            return
        named = self._named(cells)
        for name, cell in named.items():
            if cell.startswith(FORMULA_STARTS):
                yield (
                    f"{name} begins with {cell[0]!r}, which spreadsheets run as a formula. "
                    "Remove the sign."
                )
        yield from self._email_faults(line, named["email"])
        if not named["name"]:
            yield "The name is missing."
        if named.get("is_manager", "").lower() not in TRUE_WORDS | FALSE_WORDS:
            yield f"manager is {named['is_manager']!r}. Write yes or no."
        language = named.get("language", "").lower()
        if language and language not in self._languages:
            known = ", ".join(sorted(self._languages))
            yield f"language is {language!r}. Write one of: {known}."

    def _email_faults(self, line: int, email: str) -> Iterator[str]:
        if not _EMAIL.fullmatch(email) or len(email) > 254:  # RFC 5321's longest path
            yield f"{email[:80]!r} is not an e-mail address."
            return
        earlier = self._line_of_email.setdefault(email.lower(), line)
        if earlier != line:
            yield f"{email} stands on line {earlier} too. Keep one of the two."

    def _row(self, named: Mapping[str, str]) -> RosterRow:
        return RosterRow(
            email=named["email"].lower(),
            name=named["name"],
            language=named.get("language", "").lower() or self._default_language,
            is_manager=named.get("is_manager", "").lower() in TRUE_WORDS,
            attributes={
                name: cell for name, cell in named.items() if name not in _OWN_FIELDS and cell
            },
        )


def _columns(header: Sequence[str]) -> list[str]:
    names = [COLUMN_NAMES.get(name.lower(), name.lower()) for name in header]
    missing = [name for name in REQUIRED if name not in names]
    problems = [
        RosterProblem(
            1, f"The column “{name}” is missing. The file has: {', '.join(header[:20]) or 'none'}."
        )
        for name in missing
    ]
    twice = {name for name in names if name and names.count(name) > 1}
    problems += [
        RosterProblem(1, f"The column “{name}” stands there twice. Remove one.")
        for name in sorted(twice)
    ]
    if problems:
        raise UnreadableRoster(problems)
    return names


def _csv_lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = "The file is not UTF-8. Export it as “CSV UTF-8” and import it again."
        raise UnreadableRoster([RosterProblem(line, message)]) from error
    if "\0" in text:
        message = "This is not a text file. Choose a CSV or XLSX file."
        raise UnreadableRoster([RosterProblem(0, message)])
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True
    )
    try:
        for cells in reader:
            yield reader.line_num, [_clean(cell) for cell in cells]
    except csv.Error as error:
        message = f"This is not CSV ({error}). Close the quotation marks or export it again."
        raise UnreadableRoster([RosterProblem(reader.line_num, message)]) from error


def _sheet_lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield line, [_clean("" if cell is None else str(cell)) for cell in cells]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError) as error:
        message = "The XLSX file is damaged. Open it, save it again and import that."
        raise UnreadableRoster([RosterProblem(0, message)]) from error


def _clean(cell: str) -> str:
    """Without the blanks around it; a lone dash stands for nothing."""
    stripped = cell.strip(" \u00a0\n")
    return "" if stripped in {"-", "–", "—"} else stripped
