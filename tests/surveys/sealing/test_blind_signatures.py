import json
import secrets
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from surveys.sealing.blind_signatures import (
    InvalidBlindedMessage,
    SigningKeyPair,
    WrongKeyKind,
    is_signed,
    make_signing_key_pair,
    sign_blinded,
)
from tests.surveys.sealing.blind_client import (
    Blinded,
    blind,
    blind_with,
    prepare,
    public_numbers,
    unblind,
)

VECTOR_FILE = (
    Path(__file__).parents[2] / "reference" / "sealing" / "rfc9474_rsabssa_sha384_pss.json"
)


@pytest.fixture(scope="module")
def pair() -> SigningKeyPair:
    return make_signing_key_pair()


@pytest.fixture(scope="module")
def vector() -> dict[str, bytes]:
    fields: dict[str, Any] = json.loads(VECTOR_FILE.read_text())
    del fields["source"]
    return {name: bytes.fromhex("".join(digits)) for name, digits in fields.items()}


@pytest.fixture(scope="module")
def vector_pair(vector: dict[str, bytes]) -> SigningKeyPair:
    p, q, e = (int.from_bytes(vector[name], "big") for name in ("p", "q", "e"))
    d = pow(e, -1, (p - 1) * (q - 1))
    private_key = rsa.RSAPrivateNumbers(
        p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), rsa.RSAPublicNumbers(e, p * q)
    ).private_key()
    return SigningKeyPair(
        public_key=private_key.public_key().public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo
        ),
        private_key=private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
    )


def test_blind_signature_is_that_of_rfc_9474(
    vector: dict[str, bytes], vector_pair: SigningKeyPair
) -> None:
    assert sign_blinded(vector_pair.private_key, vector["blinded_msg"]) == vector["blind_sig"]


def test_unblinded_signature_of_rfc_9474_verifies(
    vector: dict[str, bytes], vector_pair: SigningKeyPair
) -> None:
    assert is_signed(vector_pair.public_key, vector["msg"], vector["sig"])
    assert not is_signed(vector_pair.public_key, vector["msg"] + b"x", vector["sig"])


def test_client_of_these_tests_blinds_and_unblinds_as_rfc_9474(
    vector: dict[str, bytes], vector_pair: SigningKeyPair
) -> None:
    numbers = public_numbers(vector_pair.public_key)
    inverse = int.from_bytes(vector["inv"], "big")

    blinded = blind_with(numbers, vector["msg"], vector["salt"], inverse)

    assert blinded.message == vector["blinded_msg"]
    assert unblind(numbers, vector["blind_sig"], inverse) == vector["sig"]


def signed(pair: SigningKeyPair, prepared: bytes) -> tuple[Blinded, bytes]:
    numbers = public_numbers(pair.public_key)
    blinded = blind(numbers, prepared)
    return blinded, unblind(
        numbers, sign_blinded(pair.private_key, blinded.message), blinded.inverse
    )


def test_fresh_token_is_signed_without_being_seen(pair: SigningKeyPair) -> None:
    prepared = prepare(secrets.token_bytes(32))

    blinded, signature = signed(pair, prepared)

    assert is_signed(pair.public_key, prepared, signature)
    assert prepared not in blinded.message


def test_issuer_finds_an_inverse_that_links_every_request_with_every_signature(
    pair: SigningKeyPair,
) -> None:
    """So a match says nothing: whatever signature is cast fits whatever request was signed."""
    numbers = public_numbers(pair.public_key)
    sessions = [signed(pair, prepare(secrets.token_bytes(32))) for _ in range(4)]

    for blinded, _ in sessions:
        blind_signature = int.from_bytes(sign_blinded(pair.private_key, blinded.message), "big")
        for _, signature in sessions:
            inverse = int.from_bytes(signature, "big") * pow(blind_signature, -1, numbers.n)
            factor = pow(inverse, -1, numbers.n)
            encoded = pow(int.from_bytes(signature, "big"), numbers.e, numbers.n)
            request = encoded * pow(factor, numbers.e, numbers.n) % numbers.n
            assert request == int.from_bytes(blinded.message, "big")


def test_asking_again_gives_the_same_signature(pair: SigningKeyPair) -> None:
    blinded = blind(public_numbers(pair.public_key), prepare(b"token"))

    one, other = (sign_blinded(pair.private_key, blinded.message) for _ in range(2))

    assert one == other


def test_signature_of_another_cohort_is_refused(pair: SigningKeyPair) -> None:
    prepared = prepare(b"token")
    _, signature = signed(make_signing_key_pair(), prepared)

    assert not is_signed(pair.public_key, prepared, signature)


@pytest.mark.parametrize("message", [b"", b"\1", bytes(384), b"\xff" * 384, b"\1" * 385])
def test_message_outside_the_key_is_refused(pair: SigningKeyPair, message: bytes) -> None:
    with pytest.raises(InvalidBlindedMessage):
        sign_blinded(pair.private_key, message)


def test_key_of_another_kind_is_refused() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    with pytest.raises(WrongKeyKind):
        sign_blinded(private, bytes(384))
    with pytest.raises(WrongKeyKind):
        is_signed(public, b"token", bytes(384))


def test_private_key_is_not_printed(pair: SigningKeyPair) -> None:
    assert "private" not in repr(pair)
