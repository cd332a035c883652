"""Who else may read the results of a wave, by name or by role."""

import uuid

from django.conf import settings
from django.db import models

from surveys.models.planning import Wave


class ResultGrant(models.Model):
    """The right of one person, or of everybody with one role, to read the results of a wave."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="grants")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    role = models.CharField(max_length=20, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    granted_at = models.DateTimeField()

    class Meta:
        ordering = ["granted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reader__isnull=False, role="")
                | models.Q(reader__isnull=True) & ~models.Q(role=""),
                name="grant_to_a_person_or_a_role",
            ),
            models.UniqueConstraint(
                fields=["wave", "reader"],
                condition=models.Q(reader__isnull=False),
                name="one_grant_per_reader",
            ),
            models.UniqueConstraint(
                fields=["wave", "role"],
                condition=~models.Q(role=""),
                name="one_grant_per_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave}: {self.role or self.reader}"
