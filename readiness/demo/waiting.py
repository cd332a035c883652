"""How the story waits for the work that a worker does beside it."""

import time

from jobs.models import JobState
from jobs.selectors import JobStatus, latest_job

POLL_SECONDS = 0.1
PATIENCE_SECONDS = 300.0


class DemoStopped(Exception):
    """The story cannot go on; the text says why and what to do."""


def wait_for_job(task: str, subject_id: str) -> None:
    """Wait until a worker has done the newest job of the task on the subject.

    Raises
    ------
    DemoStopped
        The job failed, or nobody did it in time.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        status = _status(task, subject_id)
        if status.state is JobState.SUCCEEDED:
            return
        if status.is_failed:
            raise DemoStopped(f"{task} failed: {status.error}")
        time.sleep(POLL_SECONDS)
    raise DemoStopped(f"{task} was not done within {PATIENCE_SECONDS:.0f} s. Does a worker run?")


def _status(task: str, subject_id: str) -> JobStatus:
    status = latest_job(task=task, subject_id=subject_id)
    if status is None:
        raise DemoStopped(f"Nobody asked for {task}.")
    return status
