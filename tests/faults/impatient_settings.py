"""The product's settings for a sweeper that gives a dead worker up after seconds."""

from datetime import timedelta

from readiness.settings import *  # noqa: F403 -- the same settings but for what follows

JOB_HEARTBEAT_SECONDS = 1
JOB_STALE_SECONDS = 3
JOB_UNWOKEN_SECONDS = 0
CELERY_BEAT_SCHEDULE = {
    "sweep-stale-jobs": {"task": "jobs.sweep_stale_jobs", "schedule": timedelta(seconds=1)},
}
