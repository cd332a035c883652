"""Invitation tokens: the right to answer once, of which only a hash is stored."""

import hashlib
import secrets

TOKEN_BYTES = 16  # 128 bits: guessing one of a million invitations takes 2**107 tries on average


def make_token() -> str:
    """Draw a token for one invitation: 128 random bits as 22 URL-safe characters."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """SHA-256 of a token as 64 hexadecimal digits: what is stored and looked up.

    A token is uniformly random, so that a plain hash without salt resists search.

    Examples
    --------
    >>> hash_token("AAAAAAAAAAAAAAAAAAAAAA")[:16]
    '8a5bdb4cc1516412'
    """
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
