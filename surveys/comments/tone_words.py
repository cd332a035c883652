"""Counts words that praise or blame by themselves, and those turned round by a negation.

Sentence vectors know them already; beside them they tell a plain fact from a judgment, and good
from bad where both stand in one comment.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from surveys.comments.cleaning import fold

FEATURES = 8
"""Numbers that `tone_words` gives."""
REACH = 4
"""A negation turns round the words of tone among the next four, within its sentence."""
_REACH_BACK = 2
"""In German also among the two before it: "gefällt mir nicht"."""
_VERB_FIRST = "de"
_MOST_OF_A_KIND = (3.0, 3.0, 2.0, 2.0)
_FEWEST_LETTERS = 3
_TOKEN = re.compile(r"[^\W_]+|[?!;.:]")
_SHORT_NOT = re.compile(r"n['’]t\b")
_STOPS = frozenset("?!;.:")


@dataclass(frozen=True)
class _Words:
    """Of one language: `whole` words and `starts` of words, each with 1, -1 or 0 for a negation."""

    whole: dict[str, int]
    starts: dict[str, int]

    def sign(self, word: str) -> int | None:
        """1 praises, -1 blames, 0 negates; None for any other word."""
        if word in self.whole:
            return self.whole[word]
        for length in range(len(word), _FEWEST_LETTERS - 1, -1):
            if word[:length] in self.starts:
                return self.starts[word[:length]]
        return None


@dataclass(frozen=True)
class _Mark:
    """A word of tone."""

    sign: int
    is_negated: bool


def tone_words(text: str, language: str) -> NDArray[np.float64]:
    """Praise, blame, negated praise, negated blame; negation, question, exclamation; no such word.

    Parameters
    ----------
    text
        A cleaned comment or clause.
    language
        Its code; without a list for it no word is known.

    Examples
    --------
    >>> tone_words("The course was not good, but the labs are great!", "en").tolist()
    [1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]
    """
    tokens = _TOKEN.findall(fold(_SHORT_NOT.sub(" not", text)))
    signs = [_listed(language).sign(token) for token in tokens]
    marks = _marks(tokens, signs, language)
    counts = [
        min(most, float(sum((mark.sign, mark.is_negated) == kind for mark in marks)))
        for kind, most in zip(
            ((1, False), (-1, False), (1, True), (-1, True)), _MOST_OF_A_KIND, strict=True
        )
    ]
    return np.array([*counts, 0 in signs, "?" in text, "!" in text, not marks], dtype=np.float64)


def _marks(tokens: list[str], signs: list[int | None], language: str) -> list[_Mark]:
    marks: list[_Mark] = []
    negated_until = -1
    for place, (token, sign) in enumerate(zip(tokens, signs, strict=True)):
        if token in _STOPS:
            negated_until = -1
        elif sign == 0:
            negated_until = place + REACH
        elif sign is not None:
            later = signs[place + 1 : place + 1 + _REACH_BACK] if language == _VERB_FIRST else []
            marks.append(_Mark(sign, place <= negated_until or 0 in later))
    return marks


@cache
def _listed(language: str) -> _Words:
    book = resources.files("surveys.comments.wordlists").joinpath("tone_words.toml")
    lists = tomllib.loads(book.read_text("utf-8")).get(language, {})
    signs = {"praise": 1, "blame": -1, "negation": 0}
    entries = [(word, signs[kind]) for kind, words in lists.items() for word in words.split()]
    return _Words(
        {word: sign for word, sign in entries if not word.endswith("*")},
        {word.rstrip("*"): sign for word, sign in entries if word.endswith("*")},
    )
