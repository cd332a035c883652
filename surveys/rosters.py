"""Reads a list of employees from CSV or XLSX and names every fault with its line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.roster_lines import RosterProblem, UnreadableRoster, read_lines

MAX_PROBLEMS = 20
"""After so many faults the columns themselves are wrong; reading on would repeat them."""
MAX_ROWS = 200_000
MAX_COLUMNS = 50
MAX_EMAIL_CHARACTERS = 254  # RFC 5321's longest path
MAX_NAME_CHARACTERS = 200
MAX_LEVEL_CHARACTERS = 80
"""Two levels, crossed, still fit the column of a published figure."""
MAX_COLUMN_NAME_CHARACTERS = 40
FORMULA_STARTS = ("=", "@", "+", "-")
"""What spreadsheets run. Refused here, so that no export of names or levels can carry one."""
REQUIRED = ("email", "name")
TRUE_WORDS = frozenset({"1", "true", "yes", "y", "x", "ja", "j", "wahr"})
FALSE_WORDS = frozenset({"", "0", "false", "no", "n", "nein", "falsch"})
SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "email": ("email", "e-mail", "mail", "email address", "e-mail address", "e-mail-adresse"),
    "name": ("name", "full name", "vollständiger name"),
    "language": ("language", "sprache"),
    "is_manager": ("manager", "is_manager", "führungskraft"),
}
_FIELD_OF_SPELLING = {spelling: field for field, names in SPELLINGS.items() for spelling in names}
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}"
    r"@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ATTRIBUTE_NAME = re.compile(r"[^\W\d_](?:(?!__).)*")
"""Begins with a letter, without `__`: digits and `__` mean something else in a query."""


@dataclass(frozen=True)
class RosterRow:
    """One employee as read. `attributes` holds every further column."""

    email: str
    name: str
    language: str
    is_manager: bool
    attributes: Mapping[str, str]


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
    lines = read_lines(data)
    header = next(lines, (1, []))[1]
    columns = _columns(header)
    reader = _Reader(columns, frozenset(languages), default_language)
    for line, cells in lines:
        if cells and not reader.is_full(line):
            reader.read(line, cells)
        if len(reader.problems) >= MAX_PROBLEMS:
            break
    if not reader.rows and not reader.problems:
        reader.problems.append(RosterProblem(0, _("There is nobody in it. Add a line per person.")))
    if reader.problems:
        raise UnreadableRoster(reader.problems[:MAX_PROBLEMS])
    return Roster(tuple(reader.rows), tuple(name for name in columns if name not in SPELLINGS))


def first_rows(
    data: bytes, *, count: int, languages: Sequence[str], default_language: str
) -> tuple[RosterRow, ...]:
    """Read the first rows of a list that was read before."""
    lines = read_lines(data)
    reader = _Reader(_columns(next(lines)[1]), frozenset(languages), default_language)
    for line, cells in lines:
        if len(reader.rows) == count:
            break
        if cells:
            reader.read(line, cells)
    return tuple(reader.rows)


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

    def is_full(self, line: int) -> bool:
        """Whether no further row may be taken; the first one too many is a fault."""
        if len(self.rows) < MAX_ROWS:
            return False
        message = _("The list has more than %(limit)s people. Split it.") % {"limit": MAX_ROWS}
        if not self.problems or self.problems[-1].message != message:
            self.problems.append(RosterProblem(line, message))
        return True

    def read(self, line: int, cells: Sequence[str]) -> None:
        """Take one line, or note what is wrong with it."""
        faults = list(self._faults(line, cells))
        self.problems += [RosterProblem(line, fault) for fault in faults]
        if not faults:
            self.rows.append(self._row(self._named(cells)))

    def _named(self, cells: Sequence[str]) -> dict[str, str]:
        padded = [*cells, *[""] * (len(self._columns) - len(cells))]
        return dict(zip(self._columns, padded, strict=True))

    def _faults(self, line: int, cells: Sequence[str]) -> Iterator[str]:
        if len(cells) > len(self._columns):
            yield _(
                "It has %(cells)s cells, but the header has %(columns)s. Name every column and "
                "put cells that hold the delimiter in quotation marks."
            ) % {"cells": len(cells), "columns": len(self._columns)}
            return
        named = self._named(cells)
        for name, cell in named.items():
            yield from _text_faults(_shown(name), cell, _longest(name))
        yield from self._email_faults(line, named["email"])
        if not named["name"]:
            yield _("The name is missing.")
        if named.get("is_manager", "").lower() not in TRUE_WORDS | FALSE_WORDS:
            yield _("“manager” is “%(cell)s”. Write yes or no.") % {
                "cell": named["is_manager"][:MAX_COLUMN_NAME_CHARACTERS]
            }
        language = named.get("language", "").lower()
        if language and language not in self._languages:
            yield _("“language” is “%(cell)s”. Write one of: %(known)s.") % {
                "cell": language[:MAX_COLUMN_NAME_CHARACTERS],
                "known": ", ".join(sorted(self._languages)),
            }

    def _email_faults(self, line: int, email: str) -> Iterator[str]:
        if not _EMAIL.fullmatch(email):
            yield _("“%(cell)s” is not an e-mail address.") % {"cell": email[:80]}
            return
        earlier = self._line_of_email.setdefault(email.lower(), line)
        if earlier != line:
            yield _("%(email)s stands on line %(earlier)s too. Keep one of the two.") % {
                "email": email,
                "earlier": earlier,
            }

    def _row(self, named: Mapping[str, str]) -> RosterRow:
        return RosterRow(
            email=named["email"].lower(),
            name=named["name"],
            language=named.get("language", "").lower() or self._default_language,
            is_manager=named.get("is_manager", "").lower() in TRUE_WORDS,
            attributes={
                name: cell for name, cell in named.items() if name not in SPELLINGS and cell
            },
        )


def _columns(header: Sequence[str]) -> list[str]:
    names = [_FIELD_OF_SPELLING.get(name.lower(), name.lower()) for name in header]
    faults = [*_column_faults(names), *(fault for name in names for fault in _name_faults(name))]
    if faults:
        raise UnreadableRoster([RosterProblem(1, fault) for fault in faults[:MAX_PROBLEMS]])
    return names


def _column_faults(names: Sequence[str]) -> Iterator[str]:
    if len(names) > MAX_COLUMNS:
        yield _("The file has %(count)s columns; at most %(limit)s are read. Remove some.") % {
            "count": len(names),
            "limit": MAX_COLUMNS,
        }
    for field in REQUIRED:
        if field not in names:
            yield _(
                "The column “%(name)s” is missing. It may be called: %(spellings)s. The columns "
                "of the file, separated by comma, semicolon or tab, are: %(found)s."
            ) % {
                "name": field,
                "spellings": ", ".join(SPELLINGS[field]),
                "found": ", ".join(name[:40] for name in names[:20]) or _("none"),
            }
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        yield _("The column “%(name)s” stands there twice. Remove one.") % {
            "name": _shown(name)[:MAX_COLUMN_NAME_CHARACTERS]
        }


def _name_faults(name: str) -> Iterator[str]:
    if name in SPELLINGS:
        return
    faults = list(_text_faults(name, name, MAX_COLUMN_NAME_CHARACTERS))
    yield from faults
    if not faults and not _ATTRIBUTE_NAME.fullmatch(name):
        yield _("The column “%(name)s” needs a name that begins with a letter, without “__”.") % {
            "name": name
        }


def _text_faults(name: str, text: str, longest: int) -> Iterator[str]:
    column = name[:MAX_COLUMN_NAME_CHARACTERS]
    if text.startswith(FORMULA_STARTS):
        yield _(
            "“%(column)s” begins with “%(sign)s”, which spreadsheets run as a formula. "
            "Remove the sign."
        ) % {"column": column, "sign": text[0]}
    if len(text) > longest:
        yield _("“%(column)s” has %(count)s characters; at most %(limit)s fit. Shorten it.") % {
            "column": column,
            "count": len(text),
            "limit": longest,
        }
    if _CONTROL.search(text):
        yield _("“%(column)s” holds a control character. Remove it.") % {"column": column}


def _longest(field: str) -> int:
    if field == "email":
        return MAX_EMAIL_CHARACTERS
    return MAX_NAME_CHARACTERS if field in SPELLINGS else MAX_LEVEL_CHARACTERS


def _shown(field: str) -> str:
    return SPELLINGS[field][0] if field in SPELLINGS else field
