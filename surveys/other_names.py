"""Reads an uploaded list of names that are redacted besides those of employees."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.roster_lines import RosterProblem, UnreadableRoster, read_lines

HEADERS = frozenset({"name", "names", "nom", "nombre", "nome"})
MOST_NAMES = 100_000
LONGEST_NAME = 200
MOST_PROBLEMS = 20
_FEWEST_LETTERS = 2


@dataclass(frozen=True)
class NameList:
    """The names of a file, each once, in its order; `repeated` counts those that came again."""

    names: tuple[str, ...]
    repeated: int


def read_names(data: bytes) -> NameList:
    """Read one name per line, or the column `name` of a table.

    Raises
    ------
    UnreadableRoster
        With every fault and its line.
    """
    lines = [(line, cells) for line, cells in read_lines(data) if any(cells)]
    if not lines:
        raise UnreadableRoster([RosterProblem(0, _("The list is empty. Put one name on a line."))])
    column = _name_column(lines[0][1])
    rows = lines if column is None else lines[1:]
    names: dict[str, None] = {}
    problems: list[RosterProblem] = []
    for line, cells in rows:
        name = _cell(cells, column)
        if problem := _problem(name, cells, column):
            problems.append(RosterProblem(line, problem))
        names[name] = None
    if len(rows) > MOST_NAMES:
        message = _("The list has more than %(limit)s names. Leave some out.")
        problems.append(RosterProblem(0, message % {"limit": MOST_NAMES}))
    if problems or not rows:
        nothing = RosterProblem(0, _("The list is empty. Put one name on a line."))
        raise UnreadableRoster(problems[:MOST_PROBLEMS] or [nothing])
    return NameList(tuple(names), len(rows) - len(names))


def _name_column(header: list[str]) -> int | None:
    """Where the names stand; None where the first line is a name itself."""
    for place, cell in enumerate(header):
        if cell.casefold() in HEADERS:
            return place
    return None


def _cell(cells: list[str], column: int | None) -> str:
    place = column or 0
    return cells[place] if place < len(cells) else ""


def _problem(name: str, cells: list[str], column: int | None) -> str:
    if column is None and len(cells) > 1:
        return _("There are several columns. Name the one with names “name”.")
    if sum(letter.isalpha() for letter in name) < _FEWEST_LETTERS:
        return _("There is no name. Write it out, or take the line away.")
    if len(name) > LONGEST_NAME:
        return _("The name has more than %(limit)s characters.") % {"limit": LONGEST_NAME}
    return ""
