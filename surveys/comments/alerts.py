"""Finds comments that may tell of harassment, a threat or self-harm; tuned to miss little.

A person of trust reads what is found. Nothing of it is counted or stored anywhere else.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from surveys.comments.alert_head import AlertHead
from surveys.comments.cleaning import fold
from surveys.comments.embedding import Embedder

HEAD_FILE = "alerts.npz"
LEAST_PROBABILITY = 0.3
"""Low on purpose: one alert missed is worse than several comments read in vain."""

_PLACEHOLDER = re.compile(r"\[[^\[\]]{1,20}\]")
_SOMEBODY = {"en": "him", "de": "ihn", "fr": "lui", "es": "el", "it": "lui", "pt": "ele"}
"""Stands for a redacted name, so that patterns see a person there."""
_KINDS = ("harassment", "threat", "self_harm")
_BOOK = "surveys.comments.alertbook"


@dataclass(frozen=True)
class Example:
    """A sentence to learn from."""

    text: str
    is_alert: bool


def find_alerts(
    texts: Sequence[str], languages: Sequence[str], *, embedder: Embedder | None
) -> list[bool]:
    """Tell for each comment whether a person of trust should read it.

    Parameters
    ----------
    texts
        Redacted comments.
    languages
        Code of the language of each; one without patterns of its own is read with the English ones.
    embedder
        Finds what has no tell-tale word by its likeness to example sentences; None without one.

    Examples
    --------
    >>> find_alerts(["He touches me at the printer.", "This deadline kills me."],
    ...             ["en", "en"], embedder=None)
    [True, False]
    """
    by_words = [
        has_alarming_words(text, language) for text, language in zip(texts, languages, strict=True)
    ]
    head = _head()
    if embedder is None or embedder.name != head.embedder or not texts:
        return by_words
    likely = head.probabilities(embedder.embed(texts)) >= LEAST_PROBABILITY
    return [words or bool(one) for words, one in zip(by_words, likely, strict=True)]


def has_alarming_words(text: str, language: str) -> bool:
    """Whether a pattern of any kind matches, figures of speech and technical terms aside."""
    book = _patterns()
    alarming, harmless = book.get(language) or book["en"]
    somebody = _SOMEBODY.get(language, _SOMEBODY["en"])
    plain = _PLACEHOLDER.sub(somebody, fold(text).replace("’", "'"))
    return alarming.search(harmless.sub(" · ", plain)) is not None


def example_sentences() -> tuple[Example, ...]:
    """The sentences of the alert book: those that need help, and harmless ones that sound alike."""
    lines = (line.split("\t") for line in _read("sentences.tsv").splitlines()[1:])
    return tuple(Example(text, label == "alert") for label, text in lines)


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """By language: what alarms, and what is cut out before."""
    tables = tomllib.loads(_read("patterns.toml"))
    return {
        language: (
            _whole_words([entry for kind in _KINDS for entry in table[kind]]),
            _whole_words(table["harmless"]),
        )
        for language, table in tables.items()
    }


def _whole_words(entries: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(f"(?:{entry})" for entry in entries) + r")(?!\w)")


@cache
def _head() -> AlertHead:
    folder = resources.files("surveys.comments.heads")
    return AlertHead.from_bytes(folder.joinpath(HEAD_FILE).read_bytes())


def _read(name: str) -> str:
    return resources.files(_BOOK).joinpath(name).read_text("utf-8")
