"""Ask for a report, ask again, take the file. A worker does the building after the commit."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_audit
from deployments.selectors import assessment_summary
from jobs.models import Job
from jobs.services import enqueue_job
from reports.models import Report
from reports.obstacles import NothingToReport, ReportNotFound
from reports.selectors import ReportFile, has_intact_file, report_file
from surveys.selectors import released_waves

BUILD_TASK = "reports.build_report"
PAPERS_TASK = "reports.print_papers"


@transaction.atomic
def request_report(
    *,
    actor: User | None,
    title: str,
    wave_id: uuid.UUID,
    assessment_id: uuid.UUID | None,
    language: str,
) -> Report:
    """Write the report and queue its building.

    Raises
    ------
    NothingToReport
        The wave has not been released, or the assessment was never sized.
    """
    if wave_id not in {wave.wave_id for wave in released_waves()}:
        raise NothingToReport(_("This wave has no published results. Release it first."))
    if assessment_id is not None and not _is_sized(assessment_id):
        raise NothingToReport(_("This assessment has no result yet. Size it first."))
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
    """Queue a report again that failed or lost its file; what was frozen stays frozen.

    Raises
    ------
    ReportNotFound
        There is no such report.
    """
    if not Report.objects.filter(pk=report_id).exists():
        raise ReportNotFound(_("This report does not exist. It may have been deleted."))
    record_audit(actor=actor, verb="report_requested", subject=str(report_id))
    return enqueue_job(task=BUILD_TASK, subject_id=str(report_id))


def request_papers(*, actor: User, wave_id: uuid.UUID) -> Job:
    """Queue the printing of the papers about a wave."""
    record_audit(actor=actor, verb="papers_requested", subject=str(wave_id))
    return enqueue_job(task=PAPERS_TASK, subject_id=str(wave_id))


def open_report_file(*, actor: User, report_id: uuid.UUID) -> ReportFile:
    """Return the finished file and note who took it.

    Raises
    ------
    ReportNotFound
        There is no such report, or its file is not finished or was altered.
    """
    file = report_file(report_id)
    if file is None or not has_intact_file(report_id):
        raise ReportNotFound(_("The file of this report is missing. Build it again."))
    record_audit(actor=actor, verb="report_downloaded", subject=str(report_id))
    return file


def _is_sized(assessment_id: uuid.UUID) -> bool:
    summary = assessment_summary(assessment_id)
    return summary is not None and summary.sizing is not None
