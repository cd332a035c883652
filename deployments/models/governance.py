"""What law, data and operations ask, and the answers given."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from deployments.catalog.entries import Destination
from deployments.models.assessment import Assessment
from deployments.models.checks import choice_check, share_check
from deployments.sizing.scenario import AnswerValue, Evidence

DESTINATION_CHOICES = [
    (Destination.PREMISES.value, _("Own premises only")),
    (Destination.REGION.value, _("Own region")),
    (Destination.ANYWHERE.value, _("Anywhere")),
]
EVIDENCE_CHOICES = [
    (Evidence.NONE.value, _("None")),
    (Evidence.DECLARED.value, _("Somebody says so")),
    (Evidence.DOCUMENT.value, _("A document")),
    (Evidence.MEASURED.value, _("Measured or audited")),
]
ANSWER_CHOICES = [
    (AnswerValue.NONE.value, _("Not at all")),
    (AnswerValue.STARTED.value, _("Started")),
    (AnswerValue.PARTLY.value, _("Partly")),
    (AnswerValue.MOSTLY.value, _("Mostly")),
    (AnswerValue.FULLY.value, _("Fully")),
]


class Sovereignty(models.Model):
    """Facts about law and responsibility that gates look at."""

    assessment = models.OneToOneField(
        Assessment, primary_key=True, on_delete=models.CASCADE, related_name="sovereignty"
    )
    is_high_risk_use = models.BooleanField(default=False)
    has_oversight_owner = models.BooleanField(default=False)
    is_license_permitting = models.BooleanField(default=True)
    has_support_contract = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.assessment_id)


class DataClassShare(models.Model):
    """Share of the requests that carry a class of data, and how far that class may go."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="data_class_shares"
    )
    key = models.CharField(max_length=100)
    share = models.FloatField()
    destination = models.CharField(max_length=10, choices=DESTINATION_CHOICES)

    class Meta:
        ordering = ["key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "key"], name="data_class_named_once"),
            share_check("data_class", "share"),
            choice_check("data_class", "destination", DESTINATION_CHOICES),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.share}"


class Answer(models.Model):
    """Answer to one question of the catalog, with what stands behind it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=100)
    value = models.PositiveSmallIntegerField(choices=ANSWER_CHOICES)
    evidence = models.CharField(max_length=10, choices=EVIDENCE_CHOICES)

    class Meta:
        ordering = ["key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "key"], name="question_answered_once"),
            choice_check("answer", "value", ANSWER_CHOICES),
            choice_check("answer", "evidence", EVIDENCE_CHOICES),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.value}"
