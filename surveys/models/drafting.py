"""A launch that is being planned: what the leader has chosen so far, kept from step to step."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.people import Audience
from surveys.models.planning import Initiative, Instrument, Wave


class LaunchDraft(models.Model):
    """Where a leader's planning stands. Once the three choices are made, the wave holds the rest.

    It ends with the launch: a draft whose wave was launched is no longer listed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    template = models.CharField(max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    initiative = models.ForeignKey(
        Initiative, null=True, on_delete=models.CASCADE, related_name="launch_drafts"
    )
    instrument = models.ForeignKey(
        Instrument, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    audience = models.ForeignKey(Audience, null=True, on_delete=models.SET_NULL, related_name="+")
    wave = models.OneToOneField(
        Wave, null=True, on_delete=models.CASCADE, related_name="launch_draft"
    )
    step = models.CharField(max_length=20, default="initiative")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "pk"]

    def __str__(self) -> str:
        return self.title or f"{self.pk}"
