"""Turns the bytes of a CSV or XLSX file into numbered lines of clean cells."""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl import load_workbook

DELIMITERS = (",", ";", "\t")
BLANK_SIGNS = frozenset({"-", "–", "—"})
MAX_UNPACKED_BYTES = 128 * 1024 * 1024
"""100,000 employees with ten columns unpack to 60 MB; more is a mistake or an attack."""
_XLSX_MAGIC = b"PK\x03\x04"
_OLD_EXCEL_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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


def read_lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield each line with the number at which it starts; blank cells at its end are left out.

    Raises
    ------
    UnreadableRoster
        While reading: from there on the file is not what it seemed to be.
    """
    if data.startswith(_OLD_EXCEL_MAGIC):
        raise _unreadable(
            _("This is an old or a protected Excel file. Save it as XLSX without a password.")
        )
    lines = _sheet_lines(data) if data.startswith(_XLSX_MAGIC) else _csv_lines(data)
    for line, cells in lines:
        cleaned = [_clean(cell) for cell in cells]
        while cleaned and not cleaned[-1]:
            cleaned.pop()
        yield line, cleaned


def _csv_lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data)
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True
    )
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1  # a cell may hold line breaks
    except csv.Error as error:
        message = _(
            "From here on this is not CSV (%(reason)s). Close the quotation marks or export the "
            "list again."
        )
        raise _unreadable(message % {"reason": error}, line=line) from error


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = _("The file is not UTF-8. Export it as “CSV UTF-8” and import that.")
        raise _unreadable(message, line=line) from error
    if "\0" in text:
        raise _unreadable(_("This is not a UTF-8 text file. Choose a CSV or XLSX file."))
    return text


def _sheet_lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        _refuse_bomb(data)
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=False).worksheets[0]
        sheet.reset_dimensions()  # some programs write a size that is too small
        for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield line, ["" if cell is None else str(cell) for cell in cells]
    except UnreadableRoster:
        raise
    except Exception as error:  # the library lets rise whatever a damaged part trips over
        message = _("The XLSX file cannot be read. Open it, save it again as XLSX and import that.")
        raise _unreadable(message) from error


def _refuse_bomb(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked_bytes = sum(entry.file_size for entry in archive.infolist())
    if unpacked_bytes > MAX_UNPACKED_BYTES:
        raise _unreadable(
            _("The XLSX file unpacks to more than %(limit)s MB. Save the list as CSV UTF-8.")
            % {"limit": MAX_UNPACKED_BYTES // 2**20}
        )


def _clean(cell: str) -> str:
    """In composed letters, white space made single; a lone dash stands for nothing."""
    cleaned = " ".join(unicodedata.normalize("NFC", cell).split())
    return "" if cleaned in BLANK_SIGNS else cleaned


def _unreadable(message: str, *, line: int = 0) -> UnreadableRoster:
    return UnreadableRoster([RosterProblem(line, message)])
