"""Brings the text of a comment into one form and tells whether it says anything."""

import re
import unicodedata

from surveys.comments.wordlists import read_phrases

MAX_CHARACTERS = 5000
"""Longer texts are pasted documents; their tone would be that of the document."""

_UNDECOMPOSED = str.maketrans("łøđðıæœ", "loddiao")
"""Letters that Unicode does not split into a base and an accent."""

_SPACE = re.compile(r"\s+")
_NO_LETTER = re.compile(r"[\W\d_]+")


def clean(text: str) -> str:
    """Compose accents, drop control and invisible characters, make all white space single.

    Examples
    --------
    >>> clean("  Great\\u200b tool,\\n no time ")
    'Great tool, no time'
    """
    composed = unicodedata.normalize("NFC", text[:MAX_CHARACTERS])
    spaced = _SPACE.sub(" ", composed)
    visible = "".join(letter for letter in spaced if unicodedata.category(letter)[0] != "C")
    return visible.strip()


def is_blank(text: str) -> bool:
    """Whether a cleaned text says nothing: no letters, or a phrase such as "n/a" or "none".

    Examples
    --------
    >>> is_blank("N/A"), is_blank("..."), is_blank("No time.")
    (True, True, False)
    """
    words = _NO_LETTER.sub(" ", fold(text).replace("'", "").replace("’", "")).strip()
    return len(words) <= 1 or words in read_phrases("blank.txt")


def fold(text: str) -> str:
    """Lower case without accents, for comparing words; ß becomes ss.

    Examples
    --------
    >>> fold("Großartig, Søren Władysław")
    'grossartig, soren wladyslaw'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_UNDECOMPOSED))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
