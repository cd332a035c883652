"""A report: what it was made from, frozen, and the file that came out."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    """Where a report stands."""

    REQUESTED = "requested", _("Requested")
    BUILDING = "building", _("Being built")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class Report(models.Model):
    """A pairing of one released wave with one assessment, or with none.

    Once it has a snapshot, the document depends on nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=200)
    wave = models.ForeignKey("surveys.Wave", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(
        "deployments.Assessment", null=True, on_delete=models.PROTECT, related_name="+"
    )
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.REQUESTED)
    snapshot = models.JSONField(null=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    software_version = models.CharField(max_length=40, blank=True)
    file_name = models.CharField(max_length=100, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    page_count = models.PositiveSmallIntegerField(null=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_at = models.DateTimeField()
    built_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-requested_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="report_state_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="report_has_a_title"),
            models.CheckConstraint(
                condition=~Q(state=ReportState.READY)
                | (
                    Q(snapshot__isnull=False, built_at__isnull=False, page_count__gt=0)
                    & ~Q(snapshot_sha256="")
                    & ~Q(file_name="")
                    & ~Q(file_sha256="")
                ),
                name="ready_report_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(snapshot__isnull=True, snapshot_sha256="")
                | (Q(snapshot__isnull=False) & ~Q(snapshot_sha256="")),
                name="report_snapshot_has_its_hash",
            ),
        ]

    def __str__(self) -> str:
        return self.title
