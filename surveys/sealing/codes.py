"""One-time codes that people type: short enough for a card, drawn from 50 random bits."""

import hashlib
import hmac
import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 signs: no I, L, O and U, which are taken for others or make words."""
CODE_SIGNS = 10
MARK = "c:"
"""Begins a token that is a code, so that the two are never taken for each other."""
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_GAPS = re.compile(r"[\s\-–.]+")


def make_code() -> str:
    """Draw a code: 50 random bits as ten signs."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(CODE_SIGNS))


def shown_code(code: str) -> str:
    """The code as it stands on a card.

    Examples
    --------
    >>> shown_code("ABCDE12345")
    'ABCDE-12345'
    """
    return f"{code[: CODE_SIGNS // 2]}-{code[CODE_SIGNS // 2 :]}"


def read_code(typed: str) -> str | None:
    """What was typed as a code, forgiving of case, gaps and look-alikes; None where it is none.

    Examples
    --------
    >>> read_code(" abcde l2345 "), read_code("ABCDE"), read_code("ABCDE-1234U")
    ('ABCDE12345', None, None)
    """
    code = _GAPS.sub("", typed.upper()).translate(_LOOKALIKES)
    return code if len(code) == CODE_SIGNS and set(code) <= set(ALPHABET) else None


def as_token(code: str) -> str:
    """The code as a token that pages hand on."""
    return f"{MARK}{code}"


def is_code(token: str) -> bool:
    """Whether a token is a code."""
    return token.startswith(MARK)


def keyed_hash(token: str, key: bytes) -> str:
    """HMAC-SHA-256 of a code as 64 hexadecimal digits: what is stored and looked up.

    Fifty bits can be searched where the hash is known; the key, which is not in the database,
    makes the hash useless to whoever reads the database alone.

    Examples
    --------
    >>> keyed_hash("c:ABCDE12345", b"key") == keyed_hash("c:ABCDE12345", b"other key")
    False
    """
    return hmac.new(key, token.encode("utf-8"), hashlib.sha256).hexdigest()
