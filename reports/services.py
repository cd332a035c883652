"""Ask for a report and build it: a snapshot is frozen once, then printed; twice gives one file."""

import logging
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_audit
from jobs.models import Job
from jobs.obstacles import Obstacle
from jobs.running import Progress
from jobs.services import enqueue_job
from reports.files import is_intact, write_file
from reports.models import Report, ReportState
from reports.obstacles import NothingToReport, ReportNotFound
from reports.rendering.document import document_of
from reports.rendering.pdf import render_pdf
from reports.selectors import ReportFile, ReportHead, collect, report_file
from reports.snapshots import (
    SOFTWARE_VERSION,
    Snapshot,
    fingerprint,
    snapshot_from_json,
    snapshot_json,
)
from surveys.selectors import released_waves

logger = logging.getLogger(__name__)

BUILD_TASK = "reports.build_report"


@transaction.atomic
def request_report(
    *,
    actor: User | None,
    title: str,
    wave_id: uuid.UUID,
    assessment_id: uuid.UUID | None,
    language: str,
) -> Report:
    """Write the report and queue its building; a worker does it after the commit.

    Raises
    ------
    NothingToReport
        The wave has not been released.
    """
    if wave_id not in {wave.wave_id for wave in released_waves()}:
        raise NothingToReport(_("This wave has no published results. Release it first."))
    report = Report.objects.create(
        title=title,
        wave_id=wave_id,
        assessment_id=assessment_id,
        language=language,
        requested_by=actor,
        requested_at=timezone.now(),
    )
    record_audit(actor=actor, verb="report_requested", subject=str(report.pk))
    enqueue_job(task=BUILD_TASK, subject_id=str(report.pk))
    return report


@transaction.atomic
def request_rebuild(*, actor: User, report_id: uuid.UUID) -> Job:
    """Queue a failed report again; what was frozen stays frozen.

    Raises
    ------
    ReportNotFound
        There is no such report.
    """
    report = _find(report_id)
    record_audit(actor=actor, verb="report_requested", subject=str(report.pk))
    return enqueue_job(task=BUILD_TASK, subject_id=str(report.pk))


def build_report(*, report_id: uuid.UUID, progress: Progress | None = None) -> None:
    """Freeze the snapshot if there is none, print it, keep the file. A finished one stays.

    Raises
    ------
    ReportNotFound, NotReleased, NothingToReport
        What the report needs is not there.
    """
    report = _find(report_id)
    if report.state == ReportState.READY and is_intact(report.file_name, report.file_sha256):
        return
    Report.objects.filter(pk=report.pk).update(state=ReportState.BUILDING, error="")
    try:
        _print(report, _frozen_snapshot(report, progress), progress)
    except Obstacle as obstacle:
        _fail(report, str(obstacle))
        raise
    except Exception:
        _fail(report, _("Building stopped unexpectedly. The administrator finds it in the log."))
        raise
    logger.info("report.built", extra={"report_id": report.pk})


def open_report_file(*, actor: User, report_id: uuid.UUID) -> ReportFile:
    """Return the finished file and note who took it.

    Raises
    ------
    ReportNotFound
        There is no such report, or its file is not finished or was altered.
    """
    file = report_file(report_id)
    if file is None or not is_intact(file.name, file.sha256):
        raise ReportNotFound(_("The file of this report is missing. Build it again."))
    record_audit(actor=actor, verb="report_downloaded", subject=str(report_id))
    return file


def _find(report_id: uuid.UUID) -> Report:
    report = Report.objects.filter(pk=report_id).first()
    if report is None:
        raise ReportNotFound(_("This report does not exist. It may have been deleted."))
    return report


def _frozen_snapshot(report: Report, progress: Progress | None) -> Snapshot:
    if report.snapshot is not None:
        return snapshot_from_json(report.snapshot)
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
    return snapshot


def _print(report: Report, snapshot: Snapshot, progress: Progress | None) -> None:
    if progress:
        progress(40, _("Drawing and printing pages"))
    digest = fingerprint(snapshot)
    rendered = render_pdf(
        document_of(snapshot), prepared_date=snapshot.prepared_date, identifier=digest
    )
    name = f"{report.pk}-{digest[:12]}.pdf"
    Report.objects.filter(pk=report.pk).update(
        file_sha256=write_file(name, rendered.content),
        file_name=name,
        page_count=rendered.pages,
        state=ReportState.READY,
        built_at=timezone.now(),
        error="",
    )


def _fail(report: Report, message: str) -> None:
    Report.objects.filter(pk=report.pk).update(state=ReportState.FAILED, error=message)
