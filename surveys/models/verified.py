"""Verified mode: what is fixed before the first ballot, and what is published after the last.

No row here connects an invitation with a ballot: signatures are blind, and of a blinded token only
its hash is kept, so that asking again gives the same signature and never a second.
"""

import uuid

from django.db import models

from surveys.models.collection import Invitation
from surveys.models.planning import Wave


class VerifiedWave(models.Model):
    """That a wave is cast in verified ballots. The manifest is fixed at launch.

    `receipts`, their `root` and the counts are filled by the release.
    """

    wave = models.OneToOneField(
        Wave, primary_key=True, on_delete=models.CASCADE, related_name="verified"
    )
    manifest = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    receipts = models.JSONField(default=list)
    root = models.CharField(max_length=64, blank=True)
    signature_count = models.PositiveIntegerField(null=True)
    spoiled_count = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return self.fingerprint[:16]


class CohortKey(models.Model):
    """The signing key of one cohort. Its private half is wrapped, and erased at the close."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="cohort_keys")
    place = models.PositiveSmallIntegerField()
    levels = models.JSONField(default=dict)
    invited = models.PositiveIntegerField()
    public_key = models.BinaryField()
    wrapped_private_key = models.BinaryField(null=True)

    class Meta:
        ordering = ["wave", "place"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "place"], name="one_cohort_key_per_place")
        ]

    def __str__(self) -> str:
        return ", ".join(str(level) for level in self.levels.values())


class BlindSignature(models.Model):
    """That an invitation had a token signed, and the SHA-256 of what was signed blind."""

    invitation = models.OneToOneField(
        Invitation, primary_key=True, on_delete=models.CASCADE, related_name="blind_signature"
    )
    blinded_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.blinded_hash[:8]
