"""Build a report: a snapshot is frozen once, then printed; twice gives the same files."""

import errno
import logging
import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.obstacles import Obstacle
from jobs.running import Progress
from reports.codec import UnreadableSnapshot, decode
from reports.files import write_file
from reports.kinds import FILE_TYPES, Edition, FileKind
from reports.looks import HOUSE_LOOK, Look
from reports.models import Report, ReportFile, ReportState
from reports.obstacles import FileNotWritten, ReportNotFound
from reports.rendering.printing import print_file
from reports.selectors import ReportHead, collect, file_shelf, frozen_snapshot, wanted_kinds
from reports.signing import configured_signer, sign_pdf
from reports.snapshots import SOFTWARE_VERSION, Snapshot, fingerprint, snapshot_json

logger = logging.getLogger(__name__)

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def build_report(*, report_id: uuid.UUID, progress: Progress | None = None) -> None:
    """Freeze the snapshot if there is none, print it, keep the files. Finished ones stay.

    Raises
    ------
    ReportNotFound, NotReleased, NothingToReport, SnapshotDamaged, FileNotWritten, CannotSign
        What the report needs is not there, or has no room to stay.
    """
    report = Report.objects.filter(pk=report_id).first()
    if report is None:
        raise ReportNotFound(_("This report does not exist. It may have been deleted."))
    shelf = file_shelf(report.pk)
    if report.state == ReportState.READY and not shelf.missing:
        return
    missing = shelf.missing or wanted_kinds(report.kinds)
    Report.objects.filter(pk=report.pk).update(state=ReportState.BUILDING, error="")
    try:
        snapshot = _freeze(report, progress)
        for place, kind in enumerate(missing):
            if progress:
                progress(40 + 50 * place // len(missing), _("Drawing and printing pages"))
            _print(report, snapshot, kind)
        _finish(report)
    except Obstacle as obstacle:
        _fail(report, str(obstacle))
        raise
    except Exception:
        _fail(report, _("Building stopped unexpectedly. The administrator finds it in the log."))
        raise
    logger.info("report.built", extra={"report_id": report.pk})


def not_written(error: OSError) -> FileNotWritten:
    """What stands in the way of a file, in words for the person who can remove it."""
    if error.errno in FULL:
        message = _("The disk is full. Make room where the files of reports lie, then try again.")
        return FileNotWritten(message)
    message = _(
        "The folder of the reports cannot be written (%(reason)s). Give the product's account the "
        "right to write there, then try again."
    )
    return FileNotWritten(message % {"reason": error.strerror})


def _freeze(report: Report, progress: Progress | None) -> Snapshot:
    """Snapshot of the report; of two builders the first one's stays, and both print that one."""
    frozen = frozen_snapshot(report.pk)
    if frozen is not None:
        return frozen
    if progress:
        progress(10, _("Collecting results"))
    snapshot = collect(
        wave_id=report.wave_id,
        assessment_id=report.assessment_id,
        compared_ids=[uuid.UUID(entry) for entry in report.compared],
        head=ReportHead(
            report_id=report.pk,
            title=report.title,
            language=report.language,
            prepared_date=timezone.localdate(report.requested_at),
            look=_look(report),
        ),
    )
    Report.objects.filter(pk=report.pk, snapshot__isnull=True).update(
        snapshot=snapshot_json(snapshot),
        snapshot_sha256=fingerprint(snapshot),
        software_version=SOFTWARE_VERSION,
    )
    return frozen_snapshot(report.pk) or snapshot


def _look(report: Report) -> Look:
    """Look that was chosen; that of the house for reports from before there was a choice."""
    try:
        look: Look = decode(Look, report.look) if report.look else HOUSE_LOOK
    except UnreadableSnapshot:
        return HOUSE_LOOK
    return look


def _print(report: Report, snapshot: Snapshot, kind: FileKind) -> None:
    """Make one file, sign it if the organization signs, and record it."""
    edition = Edition(report.edition)
    printed = print_file(kind, snapshot, is_draft=edition is Edition.DRAFT)
    signer = configured_signer()
    is_signed = signer is not None and FILE_TYPES[kind].extension == "pdf"
    content = sign_pdf(printed.content, signer) if signer and is_signed else printed.content
    name = _file_name(report, kind, edition, fingerprint(snapshot))
    ReportFile.objects.update_or_create(
        report=report,
        kind=kind,
        edition=edition,
        sha256=_keep(name, content),
        defaults={
            "name": name,
            "size_bytes": len(content),
            "page_count": printed.pages,
            "is_signed": is_signed,
            "built_at": timezone.now(),
        },
    )


def _file_name(report: Report, kind: FileKind, edition: Edition, digest: str) -> str:
    file_type = FILE_TYPES[kind]
    mark = "-draft" if edition is Edition.DRAFT else ""
    return f"{report.pk}-{digest[:12]}{mark}{file_type.suffix}.{file_type.extension}"


def _finish(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.READY, built_at=timezone.now(), error=""
    )


def _keep(name: str, content: bytes) -> str:
    """Write the file; return its SHA-256."""
    try:
        return write_file(name, content)
    except OSError as error:
        logger.exception("report.file_not_written")
        raise not_written(error) from error


def _fail(report: Report, message: str) -> None:
    Report.objects.filter(pk=report.pk).update(state=ReportState.FAILED, error=message)
