"""Sizing as work of a worker. Retries and time limits are those of the job row."""

import uuid

from celery import shared_task

from deployments.services import sizing
from jobs.running import Progress, perform_job


@shared_task(name=sizing.SIZING_TASK, soft_time_limit=120, time_limit=150)
def size_assessment(job_id: str) -> None:
    """Size the assessment of this job; the same inputs twice are sized once."""

    def work(subject_id: str, progress: Progress) -> None:
        sizing.size_assessment(assessment_id=uuid.UUID(subject_id), progress=progress)

    perform_job(job_id, work)
