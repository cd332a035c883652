"""Hand a passphrase from the page where it is typed to the process that needs it, and to no other.

The receiver makes a key pair for one hand-over and marks its public half under a key that both
processes have and the database has not. Sender and receiver seal and open by HPKE, all passphrases
to one length.
"""

import hashlib
import hmac
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from surveys.sealing.envelopes import EnvelopeContext, open_bytes, seal_bytes

MAX_PASSPHRASE_CHARACTERS: Final = 200
_CAPACITY_BYTES = 4 * MAX_PASSPHRASE_CHARACTERS  # UTF-8 has at most four bytes a character
_MARK_LABEL = b"readiness handover slot 1"


class HandoverPurpose(StrEnum):
    """What a passphrase is handed over for: one that is to lock cannot be used to unlock."""

    LOCK = "lock"
    UNLOCK = "unlock"


class ForeignSlot(ValueError):
    """The public key of a slot does not carry the worker's mark: somebody has put in another."""


@dataclass(frozen=True)
class Slot:
    """One hand-over: its random id, the wave it is for, and the receiver's public key."""

    id: uuid.UUID
    wave_id: uuid.UUID
    public_key: bytes


def mark_of(slot: Slot, *, hmac_key: bytes) -> str:
    """Return the mark by which a sender knows that the slot is the receiver's."""
    marked = slot.id.bytes + slot.wave_id.bytes + slot.public_key
    return hmac.new(hmac_key, _MARK_LABEL + marked, hashlib.sha256).hexdigest()


def seal_passphrase(
    passphrase: str, *, slot: Slot, mark: str, purpose: HandoverPurpose, hmac_key: bytes
) -> bytes:
    """Seal a passphrase for whoever made the slot.

    Raises
    ------
    ForeignSlot
        The slot's key was exchanged; nothing was sealed to it.
    BallotTooLarge
        The passphrase is longer than 200 characters.
    """
    if not hmac.compare_digest(mark, mark_of(slot, hmac_key=hmac_key)):
        raise ForeignSlot("The key of this slot does not carry the release worker's mark.")
    return seal_bytes(
        passphrase.encode("utf-8"),
        public_key=slot.public_key,
        context=_context(slot.wave_id, slot.id, purpose),
        hmac_key=hmac_key,
    )


def open_passphrase(
    sealed: bytes,
    *,
    private_key: bytes,
    wave_id: uuid.UUID,
    slot_id: uuid.UUID,
    purpose: HandoverPurpose,
    hmac_key: bytes,
) -> str:
    """Open what was sealed for this slot, wave and purpose, or raise `InvalidEnvelope`."""
    opened = open_bytes(
        sealed,
        private_key=private_key,
        context=_context(wave_id, slot_id, purpose),
        hmac_key=hmac_key,
    )
    return opened.decode("utf-8")


def _context(wave_id: uuid.UUID, slot_id: uuid.UUID, purpose: HandoverPurpose) -> EnvelopeContext:
    return EnvelopeContext(
        wave_id=wave_id,
        instrument_fingerprint="",
        settings_hash=slot_id.hex,
        capacity_bytes=_CAPACITY_BYTES,
        purpose=f"passphrase-{purpose}",
    )
