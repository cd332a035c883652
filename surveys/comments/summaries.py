"""Tone per theme for a group of comments. Thresholds on n are the caller's duty."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from surveys.comments.results import CommentAnalysis, Tone

BOOTSTRAP_DRAWS = 1000
_INTERVAL_PERCENTILES = (2.5, 97.5)


@dataclass(frozen=True)
class ToneCounts:
    """How many comments have which tone."""

    negative: int
    neutral: int
    positive: int
    mixed: int
    uncertain: int
    not_scored: int

    @property
    def scored(self) -> int:
        """Comments with a tone, uncertain ones included."""
        return self.negative + self.neutral + self.positive + self.mixed + self.uncertain


@dataclass(frozen=True)
class ThemeTone:
    """Tone of one theme in a group.

    `mean_tone` lies in -1..1, `n` is the number of scored comments on it, `lower` and `upper` are
    the 95 % bootstrap interval (None below two comments).
    """

    key: str
    n: int
    mean_tone: float
    lower: float | None
    upper: float | None
    counts: ToneCounts


def tone_counts(analyses: Iterable[CommentAnalysis]) -> ToneCounts:
    """Count tones; blank comments are left out."""
    tones = [analysis.tone for analysis in analyses]
    return ToneCounts(
        negative=tones.count(Tone.NEGATIVE),
        neutral=tones.count(Tone.NEUTRAL),
        positive=tones.count(Tone.POSITIVE),
        mixed=tones.count(Tone.MIXED),
        uncertain=tones.count(Tone.UNCERTAIN),
        not_scored=tones.count(Tone.NOT_SCORED),
    )


def tone_by_theme(analyses: Iterable[CommentAnalysis], *, seed: int) -> tuple[ThemeTone, ...]:
    """Tone of every theme that is spoken of, most frequent first.

    Parameters
    ----------
    analyses
        Comments of one group.
    seed
        Of the bootstrap; the same seed gives the same interval.

    Notes
    -----
    The tone of a comment is the mean over its clauses of P(positive) - P(negative); the tone of a
    theme is the mean over its comments. The interval resamples comments (percentile bootstrap,
    Efron 1979), since clauses of one comment are not independent.
    """
    by_theme: dict[str, list[CommentAnalysis]] = {}
    for analysis in analyses:
        if analysis.probabilities is not None:
            for theme in analysis.themes:
                by_theme.setdefault(theme.key, []).append(analysis)
    summaries = [_summarize(key, found, seed) for key, found in by_theme.items()]
    return tuple(sorted(summaries, key=lambda theme: (-theme.n, theme.key)))


def comment_tone(analysis: CommentAnalysis) -> float:
    """Mean tone of the clauses of a scored comment, -1..1."""
    return float(np.mean([clause.probabilities.mean_tone for clause in analysis.clauses]))


def _summarize(key: str, analyses: list[CommentAnalysis], seed: int) -> ThemeTone:
    tones = np.array([comment_tone(analysis) for analysis in analyses])
    lower, upper = _interval(tones, seed) if len(tones) > 1 else (None, None)
    return ThemeTone(key, len(tones), float(tones.mean()), lower, upper, tone_counts(analyses))


def _interval(
    tones: "np.ndarray[tuple[int], np.dtype[np.float64]]", seed: int
) -> tuple[float, float]:
    draws = np.random.default_rng(seed).choice(tones, size=(BOOTSTRAP_DRAWS, len(tones)))
    lower, upper = np.percentile(draws.mean(axis=1), _INTERVAL_PERCENTILES)
    return float(lower), float(upper)
