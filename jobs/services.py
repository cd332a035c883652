"""Write job rows: enqueue, claim, report, finish, sweep."""

import datetime as dt
import logging
import uuid
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.models import Job, JobState
from jobs.wakeups import wake

logger = logging.getLogger(__name__)


@transaction.atomic
def enqueue_job(*, task: str, subject_id: str) -> Job:
    """Write the job in the caller's transaction and wake a worker after its commit.

    A job of the same task that is still active on the subject is returned instead: asking twice
    does the work once.
    """
    job, is_new = Job.objects.get_or_create(
        task=task,
        subject_id=subject_id,
        state__in=[JobState.QUEUED, JobState.RUNNING],
        defaults={
            "state": JobState.QUEUED,
            "created_at": timezone.now(),
            "max_attempts": settings.JOB_MAX_ATTEMPTS,
        },
    )
    if is_new:
        logger.info("job.enqueued", extra={"job_id": job.pk, "task": task})
    transaction.on_commit(partial(wake, task=task, job_id=job.pk))
    return job


def claim_job(*, job_id: uuid.UUID) -> Job | None:
    """Take a waiting job. None when another worker has it or it is finished."""
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        started_at=now,
        heartbeat_at=now,
        progress_percent=0,
        step="",
        error="",
    )
    return Job.objects.get(pk=job_id) if claimed else None


def beat_job(*, job: Job) -> bool:
    """Say that this attempt lives. False when the job was taken from it."""
    return bool(_own_attempt(job).update(heartbeat_at=timezone.now()))


def report_progress(*, job: Job, percent: int, step: str) -> None:
    """Show how far this attempt is: `percent` in 0..100, `step` in words for the reader."""
    _own_attempt(job).update(progress_percent=percent, step=step[:200], heartbeat_at=timezone.now())


def finish_job(*, job: Job) -> None:
    """Record that the work is done."""
    is_own = _own_attempt(job).update(
        state=JobState.SUCCEEDED, progress_percent=100, step="", finished_at=timezone.now()
    )
    if is_own:
        logger.info("job.succeeded", extra={"job_id": job.pk, "task": job.task})


def fail_job(*, job: Job, error: str, is_final: bool) -> None:
    """Record a failure. Unless final, the job waits for the sweeper until its attempts are used."""
    _record_failure(_own_attempt(job), job, error=error, is_final=is_final)


def sweep_stale_jobs(*, now: dt.datetime) -> int:
    """Put back jobs whose worker died, wake what was never woken; return how many were woken."""
    stale_before = now - dt.timedelta(seconds=settings.JOB_STALE_SECONDS)
    for job in Job.objects.filter(state=JobState.RUNNING, heartbeat_at__lt=stale_before):
        # asked again in the same statement: its heart may have beaten since it was read
        still_stale = _own_attempt(job).filter(heartbeat_at__lt=stale_before)
        message = _("The worker stopped while it did this.")
        _record_failure(still_stale, job, error=message, is_final=False)
    unwoken_before = now - dt.timedelta(seconds=settings.JOB_UNWOKEN_SECONDS)
    waiting = list(
        Job.objects.filter(state=JobState.QUEUED, created_at__lt=unwoken_before).order_by(
            "created_at", "pk"
        )
    )
    for job in waiting:
        wake(task=job.task, job_id=job.pk)
    return len(waiting)


def _record_failure(attempt: QuerySet[Job], job: Job, *, error: str, is_final: bool) -> None:
    if is_final or job.attempts >= job.max_attempts:
        event = "job.failed"
        changed = attempt.update(state=JobState.FAILED, error=error, finished_at=timezone.now())
    else:
        event = "job.retried"
        changed = attempt.update(state=JobState.QUEUED, error=error)
    if changed:
        logger.warning(event, extra={"job_id": job.pk, "task": job.task})


def _own_attempt(job: Job) -> QuerySet[Job]:
    """Rows of this very attempt: a worker that was given up cannot write over its successor."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
