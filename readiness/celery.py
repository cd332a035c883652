"""The Celery application. Tasks are woken by name; the job row in the database is the truth."""

import os

from celery import Celery
from celery.signals import beat_embedded_init, task_prerun, worker_ready
from django.conf import settings
from kombu.transport import TRANSPORT_ALIASES

from readiness.tether import tie_to_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "readiness.settings")

TRANSPORT_ALIASES["filesystem"] = "readiness.folder_broker:Transport"
app = Celery("readiness")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
@task_prerun.connect
def show_pulse(**_details: object) -> None:
    """Leave a sign that the worker takes tasks; the sweep makes it regular."""
    settings.WORKER_PULSE_FILE.touch()


@beat_embedded_init.connect
def end_with_worker(**_details: object) -> None:
    """The clock that `worker -B` forks would outlive a worker killed by force."""
    tie_to_parent(os.getppid())
