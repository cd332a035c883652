import base64

from surveys.sealing.tokens import hash_token, make_token


def test_token_carries_128_random_bits_in_url_safe_characters() -> None:
    token = make_token()

    assert len(base64.urlsafe_b64decode(token + "==")) == 16
    assert len(token) == 22


def test_tokens_do_not_repeat() -> None:
    assert len({make_token() for _ in range(2000)}) == 2000


def test_hash_is_the_published_sha256_of_abc() -> None:
    """FIPS 180-4 example: SHA-256 of "abc"."""
    assert hash_token("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
