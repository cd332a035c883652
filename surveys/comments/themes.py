"""Finds the themes of a comment by the patterns of a codebook and, if there, a trained head."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from surveys.comments.cleaning import fold
from surveys.comments.results import ThemeScore

MOST_THEMES = 3
PATTERN_WEIGHTS = (0.0, 0.55, 0.75, 0.85)
"""Belief in a theme after none, one, two, three or more different patterns."""
LEAST_SCORE = 0.3
"""A theme below is not named; a comment without any theme goes to "emerging"."""


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


def find_themes(
    text: str, *, language: str, codebook: Codebook, likelihoods: Mapping[str, float]
) -> tuple[ThemeScore, ...]:
    """At most three themes, best first.

    The score joins two independent hints: p = 1 - (1 - belief of patterns)(1 - likelihood).

    Parameters
    ----------
    text
        A cleaned or redacted comment.
    language
        Its language; a language without patterns is read with the English ones.
    codebook
        The themes.
    likelihoods
        By theme, what the trained head says (0..1); empty without one.

    Examples
    --------
    >>> found = find_themes("No time for any training.", language="en",
    ...                     codebook=shipped_codebook(), likelihoods={})
    >>> [theme.key for theme in found]
    ['time', 'skills']
    """
    folded = fold(text)
    scores = []
    for theme in codebook.themes:
        hits = _hits(theme, language, folded)
        belief = PATTERN_WEIGHTS[min(hits, len(PATTERN_WEIGHTS) - 1)]
        score = 1 - (1 - belief) * (1 - likelihoods.get(theme.key, 0.0))
        scores.append(ThemeScore(theme.key, round(score, 4)))
    ranked = sorted(scores, key=lambda theme: -theme.score)
    return tuple(theme for theme in ranked[:MOST_THEMES] if theme.score >= LEAST_SCORE)


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
