"""A report: what it was made from, frozen, and the files that came out."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.kinds import Edition, FileKind


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
    compared = models.JSONField(default=list)  # ids of assessments that stand beside it
    language = models.CharField(_("language"), max_length=10)
    look = models.JSONField(default=dict)  # a Look as JSON; goes into the snapshot
    kinds = models.JSONField(default=list)  # which files are made beside the PDF
    edition = models.CharField(max_length=10, choices=Edition, default=Edition.FINAL)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.REQUESTED)
    snapshot = models.JSONField(null=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    software_version = models.CharField(max_length=40, blank=True)
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
                | (Q(snapshot__isnull=False, built_at__isnull=False) & ~Q(snapshot_sha256="")),
                name="ready_report_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(snapshot__isnull=True, snapshot_sha256="")
                | (Q(snapshot__isnull=False) & ~Q(snapshot_sha256="")),
                name="report_snapshot_has_its_hash",
            ),
            models.CheckConstraint(
                condition=Q(edition__in=Edition.values), name="report_edition_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReportFile(models.Model):
    """A file that was made of a report. Rows stay, so that any copy can be recognized later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=FileKind)
    edition = models.CharField(max_length=10, choices=Edition)
    name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, db_index=True)
    size_bytes = models.PositiveIntegerField()
    page_count = models.PositiveSmallIntegerField(null=True)
    is_signed = models.BooleanField(default=False)
    built_at = models.DateTimeField()

    class Meta:
        ordering = ["-built_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "kind", "edition", "sha256"], name="report_file_recorded_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=FileKind.values), name="report_file_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(edition__in=Edition.values), name="report_file_edition_known"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(sha256=""), name="report_file_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"


class ShareLink(models.Model):
    """The right of somebody without an account to read one report for a while.

    Only the hash of the token is stored. Openings are counted, also within the hour that is
    running, so that a link cannot be used to fetch without end.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(max_length=120)
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    use_count = models.PositiveIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True)
    hour_began_at = models.DateTimeField(null=True)
    hour_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="share_link_lasts"
            ),
            models.CheckConstraint(condition=~Q(label=""), name="share_link_is_for_somebody"),
        ]

    def __str__(self) -> str:
        return self.label


class Occasion(models.TextChoices):
    """When a plan has a report made and sent."""

    RELEASE = "release", _("After every release")
    QUARTER = "quarter", _("At the start of every quarter")


class DeliveryPlan(models.Model):
    """Whom reports of a survey are sent to, and when. `addresses` is a list of e-mails."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    assessment = models.ForeignKey(
        "deployments.Assessment", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    language = models.CharField(max_length=10)
    look = models.JSONField(default=dict)
    kinds = models.JSONField(default=list)
    occasion = models.CharField(max_length=10, choices=Occasion)
    addresses = models.JSONField()
    attaches_pdf = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(occasion__in=Occasion.values), name="delivery_plan_occasion_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlanRun(models.Model):
    """One occasion on which a plan acted; `key` is the wave or the quarter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(DeliveryPlan, on_delete=models.CASCADE, related_name="runs")
    key = models.CharField(max_length=40)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    is_addressed = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="plan_acts_once_an_occasion"),
        ]

    def __str__(self) -> str:
        return self.key


class DeliveryState(models.TextChoices):
    """Where one mail stands."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    UNCERTAIN = "uncertain", _("Perhaps sent")


class Delivery(models.Model):
    """One mail about one report to one address. It leaves the house at most once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="deliveries")
    address = models.EmailField()
    attaches_pdf = models.BooleanField(default=False)
    link = models.OneToOneField(
        ShareLink, null=True, on_delete=models.SET_NULL, related_name="delivery"
    )
    state = models.CharField(
        max_length=10, choices=DeliveryState, default=DeliveryState.WAITING, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_at = models.DateTimeField()

    class Meta:
        ordering = ["address", "pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "address"], name="report_is_sent_once_to_an_address"
            ),
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values), name="delivery_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.state}"
