"""Fits the head on our own corpus and measures it by cross-validation over groups."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from surveys.comments.corpus import Sentence
from surveys.comments.embedding import Embedder, Vectors
from surveys.comments.results import Tone
from surveys.comments.tone_head import TONES, ToneHead

INVERSE_PENALTY = 10.0
"""Chosen among 1, 3, 10, 30, 100 by macro-F1 over groups of the corpus."""
FOLDS = 5
CALIBRATION_BINS = 10
_ITERATIONS = 3000

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ToneReport:
    """Cross-validated figures; shares lie in 0..1, each with the number of sentences behind it.

    `calibration_error` is the expected calibration error over ten bins of confidence.
    """

    sentences: int
    macro_f1: float
    macro_f1_by_language: dict[str, float]
    accuracy_by_kind: dict[str, tuple[float, int]]
    mixed_likelihood_precision: float
    mixed_likelihood_recall: float
    calibration_error: float


def fit_head(
    sentences: Sequence[Sentence], vectors: Vectors, *, embedder: str, corpus_hash: str
) -> ToneHead:
    """Fit tone, mixed and theme weights.

    Tone is learned from sentences of one tone; what is mixed is learned apart, against all others.
    """
    center = np.asarray(vectors, dtype=np.float64).mean(axis=0)
    centered = np.asarray(vectors, dtype=np.float64) - center
    tones = np.array([sentence.tone for sentence in sentences])
    first_themes = np.array([next(iter(sentence.themes), "") for sentence in sentences])
    is_plain, is_themed = tones != Tone.MIXED, first_themes != ""
    tone = _regression(balanced=True).fit(centered[is_plain], tones[is_plain])
    mixed = _regression(balanced=True).fit(centered, tones == Tone.MIXED)
    theme = _regression(balanced=False).fit(centered[is_themed], first_themes[is_themed])
    return ToneHead(
        center=center,
        tone_weights=tone.coef_,
        tone_bias=tone.intercept_,
        mixed_weights=mixed.coef_,
        mixed_bias=mixed.intercept_,
        theme_weights=theme.coef_,
        theme_bias=theme.intercept_,
        themes=tuple(str(key) for key in theme.classes_),
        embedder=embedder,
        corpus_hash=corpus_hash,
    )


def train(
    sentences: Sequence[Sentence], embedder: Embedder, *, corpus_hash: str, seed: int
) -> tuple[ToneHead, ToneReport]:
    """Embed the corpus once, measure over folds, fit on everything.

    Parameters
    ----------
    sentences
        The corpus.
    embedder
        Gives the vectors; the head fits no other.
    corpus_hash
        Kept in the head.
    seed
        Of the folds.
    """
    vectors = embedder.embed([sentence.text for sentence in sentences])
    head = fit_head(sentences, vectors, embedder=embedder.name, corpus_hash=corpus_hash)
    return head, _cross_validate(sentences, vectors, head, seed)


def _cross_validate(
    sentences: Sequence[Sentence], vectors: Vectors, whole: ToneHead, seed: int
) -> ToneReport:
    probabilities = np.zeros((len(sentences), len(TONES)))
    mixed = np.zeros(len(sentences))
    groups = [sentence.group for sentence in sentences]
    folds = GroupKFold(FOLDS, shuffle=True, random_state=seed)
    for fitted, held_out in folds.split(vectors, groups=groups):
        head = fit_head(
            [sentences[place] for place in fitted],
            vectors[fitted],
            embedder=whole.embedder,
            corpus_hash=whole.corpus_hash,
        )
        probabilities[held_out] = head.tone_probabilities(vectors[held_out])
        mixed[held_out] = head.mixed_likelihood(vectors[held_out])
    return _report(sentences, probabilities, mixed)


def _report(sentences: Sequence[Sentence], probabilities: Floats, mixed: Floats) -> ToneReport:
    is_mixed = np.array([sentence.tone == Tone.MIXED for sentence in sentences])
    called_mixed = mixed >= 0.5
    plain = [sentence for sentence in sentences if sentence.tone != Tone.MIXED]
    probabilities = probabilities[~is_mixed]
    truth = np.array([sentence.tone for sentence in plain])
    predicted = np.array(TONES)[probabilities.argmax(axis=1)]
    languages = np.array([sentence.language for sentence in plain])
    kinds = np.array([sentence.kind for sentence in plain])
    return ToneReport(
        sentences=len(sentences),
        macro_f1=_macro_f1(truth, predicted),
        macro_f1_by_language={
            str(language): _macro_f1(truth[languages == language], predicted[languages == language])
            for language in dict.fromkeys(languages)
        },
        accuracy_by_kind={
            str(kind): (
                float((truth == predicted)[kinds == kind].mean()),
                int((kinds == kind).sum()),
            )
            for kind in sorted(set(kinds))
        },
        mixed_likelihood_precision=float(is_mixed[called_mixed].mean()),
        mixed_likelihood_recall=float(called_mixed[is_mixed].mean()),
        calibration_error=calibration_error(probabilities.max(axis=1), truth == predicted),
    )


def calibration_error(confidence: Floats, is_right: NDArray[np.bool_]) -> float:
    """Expected calibration error (Naeini et al. 2015): mean |confidence - accuracy| over ten bins.

    Examples
    --------
    >>> round(calibration_error(np.array([0.9, 0.9]), np.array([True, False])), 3)
    0.4
    """
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    return float(
        sum(
            abs(confidence[bins == place].mean() - is_right[bins == place].mean())
            * (bins == place).mean()
            for place in np.unique(bins)
        )
    )


def _macro_f1(truth: NDArray[np.str_], predicted: NDArray[np.str_]) -> float:
    return float(f1_score(truth, predicted, average="macro"))


def _regression(*, balanced: bool) -> LogisticRegression:
    weights = "balanced" if balanced else None
    return LogisticRegression(C=INVERSE_PENALTY, max_iter=_ITERATIONS, class_weight=weights)
