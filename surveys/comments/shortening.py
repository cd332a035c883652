"""What a reviewer may do to a comment: take words out, visibly. Nothing can be put into a mouth."""

import re

GAP = "[…]"
PLACEHOLDERS = frozenset(
    {
        *("[name]", "[email]", "[phone]", "[id]", "[url]", "[ip]", "[iban]", "[handle]"),
        *("[place]", "[team]", "[project]", "[customer]", "[date]", "[number]", "[event]", GAP),
    }
)
"""What may stand for words that were taken out."""

_PLACEHOLDER = re.compile(r"\[[^\[\]\s]{1,20}\]")
_LETTER = re.compile(r"\w")


class AddsText(Exception):
    """An edited comment has a word that the comment has not, or not in this place."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class NothingLeft(Exception):
    """An edited comment has no word of the comment any more."""


def shortened(original: str, edited: str) -> str:
    """The comment without the words that an edit left out; each gap is marked.

    A gap is marked even where the reviewer did not: a missing “not” would turn a comment round
    unseen.

    Parameters
    ----------
    original
        The redacted comment.
    edited
        The same words in the same order, some left out or replaced by a placeholder.

    Raises
    ------
    AddsText, NothingLeft
        The edit is none.

    Examples
    --------
    >>> shortened("In Kiel the tool is not good.", "In [place] the tool is good.")
    'In [place] the tool is […] good.'
    """
    words = original.split()
    kept: list[str] = []
    place = 0
    for word in edited.split():
        if _bare(word) in PLACEHOLDERS and word not in words[place : place + 1]:
            kept.append(word)
            continue
        found = _find(words, word, place)
        if found > place and not _ends_in_placeholder(kept):
            kept.append(GAP)
        kept.append(word)
        place = found + 1
    if place < len(words) and not _ends_in_placeholder(kept):
        kept.append(GAP)
    if not any(_LETTER.search(_PLACEHOLDER.sub("", word)) for word in kept):
        raise NothingLeft
    return " ".join(kept)


def _bare(word: str) -> str:
    found = _PLACEHOLDER.search(word)
    is_alone = found is not None and not _LETTER.search(word.replace(found.group(), "", 1))
    return found.group() if found and is_alone else ""


def _find(words: list[str], word: str, place: int) -> int:
    try:
        return words.index(word, place)
    except ValueError:
        raise AddsText(word) from None


def _ends_in_placeholder(kept: list[str]) -> bool:
    return bool(kept) and bool(_bare(kept[-1]))
