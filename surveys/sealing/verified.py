"""Cast ballots of verified mode: a signed token that names nobody, and a sealed answer.

The browser draws a token, has it signed blinded, seals the answer and casts both. The token attests
the cohort (each has its own signing key) and is spent once; the sealed answer carries the token's
hash, so that it cannot be moved to another.
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from surveys.sealing.ballots import Ballot, UnreadableBallot, decode_ballot
from surveys.sealing.blind_signatures import MODULUS_BITS, PREFIX_BYTES, is_signed
from surveys.sealing.envelopes import EnvelopeContext
from surveys.sealing.keys import load_private_key

BALLOT_TOKEN_BYTES: Final = 32
PREPARED_BYTES: Final = PREFIX_BYTES + BALLOT_TOKEN_BYTES
SIGNATURE_BYTES: Final = MODULUS_BITS // 8
VERIFIED_PURPOSE: Final = "verified-ballot"

_MARK: Final = b"RVB1"
_COHORT_BYTES: Final = 2
_HEAD_BYTES: Final = len(_MARK) + _COHORT_BYTES + PREPARED_BYTES + SIGNATURE_BYTES
_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_HASH_BYTES: Final = 32
_NONCE_BYTES: Final = 16
_LENGTH_BYTES: Final = 4


class InvalidCast(Exception):
    """What was cast is no ballot of this wave; the message says why."""


@dataclass(frozen=True)
class CastBallot:
    """One ballot as it is cast and stored.

    `cohort` is the place of its signing key in the manifest, `prepared` the random prefix and
    token of RFC 9474, `sealed` the HPKE ciphertext.
    """

    cohort: int
    prepared: bytes
    signature: bytes
    sealed: bytes = field(repr=False)

    def encode(self) -> bytes:
        """One row of bytes, of the same length for every ballot of a wave."""
        cohort = self.cohort.to_bytes(_COHORT_BYTES, "big")
        return _MARK + cohort + self.prepared + self.signature + self.sealed

    @property
    def id(self) -> uuid.UUID:
        """Key of the spent token: a second ballot with the same token has the same key."""
        return uuid.UUID(bytes=hashlib.sha256(self.prepared).digest()[:16], version=4)


def cast_bytes(context: EnvelopeContext) -> int:
    """Length of every ballot under this context, as it is stored."""
    return _HEAD_BYTES + context.envelope_bytes


def read_cast(encoded: bytes, *, sealed_bytes: int) -> CastBallot:
    """Read a cast ballot of a wave whose sealed answers have this length.

    Raises
    ------
    InvalidCast
        Another length or another format.
    """
    if len(encoded) != _HEAD_BYTES + sealed_bytes or not encoded.startswith(_MARK):
        raise InvalidCast("These bytes are no ballot of this wave.")
    rest = encoded[len(_MARK) :]
    cohort, rest = rest[:_COHORT_BYTES], rest[_COHORT_BYTES:]
    prepared, rest = rest[:PREPARED_BYTES], rest[PREPARED_BYTES:]
    return CastBallot(
        cohort=int.from_bytes(cohort, "big"),
        prepared=prepared,
        signature=rest[:SIGNATURE_BYTES],
        sealed=rest[SIGNATURE_BYTES:],
    )


def check_signature(cast: CastBallot, public_keys: Sequence[bytes]) -> None:
    """Refuse a ballot whose token was not signed for its cohort.

    Raises
    ------
    InvalidCast
        Unknown cohort, or no signature of its key.
    """
    if cast.cohort >= len(public_keys):
        raise InvalidCast("The manifest has no such cohort.")
    if not is_signed(public_keys[cast.cohort], cast.prepared, cast.signature):
        raise InvalidCast("The ballot's token was not signed for this wave.")


def open_cast(cast: CastBallot, *, private_key: bytes, context: EnvelopeContext) -> Ballot:
    """Open the sealed answer of a ballot.

    Raises
    ------
    InvalidCast
        Sealed for another wave, moved from another token, or unreadable: such a ballot is spoiled,
        for whoever holds a signed token can fill in anything.
    """
    try:
        frame = _SUITE.decrypt(cast.sealed, load_private_key(private_key), info=context.info)
    except InvalidTag:
        raise InvalidCast("The ballot does not open under this wave's key.") from None
    owner, rest = frame[:_HASH_BYTES], frame[_HASH_BYTES + _NONCE_BYTES :]
    if not hmac.compare_digest(owner, hashlib.sha256(cast.prepared).digest()):
        raise InvalidCast("The sealed answer belongs to another token.")
    length = int.from_bytes(rest[:_LENGTH_BYTES], "big")
    try:
        ballot = decode_ballot(rest[_LENGTH_BYTES:][:length])
    except UnreadableBallot as unreadable:
        raise InvalidCast("The sealed answer is unreadable.") from unreadable
    if ballot.labels:
        raise InvalidCast("A ballot names its group by its signature alone.")
    return ballot


@dataclass(frozen=True)
class ManifestCohort:
    """A cohort with its size and the public half of its signing key, DER."""

    levels: Mapping[str, str]
    invited: int
    public_key: bytes


def manifest_text(
    *,
    context: EnvelopeContext,
    sealing_key: bytes,
    cohorts: Sequence[ManifestCohort],
    min_group_size: int,
    script_hash: str,
) -> str:
    """Everything a browser relies on, as canonical JSON: equal manifests are equal texts.

    `script_hash` is the SHA-256 of the script that casts: who compares what is served with it has
    seen that everybody got the same.

    Whoever compares its fingerprint with somebody else's has seen that both were given the same
    keys: none was made for one person.
    """
    manifest = {
        "protocol": VERIFIED_PURPOSE,
        "wave": context.wave_id.hex,
        "instrument": context.instrument_fingerprint,
        "settings": context.settings_hash,
        "info": context.info.hex(),
        "capacity": context.capacity_bytes,
        "min_group_size": min_group_size,
        "script": script_hash,
        "sealing_key": sealing_key.hex(),
        "cohorts": [
            {
                "levels": dict(cohort.levels),
                "invited": cohort.invited,
                "public_key": cohort.public_key.hex(),
            }
            for cohort in cohorts
        ],
    }
    return json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint_of(manifest: str) -> str:
    """SHA-256 of a manifest as 64 hexadecimal digits."""
    return hashlib.sha256(manifest.encode("utf-8")).hexdigest()
