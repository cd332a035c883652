"""What is asked of whom and when: initiatives, instruments, surveys, waves, expectations."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.people import Audience


class Initiative(models.Model):
    """What leaders announce: a hackathon, a roll-out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("purpose"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return self.title


class Instrument(models.Model):
    """A questionnaire in one version, kept as the file it was read from."""

    key = models.CharField(max_length=100)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    source = models.TextField()
    fingerprint = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["key", "-version", "pk"]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class Survey(models.Model):
    """One instrument put to one audience about one initiative, in one or more waves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="surveys")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="surveys")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="surveys")
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class WaveState(models.TextChoices):
    """Where a wave stands. Which move is legal stands in `surveys.services.lifecycle`."""

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    RELEASED = "released", _("Released")
    TOO_FEW = "too_few", _("Too few answers")


class RetentionMode(models.TextChoices):
    """What stays after release."""

    COHORT = "cohort", _("Answers by cohort")
    AGGREGATE = "aggregate", _("Figures only")


class ReminderMode(models.TextChoices):
    """Who gets a reminder."""

    EVERYBODY = "everybody", _("Everybody, with “ignore this if you have answered”")
    OPEN = "open", _("Only people who have not answered")


class WaveQuerySet(models.QuerySet["Wave"]):
    """Filters of waves."""

    def readable(self) -> Self:
        """Waves whose cells may be read: released, and the key destroyed."""
        return self.filter(release__is_complete=True, release__has_cells=True)


class Wave(models.Model):
    """One dated run of a survey. Its settings freeze at launch; a trigger refuses later changes.

    `languages` are those that respondents may choose, `asked_items` the keys of the items that this
    wave asks; null means all of the instrument.
    `imported_content` is the SHA-256 of the file from which an imported wave was read: two cubes of
    the same people could be subtracted from each other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="waves")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=WaveState, default=WaveState.DRAFT)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    reporting_dimensions = models.JSONField(_("reporting dimensions"), default=list)
    min_group_size = models.PositiveSmallIntegerField(_("smallest group"))
    min_distribution_size = models.PositiveSmallIntegerField(_("smallest group for shares"))
    min_comment_size = models.PositiveSmallIntegerField(_("fewest comment authors"))
    retention_mode = models.CharField(max_length=10, choices=RetentionMode)
    has_trustee = models.BooleanField(default=False)
    reminder_mode = models.CharField(
        max_length=10, choices=ReminderMode, default=ReminderMode.EVERYBODY
    )
    scheduled_reminders = models.PositiveSmallIntegerField(default=0)
    shows_verbatims = models.BooleanField(default=False)
    passes_on_alerts = models.BooleanField(default=False)
    languages = models.JSONField(null=True)
    asked_items = models.JSONField(null=True)
    summarizes_comments = models.BooleanField(null=True)
    is_imported = models.BooleanField(default=False)
    imported_content = models.CharField(max_length=64, null=True)
    public_key = models.BinaryField(null=True)
    settings_hash = models.CharField(max_length=64, blank=True)
    roster_hash = models.CharField(max_length=64, blank=True)
    invited_count = models.PositiveIntegerField(null=True)
    opened_date = models.DateField(null=True)
    closed_date = models.DateField(null=True)

    objects = WaveQuerySet.as_manager()

    class Meta:
        ordering = ["survey", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="wave_number_unique"),
            models.CheckConstraint(
                condition=models.Q(state__in=WaveState.values), name="wave_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="wave_closes_later"
            ),
            models.UniqueConstraint(
                fields=["imported_content"],
                condition=models.Q(imported_content__isnull=False),
                name="imported_once",
            ),
            models.CheckConstraint(
                condition=models.Q(min_group_size__gte=5), name="wave_group_floor"
            ),
            models.CheckConstraint(
                condition=models.Q(min_distribution_size__gte=10)
                & models.Q(min_comment_size__gte=10),
                name="wave_detail_floor",
            ),
            models.CheckConstraint(
                condition=models.Q(reminder_mode__in=ReminderMode.values),
                name="wave_reminder_mode_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.number}"


class Expectation(models.Model):
    """What one named leader expects, sealed to the wave's key and opened at its release.

    `answers` is empty until then. `commitment` is the SHA-256 of `sealed`, shown to the leader.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="expectations")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    commitment = models.CharField(max_length=64)
    answers = models.JSONField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "leader"], name="one_expectation_per_leader")
        ]

    def __str__(self) -> str:
        return self.commitment
