"""What law, data and operations ask, and the answers given."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from deployments.law_names import DESTINATION_NAMES, RISK_NAMES, ROLE_NAMES
from deployments.models.assessment import Assessment
from deployments.models.checks import choice_check, share_check
from deployments.sizing.scenario import AiActRole, AnswerValue, Evidence, RiskClass

DESTINATION_CHOICES = [(place.value, name) for place, name in DESTINATION_NAMES.items()]
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

ROLE_CHOICES = [(role.value, name) for role, name in ROLE_NAMES.items()]
RISK_CHOICES = [(risk.value, name) for risk, name in RISK_NAMES.items()]


class Sovereignty(models.Model):
    """Facts about law and responsibility that gates look at."""

    assessment = models.OneToOneField(
        Assessment, primary_key=True, on_delete=models.CASCADE, related_name="sovereignty"
    )
    is_high_risk_use = models.BooleanField(default=False)
    has_oversight_owner = models.BooleanField(default=False)
    is_license_permitting = models.BooleanField(default=True)
    has_support_contract = models.BooleanField(default=False)
    ai_act_role = models.CharField(
        max_length=15, choices=ROLE_CHOICES, default=AiActRole.UNDETERMINED.value
    )
    risk_class = models.CharField(
        max_length=15, choices=RISK_CHOICES, default=RiskClass.UNDETERMINED.value
    )

    class Meta:
        constraints = [
            choice_check("sovereignty", "ai_act_role", ROLE_CHOICES),
            choice_check("sovereignty", "risk_class", RISK_CHOICES),
        ]

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


class Assignment(models.Model):
    """Who settles a question of the catalog, and until when."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="assignments")
    key = models.CharField(max_length=100)
    owner = models.CharField(max_length=100, blank=True)
    due_date = models.DateField(null=True)

    class Meta:
        ordering = ["key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "key"], name="question_assigned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.owner}"
