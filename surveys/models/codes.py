"""One-time codes for people without mail: batches of them, and how many wrong ones were typed."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.planning import Wave


class CodeBatch(models.Model):
    """Codes handed out at one place, all with the same levels. Only their hashes are kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="code_batches")
    name = models.CharField(_("place"), max_length=100)
    count = models.PositiveIntegerField(_("number of codes"))
    levels = models.JSONField(default=dict)
    is_printed = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "name"], name="one_code_batch_per_name"),
            models.CheckConstraint(condition=models.Q(count__gte=5), name="code_batch_floor"),
        ]

    def __str__(self) -> str:
        return self.name


class WrongCodes(models.Model):
    """How many wrong codes were typed in a minute, by anybody; nothing of who or what."""

    minute = models.BigIntegerField(primary_key=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count}"
