"""Signing ballot tokens without seeing them: the server's half of verified mode.

RSABSSA-SHA384-PSS-Randomized. The browser blinds a random token, the server signs what it cannot
read, the browser unblinds. The result is an ordinary RSA-PSS signature that the server cannot
match with any request.

References
----------
Denis, F., Jacobs, F., Wood, C. A. (2023). RSA Blind Signatures. RFC 9474.
"""

import secrets
from dataclasses import dataclass, field
from math import gcd

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA384
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

MODULUS_BITS = 3072
SALT_BYTES = 48
PREFIX_BYTES = 32


class BlindSignatureError(Exception):
    """A blind signature was refused."""


class InvalidBlindedMessage(BlindSignatureError):
    """The blinded message has the wrong length or lies outside the key's range."""


class WrongKeyKind(BlindSignatureError):
    """The bytes are not an RSA key."""


class SigningFault(BlindSignatureError):
    """The signature does not check against the public key: nothing is handed out."""


@dataclass(frozen=True)
class SigningKeyPair:
    """The RSA pair of one wave and cohort in DER. The private half is kept out of `repr`."""

    public_key: bytes
    private_key: bytes = field(repr=False)


def make_signing_key_pair() -> SigningKeyPair:
    """Make the signing pair of one wave and cohort; it attests the cohort, never the person."""
    private_key = rsa.generate_private_key(public_exponent=65537, key_size=MODULUS_BITS)
    return SigningKeyPair(
        public_key=private_key.public_key().public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo
        ),
        private_key=private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
    )


def sign_blinded(private_key: bytes, blinded_message: bytes) -> bytes:
    """Sign a blinded message (BlindSign of RFC 9474, section 4.3).

    The same message gives the same signature, so that a respondent may ask again after a broken
    connection without gaining a second vote.

    Raises
    ------
    InvalidBlindedMessage
        Wrong length, or not below the modulus.
    SigningFault
        The result failed its own check (section 4.3, step 4): a faulty signature could give the
        private key away.
    """
    numbers = _load_private(private_key).private_numbers()
    public = numbers.public_numbers
    length = (public.n.bit_length() + 7) // 8
    message = int.from_bytes(blinded_message, "big")
    if len(blinded_message) != length or not 0 < message < public.n:
        raise InvalidBlindedMessage("The blinded message does not fit the key.")
    signature = _private_operation(numbers, message)
    if pow(signature, public.e, public.n) != message:
        raise SigningFault("The signature failed its own check.")
    return signature.to_bytes(length, "big")


def is_signed(public_key: bytes, prepared_message: bytes, signature: bytes) -> bool:
    """Whether an unblinded signature fits a token with its random prefix."""
    key = load_der_public_key(public_key)
    if not isinstance(key, rsa.RSAPublicKey):
        raise WrongKeyKind("This is no RSA public key.")
    scheme = padding.PSS(mgf=padding.MGF1(SHA384()), salt_length=SALT_BYTES)
    try:
        key.verify(signature, prepared_message, scheme, SHA384())
    except InvalidSignature:
        return False
    return True


def _load_private(private_key: bytes) -> rsa.RSAPrivateKey:
    """Without testing the primes anew: that takes longer than signing, and results are checked."""
    key = load_der_private_key(private_key, password=None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise WrongKeyKind("This is no RSA private key.")
    return key


def _private_operation(numbers: rsa.RSAPrivateNumbers, message: int) -> int:
    """Raise to the private exponent by the Chinese remainder theorem.

    The base is multiplied by a fresh random factor first, so that the time taken says nothing
    about message or key.
    """
    public = numbers.public_numbers
    factor = _random_unit(public.n)
    base = message * pow(factor, public.e, public.n) % public.n
    by_p = pow(base % numbers.p, numbers.dmp1, numbers.p)
    by_q = pow(base % numbers.q, numbers.dmq1, numbers.q)
    step = (by_p - by_q) * numbers.iqmp % numbers.p
    return (by_q + step * numbers.q) * pow(factor, -1, public.n) % public.n


def _random_unit(modulus: int) -> int:
    while True:
        factor = secrets.randbelow(modulus - 2) + 2
        if gcd(factor, modulus) == 1:
            return factor
