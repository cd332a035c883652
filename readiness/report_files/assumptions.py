"""Reads what a report from files assumes: the shipped values, and those of a file over them."""

import difflib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from jobs.obstacles import Obstacle

TABLES = ("serving", "workload", "site", "costs", "cloud", "sovereignty")
ANSWERS = "answers"

Tables = Mapping[str, Mapping[str, Any]]


class AssumptionsRefused(Obstacle):
    """A file of assumptions cannot be used; the message names the place and the remedy."""


@dataclass(frozen=True)
class Assumptions:
    """Values by table, the questionnaire's answers, and the values that nobody gave."""

    tables: Tables
    answers: Sequence[Mapping[str, Any]]
    assumed: Tables

    @property
    def unknown(self) -> tuple[str, ...]:
        """Tables on which nobody has said anything and nothing is assumed."""
        missing = [name for name in TABLES if name not in self.tables]
        return tuple(missing if self.answers else [*missing, ANSWERS])

    def assumed_lines(self) -> Iterator[str]:
        """One line per table that rests on shipped values."""
        for table, values in self.assumed.items():
            if values:
                yield f"{table}: " + ", ".join(f"{name} {value}" for name, value in values.items())


def read_assumptions(path: Path | None) -> Assumptions:
    """Lay the values of a TOML file over the shipped ones; without a file those alone.

    Raises
    ------
    AssumptionsRefused
        The file cannot be read, is no TOML, or has a table that nobody knows.
    """
    shipped = resources.files("readiness.report_files").joinpath("assumptions.toml")
    defaults = tomllib.loads(shipped.read_text("utf-8"))
    given = _parsed(path) if path else {}
    names = [name for name in TABLES if name in defaults or name in given]
    return Assumptions(
        tables={name: {**defaults.get(name, {}), **given.get(name, {})} for name in names},
        answers=given.get(ANSWERS, []),
        assumed={
            name: {key: value for key, value in values.items() if key not in given.get(name, {})}
            for name, values in defaults.items()
        },
    )


def _parsed(path: Path) -> dict[str, Any]:
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise AssumptionsRefused(f"{path}: cannot be read ({error.strerror}).") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AssumptionsRefused(f"{path}: this is not TOML in UTF-8 ({error}).") from error
    for name, value in given.items():
        if name not in {*TABLES, ANSWERS}:
            near = difflib.get_close_matches(name, [*TABLES, ANSWERS], n=1)
            hint = f"Is [{near[0]}] meant? " if near else ""
            known = ", ".join([*TABLES, ANSWERS])
            raise AssumptionsRefused(f"{path}: [{name}] is not known. {hint}Known are: {known}.")
        if not isinstance(value, list if name == ANSWERS else dict):
            form = f"[[{name}]]" if name == ANSWERS else f"[{name}]"
            raise AssumptionsRefused(f"{path}: write {form} as a table.")
    return given
