"""Where a wave opens only together with a trustee: how a passphrase gets to the release worker."""

from django.db import models

from surveys.models.planning import Wave


class Trusteeship(models.Model):
    """The slot through which the trustee's passphrase is handed to the release worker, once.

    The worker makes a key pair for each hand-over and keeps the private half outside the database.
    `slot_mark` shows pages that the public half is the worker's. `sealed_passphrase` is there from
    the hand-over until the worker has used it, or for an hour.
    """

    wave = models.OneToOneField(
        Wave, primary_key=True, on_delete=models.CASCADE, related_name="trusteeship"
    )
    slot = models.UUIDField(null=True)
    slot_public_key = models.BinaryField(null=True)
    slot_mark = models.CharField(max_length=64, blank=True)
    sealed_passphrase = models.BinaryField(null=True)
    handed_at = models.DateTimeField(null=True)
    failed_count = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.wave_id}"
