"""What the product does by itself, and how often."""

from datetime import timedelta

TIMETABLE = {
    "sweep-stale-jobs": {"task": "jobs.sweep_stale_jobs", "schedule": timedelta(seconds=15)},
    "advance-due-waves": {"task": "surveys.advance_due_waves", "schedule": timedelta(minutes=1)},
    "refresh-participation": {
        "task": "surveys.refresh_participation",
        "schedule": timedelta(hours=1),  # the first of a day counts
    },
    "expire-passphrases": {
        "task": "surveys.expire_passphrases",
        "schedule": timedelta(minutes=5),
    },
    "run-delivery-plans": {
        "task": "reports.run_delivery_plans",
        "schedule": timedelta(minutes=5),
    },
    "deliver-due-reports": {
        "task": "reports.deliver_due",
        "schedule": timedelta(minutes=1),
    },
    "forget-old-imports": {
        "task": "surveys.forget_old_imports",
        "schedule": timedelta(minutes=30),
    },
    "apply-retention": {"task": "surveys.apply_retention", "schedule": timedelta(hours=24)},
}
