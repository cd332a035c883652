"""Long work as rows: the database is the truth, a broker message only a wake-up."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    SUCCEEDED = "succeeded", _("Done")
    FAILED = "failed", _("Failed")


class Job(models.Model):
    """One piece of long work on one subject, woken by the name of its task."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    progress_percent = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "subject_id"],
                condition=models.Q(state__in=[JobState.QUEUED, JobState.RUNNING]),
                name="one_active_job_per_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=JobState.values), name="job_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(progress_percent__lte=100), name="job_progress_in_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.subject_id}: {self.state}"

    @property
    def is_active(self) -> bool:
        """Whether the job still has to be done or is being done."""
        return self.state in {JobState.QUEUED, JobState.RUNNING}
