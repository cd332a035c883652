"""Questions about jobs, answered with frozen values."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import models

from jobs.models import Job, JobState


@dataclass(frozen=True)
class JobStatus:
    """Where one job stands. `error` is empty unless the job failed or is being tried again."""

    id: uuid.UUID
    task: str
    subject_id: str
    state: JobState
    progress_percent: int
    step: str
    error: str
    attempts: int
    created_at: dt.datetime
    started_at: dt.datetime | None
    finished_at: dt.datetime | None

    @property
    def is_active(self) -> bool:
        """Whether the job still has to be done or is being done."""
        return self.state in {JobState.QUEUED, JobState.RUNNING}

    @property
    def is_failed(self) -> bool:
        """Whether the job has given up."""
        return self.state is JobState.FAILED


def latest_job(*, task: str, subject_id: str) -> JobStatus | None:
    """Status of the newest job of this task on this subject."""
    jobs = Job.objects.filter(task=task, subject_id=subject_id)
    newest = jobs.order_by("-created_at", "pk").first()
    return None if newest is None else _told(newest)


def recent_jobs(*, since: dt.datetime, limit: int) -> tuple[JobStatus, ...]:
    """Jobs asked for since a moment, and all that are not done; active ones first, then newest."""
    active = models.Q(state__in=(JobState.QUEUED, JobState.RUNNING))
    jobs = Job.objects.filter(active | models.Q(created_at__gte=since))
    rank = models.Case(models.When(active, then=0), default=1)
    ordered = jobs.order_by(rank, "-created_at", "pk")[:limit]
    return tuple(_told(job) for job in ordered)


def is_any_job_alive(*, now: dt.datetime) -> bool:
    """Whether a worker is at a job and has said so lately."""
    stale_before = now - dt.timedelta(seconds=settings.JOB_STALE_SECONDS)
    return Job.objects.filter(state=JobState.RUNNING, heartbeat_at__gte=stale_before).exists()


def _told(job: Job) -> JobStatus:
    return JobStatus(
        id=job.pk,
        task=job.task,
        subject_id=job.subject_id,
        state=JobState(job.state),
        progress_percent=job.progress_percent,
        step=job.step,
        error=job.error,
        attempts=job.attempts,
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
    )


def job_counts() -> dict[JobState, int]:
    """How many jobs are in each state."""
    counted = Job.objects.order_by().values_list("state").annotate(models.Count("pk"))
    return {**dict.fromkeys(JobState, 0), **{JobState(state): count for state, count in counted}}
