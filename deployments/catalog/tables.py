"""Reads the tables of catalog files, and lays a folder of one's own values over them."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# A parsed TOML table; its values are checked where they become fields.
Table = Mapping[str, Any]

# What names a row, by the list that it stands in; a row of one's own with the same names replaces
# the values that it gives.
_NAMES = {
    "models": ("id",),
    "accelerators": ("id",),
    "accelerator_prices": ("accelerator", "kind"),
    "api_prices": ("provider", "model"),
    "questions": ("key",),
    "data_classes": ("key",),
    "legal_dates": ("key",),
}
_FILES = frozenset(
    {
        "models.toml",
        "accelerators.toml",
        "accelerator_prices.toml",
        "api_prices.toml",
        "questions.toml",
        "rules.toml",
        "step_time.toml",
    }
)


class CatalogError(Exception):
    """A catalog file holds a row that cannot be used; the message names file and row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A table and where it stands."""

    place: str
    table: Table


def check_overrides(folder: Path) -> None:
    """Refuse a folder that is missing or holds a file that nobody would read."""
    if not folder.is_dir():
        raise CatalogError(f"{folder} is no folder; name one, or none")
    unknown = sorted(path.name for path in folder.glob("*.toml") if path.name not in _FILES)
    if unknown:
        raise CatalogError(f"{folder / unknown[0]}: use only {', '.join(sorted(_FILES))}")


def rows_of(folder: Path, overrides: Path | None, *, file: str, key: str) -> list[Row]:
    """Rows of a list in a file, each with the fields that stand above the list."""
    shipped = list(_read(folder / f"{file}.toml", key))
    own_path = None if overrides is None else overrides / f"{file}.toml"
    if own_path is None or not own_path.exists():
        return shipped
    names = _NAMES[file if key == "prices" else key]
    known = {field for row in shipped for field in row.table}
    laid = {_name_of(row, names): row for row in shipped}
    for row in _read(own_path, key):
        _check_own(row, known)
        name = _name_of(row, names)
        below: Table = laid[name].table if name in laid else {}
        laid[name] = Row(row.place, {**below, **row.table})
    return list(laid.values())


def document_of(path: Path) -> Table:
    """A whole file.

    Raises
    ------
    CatalogError
        If it cannot be read as TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise CatalogError(f"{path}: {fault}") from fault


def _read(path: Path, key: str) -> Iterator[Row]:
    document = document_of(path)
    shared = {field: value for field, value in document.items() if not isinstance(value, list)}
    tables: Sequence[Table] = document.get(key, ())
    for number, table in enumerate(tables, start=1):
        yield Row(f"{path.name}, row {number} ({table.get('id', '')})", {**shared, **table})


def _name_of(row: Row, names: Sequence[str]) -> tuple[object, ...]:
    missing = [name for name in names if name not in row.table]
    if missing:
        raise CatalogError(f"{row.place}: {missing[0]} is missing")
    return tuple(row.table[name] for name in names)


def _check_own(row: Row, known: set[str]) -> None:
    """A value of one's own says where it comes from, and no field is a typing error."""
    unknown = sorted(set(row.table) - known)
    if unknown:
        raise CatalogError(f"{row.place}: {unknown[0]} is no field of this list")
    missing = sorted({"source", "read_date"} & known - set(row.table))
    if missing:
        raise CatalogError(f"{row.place}: {missing[0]} is missing; say where the value is from")
