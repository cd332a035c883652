"""Building as work of a worker. Retries are those of the job row."""

import uuid

from celery import shared_task

from jobs.running import Progress, perform_job
from reports.services import building, printing
from reports.services.requesting import BUILD_TASK, PAPERS_TASK


@shared_task(name=BUILD_TASK, soft_time_limit=300, time_limit=330)
def build_report(job_id: str) -> None:
    """Build the report of this job; a finished one is not built again."""

    def work(subject_id: str, progress: Progress) -> None:
        building.build_report(report_id=uuid.UUID(subject_id), progress=progress)

    perform_job(job_id, work)


@shared_task(name=PAPERS_TASK, soft_time_limit=300, time_limit=330)
def print_papers(job_id: str) -> None:
    """Print the papers about the wave of this job."""

    def work(subject_id: str, progress: Progress) -> None:
        printing.print_papers(wave_id=uuid.UUID(subject_id), progress=progress)

    perform_job(job_id, work)
