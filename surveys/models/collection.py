"""Collecting answers: who may answer, and sealed envelopes. No row of one names a row of the other.

Nothing here carries a time or a running number: order would connect the two.
"""

import uuid

from django.db import models

from surveys.models.people import Employee
from surveys.models.planning import Wave


class InvitationState(models.TextChoices):
    """Whether the right to answer is still unused."""

    OPEN = "open"
    DONE = "done"


class Invitation(models.Model):
    """One person's right to answer once. `labels` are the reporting levels frozen at launch."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitations")
    employee = models.ForeignKey(
        Employee, null=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    state = models.CharField(max_length=4, choices=InvitationState, default=InvitationState.OPEN)
    labels = models.JSONField(default=dict)
    is_sent = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "employee"], name="one_invitation_per_person"),
            models.CheckConstraint(
                condition=models.Q(state__in=InvitationState.values), name="invitation_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.state


class InvitationLink(models.Model):
    """The hash of a token that was sent. Every mail has its own, and all of them stay valid."""

    token_hash = models.CharField(primary_key=True, max_length=64)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="links")

    def __str__(self) -> str:
        return self.token_hash[:8]


class Envelope(models.Model):
    """One sealed response. On PostgreSQL each wave has a partition, which its release drops."""

    pk = models.CompositePrimaryKey("wave_id", "id")
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="envelopes")
    id = models.UUIDField(default=uuid.uuid4, editable=False)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "envelope"


class Participation(models.Model):
    """How many answers of a wave may be spoken of, as of a day: a count, refreshed once a day."""

    wave = models.OneToOneField(
        Wave, primary_key=True, on_delete=models.CASCADE, related_name="participation"
    )
    answered = models.PositiveIntegerField()
    as_of = models.DateField()

    def __str__(self) -> str:
        return f"{self.answered} as of {self.as_of}"
