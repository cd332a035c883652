"""Collecting answers: who may answer, and sealed envelopes. No row of one names a row of the other.

Nothing here carries a time or a running number: order would connect the two.
"""

import uuid

from django.db import models

from surveys.models.codes import CodeBatch
from surveys.models.people import Employee
from surveys.models.planning import Wave


class InvitationState(models.TextChoices):
    """Whether the right to answer is still unused."""

    OPEN = "open"
    DONE = "done"


class Invitation(models.Model):
    """One person's right to answer once. `labels` are the reporting levels frozen at launch.

    One of a `batch` belongs to whoever holds its code; nobody knows who that is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitations")
    employee = models.ForeignKey(
        Employee, null=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    state = models.CharField(max_length=4, choices=InvitationState, default=InvitationState.OPEN)
    labels = models.JSONField(default=dict)
    batch = models.ForeignKey(
        CodeBatch, null=True, on_delete=models.CASCADE, related_name="invitations"
    )
    is_sent = models.BooleanField(default=False)
    reminder_number = models.PositiveSmallIntegerField(default=0)

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
    """The day up to which the participation of a wave is told; refreshed once a day at most."""

    wave = models.OneToOneField(
        Wave, primary_key=True, on_delete=models.CASCADE, related_name="participation"
    )
    as_of = models.DateField()

    def __str__(self) -> str:
        return f"{self.as_of}"


class ParticipationBucket(models.Model):
    """How many answers of one bucket may be spoken of; `levels` is empty for the whole wave."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="participation_buckets")
    place = models.PositiveSmallIntegerField()
    levels = models.JSONField(default=list)
    invited = models.PositiveIntegerField()
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["wave", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "place"], name="one_bucket_per_place"),
            models.CheckConstraint(
                condition=models.Q(invited__gte=10), name="bucket_of_twice_the_floor"
            ),
            models.CheckConstraint(
                condition=models.Q(answered__lte=models.F("invited")), name="bucket_not_overfull"
            ),
        ]

    def __str__(self) -> str:
        return " + ".join(self.levels)


class Reminder(models.Model):
    """That a wave was reminded of once, on a day. How many mails went out is not kept.

    `refused` counts addresses that the mail server refused; null where it is not told, because
    the mails went to open invitations alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="reminders")
    number = models.PositiveSmallIntegerField()
    asked_date = models.DateField()
    refused = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["wave", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "number"], name="one_reminder_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}"
