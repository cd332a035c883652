"""The periodic task that restarts what a dead worker or a lost wake-up left behind."""

from celery import shared_task
from django.utils import timezone

from jobs import services


@shared_task(name="jobs.sweep_stale_jobs", expires=30)
def sweep_stale_jobs() -> None:
    """Wake waiting jobs; runs every few seconds and is safe to run twice."""
    services.sweep_stale_jobs(now=timezone.now())
