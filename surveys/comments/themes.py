"""Finds the themes of a comment by the patterns of a codebook and, if there, a trained head."""

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from surveys.comments.cleaning import fold
from surveys.comments.results import ThemeScore

MOST_THEMES = 3
PATTERN_EVIDENCE = (0.0, 2.5, 3.75)
"""Added to the log-likelihood of a theme for none, one, two or more different patterns; chosen by
cross-validation on our corpus, flat between 2 and 4."""
LEAST_SCORE = 0.05
"""A theme below is not named; a comment without any theme goes to "emerging"."""
LEAST_SCORE_OF_A_WORD = 0.005
"""Enough where a word of the theme stands in the text: a second theme of few words is a theme."""
_LEAST_LIKELIHOOD = 1e-6


@dataclass(frozen=True)
class Theme:
    """One theme; `pattern` matches folded text and has each codebook entry as an alternative."""

    key: str
    name: Mapping[str, str]
    patterns: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True)
class Codebook:
    """The themes of one file, in its order."""

    themes: tuple[Theme, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of all themes."""
        return tuple(theme.key for theme in self.themes)


def read_codebook(data: bytes) -> Codebook:
    """Read a codebook file (TOML)."""
    tables = tomllib.loads(data.decode("utf-8"))["themes"]
    return Codebook(tuple(_theme(table) for table in tables))


@cache
def shipped_codebook() -> Codebook:
    """The codebook of this package."""
    folder = resources.files("surveys.comments.codebooks")
    return read_codebook(folder.joinpath("ai_readiness.toml").read_bytes())


@dataclass(frozen=True)
class ThemeReading:
    """The likeliest three themes of a comment, best first, and those sure enough to be named."""

    likeliest: tuple[ThemeScore, ...]
    named: tuple[ThemeScore, ...]


NO_THEMES = ThemeReading((), ())
"""Of a comment that says nothing."""


def find_themes(
    text: str, *, language: str, codebook: Codebook, likelihoods: Mapping[str, float]
) -> ThemeReading:
    """The likeliest three themes, and which of them the comment is counted under.

    The score of theme j is softmax(log p_j + e(h_j)) with its likelihood p_j and the evidence e of
    h_j pattern matches.

    Parameters
    ----------
    text
        A cleaned or redacted comment.
    language
        Its language; a language without patterns is read with the English ones.
    codebook
        The themes.
    likelihoods
        By theme, what the trained head says (0..1); empty without one, then all are alike.

    Examples
    --------
    >>> found = find_themes("No time for any training.", language="en",
    ...                     codebook=shipped_codebook(), likelihoods={})
    >>> [theme.key for theme in found.named]
    ['time', 'skills']
    >>> len(found.likeliest)
    3
    """
    folded = fold(text)
    hits = {theme.key: _hits(theme, language, folded) for theme in codebook.themes}
    evidence = [
        math.log(max(likelihoods.get(key, 1 / len(hits)), _LEAST_LIKELIHOOD))
        + PATTERN_EVIDENCE[min(found, len(PATTERN_EVIDENCE) - 1)]
        for key, found in hits.items()
    ]
    powers = [math.exp(value) for value in evidence]
    scores = [round(power / math.fsum(powers), 4) for power in powers]
    ranked = sorted(map(ThemeScore, codebook.keys, scores), key=lambda theme: -theme.score)
    likeliest = tuple(ranked[:MOST_THEMES])
    named = tuple(
        theme
        for theme in likeliest
        if (hits[theme.key] and theme.score >= LEAST_SCORE_OF_A_WORD)
        or (likelihoods and theme.score >= LEAST_SCORE)
    )
    return ThemeReading(likeliest if named else (), named)


def _hits(theme: Theme, language: str, folded: str) -> int:
    """Number of different pattern matches."""
    pattern = theme.patterns.get(language) or theme.patterns["en"]
    return len({match.group() for match in pattern.finditer(folded)})


def _theme(table: Mapping[str, Mapping[str, list[str]]]) -> Theme:
    patterns = {
        language: re.compile("|".join(_regex(entry) for entry in entries))
        for language, entries in table["patterns"].items()
    }
    return Theme(str(table["key"]), dict(table["name"]), patterns)  # type: ignore[arg-type]  # TOML


def _regex(entry: str) -> str:
    body = re.escape(entry.rstrip("*"))
    ending = r"\w*" if entry.endswith("*") else r"(?!\w)"
    return rf"(?<!\w){body}{ending}"
