import hashlib
import uuid

import pytest

from surveys.sealing.keys import (
    PRIVATE_KEY_BYTES,
    PUBLIC_KEY_BYTES,
    Damaged,
    WaveKeyPair,
    WeakSecret,
    WrongPassphrase,
    WrongSecret,
    WrongWave,
    load_public_key,
    make_key_pair,
    needs_trustee,
    unwrap_private_key,
    wrap_private_key,
)

WAVE = uuid.UUID("5a2cba5f-5a55-4b57-8a32-0d8a4cbb9a01")
OTHER_WAVE = uuid.UUID("5a2cba5f-5a55-4b57-8a32-0d8a4cbb9a02")
SECRET = bytes(range(32))
OTHER_SECRET = bytes(range(1, 33))
PASSPHRASE = "Betriebsrat Süd, Zimmer 4"


@pytest.fixture(scope="module")
def pair() -> WaveKeyPair:
    return make_key_pair()


@pytest.fixture(scope="module")
def wrapped_with_trustee(pair: WaveKeyPair) -> bytes:
    return wrap_private_key(
        pair.private_key, wave_id=WAVE, wrapping_secret=SECRET, trustee_passphrase=PASSPHRASE
    )


def test_key_pair_has_the_sizes_of_the_hybrid_kem(pair: WaveKeyPair) -> None:
    assert (len(pair.public_key), len(pair.private_key)) == (1216, 96)
    assert (PUBLIC_KEY_BYTES, PRIVATE_KEY_BYTES) == (1216, 96)


def test_private_key_is_not_printed(pair: WaveKeyPair) -> None:
    assert repr(pair.private_key) not in repr(pair)


def test_unwrapping_gives_the_key_back(pair: WaveKeyPair) -> None:
    wrapped = wrap_private_key(pair.private_key, wave_id=WAVE, wrapping_secret=SECRET)

    assert unwrap_private_key(wrapped, wave_id=WAVE, wrapping_secret=SECRET) == pair.private_key
    assert not needs_trustee(wrapped)


def test_wrapped_key_does_not_contain_the_key(pair: WaveKeyPair) -> None:
    wrapped = wrap_private_key(pair.private_key, wave_id=WAVE, wrapping_secret=SECRET)

    assert pair.private_key[:16] not in wrapped
    assert SECRET[:16] not in wrapped


def test_wrapping_twice_gives_unrelated_bytes(pair: WaveKeyPair) -> None:
    one, other = (
        wrap_private_key(pair.private_key, wave_id=WAVE, wrapping_secret=SECRET) for _ in range(2)
    )

    assert one[-64:] != other[-64:]


def test_wrong_secret_is_named(pair: WaveKeyPair) -> None:
    wrapped = wrap_private_key(pair.private_key, wave_id=WAVE, wrapping_secret=SECRET)

    with pytest.raises(WrongSecret):
        unwrap_private_key(wrapped, wave_id=WAVE, wrapping_secret=OTHER_SECRET)


def test_key_of_another_wave_is_refused(pair: WaveKeyPair) -> None:
    wrapped = wrap_private_key(pair.private_key, wave_id=WAVE, wrapping_secret=SECRET)

    with pytest.raises(WrongWave):
        unwrap_private_key(wrapped, wave_id=OTHER_WAVE, wrapping_secret=SECRET)


def test_trustee_and_secret_together_unwrap(pair: WaveKeyPair, wrapped_with_trustee: bytes) -> None:
    unwrapped = unwrap_private_key(
        wrapped_with_trustee,
        wave_id=WAVE,
        wrapping_secret=SECRET,
        trustee_passphrase=PASSPHRASE,
    )

    assert unwrapped == pair.private_key
    assert needs_trustee(wrapped_with_trustee)


@pytest.mark.parametrize("passphrase", [None, "", "Betriebsrat Süd, Zimmer 5"])
def test_secret_alone_does_not_unwrap_a_trustee_key(
    wrapped_with_trustee: bytes, passphrase: str | None
) -> None:
    with pytest.raises(WrongPassphrase):
        unwrap_private_key(
            wrapped_with_trustee,
            wave_id=WAVE,
            wrapping_secret=SECRET,
            trustee_passphrase=passphrase,
        )


def test_passphrase_alone_does_not_unwrap_a_trustee_key(wrapped_with_trustee: bytes) -> None:
    with pytest.raises(WrongSecret):
        unwrap_private_key(
            wrapped_with_trustee,
            wave_id=WAVE,
            wrapping_secret=OTHER_SECRET,
            trustee_passphrase=PASSPHRASE,
        )


def test_passphrase_typed_with_a_combining_accent_is_the_same(
    pair: WaveKeyPair, wrapped_with_trustee: bytes
) -> None:
    decomposed = "Betriebsrat Su\u0308d, Zimmer 4"

    unwrapped = unwrap_private_key(
        wrapped_with_trustee,
        wave_id=WAVE,
        wrapping_secret=SECRET,
        trustee_passphrase=decomposed,
    )

    assert unwrapped == pair.private_key


def test_every_altered_byte_is_noticed(pair: WaveKeyPair) -> None:
    wrapped = wrap_private_key(pair.private_key, wave_id=WAVE, wrapping_secret=SECRET)

    for place in range(len(wrapped)):
        altered = bytearray(wrapped)
        altered[place] ^= 1
        with pytest.raises(Damaged):
            unwrap_private_key(bytes(altered), wave_id=WAVE, wrapping_secret=SECRET)


@pytest.mark.parametrize("kept", [0, 1, 31, 32, 40, 100, 192])
def test_key_that_is_cut_off_is_noticed(pair: WaveKeyPair, kept: int) -> None:
    wrapped = wrap_private_key(pair.private_key, wave_id=WAVE, wrapping_secret=SECRET)

    with pytest.raises(Damaged):
        unwrap_private_key(wrapped[:kept], wave_id=WAVE, wrapping_secret=SECRET)


def test_forger_who_repairs_the_checksum_cannot_drop_the_trustee(
    pair: WaveKeyPair, wrapped_with_trustee: bytes
) -> None:
    """The flag that asks for the passphrase is authenticated, not only checksummed."""
    body = bytearray(wrapped_with_trustee[:-32])
    body[4] = 0
    forged = bytes(body) + hashlib.sha256(body).digest()

    with pytest.raises(WrongSecret):
        unwrap_private_key(forged, wave_id=WAVE, wrapping_secret=SECRET)


def test_short_secret_and_empty_passphrase_are_refused(pair: WaveKeyPair) -> None:
    with pytest.raises(WeakSecret, match="32 random bytes"):
        wrap_private_key(pair.private_key, wave_id=WAVE, wrapping_secret=b"short")
    with pytest.raises(WeakSecret, match="empty"):
        wrap_private_key(
            pair.private_key, wave_id=WAVE, wrapping_secret=SECRET, trustee_passphrase=" "
        )


def test_public_key_of_wrong_length_is_refused() -> None:
    with pytest.raises(Damaged, match="1216 bytes, not 3"):
        load_public_key(b"abc")
