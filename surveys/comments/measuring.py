"""Measures an engine on labeled comments of a file: tone, negation, mixed tone, themes."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveys.comments.results import CommentAnalysis, Tone
from surveys.scoring.shares import wilson_share

LABELS = {
    "neg": Tone.NEGATIVE,
    "neu": Tone.NEUTRAL,
    "pos": Tone.POSITIVE,
    "mixed": Tone.MIXED,
}
PLAIN = (Tone.NEGATIVE, Tone.NEUTRAL, Tone.POSITIVE)
NEGATION = "negation"
BOOTSTRAP_DRAWS = 500

Tones = NDArray[np.str_]


@dataclass(frozen=True)
class LabeledComment:
    """A comment with what people say it is; `kind`, `themes` and `language` may be empty."""

    text: str
    tone: Tone
    kind: str
    themes: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True)
class Estimate:
    """A share or score with its 95 % interval and the number of comments behind it."""

    value: float
    lower: float
    upper: float
    n: int


@dataclass(frozen=True)
class Measured:
    """Figures of one engine on one file; None where the file has no such labels.

    `macro_f1` is over negative, neutral and positive, by the largest probability; what is blank
    counts as neutral. Comments labeled mixed are left out of it.
    """

    macro_f1: Estimate
    negation: Estimate | None
    mixed_precision: Estimate | None
    mixed_recall: Estimate | None
    theme_first: Estimate | None
    theme_recall: Estimate | None


def read_labeled(data: bytes) -> tuple[LabeledComment, ...]:
    """Rows of a tab-separated file with columns text, label and perhaps kind, themes, language."""
    stream = io.StringIO(data.decode("utf-8"), newline="")
    rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(
        LabeledComment(
            row["text"],
            LABELS[row["label"]],
            row.get("kind") or "",
            tuple(
                theme for theme in (row.get("themes") or "").split(";") if theme not in ("", "none")
            ),
            row.get("language") or "",
        )
        for row in rows
        if row["label"] in LABELS
    )


def measure(
    comments: Sequence[LabeledComment], analyses: Sequence[CommentAnalysis], *, seed: int
) -> Measured:
    """Compare what an engine said with the labels.

    Parameters
    ----------
    comments, analyses
        The same comments in the same order.
    seed
        Of the bootstrap that gives the interval of macro-F1; shares have Wilson's (1927).
    """
    pairs = list(zip(comments, analyses, strict=True))
    plain = [(labeled, found) for labeled, found in pairs if labeled.tone in PLAIN]
    truth = np.array([labeled.tone for labeled, _ in plain])
    predicted = np.array([_plain_tone(found) for _, found in plain])
    has_mixed = any(labeled.tone is Tone.MIXED for labeled in comments)
    called = [found.tone is Tone.MIXED for found in analyses]
    is_mixed = [labeled.tone is Tone.MIXED for labeled in comments]
    negated = [
        labeled.tone == _plain_tone(found) for labeled, found in plain if labeled.kind == NEGATION
    ]
    first, among = _theme_hits(pairs)
    return Measured(
        macro_f1=_f1_estimate(truth, predicted, seed),
        negation=share(negated) if negated else None,
        mixed_precision=share([m for m, c in zip(is_mixed, called, strict=True) if c])
        if has_mixed
        else None,
        mixed_recall=share([c for m, c in zip(is_mixed, called, strict=True) if m])
        if has_mixed
        else None,
        theme_first=share(first) if first else None,
        theme_recall=share(among) if among else None,
    )


def macro_f1(truth: Tones, predicted: Tones) -> float:
    """Mean over the plain tones of 2 tp / (2 tp + fp + fn); a tone that is nowhere counts 0.

    Examples
    --------
    >>> tones = np.array(["negative", "neutral", "positive", "positive"])
    >>> round(macro_f1(tones, np.array(["negative", "neutral", "positive", "neutral"])), 4)
    0.7778
    """
    scores = []
    for tone in PLAIN:
        both = int(((truth == tone) & (predicted == tone)).sum())
        either = int((truth == tone).sum() + (predicted == tone).sum())
        scores.append(2 * both / either if either else 0.0)
    return sum(scores) / len(scores)


def share(hits: Sequence[bool]) -> Estimate:
    """Share of hits with Wilson's score interval; 0 with the interval 0..1 for nothing.

    Examples
    --------
    >>> share([True] * 9 + [False])
    Estimate(value=0.9, lower=0.596, upper=0.982, n=10)
    """
    n = len(hits)
    if n == 0:
        return Estimate(0.0, 0.0, 1.0, 0)
    found = wilson_share(sum(hits) / n, n)
    return Estimate(found.share, round(found.low, 3), round(found.high, 3), n)


def _f1_estimate(truth: Tones, predicted: Tones, seed: int) -> Estimate:
    draws = np.random.default_rng(seed).integers(0, len(truth), (BOOTSTRAP_DRAWS, len(truth)))
    scores = [macro_f1(truth[draw], predicted[draw]) for draw in draws]
    lower, upper = np.percentile(scores, (2.5, 97.5))
    return Estimate(macro_f1(truth, predicted), float(lower), float(upper), len(truth))


def _plain_tone(analysis: CommentAnalysis) -> Tone:
    if analysis.probabilities is None:
        return Tone.NEUTRAL
    return analysis.probabilities.largest[0]


def _theme_hits(
    pairs: Sequence[tuple[LabeledComment, CommentAnalysis]],
) -> tuple[list[bool], list[bool]]:
    first: list[bool] = []
    among: list[bool] = []
    for labeled, found in pairs:
        if labeled.themes:
            keys = [theme.key for theme in found.likeliest_themes]
            first.append(bool(keys) and keys[0] in labeled.themes)
            among += [theme in keys for theme in labeled.themes]
    return first, among
