"""From a released wave and a described deployment to the printed report, without a worker."""

import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from accounts.models import User
from deployments.inputs import AssessmentInputs
from deployments.services.describing import create_described_assessment
from deployments.services.sizing import SIZING_TASK
from deployments.tasks import size_assessment
from jobs.obstacles import Obstacle
from jobs.selectors import latest_job
from readiness.demo.waiting import wait_for_job
from reports.files import file_path
from reports.selectors import report_file, report_listing
from reports.services.requesting import BUILD_TASK, request_report
from reports.tasks import build_report


class ReportMissing(Obstacle):
    """The report was built and its file is not there."""


@dataclass(frozen=True)
class ReportWish:
    """Which wave to pair with what, under which title, in which language, written where."""

    wave_id: uuid.UUID
    title: str
    language: str
    target: Path


def build_from_files(*, actor: User, inputs: AssessmentInputs, wish: ReportWish) -> int:
    """Store and size the assessment, build the report, copy it to its target; returns its pages.

    Raises
    ------
    Obstacle, DemoStopped
        A step failed; the message says which and why.
    """
    name = inputs.model.config_title if inputs.model else wish.title
    assessment = create_described_assessment(actor=actor, name=name, inputs=inputs)
    _do_now(size_assessment, SIZING_TASK, assessment.pk)
    report = request_report(
        actor=actor,
        title=wish.title,
        wave_id=wish.wave_id,
        assessment_id=assessment.pk,
        language=wish.language,
    )
    _do_now(build_report, BUILD_TASK, report.pk)
    file, listing = report_file(report.pk), report_listing(report.pk)
    if file is None or listing is None:
        raise ReportMissing("The report was built and its file is gone. Run the command again.")
    shutil.copyfile(file_path(file.name), wish.target)
    return listing.page_count or 0


def _do_now(task: Callable[[str], object], name: str, subject_id: uuid.UUID) -> None:
    """Do the job here; where a worker was faster, wait for it."""
    job = latest_job(task=name, subject_id=str(subject_id))
    if job is not None:
        task(str(job.id))
    wait_for_job(name, str(subject_id))
