"""Tells whether the worker beside us works: it touches a file whenever it begins a task."""

import time

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from jobs.selectors import is_any_job_alive


class Pulse:
    """Sees the file change. The time in the file is not trusted: clocks jump, machines sleep."""

    def __init__(self) -> None:
        settings.WORKER_PULSE_FILE.unlink(missing_ok=True)
        self._latest: int | None = None
        self._changed_at = time.monotonic()

    @property
    def has_begun(self) -> bool:
        """Whether a worker was ready or began a task since this was made."""
        return self._touched_at() is not None

    def is_stale(self, *, worker_age_seconds: float) -> bool:
        """Whether the worker neither begins tasks nor is at a job that says it lives."""
        touched_at = self._touched_at()
        if touched_at != self._latest:
            self._latest, self._changed_at = touched_at, time.monotonic()
        silent_seconds = min(time.monotonic() - self._changed_at, worker_age_seconds)
        return silent_seconds > settings.WORKER_STALE_SECONDS and not _is_at_a_job()

    @staticmethod
    def _touched_at() -> int | None:
        try:
            return settings.WORKER_PULSE_FILE.stat().st_mtime_ns
        except FileNotFoundError:
            return None


def _is_at_a_job() -> bool:
    close_old_connections()
    try:
        return is_any_job_alive(now=timezone.now())
    except DatabaseError:  # it tells nothing about the worker
        return True
