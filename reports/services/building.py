"""Build a report: a snapshot is frozen once, then printed; twice gives one file."""

import errno
import logging
import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.obstacles import Obstacle
from jobs.running import Progress
from reports.files import is_intact, write_file
from reports.models import Report, ReportState
from reports.obstacles import FileNotWritten, ReportNotFound
from reports.rendering.document import document_of
from reports.rendering.pdf import render_pdf
from reports.selectors import ReportHead, collect, frozen_snapshot
from reports.snapshots import SOFTWARE_VERSION, Snapshot, fingerprint, snapshot_json

logger = logging.getLogger(__name__)

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def build_report(*, report_id: uuid.UUID, progress: Progress | None = None) -> None:
    """Freeze the snapshot if there is none, print it, keep the file. A finished one stays.

    Raises
    ------
    ReportNotFound, NotReleased, NothingToReport, SnapshotDamaged, FileNotWritten
        What the report needs is not there, or has no room to stay.
    """
    report = Report.objects.filter(pk=report_id).first()
    if report is None:
        raise ReportNotFound(_("This report does not exist. It may have been deleted."))
    if report.state == ReportState.READY and is_intact(report.file_name, report.file_sha256):
        return
    Report.objects.filter(pk=report.pk).update(state=ReportState.BUILDING, error="")
    try:
        _print(report, _freeze(report, progress), progress)
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
        head=ReportHead(
            report_id=report.pk,
            title=report.title,
            language=report.language,
            prepared_date=timezone.localdate(report.requested_at),
        ),
    )
    Report.objects.filter(pk=report.pk, snapshot__isnull=True).update(
        snapshot=snapshot_json(snapshot),
        snapshot_sha256=fingerprint(snapshot),
        software_version=SOFTWARE_VERSION,
    )
    return frozen_snapshot(report.pk) or snapshot


def _print(report: Report, snapshot: Snapshot, progress: Progress | None) -> None:
    if progress:
        progress(40, _("Drawing and printing pages"))
    digest = fingerprint(snapshot)
    rendered = render_pdf(
        document_of(snapshot), prepared_date=snapshot.prepared_date, identifier=digest
    )
    name = f"{report.pk}-{digest[:12]}.pdf"
    Report.objects.filter(pk=report.pk).update(
        file_sha256=_keep(name, rendered.content),
        file_name=name,
        page_count=rendered.pages,
        state=ReportState.READY,
        built_at=timezone.now(),
        error="",
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
