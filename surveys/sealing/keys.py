"""The key pair of a wave, and how its private half is wrapped for storage outside the database.

The private key is wrapped twice: inside under the trustee's passphrase (where there is a trustee),
outside under a secret that lives apart from database, backups and image. Neither holder can unwrap
alone. Both layers are authenticated and bound to the wave.
"""

import hashlib
import hmac
import secrets
import unicodedata
import uuid
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PUBLIC_KEY_BYTES = 1184 + 32
PRIVATE_KEY_BYTES = 64 + 32
MIN_SECRET_BYTES = 32

_MLKEM_PUBLIC_BYTES = 1184
_MLKEM_SEED_BYTES = 64
_MAGIC = b"RWK1"
_SALT_BYTES = 16
_NONCE_BYTES = 12
_TAG_BYTES = 16
_CHECKSUM_BYTES = 32
_HEADER_BYTES = len(_MAGIC) + 1 + 16 + _SALT_BYTES
# RFC 9106, section 4, second recommended option: 64 MiB, 3 passes, 4 lanes.
_ARGON2_MEMORY_KIB = 64 * 1024
_ARGON2_PASSES = 3
_ARGON2_LANES = 4


class KeyUnwrapError(Exception):
    """The private key could not be taken out of its wrapping."""


class WrongSecret(KeyUnwrapError):
    """The wrapping secret is not the one this key was wrapped under."""


class WrongPassphrase(KeyUnwrapError):
    """The trustee's passphrase is missing or not the one this key was wrapped under."""


class WrongWave(KeyUnwrapError):
    """The wrapped key belongs to another wave."""


class Damaged(KeyUnwrapError):
    """The wrapped key is cut off or altered; restore it from its backup."""


class WeakSecret(ValueError):
    """A wrapping secret or passphrase is too short to protect anything."""


@dataclass(frozen=True)
class WaveKeyPair:
    """A fresh hybrid key pair (ML-KEM-768 with X25519) in raw bytes.

    `public_key` has 1,216 bytes, `private_key` 96 (the ML-KEM seed, then the X25519 scalar).
    The private half is kept out of `repr`, so that no log or traceback prints it.
    """

    public_key: bytes
    private_key: bytes = field(repr=False)


def make_key_pair() -> WaveKeyPair:
    """Make the key pair of one wave from the system's random source."""
    lattice = mlkem.MLKEM768PrivateKey.generate()
    curve = x25519.X25519PrivateKey.generate()
    return WaveKeyPair(
        public_key=lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw(),
        private_key=lattice.private_bytes_raw() + curve.private_bytes_raw(),
    )


def load_public_key(public_key: bytes) -> MLKEM768X25519PublicKey:
    """Turn stored bytes into the key object that HPKE seals to."""
    if len(public_key) != PUBLIC_KEY_BYTES:
        raise Damaged(f"A public key has {PUBLIC_KEY_BYTES} bytes, not {len(public_key)}.")
    return MLKEM768X25519PublicKey(
        mlkem.MLKEM768PublicKey.from_public_bytes(public_key[:_MLKEM_PUBLIC_BYTES]),
        x25519.X25519PublicKey.from_public_bytes(public_key[_MLKEM_PUBLIC_BYTES:]),
    )


def load_private_key(private_key: bytes) -> MLKEM768X25519PrivateKey:
    """Turn unwrapped bytes into the key object that opens envelopes."""
    if len(private_key) != PRIVATE_KEY_BYTES:
        raise Damaged(f"A private key has {PRIVATE_KEY_BYTES} bytes, not {len(private_key)}.")
    return MLKEM768X25519PrivateKey(
        mlkem.MLKEM768PrivateKey.from_seed_bytes(private_key[:_MLKEM_SEED_BYTES]),
        x25519.X25519PrivateKey.from_private_bytes(private_key[_MLKEM_SEED_BYTES:]),
    )


def wrap_private_key(
    private_key: bytes,
    *,
    wave_id: uuid.UUID,
    wrapping_secret: bytes,
    trustee_passphrase: str | None = None,
) -> bytes:
    """Wrap a wave's private key for storage.

    Parameters
    ----------
    private_key
        The 96 bytes of `WaveKeyPair.private_key`.
    wave_id
        The wave that the wrapping is bound to.
    wrapping_secret
        At least 32 random bytes, held outside the database.
    trustee_passphrase
        Where given, it is needed again to unwrap: the worker cannot open envelopes alone.
    """
    _require_strong(wrapping_secret, trustee_passphrase)
    salt = secrets.token_bytes(_SALT_BYTES)
    has_trustee = trustee_passphrase is not None
    header = _MAGIC + bytes([has_trustee]) + wave_id.bytes + salt
    inner = private_key
    if trustee_passphrase is not None:
        inner = _encrypt(_passphrase_key(trustee_passphrase, salt), inner, b"trustee" + header)
    outer = _encrypt(_secret_key(wrapping_secret, salt), inner, b"secret" + header)
    body = header + outer
    return body + hashlib.sha256(body).digest()


def unwrap_private_key(
    wrapped: bytes,
    *,
    wave_id: uuid.UUID,
    wrapping_secret: bytes,
    trustee_passphrase: str | None = None,
) -> bytes:
    """Take the private key out of its wrapping, or say by type what stands in the way.

    Raises
    ------
    Damaged, WrongWave, WrongSecret, WrongPassphrase
    """
    body = _intact_body(wrapped)
    header, outer = body[:_HEADER_BYTES], body[_HEADER_BYTES:]
    salt = header[-_SALT_BYTES:]
    if header[5:21] != wave_id.bytes:
        raise WrongWave("This key was wrapped for another wave.")
    try:
        inner = _decrypt(_secret_key(wrapping_secret, salt), outer, b"secret" + header)
    except InvalidTag:
        raise WrongSecret("The wrapping secret does not fit this key.") from None
    if not needs_trustee(wrapped):
        return inner
    if trustee_passphrase is None:
        raise WrongPassphrase("This key needs the trustee's passphrase.")
    try:
        return _decrypt(_passphrase_key(trustee_passphrase, salt), inner, b"trustee" + header)
    except InvalidTag:
        raise WrongPassphrase("The trustee's passphrase does not fit this key.") from None


def needs_trustee(wrapped: bytes) -> bool:
    """Whether the trustee's passphrase is needed to unwrap."""
    return bool(_intact_body(wrapped)[len(_MAGIC)])


def _require_strong(wrapping_secret: bytes, trustee_passphrase: str | None) -> None:
    if len(wrapping_secret) < MIN_SECRET_BYTES:
        raise WeakSecret(f"A wrapping secret has at least {MIN_SECRET_BYTES} random bytes.")
    if trustee_passphrase is not None and not trustee_passphrase.strip():
        raise WeakSecret("The trustee's passphrase is empty.")


def _intact_body(wrapped: bytes) -> bytes:
    body, checksum = wrapped[:-_CHECKSUM_BYTES], wrapped[-_CHECKSUM_BYTES:]
    is_intact = hmac.compare_digest(hashlib.sha256(body).digest(), checksum)
    shortest = _HEADER_BYTES + _NONCE_BYTES + PRIVATE_KEY_BYTES + _TAG_BYTES
    if not is_intact or len(body) < shortest or not body.startswith(_MAGIC):
        raise Damaged("The wrapped key is cut off or altered; restore it from its backup.")
    return body


def _secret_key(wrapping_secret: bytes, salt: bytes) -> bytes:
    info = b"readiness wave key wrapping"
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(wrapping_secret)


def _passphrase_key(passphrase: str, salt: bytes) -> bytes:
    # NFKC: the same letters typed on two keyboards must give the same bytes.
    return Argon2id(
        salt=salt,
        length=32,
        iterations=_ARGON2_PASSES,
        lanes=_ARGON2_LANES,
        memory_cost=_ARGON2_MEMORY_KIB,
    ).derive(unicodedata.normalize("NFKC", passphrase).encode("utf-8"))


def _encrypt(key: bytes, plaintext: bytes, associated: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, associated)


def _decrypt(key: bytes, ciphertext: bytes, associated: bytes) -> bytes:
    nonce, sealed = ciphertext[:_NONCE_BYTES], ciphertext[_NONCE_BYTES:]
    return AESGCM(key).decrypt(nonce, sealed, associated)
