"""Envelopes: ballots sealed to a wave's public key, all of one length, opened once after close."""

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from surveys.sealing.ballots import Ballot, UnreadableBallot, decode_ballot, encode_ballot
from surveys.sealing.keys import load_private_key, load_public_key

PROTOCOL: Final = "readiness-envelope-1"
BALLOT_PURPOSE: Final = "ballot"
EXPECTATION_PURPOSE: Final = "expectation"

ANSWERS_CAPACITY_BYTES = 4096
COMMENT_CAPACITY_BYTES = 8192  # 4,000 characters of up to two UTF-8 bytes, escapes included
MIN_HMAC_KEY_BYTES = 32

_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_AEAD_TAG_BYTES = 16
_NONCE_BYTES = 16
_HMAC_BYTES = 32
_LENGTH_BYTES = 4
_FRAME_BYTES = _NONCE_BYTES + _HMAC_BYTES + _LENGTH_BYTES


class EnvelopeError(Exception):
    """An envelope could not be sealed or opened."""


class BallotTooLarge(EnvelopeError):
    """The content does not fit the wave's envelope; `size_bytes` says how long it is."""

    def __init__(self, size_bytes: int, capacity_bytes: int) -> None:
        super().__init__(f"{size_bytes} bytes do not fit an envelope of {capacity_bytes} bytes.")
        self.size_bytes = size_bytes
        self.capacity_bytes = capacity_bytes


class InvalidEnvelope(EnvelopeError):
    """An envelope was altered, forged, or sealed for another wave: the release must stop."""


class DuplicateEnvelope(EnvelopeError):
    """The same envelope was found twice: the release must stop."""


class EnvelopeCountMismatch(EnvelopeError):
    """There are more or fewer envelopes than invitations that are done: the release must stop."""

    def __init__(self, found: int, expected: int) -> None:
        super().__init__(f"{found} envelopes for {expected} answered invitations.")
        self.found = found
        self.expected = expected


@dataclass(frozen=True)
class EnvelopeContext:
    """What an envelope is bound to. An envelope opens only under the very same context.

    Parameters
    ----------
    wave_id
        The wave.
    instrument_fingerprint
        Hash of the frozen instrument.
    settings_hash
        Hash of the settings frozen at launch (thresholds, reporting dimensions, mode).
    capacity_bytes
        Room for the serialized content in UTF-8 bytes; one value for the whole wave.
    purpose
        Keeps ballots and the leaders' expectation apart.
    """

    wave_id: uuid.UUID
    instrument_fingerprint: str
    settings_hash: str
    capacity_bytes: int
    purpose: str = BALLOT_PURPOSE

    @property
    def info(self) -> bytes:
        """The HPKE `info`: every part with its length before it, so that no two contexts agree."""
        parts = (
            PROTOCOL,
            self.purpose,
            self.wave_id.hex,
            self.instrument_fingerprint,
            self.settings_hash,
            str(self.capacity_bytes),
        )
        encoded = [part.encode("utf-8") for part in parts]
        return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)

    @property
    def envelope_bytes(self) -> int:
        """Length of every sealed envelope under this context."""
        return _SUITE_OVERHEAD_BYTES + _FRAME_BYTES + self.capacity_bytes


_SUITE_OVERHEAD_BYTES = KEM.MLKEM768_X25519.enc_length() + _AEAD_TAG_BYTES


def ballot_capacity_bytes(open_item_count: int) -> int:
    """Room that a wave's ballots get: fixed for the answers and per open item.

    Examples
    --------
    >>> ballot_capacity_bytes(2)
    20480
    """
    return ANSWERS_CAPACITY_BYTES + open_item_count * COMMENT_CAPACITY_BYTES


def seal_envelope(
    ballot: Ballot, *, public_key: bytes, context: EnvelopeContext, hmac_key: bytes
) -> bytes:
    """Seal one ballot. All envelopes of a wave have the same length, whatever was answered.

    Raises
    ------
    BallotTooLarge
        Before anything is sealed, when the ballot exceeds `context.capacity_bytes`.
    UnreadableBallot
        When the ballot holds what cannot be serialized.
    """
    return seal_bytes(
        encode_ballot(ballot), public_key=public_key, context=context, hmac_key=hmac_key
    )


def open_all(
    envelopes: Iterable[bytes],
    *,
    expected_count: int,
    private_key: bytes,
    context: EnvelopeContext,
    hmac_key: bytes,
) -> list[Ballot]:
    """Open every envelope of a wave, or none.

    `expected_count` is the number of invitations that are done; any difference stops the release.

    Raises
    ------
    InvalidEnvelope, DuplicateEnvelope, EnvelopeCountMismatch
        Without saying which envelope: its place would tell when it was cast.
    """
    ballots: list[Ballot] = []
    seen: set[bytes] = set()
    for envelope in envelopes:
        opened = _open(envelope, private_key=private_key, context=context, hmac_key=hmac_key)
        if opened.nonce in seen:
            raise DuplicateEnvelope("The same envelope was found twice.")
        seen.add(opened.nonce)
        ballots.append(_read_ballot(opened))
    if len(ballots) != expected_count:
        raise EnvelopeCountMismatch(len(ballots), expected_count)
    return ballots


def seal_bytes(
    content: bytes, *, public_key: bytes, context: EnvelopeContext, hmac_key: bytes
) -> bytes:
    """Seal any content under a context, padded to its capacity and never compressed."""
    if len(hmac_key) < MIN_HMAC_KEY_BYTES:
        raise ValueError(f"The HMAC key has at least {MIN_HMAC_KEY_BYTES} bytes.")
    if len(content) > context.capacity_bytes:
        raise BallotTooLarge(len(content), context.capacity_bytes)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    length = len(content).to_bytes(_LENGTH_BYTES, "big")
    padded = content.ljust(context.capacity_bytes, b"\0")
    tag = _tag(hmac_key, context, nonce + length + padded)
    return _SUITE.encrypt(
        tag + nonce + length + padded, load_public_key(public_key), info=context.info
    )


def open_bytes(
    envelope: bytes, *, private_key: bytes, context: EnvelopeContext, hmac_key: bytes
) -> bytes:
    """Open what `seal_bytes` sealed, or raise `InvalidEnvelope`."""
    opened = _open(envelope, private_key=private_key, context=context, hmac_key=hmac_key)
    return opened.content


@dataclass(frozen=True)
class _Opened:
    nonce: bytes
    content: bytes


def _open(
    envelope: bytes, *, private_key: bytes, context: EnvelopeContext, hmac_key: bytes
) -> _Opened:
    if len(envelope) != context.envelope_bytes:
        raise InvalidEnvelope("An envelope does not have the wave's length.")
    try:
        frame = _SUITE.decrypt(envelope, load_private_key(private_key), info=context.info)
    except InvalidTag:
        raise InvalidEnvelope("An envelope does not open under this wave's key.") from None
    tag, signed = frame[:_HMAC_BYTES], frame[_HMAC_BYTES:]
    if not hmac.compare_digest(tag, _tag(hmac_key, context, signed)):
        raise InvalidEnvelope("An envelope was not made by the web process.")
    nonce, rest = signed[:_NONCE_BYTES], signed[_NONCE_BYTES:]
    length = int.from_bytes(rest[:_LENGTH_BYTES], "big")
    return _Opened(nonce=nonce, content=rest[_LENGTH_BYTES:][:length])


def _tag(hmac_key: bytes, context: EnvelopeContext, signed: bytes) -> bytes:
    return hmac.new(hmac_key, context.info + signed, hashlib.sha256).digest()


def _read_ballot(opened: _Opened) -> Ballot:
    try:
        return decode_ballot(opened.content)
    except UnreadableBallot as unreadable:
        raise InvalidEnvelope("An envelope holds no readable ballot.") from unreadable
