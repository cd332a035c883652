"""The assessment itself and what was found."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Assessment(models.Model):
    """The question whether one model can be served at one site, for whom and at what cost."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="assessment_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SizingResult(models.Model):
    """What was found for the inputs as they stood then, as JSON of `deployments.stored_results`."""

    assessment = models.OneToOneField(
        Assessment, primary_key=True, on_delete=models.CASCADE, related_name="sizing_result"
    )
    scenario = models.JSONField()
    outcome = models.JSONField()
    inputs_hash = models.CharField(max_length=64)
    catalog_version = models.CharField(max_length=64)
    sized_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.sized_at:%Y-%m-%d}"
