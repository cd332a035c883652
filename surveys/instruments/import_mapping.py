"""Reads answers collected elsewhere from a CSV file by an instrument's `[import]` mapping."""

import csv
import gzip
import itertools
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol, cast

from surveys.instruments.format import ColumnMapping, ImportMapping, Instrument, Item, ItemKind
from surveys.instruments.import_table import answer_range
from surveys.instruments.problems import AnswersInvalid, Problem

MAX_BYTES = 200 * 1000 * 1000
"""Counted after decompression, so that a small .gz cannot unfold without end."""
MAX_LINE_BYTES = 1024 * 1024
MAX_PROBLEMS = 20
"""After so many faults the mapping itself is wrong; reading on would only repeat them."""

_GZIP_MAGIC = b"\x1f\x8b"
_ZIP_MAGIC = b"PK\x03\x04"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (",", ";", "\t")
_FORMULA_STARTS = ("=", "@", "+", "-")

Answer = int | str | None
"""A scale point, an option key or comment text; None is no answer."""


@dataclass(frozen=True)
class ImportedAnswers:
    """Answers by item key and groups by reporting dimension; all columns have `row_count` rows."""

    row_count: int
    answers: Mapping[str, tuple[Answer, ...]]
    groups: Mapping[str, tuple[str | None, ...]]


def read_answers(
    instrument: Instrument, file: BinaryIO, *, source: str, max_bytes: int = MAX_BYTES
) -> ImportedAnswers:
    """Read a CSV file (plain or gzip) into answers, row by row.

    Parameters
    ----------
    instrument
        Must have an import mapping.
    file
        Opened for reading bytes, able to seek. UTF-8; comma, semicolon or tab between columns.
    source
        Name of the file, for messages.
    max_bytes
        Largest size in bytes, after decompression.

    Raises
    ------
    AnswersInvalid
        With every fault found (the first 20) and its line. Nothing is returned in part.
    """
    mapping = instrument.import_mapping
    if mapping is None:
        remedy = "Add [import] with the columns of your file."
        problem = Problem("import", f"{instrument.key!r} has no import mapping.", remedy)
        raise AnswersInvalid(source, [problem])
    lines = _lines(file, source, max_bytes)
    header = next(lines, "")
    delimiter = max(_DELIMITERS, key=header.count)
    rows = csv.reader(itertools.chain([header], lines), delimiter=delimiter, strict=True)
    try:
        return _collect(instrument, mapping, rows, source)
    except csv.Error as error:
        remedy = "Close the quotation marks, or export the file again as CSV."
        problem = Problem(f"line {rows.line_num}", f"This is not CSV ({error}).", remedy)
        raise AnswersInvalid(source, [problem]) from error


class _Reader(Protocol):
    """What `csv.reader` returns."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


def _collect(
    instrument: Instrument, mapping: ImportMapping, rows: _Reader, source: str
) -> ImportedAnswers:
    header = [name.strip() for name in next(rows, [])]
    _require_columns(header, mapping, source)
    columns = [_Column(instrument, column, header, mapping.missing) for column in mapping.columns]
    group_places = {group: header.index(name) for group, name in mapping.groups.items()}
    groups: dict[str, list[str | None]] = {group: [] for group in mapping.groups}
    problems: list[Problem] = []
    row_count = 0
    for row in rows:
        if not any(row):
            continue
        place = f"line {rows.line_num}"
        row_count += 1
        if len(row) != len(header):
            message = f"{len(row)} columns, but the header has {len(header)}."
            problems.append(Problem(place, message, "Check separators and quotation marks."))
        else:
            problems.extend(_read_row(row, place, columns))
            for group, at in group_places.items():
                groups[group].append(_group(row[at], mapping.missing, place, problems))
        if len(problems) >= MAX_PROBLEMS:
            break
    if problems:
        raise AnswersInvalid(source, problems)
    if row_count == 0:
        remedy = "Choose a file with one row per respondent."
        raise AnswersInvalid(source, [Problem("file", "There are no answers in it.", remedy)])
    return ImportedAnswers(
        row_count,
        {column.item.key: tuple(column.answers) for column in columns},
        {group: tuple(values) for group, values in groups.items()},
    )


def _require_columns(header: list[str], mapping: ImportMapping, source: str) -> None:
    if not any(header):
        remedy = "Choose a CSV file with column names in its first line."
        raise AnswersInvalid(source, [Problem("file", "The file is empty.", remedy)])
    wanted = [column.column for column in mapping.columns] + list(mapping.groups.values())
    there = ", ".join(header[:20])
    problems = [
        Problem(
            "line 1",
            f"The column {name!r} is missing.",
            f"Rename a column or change the [import] mapping; the file has: {there}.",
        )
        for name in dict.fromkeys(wanted)
        if name not in header
    ]
    problems += [
        Problem("line 1", f"The column {name!r} stands there twice.", "Remove one.")
        for name in dict.fromkeys(wanted)
        if header.count(name) > 1
    ]
    if problems:
        raise AnswersInvalid(source, problems)


class _Column:
    """One mapped column while the file is read."""

    def __init__(
        self,
        instrument: Instrument,
        mapping: ColumnMapping,
        header: list[str],
        missing: tuple[str, ...],
    ) -> None:
        self.item = instrument.item(mapping.item)
        self.answers: list[Answer] = []
        self.at = header.index(mapping.column)
        self.name = mapping.column
        self._known: dict[str, Answer] = {
            **_direct_answers(self.item, instrument.scale_points),
            **mapping.values,
            **dict.fromkeys(missing),
        }

    def read(self, cell: str) -> bool:
        """Keep the answer of one cell; false when the cell means nothing here."""
        text = cell.strip()
        if text in self._known:
            self.answers.append(self._known[text])
            return True
        if self.item.kind is ItemKind.OPEN:
            self.answers.append(text)
            return True
        return False

    def expected(self) -> str:
        """The texts this column may hold, for a message."""
        known = [text for text in self._known if text]
        return f"Use one of: {'; '.join(known)}. Or add the value to the [import] mapping."


def _direct_answers(item: Item, scale_points: int) -> dict[str, Answer]:
    """What a cell may hold without being named in the mapping's values."""
    match item.kind:
        case ItemKind.OPEN:
            return {}
        case ItemKind.CHOICE:
            return {option.key: option.key for option in item.options}
        case _:
            return {str(point): point for point in answer_range(item, scale_points)}


def _read_row(row: list[str], place: str, columns: list[_Column]) -> Iterator[Problem]:
    for column in columns:
        cell = row[column.at]
        if not column.read(cell):
            message = f"{cell[:80]!r} in column {column.name!r} is not an answer."
            yield Problem(place, message, column.expected())


def _group(cell: str, missing: tuple[str, ...], place: str, problems: list[Problem]) -> str | None:
    text = cell.strip()
    if text.startswith(_FORMULA_STARTS) and text not in missing:
        remedy = "A group name must not begin with =, @, + or -."
        problems.append(Problem(place, f"{text[:80]!r} could run as a formula.", remedy))
    return None if text in missing else text


def _lines(file: BinaryIO, source: str, max_bytes: int) -> Iterator[str]:
    """Decode line by line, so that a fault has its line and memory stays small."""
    stream = _unpacked(file, source)
    size = 0
    for number in itertools.count(1):
        place = f"line {number}"
        try:
            raw = stream.readline(MAX_LINE_BYTES + 1)
        except (EOFError, OSError, zlib.error) as error:
            problem = Problem(place, "The .gz file is damaged.", "Pack or copy it again.")
            raise AnswersInvalid(source, [problem]) from error
        if not raw:
            return
        size += len(raw)
        if size > max_bytes:
            message = f"The file has more than {max_bytes / 1e6:g} MB."
            problem = Problem(place, message, "Split it, or leave out columns not needed.")
            raise AnswersInvalid(source, [problem])
        yield _decode_line(raw, place, source)


def _decode_line(raw: bytes, place: str, source: str) -> str:
    remedy = "Save the file as CSV in UTF-8."
    if len(raw) > MAX_LINE_BYTES or b"\0" in raw:
        message = "This line is too long or binary; the file is no CSV."
        raise AnswersInvalid(source, [Problem(place, message, remedy)])
    try:
        return raw.decode("utf-8-sig" if place == "line 1" else "utf-8")
    except UnicodeDecodeError as error:
        problem = Problem(place, "This is not UTF-8.", remedy)
        raise AnswersInvalid(source, [problem]) from error


def _unpacked(file: BinaryIO, source: str) -> BinaryIO:
    start = file.read(len(_ZIP_MAGIC))
    file.seek(0)
    if start.startswith(_GZIP_MAGIC):
        return cast("BinaryIO", gzip.GzipFile(fileobj=file))
    kind = "a spreadsheet or archive" if start.startswith(_ZIP_MAGIC) else ""
    kind = "UTF-16 text" if start.startswith(_UTF16_MARKS) else kind
    if kind:
        problem = Problem("line 1", f"This is {kind}.", "Save the file as CSV in UTF-8.")
        raise AnswersInvalid(source, [problem])
    return file
