"""Ask for a report, ask again, take the file. A worker does the building after the commit."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_audit
from deployments.selectors import assessment_summary
from jobs.models import Job
from jobs.services import enqueue_job
from reports.codec import encode
from reports.kinds import Edition, FileKind
from reports.looks import HOUSE_LOOK, Look
from reports.models import Report, ReportState
from reports.obstacles import NothingToReport, ReportNotFound
from reports.selectors import KeptFile, report_file
from surveys.selectors import released_waves, run_scope

BUILD_TASK = "reports.build_report"
PAPERS_TASK = "reports.print_papers"
MOST_COMPARED = 3
"""Columns beside the chosen assessment for which a page has room."""


@dataclass(frozen=True)
class PrintChoice:
    """How a report looks, which files it comes as beside the PDF, and whether it is a draft."""

    look: Look = HOUSE_LOOK
    kinds: tuple[FileKind, ...] = ()
    edition: Edition = Edition.FINAL


AS_THE_HOUSE = PrintChoice()
"""The PDF alone, in the look of the house."""


@transaction.atomic
def request_report(
    *,
    actor: User | None,
    title: str,
    wave_id: uuid.UUID,
    assessment_id: uuid.UUID | None,
    language: str,
    choice: PrintChoice = AS_THE_HOUSE,
    compared_ids: tuple[uuid.UUID, ...] = (),
) -> Report:
    """Write the report and queue its building.

    `compared_ids` are further assessments that stand beside the chosen one, at most
    `MOST_COMPARED`.

    Raises
    ------
    NothingToReport
        The wave has not been released or is not the actor's, an assessment was never sized, there
        is none to compare with, or too many are compared.
    """
    if wave_id not in {wave.wave_id for wave in released_waves()}:
        raise NothingToReport(_("This wave has no published results. Release it first."))
    if actor is not None and not run_scope(actor).holds(wave_id):
        raise NothingToReport(_("This wave belongs to an initiative of somebody else."))
    sized = (*compared_ids, *((assessment_id,) if assessment_id else ()))
    if not all(_is_sized(entry) for entry in sized):
        raise NothingToReport(_("This assessment has no result yet. Size it first."))
    if compared_ids and (assessment_id is None or assessment_id in compared_ids):
        raise NothingToReport(_("Choose an assessment, and others than itself to compare with."))
    if len(compared_ids) > MOST_COMPARED:
        raise NothingToReport(_("Compare with three assessments at most: a page has no more room."))
    report = Report.objects.create(
        title=title,
        wave_id=wave_id,
        assessment_id=assessment_id,
        compared=[str(entry) for entry in compared_ids],
        language=language,
        look=encode(choice.look),
        kinds=[kind.value for kind in choice.kinds],
        edition=choice.edition,
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


@transaction.atomic
def add_files(*, actor: User, report_id: uuid.UUID, kinds: tuple[FileKind, ...]) -> Job:
    """Let a report come as further files, from the snapshot that it has.

    Raises
    ------
    ReportNotFound
        There is no such report.
    """
    report = _locked(report_id)
    chosen = {*report.kinds, *(kind.value for kind in kinds)}
    report.kinds = [kind.value for kind in FileKind if kind.value in chosen]
    report.save(update_fields=["kinds"])
    return request_rebuild(actor=actor, report_id=report_id)


@transaction.atomic
def make_final(*, actor: User, report_id: uuid.UUID) -> Job:
    """Print a draft again without its mark, from the same snapshot.

    Raises
    ------
    ReportNotFound
        There is no such report.
    """
    report = _locked(report_id)
    report.edition = Edition.FINAL
    report.state = ReportState.REQUESTED
    report.save(update_fields=["edition", "state"])
    record_audit(actor=actor, verb="report_made_final", subject=str(report_id))
    return enqueue_job(task=BUILD_TASK, subject_id=str(report_id))


def open_report_file(
    *, actor: User, report_id: uuid.UUID, kind: FileKind = FileKind.PDF
) -> KeptFile:
    """Return the finished file and note who took it.

    Raises
    ------
    ReportNotFound
        There is no such report, or its file is not finished or was altered.
    """
    file = report_file(report_id, kind)
    if file is None:
        raise ReportNotFound(_("The file of this report is missing. Build it again."))
    record_audit(actor=actor, verb="report_downloaded", subject=f"{report_id} {kind.value}")
    return file


def _locked(report_id: uuid.UUID) -> Report:
    report = Report.objects.select_for_update().defer("snapshot").filter(pk=report_id).first()
    if report is None:
        raise ReportNotFound(_("This report does not exist. It may have been deleted."))
    return report


def _is_sized(assessment_id: uuid.UUID) -> bool:
    summary = assessment_summary(assessment_id)
    return summary is not None and summary.sizing is not None
