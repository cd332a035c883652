"""Tells a worker, by the name of a task, that a job row waits. Losing a wake-up costs only time."""

import logging
import uuid

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def wake(*, task: str, job_id: uuid.UUID) -> None:
    """Send the wake-up. An unreachable broker is logged; the sweeper sends it again."""
    try:
        current_app.send_task(task, args=[str(job_id)], retry=False)
    except (OperationalError, OSError):
        logger.exception("job.wakeup_lost", extra={"job_id": job_id, "task": task})
