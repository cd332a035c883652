"""Redacted comments that a person reads after the release: to review them, or to help.

Rows carry no time, no group and no key to answers or to each other; who decided stands in the audit
log alone. Both tables exist for waves only whose respondents were told.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.release import Release


class ReviewState(models.TextChoices):
    """What a reviewer said about a verbatim."""

    PENDING = "pending", _("To be reviewed")
    APPROVED = "approved", _("Approved")
    WITHHELD = "withheld", _("Withheld")


class Verbatim(models.Model):
    """A redacted comment that may be quoted once a reviewer has approved it.

    `places` maps a theme (empty: the whole question) to the comment's place by closeness to the
    center of that theme, from 0; a comment whose tone is not clear has none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="verbatims")
    item = models.CharField(max_length=100)
    text = models.TextField()
    places = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.PENDING)
    is_edited = models.BooleanField(default=False)
    version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ReviewState.values), name="verbatim_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.item


class AlertState(models.TextChoices):
    """How far a person of trust is with an alert."""

    NEW = "new", _("New")
    SEEN = "seen", _("Seen")
    HANDLED = "handled", _("Handled")


class CommentAlert(models.Model):
    """A redacted comment that may tell of harassment, a threat or self-harm, passed on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="alerts")
    item = models.CharField(max_length=100)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=AlertState, default=AlertState.NEW)
    note = models.TextField(blank=True)
    version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=AlertState.values), name="alert_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.item


class CommentSummaryText(models.Model):
    """What a language model inside the organization wrote about the comments on one question.

    `points` are pairs: a sentence, and the number of comments that it rests on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="summaries")
    item = models.CharField(max_length=100)
    model = models.CharField(max_length=200)
    points = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "item"], name="one_summary_per_question")
        ]

    def __str__(self) -> str:
        return self.item
