"""Runs the work behind a wake-up: claim the row, keep its heart beating, record how it ended."""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import OperationalError, close_old_connections, connection
from django.utils.translation import gettext as _

from jobs.models import Job
from jobs.obstacles import Obstacle
from jobs.services import beat_job, claim_job, fail_job, finish_job, report_progress

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """Handed to the work so that it can say how far it is."""

    job: Job

    def __call__(self, percent: int, step: str) -> None:
        """Report `percent` (0..100) and the step that begins now, in words for the reader."""
        report_progress(job=self.job, percent=percent, step=step)


def perform_job(job_id: str, work: Callable[[str, Progress], object]) -> None:
    """Do `work(subject_id, progress)` for a waiting job; do nothing when it is not waiting.

    An `Obstacle` ends the job with its message. Anything else is unexpected: the job is tried
    again until its attempts are used, and the exception rises into the log.
    """
    job = claim_job(job_id=uuid.UUID(job_id))
    if job is None:
        return
    with _heartbeat(job):
        try:
            work(job.subject_id, Progress(job))
        except Obstacle as obstacle:
            fail_job(job=job, error=str(obstacle), is_final=True)
        except Exception as error:
            # the type alone: a message could carry what somebody wrote
            message = _("Unexpected error (%(type)s). The administrator finds it in the log.")
            fail_job(job=job, error=message % {"type": type(error).__name__}, is_final=False)
            raise
        else:
            finish_job(job=job)


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    stopped = threading.Event()
    thread = threading.Thread(target=_beat_until, args=(job, stopped), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def _beat_until(job: Job, stopped: threading.Event) -> None:
    """Beat until the work ends. Work that takes too long hangs: its heart stops, others go on."""
    gives_up_at = time.monotonic() + settings.JOB_LIMIT_SECONDS
    try:
        while not stopped.wait(settings.JOB_HEARTBEAT_SECONDS):
            if time.monotonic() > gives_up_at:
                logger.error("job.hangs", extra={"job_id": job.pk, "task": job.task})
                return
            close_old_connections()
            try:
                if not beat_job(job=job):
                    return
            except OperationalError:  # locked for a moment: the next beat tries again
                logger.warning("job.heartbeat_missed", extra={"job_id": job.pk})
    finally:
        connection.close()
