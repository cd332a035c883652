"""What follows from results: actions, and the page that tells respondents of them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.planning import Survey, Wave


class ActionState(models.TextChoices):
    """How far an action is."""

    PLANNED = "planned", _("Planned")
    STARTED = "started", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Not pursued")


class Action(models.Model):
    """One thing that is done because of what a wave published.

    `dimension` is the key of what it should change, empty where it is about the whole. `said` and
    `done` are what the follow-up page tells; `notes` stay among those who run the initiative.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="actions")
    dimension = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=200, blank=True)
    due_date = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.PLANNED)
    progress_percent = models.PositiveSmallIntegerField(default=0)
    notes = models.TextField(blank=True)
    said = models.TextField(blank=True)
    done = models.TextField(blank=True)
    is_told = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ActionState.values), name="action_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(progress_percent__lte=100), name="action_progress_in_percent"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FollowUpPage(models.Model):
    """The page "you said, we did" of a survey; who has its link may read it while it is open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="follow_up")
    token = models.CharField(max_length=64, unique=True)
    introduction = models.TextField(blank=True)
    is_open = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.survey)
