"""What a tone engine offers, and the English stand-in that needs no model."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Protocol

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from surveys.comments.results import ToneProbabilities


@dataclass(frozen=True)
class MixedRule:
    """Weights of a logistic regression that tells whether a comment is mixed.

    Of the logit of the head's likelihood, of a word of contrast, of how far the clauses disagree,
    and of the confidence in one tone. Fitted with each head on held-out readings of our corpus.
    """

    intercept: float = -0.58
    likelihood: float = 1.38
    contrast: float = 1.89
    disagreement: float = 2.02
    confidence: float = -2.62


@dataclass(frozen=True)
class Reading:
    """What an engine says about one text.

    `theme_likelihoods` is empty for an engine without a trained theme head.
    `mixed_likelihood` lies in 0..1, None when only clauses can tell; `mixed_rule` joins it with
    what the clauses say.
    """

    tone: ToneProbabilities
    theme_likelihoods: dict[str, float]
    mixed_likelihood: float | None = None
    mixed_rule: MixedRule = MixedRule()


class ToneEngine(Protocol):
    """Reads texts; every engine names itself with its version and the languages it knows."""

    @property
    def name(self) -> str:
        """Name and version, stored with each result."""
        ...

    @property
    def languages(self) -> frozenset[str]:
        """Codes of the languages whose tone it can tell."""
        ...

    @property
    def least_confidence(self) -> float:
        """Below this largest probability a tone is called uncertain."""
        ...

    def read(self, texts: Sequence[str], languages: Sequence[str]) -> list[Reading]:
        """One reading per text, in order; `languages` are those of the texts."""
        ...


VADER_NEUTRAL_BELOW = 0.05
"""The authors' own threshold on the compound value."""


class VaderTone:
    """The VADER lexicon (Hutto and Gilbert 2014), English only.

    Its compound value c in -1..1 is no probability. By the authors' rule |c| >= 0.05 decides; the
    decided class then gets (1 + |c|) / 2 and neutral the rest, so that the order is kept.
    """

    languages = frozenset({"en"})
    least_confidence = 0.0
    """Its values are not calibrated, so no threshold on them would mean anything."""

    def __init__(self) -> None:
        self._analyzer = SentimentIntensityAnalyzer()
        self.name = f"vader {metadata.version('vaderSentiment')} (stand-in, English only)"

    def read(self, texts: Sequence[str], languages: Sequence[str]) -> list[Reading]:  # noqa: ARG002  # English alone
        """Readings by lexicon and rules."""
        compounds = (self._analyzer.polarity_scores(text)["compound"] for text in texts)
        return [Reading(_spread(float(compound)), {}) for compound in compounds]


def _spread(compound: float) -> ToneProbabilities:
    if abs(compound) < VADER_NEUTRAL_BELOW:
        return ToneProbabilities(max(0.0, -compound), 1 - abs(compound), max(0.0, compound))
    decided = (1 + abs(compound)) / 2
    if compound > 0:
        return ToneProbabilities(0.0, 1 - decided, decided)
    return ToneProbabilities(decided, 1 - decided, 0.0)
