"""Questions about the files of reports."""

import datetime as dt
import uuid
from dataclasses import dataclass

from reports.files import is_intact
from reports.kinds import FILE_TYPES, Edition, FileKind
from reports.models import Report, ReportFile, ReportState


@dataclass(frozen=True)
class KeptFile:
    """One file of a report, as it was recorded when it was made."""

    report_id: uuid.UUID
    title: str
    kind: FileKind
    edition: Edition
    name: str
    sha256: str
    size_bytes: int
    page_count: int | None
    is_signed: bool
    built_at: dt.datetime

    @property
    def label(self) -> str:
        """Name of the kind of file in the active language."""
        return str(self.kind.label)

    @property
    def extension(self) -> str:
        """Ending of the file's name, without a dot."""
        return FILE_TYPES[self.kind].extension

    @property
    def is_intact(self) -> bool:
        """Whether the file is there and holds what was written."""
        return is_intact(self.name, self.sha256)


@dataclass(frozen=True)
class FileShelf:
    """What a report was asked to come as, and what of it is there, in the order of the kinds."""

    wanted: tuple[FileKind, ...]
    files: tuple[KeptFile, ...]

    @property
    def missing(self) -> tuple[FileKind, ...]:
        """Kinds without a whole file."""
        there = {file.kind for file in self.files}
        return tuple(kind for kind in self.wanted if kind not in there)


def file_shelf(report_id: uuid.UUID) -> FileShelf:
    """Files of the report's edition that are there and whole; none before it is ready."""
    report = Report.objects.filter(pk=report_id).only("kinds", "edition", "state").first()
    if report is None or report.state != ReportState.READY:
        return FileShelf((), ())
    wanted = wanted_kinds(report.kinds)
    newest = {kind: _newest(report_id, kind, Edition(report.edition)) for kind in wanted}
    files = tuple(file for file in newest.values() if file is not None and file.is_intact)
    return FileShelf(wanted, files)


def report_file(report_id: uuid.UUID, kind: FileKind = FileKind.PDF) -> KeptFile | None:
    """The finished file of a report, None while there is none or it is not whole."""
    shelf = file_shelf(report_id)
    return next((file for file in shelf.files if file.kind is kind), None)


def has_intact_file(report_id: uuid.UUID) -> bool:
    """Whether every file that was asked for is there and holds what was written."""
    shelf = file_shelf(report_id)
    return bool(shelf.wanted) and not shelf.missing


def recorded_files(sha256: str) -> tuple[KeptFile, ...]:
    """Files that had this hash when they were made, the newest first."""
    rows = ReportFile.objects.select_related("report").defer("report__snapshot")
    return tuple(_kept(row) for row in rows.filter(sha256=sha256).order_by("-built_at", "pk"))


def wanted_kinds(chosen: list[str]) -> tuple[FileKind, ...]:
    """The PDF and what was chosen beside it, in the order of the kinds."""
    return tuple(kind for kind in FileKind if kind is FileKind.PDF or kind.value in chosen)


def _newest(report_id: uuid.UUID, kind: FileKind, edition: Edition) -> KeptFile | None:
    rows = ReportFile.objects.filter(report=report_id, kind=kind, edition=edition)
    row = rows.select_related("report").defer("report__snapshot").order_by("-built_at", "pk")
    newest = row.first()
    return _kept(newest) if newest else None


def _kept(row: ReportFile) -> KeptFile:
    return KeptFile(
        report_id=row.report.pk,
        title=row.report.title,
        kind=FileKind(row.kind),
        edition=Edition(row.edition),
        name=row.name,
        sha256=row.sha256,
        size_bytes=row.size_bytes,
        page_count=row.page_count,
        is_signed=row.is_signed,
        built_at=row.built_at,
    )
