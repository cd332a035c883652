"""Questionnaires that somebody is writing: kept as the file they will become."""

import uuid

from django.conf import settings
from django.db import models


class InstrumentDraft(models.Model):
    """A questionnaire in the making. `source` is a file that the reader takes, at every moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    source = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "pk"]

    def __str__(self) -> str:
        return self.title
