"""Building and sending as work of a worker. Retries of building are those of the job row."""

import uuid

from celery import shared_task
from django.utils import timezone

from jobs.running import Progress, perform_job
from reports.services import building, delivering, delivery_plans, printing
from reports.services.delivering import DELIVER_TASK
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


@shared_task(name=DELIVER_TASK, soft_time_limit=120, time_limit=150)
def deliver(job_id: str) -> None:
    """Send the mail of this job; one that was sent or begun is not sent again."""

    def work(subject_id: str, progress: Progress) -> None:
        del progress
        delivering.deliver(delivery_id=uuid.UUID(subject_id))

    perform_job(job_id, work)


@shared_task(name="reports.deliver_due")
def deliver_due() -> None:
    """Queue mails whose time has come. Twice does no more than once."""
    delivering.deliver_due(now=timezone.now())


@shared_task(name="reports.run_delivery_plans")
def run_delivery_plans() -> None:
    """Ask for reports that plans want made and sent. Twice does no more than once."""
    delivery_plans.run_plans(now=timezone.now())
