"""What the disclosure audit keeps of a wave: what it found, and who was invited to which group."""

import uuid

from django.db import models

from surveys.models.planning import Wave
from surveys.models.release import Release


class DisclosureAudit(models.Model):
    """That the audit stopped a release, and whether the wave is published without groups then.

    `findings` names kinds of attacks and how many people each would have exposed, nobody else.
    """

    wave = models.OneToOneField(
        Wave, primary_key=True, on_delete=models.CASCADE, related_name="disclosure_audit"
    )
    findings = models.JSONField(default=list)
    is_without_groups = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.wave_id}"


class PublishedPeople(models.Model):
    """Who was invited to a published group: marks made with a key outside the database.

    Marks are sorted by value. Nothing says who answered. They go when a wave was audited that
    closed a month later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="people")
    reporting_dimension = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=200, blank=True)
    marks = models.JSONField(default=list)
    answered = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.level
