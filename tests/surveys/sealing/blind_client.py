"""The respondent's half of RFC 9474, as the browser does it, written for the tests."""

import hashlib
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

HASH_BYTES = 48


@dataclass(frozen=True)
class Blinded:
    message: bytes
    inverse: int


def public_numbers(public_key: bytes) -> rsa.RSAPublicNumbers:
    key = load_der_public_key(public_key)
    assert isinstance(key, rsa.RSAPublicKey)
    return key.public_numbers()


def prepare(message: bytes) -> bytes:
    return secrets.token_bytes(32) + message


def blind(numbers: rsa.RSAPublicNumbers, prepared: bytes) -> Blinded:
    factor = secrets.randbelow(numbers.n - 2) + 2
    inverse = pow(factor, -1, numbers.n)
    return blind_with(numbers, prepared, secrets.token_bytes(48), inverse)


def blind_with(
    numbers: rsa.RSAPublicNumbers, prepared: bytes, salt: bytes, inverse: int
) -> Blinded:
    encoded = int.from_bytes(encode_pss(prepared, salt, numbers.n.bit_length() - 1), "big")
    factor = pow(inverse, -1, numbers.n)
    blinded = encoded * pow(factor, numbers.e, numbers.n) % numbers.n
    return Blinded(blinded.to_bytes((numbers.n.bit_length() + 7) // 8, "big"), inverse)


def unblind(numbers: rsa.RSAPublicNumbers, blind_signature: bytes, inverse: int) -> bytes:
    signature = int.from_bytes(blind_signature, "big") * inverse % numbers.n
    return signature.to_bytes(len(blind_signature), "big")


def encode_pss(message: bytes, salt: bytes, bits: int) -> bytes:
    """EMSA-PSS-ENCODE of RFC 8017, section 9.1.1, with SHA-384."""
    length = (bits + 7) // 8
    digest = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    block = bytes(length - len(salt) - HASH_BYTES - 2) + b"\x01" + salt
    mask = b"".join(
        hashlib.sha384(digest + counter.to_bytes(4, "big")).digest()
        for counter in range(len(block) // HASH_BYTES + 1)
    )
    masked = bytearray(one ^ other for one, other in zip(block, mask, strict=False))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + b"\xbc"
