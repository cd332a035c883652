"""What a browser does with a verified ballot, in Python and for tests alone."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from surveys.sealing.keys import load_public_key
from surveys.sealing.verified import BALLOT_TOKEN_BYTES, CastBallot
from tests.surveys.sealing import blind_client

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True)
class Token:
    """A token that was blinded: `message` is what the server sees of it."""

    numbers: rsa.RSAPublicNumbers
    prepared: bytes
    message: bytes
    inverse: int

    def signed(self, blind_signature: bytes) -> bytes:
        """The signature of the token itself."""
        return blind_client.unblind(self.numbers, blind_signature, self.inverse)


def draw_token(public_key: bytes) -> Token:
    """Draw a token and blind it for a signing key."""
    numbers = blind_client.public_numbers(public_key)
    prepared = blind_client.prepare(secrets.token_bytes(BALLOT_TOKEN_BYTES))
    blinded = blind_client.blind(numbers, prepared)
    return Token(numbers, prepared, blinded.message, blinded.inverse)


def fill_in(
    manifest_text: str, token: Token, blind_signature: bytes, answers: Mapping[str, int]
) -> CastBallot:
    """A ballot of the first cohort as the browser casts it."""
    manifest = json.loads(manifest_text)
    content = json.dumps(
        {"answers": dict(answers), "comments": {}, "labels": {}},
        sort_keys=True,
        separators=(",", ":"),
    ).encode()
    frame = (
        hashlib.sha256(token.prepared).digest()
        + secrets.token_bytes(16)
        + len(content).to_bytes(4, "big")
        + content.ljust(manifest["capacity"], b"\0")
    )
    key = load_public_key(bytes.fromhex(manifest["sealing_key"]))
    sealed = SUITE.encrypt(frame, key, info=bytes.fromhex(manifest["info"]))
    return CastBallot(0, token.prepared, token.signed(blind_signature), sealed)
