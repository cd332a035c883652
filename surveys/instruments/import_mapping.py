"""Reads answers collected elsewhere from a CSV file by an instrument's `[import]` mapping."""

import csv
import enum
import gzip
import hashlib
import itertools
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol, cast

from surveys.instruments.format import ColumnMapping, ImportMapping, Instrument, Item, ItemKind
from surveys.instruments.import_faults import FaultLog, missing_column
from surveys.instruments.import_table import answer_range
from surveys.instruments.problems import AnswersInvalid, Problem

MAX_BYTES = 200 * 1000 * 1000
"""Counted after decompression, so that a small .gz cannot unfold without end."""
MAX_LINE_BYTES = 1024 * 1024
MAX_ROWS = 250_000
"""Rows used; a wave of so many with 30 items takes about 1 GB of memory until it is stored."""
MAX_GROUP_CHARACTERS = 90

_GZIP_MAGIC = b"\x1f\x8b"
_ZIP_MAGIC = b"PK\x03\x04"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (",", ";", "\t")
_FORMULA_STARTS = ("=", "@", "+", "-")
_CONTROL = re.compile(r"[\x00-\x1f]")

Answer = int | str | None
"""A scale point, an option key or comment text; None is no answer."""


class SkipReason(enum.StrEnum):
    """Why a row was not used."""

    BLANK = "blank row"
    NO_ANSWER = "no answer to any mapped item"


@dataclass(frozen=True)
class ImportedAnswers:
    """Answers by item key and groups by reporting dimension; all columns have `row_count` rows.

    `skipped` holds the lines of rows that were not used. `content_sha256` (hex) is of the unpacked
    file: the same answers are recognized whatever their file is called.
    """

    row_count: int
    answers: Mapping[str, tuple[Answer, ...]]
    groups: Mapping[str, tuple[str | None, ...]]
    skipped: Mapping[SkipReason, tuple[int, ...]] = field(default_factory=dict)
    content_sha256: str = ""

    @property
    def rows_read(self) -> int:
        """Rows below the header, used or not."""
        return self.row_count + sum(len(lines) for lines in self.skipped.values())


def read_answers(
    instrument: Instrument,
    file: BinaryIO,
    *,
    source: str,
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
    needs_answers: bool = True,
    can_be_mapped: bool = True,
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
    max_rows
        Most rows with an answer; they stay in memory until the wave is stored.
    needs_answers
        Whether a file without any answer is a mistake, or just nobody's answers.
    can_be_mapped
        Whether a cell that is no answer can be mapped in the instrument, or only corrected.

    Raises
    ------
    AnswersInvalid
        With every fault found (the first 20 kinds), how often and where first. Nothing is
        returned in part.
    """
    mapping = instrument.import_mapping
    if mapping is None:
        remedy = "Add [import] with the columns of your file."
        problem = Problem("import", f"{instrument.key!r} has no import mapping.", remedy)
        raise AnswersInvalid(source, [problem])
    digest = hashlib.sha256()
    lines = _lines(file, source, max_bytes, digest)
    header = next(lines, "")
    delimiter = max(_DELIMITERS, key=header.count)
    rows = csv.reader(itertools.chain([header], lines), delimiter=delimiter, strict=True)
    try:
        faults = FaultLog(instrument.scale_points, can_be_mapped=can_be_mapped)
        table = _Table(instrument, mapping, next(rows, []), source, faults)
        table.read(rows, max_rows)
    except csv.Error as error:
        raise AnswersInvalid(source, [_not_csv(rows.line_num, error)]) from error
    return table.finished(digest.hexdigest(), needs_answers=needs_answers)


def read_header(file: BinaryIO, *, source: str) -> tuple[str, ...]:
    """Names of the columns; the file is then at its start again.

    Raises
    ------
    AnswersInvalid
        The file is empty, or no CSV in UTF-8.
    """
    first = next(_lines(file, source, MAX_BYTES, hashlib.sha256()), "")
    file.seek(0)
    rows = csv.reader([first], delimiter=max(_DELIMITERS, key=first.count))
    try:
        names = tuple(name.strip() for name in next(rows, []))
    except csv.Error as error:
        raise AnswersInvalid(source, [_not_csv(1, error)]) from error
    if not any(names):
        raise AnswersInvalid(source, [_no_names()])
    return names


class _Digest(Protocol):
    """What `hashlib` returns."""

    def update(self, data: bytes, /) -> None: ...


class _Rows(Protocol):
    """What `csv.reader` returns."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


class _Table:
    """The mapped columns while the file is read."""

    def __init__(
        self,
        instrument: Instrument,
        mapping: ImportMapping,
        names: list[str],
        source: str,
        faults: FaultLog,
    ) -> None:
        header = [name.strip() for name in names]
        _require_columns(header, mapping, source)
        self._source = source
        self._width = len(header)
        self._columns = [
            _Column(instrument, column, header, mapping.missing) for column in mapping.columns
        ]
        self._groups = [
            _GroupColumn(group, header.index(name), mapping.missing)
            for group, name in mapping.groups.items()
        ]
        self._row_count = 0
        self._skipped: dict[SkipReason, list[int]] = {reason: [] for reason in SkipReason}
        self._faults = faults

    def read(self, rows: _Rows, max_rows: int) -> None:
        """Take in all rows, or as many as it needs to see that the mapping is wrong."""
        for row in rows:
            if not any(row):
                self._skipped[SkipReason.BLANK].append(rows.line_num)
            elif len(row) != self._width:
                message = f"{len(row)} columns, but the header has {self._width}."
                remedy = "Check separators and quotation marks."
                self._faults.note(rows.line_num, message, remedy)
            else:
                self._take(row, rows.line_num)
            if self._row_count > max_rows:
                raise AnswersInvalid(self._source, [_too_many(max_rows)])
            if self._faults.is_full:
                return

    def finished(self, content_sha256: str, *, needs_answers: bool) -> ImportedAnswers:
        """The columns, unless something is wrong with them."""
        if not self._faults.is_empty:
            raise AnswersInvalid(self._source, self._faults.problems())
        if needs_answers and self._row_count == 0:
            raise AnswersInvalid(self._source, [self._nothing_usable()])
        return ImportedAnswers(
            self._row_count,
            {column.item.key: tuple(column.answers) for column in self._columns},
            {group.name: tuple(group.levels) for group in self._groups},
            {reason: tuple(lines) for reason, lines in self._skipped.items() if lines},
            content_sha256,
        )

    def _take(self, row: list[str], line: int) -> None:
        answers = [column.read(row[column.at], line, self._faults) for column in self._columns]
        if all(answer is None for answer in answers):
            if self._faults.is_empty:
                self._skipped[SkipReason.NO_ANSWER].append(line)
            return
        self._row_count += 1
        for column, answer in zip(self._columns, answers, strict=True):
            column.answers.append(answer)
        for group in self._groups:
            group.take(row[group.at], line, self._faults)

    def _nothing_usable(self) -> Problem:
        if not any(self._skipped.values()):
            remedy = "Choose a file with one row per respondent."
            return Problem("file", "There are no answers in it.", remedy)
        count = sum(len(lines) for lines in self._skipped.values())
        message = f"None of its {count:,} rows has an answer to a mapped item."
        return Problem("file", message, "Check columns, missing and no_answer of the mapping.")


def _too_many(max_rows: int) -> Problem:
    remedy = "Import it in parts, each as an initiative of its own."
    return Problem("file", f"The file has more than {max_rows:,} answers.", remedy)


def _require_columns(header: list[str], mapping: ImportMapping, source: str) -> None:
    if not any(header):
        raise AnswersInvalid(source, [_no_names()])
    wanted = dict.fromkeys(
        [column.column for column in mapping.columns] + list(mapping.groups.values())
    )
    problems = [missing_column(name, header) for name in wanted if name not in header]
    problems += [
        Problem("line 1", f"The column {name!r} stands there twice.", "Remove one.")
        for name in wanted
        if header.count(name) > 1
    ]
    if problems:
        raise AnswersInvalid(source, problems)


def _no_names() -> Problem:
    remedy = "Choose a CSV file with column names in its first line."
    return Problem("file", "The file is empty.", remedy)


def _not_csv(line: int, error: csv.Error) -> Problem:
    if "new-line character" in str(error):
        message = "Its lines end with a carriage return alone."
        return Problem(
            f"line {line}", message, "Save the file as CSV in UTF-8, as Windows or Unix do."
        )
    remedy = "Close the quotation marks, or export the file again as CSV."
    return Problem(f"line {line}", f"This is not CSV ({error}).", remedy)


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

    def read(self, cell: str, line: int, faults: FaultLog) -> Answer:
        """The answer of one cell; a fault is noted where the cell means nothing here."""
        text = cell.strip()
        if text in self._known:
            return self._known[text]
        if self.item.kind is ItemKind.OPEN:
            return text
        faults.note_cell(self.item, self.name, cell, line)
        return None


class _GroupColumn:
    """One reporting dimension while the file is read; equal levels are kept once."""

    def __init__(self, name: str, at: int, missing: Sequence[str]) -> None:
        self.name = name
        self.at = at
        self.levels: list[str | None] = []
        self._known: dict[str, str | None] = dict.fromkeys(missing)

    def take(self, cell: str, line: int, faults: FaultLog) -> None:
        """Keep the level of one respondent."""
        text = cell.strip()
        if text not in self._known:
            if text.startswith(_FORMULA_STARTS):
                message = f"{text[:80]!r} could run as a formula."
                faults.note(line, message, "A group name must not begin with =, @, + or -.")
            if _CONTROL.search(text):
                message = f"The group {text[:40]!r} holds a control character."
                faults.note(line, message, "Remove it.")
            if len(text) > MAX_GROUP_CHARACTERS:
                message = f"The group {text[:40]!r}… has more than {MAX_GROUP_CHARACTERS} signs."
                faults.note(line, message, "Shorten it, or group by another column.")
            self._known[text] = text
        self.levels.append(self._known[text])


def _direct_answers(item: Item, scale_points: int) -> dict[str, Answer]:
    """What a cell may hold without being named in the mapping's values."""
    match item.kind:
        case ItemKind.OPEN:
            return {}
        case ItemKind.CHOICE:
            return {option.key: option.key for option in item.options}
        case _:
            return {str(point): point for point in answer_range(item, scale_points)}


def _lines(file: BinaryIO, source: str, max_bytes: int, digest: _Digest) -> Iterator[str]:
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
        digest.update(raw)
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
