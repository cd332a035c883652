"""Make the key pair of a wave and wrap its private half, in the release worker."""

import uuid

from django.db import transaction

from surveys.models import Trusteeship, Wave
from surveys.partitions import create_partition
from surveys.sealed_wave import key_store, wrapping_secret
from surveys.sealing.keys import make_key_pair, wrap_private_key


def make_wave_key(*, wave_id: uuid.UUID, passphrase: str | None) -> None:
    """Make the pair and room for envelopes; a wave that has a key keeps it.

    The private half never lies anywhere but under the wrapping secret and, with a trustee, under
    the passphrase as well, which is forgotten in the same transaction.
    """
    pair = make_key_pair()
    wrapped = wrap_private_key(
        pair.private_key,
        wave_id=wave_id,
        wrapping_secret=wrapping_secret(),
        trustee_passphrase=passphrase,
    )
    # the key before the database: a wave whose key was never written must not take answers
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=wave_id)
        if wave.public_key is not None or wave.has_trustee is not (passphrase is not None):
            return
        key_store().save(wave_id, wrapped)
        create_partition(wave_id)
        wave.public_key = pair.public_key
        wave.save(update_fields=["public_key"])
        Trusteeship.objects.filter(wave=wave).update(sealed_passphrase=None, handed_at=None)


def close_slot(wave: Wave) -> None:
    """Forget what was handed over and by which key, in the caller's transaction."""
    Trusteeship.objects.filter(wave=wave).update(
        slot=None,
        slot_public_key=None,
        slot_mark="",
        sealed_passphrase=None,
        handed_at=None,
        failed_count=0,
        failed_at=None,
    )
