"""Passphrases that people can write down and type: one made up for them, and what is too easy."""

import math
import secrets
from typing import Final

_CONSONANTS: Final = "bdfghjklmnprstvz"
_VOWELS: Final = "aeiou"
_PATTERN: Final = (_CONSONANTS, _VOWELS, _CONSONANTS, _VOWELS, _CONSONANTS)
_WORDS: Final = 5
MIN_DISTINCT_CHARACTERS: Final = 6


def suggested_passphrase() -> str:
    """Make up five words that can be spoken, from the system's random source.

    Examples
    --------
    >>> len(suggested_passphrase())
    29
    """
    return "-".join(
        "".join(secrets.choice(letters) for letters in _PATTERN) for _place in range(_WORDS)
    )


def suggestion_bits() -> float:
    """How many bits of chance are in a suggestion.

    Examples
    --------
    >>> round(suggestion_bits(), 1)
    83.2
    """
    return _WORDS * sum(math.log2(len(letters)) for letters in _PATTERN)


def is_too_even(passphrase: str) -> bool:
    """Whether it is made of hardly any different characters.

    Examples
    --------
    >>> is_too_even("aaaaabbbbbaaaaabbbbb")
    True
    >>> is_too_even("correct horse battery staple")
    False
    """
    return len(set(passphrase)) < MIN_DISTINCT_CHARACTERS
