"""The product's settings for a worker that is given up after seconds instead of a minute."""

from datetime import timedelta

from readiness.settings import *  # noqa: F403 -- the same settings but for what follows

WORKER_STALE_SECONDS = 3
CELERY_BEAT_SCHEDULE = {
    "sweep-stale-jobs": {"task": "jobs.sweep_stale_jobs", "schedule": timedelta(seconds=1)},
}
