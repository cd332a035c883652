"""Words that many authors used: what may be told of comments that nobody has reviewed.

A word tells of a rare event as soon as few people use it. So a word is told only from the threshold
of authors on, and only if it is surely no name that redaction has missed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from surveys.comments.cleaning import fold
from surveys.comments.corpus import read_corpus
from surveys.comments.wordlists import read_words

MOST_WORDS = 5
LEAST_LIFT = 2.0
"""How many times more often than in survey comments at large a word must occur, to say anything."""
_FEWEST_LETTERS = 4
_MOST_LETTERS = 40
_HALF = 0.5
_PLACEHOLDER = re.compile(r"\[[^\[\]]{1,20}\]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?:^|[.!?…:;\n])[\s\"“„«(]*$")
_BEFORE_GERMAN_NOUN = frozenset(
    (
        *("der", "die", "das", "dem", "den", "des", "ein", "eine", "einen", "einem", "einer"),
        *("eines", "kein", "keine", "keinen", "keiner", "unser", "unsere", "unserer", "unseren"),
        *("unserem", "mehr", "viel", "viele", "weniger", "im", "am", "zum", "zur", "beim", "vom"),
        *("ins", "ans", "gute", "guten", "gutes", "bessere", "besseres", "schlechte", "neue"),
        *("schlechtes", "neuen", "neues", "in", "mit", "fur", "ohne", "bei"),
    )
)


@dataclass(frozen=True)
class Said:
    """One redacted comment with the code of its language."""

    text: str
    language: str


def shared_words(comments: Sequence[Said], *, least: int) -> tuple[str, ...]:
    """At most five words that at least so many of the comments contain, the most telling first.

    Parameters
    ----------
    comments
        One of each author.
    least
        Fewest authors of a word.

    Notes
    -----
    Words are ranked by lift times the share of comments: (share among these comments)² / (share
    among the sentences of our corpus in the same languages, with one added to each count). A word
    below twice the share is an ordinary one, and so are stop words. A capitalized word that is
    neither known from the corpus, nor written in lower case by anybody, nor in German used like a
    noun, may be a name.

    Examples
    --------
    >>> told = [Said(f"The canteen is too {word}.", "en") for word in ("loud", "small", "full")]
    >>> shared_words(told, least=3)
    ('canteen',)
    """
    uses = _uses(comments)
    stop_words = read_words("stop_words.txt")
    told = [
        (_telling(word, one, comments), one.usual_form, word)
        for word, one in uses.items()
        if len(one.comments) >= least and word not in stop_words and one.is_no_name(word)
    ]
    ranked = sorted(
        (entry for entry in told if entry[0] > 0), key=lambda entry: (-entry[0], entry[2])
    )
    return tuple(form for _, form, _ in ranked[:MOST_WORDS])


class _Use:
    """Where and how one word is used."""

    def __init__(self) -> None:
        self.comments: set[int] = set()
        self.forms: Counter[str] = Counter()
        self.as_noun = 0
        self.is_lower = False

    @property
    def usual_form(self) -> str:
        return min(self.forms, key=lambda form: (-self.forms[form], form))

    def is_no_name(self, word: str) -> bool:
        is_noun = self.as_noun >= _HALF * sum(self.forms.values())
        return self.is_lower or is_noun or word in _known_words()


def _uses(comments: Sequence[Said]) -> Mapping[str, _Use]:
    uses: dict[str, _Use] = defaultdict(_Use)
    for place, comment in enumerate(comments):
        text = _PLACEHOLDER.sub(" ", comment.text)
        before = ""
        for match in _WORD.finditer(text):
            form, word = match.group(), fold(match.group())
            if _FEWEST_LETTERS <= len(word) <= _MOST_LETTERS:
                use = uses[word]
                use.comments.add(place)
                opens = _SENTENCE_END.search(text[max(0, match.start() - 4) : match.start()])
                use.forms[form.lower() if opens and comment.language != "de" else form] += 1
                use.is_lower |= form[0].islower()
                use.as_noun += comment.language == "de" and before in _BEFORE_GERMAN_NOUN
            before = word
    return uses


def _telling(word: str, use: _Use, comments: Sequence[Said]) -> float:
    """Lift times share; 0 for an ordinary word."""
    languages = frozenset(comment.language for comment in comments)
    counts, sentences = _background(languages)
    share = len(use.comments) / len(comments)
    lift = share / ((counts[word] + 1) / (sentences + 1))
    return lift * share if lift >= LEAST_LIFT else 0.0


@cache
def _known_words() -> frozenset[str]:
    return frozenset(word for sentence in read_corpus() for word in _words(sentence.text))


@cache
def _background(languages: frozenset[str]) -> tuple[Counter[str], int]:
    """In how many sentences of the corpus each word occurs, and how many there are."""
    texts = [sentence.text for sentence in read_corpus() if sentence.language in languages]
    return Counter(word for text in texts for word in set(_words(text))), len(texts)


def _words(text: str) -> Iterable[str]:
    return (fold(match.group()) for match in _WORD.finditer(text))
