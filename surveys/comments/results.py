"""What the analysis of one comment gives, as frozen values."""

import enum
from dataclasses import dataclass

EMERGING = "emerging_"
"""What the keys of topics that the codebook does not know begin with."""


class Tone(enum.StrEnum):
    """Tone of a comment or clause. It describes the text, not the person."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"
    MIXED = "mixed"
    """Clauses disagree."""
    UNCERTAIN = "uncertain"
    """No class reaches the engine's stated confidence."""
    BLANK = "blank"
    """Nothing is said: ".", "n/a", "none"."""
    NOT_SCORED = "not_scored"
    """The engine does not know the language."""


@dataclass(frozen=True)
class ToneProbabilities:
    """Probabilities of the three plain tones; each lies in 0..1, together they are 1."""

    negative: float
    neutral: float
    positive: float

    @property
    def mean_tone(self) -> float:
        """Expected tone from -1 (negative) to 1 (positive): P(positive) - P(negative)."""
        return self.positive - self.negative

    @property
    def largest(self) -> tuple[Tone, float]:
        """The most probable plain tone and its probability."""
        ranked = (
            (Tone.NEGATIVE, self.negative),
            (Tone.NEUTRAL, self.neutral),
            (Tone.POSITIVE, self.positive),
        )
        return max(ranked, key=lambda pair: pair[1])


@dataclass(frozen=True)
class ClauseTone:
    """One clause of a comment, redacted, with its probabilities."""

    text: str
    probabilities: ToneProbabilities


@dataclass(frozen=True)
class ThemeScore:
    """A theme of the codebook that a comment speaks of; `score` lies in 0..1."""

    key: str
    score: float


@dataclass(frozen=True)
class CommentAnalysis:
    """The result for one comment.

    `probabilities` is None and `confidence` 0 when nothing was scored (blank, not scored).
    `themes` are those the comment is counted under, best first, at most three; `likeliest_themes`
    are the first three whatever their scores, empty where none is counted. `engine` names the
    engine and its version.
    """

    language: str
    tone: Tone
    probabilities: ToneProbabilities | None
    confidence: float
    clauses: tuple[ClauseTone, ...]
    themes: tuple[ThemeScore, ...]
    redacted: str
    engine: str
    likeliest_themes: tuple[ThemeScore, ...] = ()
