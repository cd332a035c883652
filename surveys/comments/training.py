"""Fits the head of an embedder on our own corpus."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from surveys.comments.corpus import Sentence
from surveys.comments.embedding import Embedder, Vectors
from surveys.comments.results import Tone
from surveys.comments.tone import MixedRule
from surveys.comments.tone_head import TONES, ToneHead, likeness
from surveys.comments.validation import HeldOut, ToneReport, cross_validate, report_on
from surveys.comments.words import PLACES, word_bag

INVERSE_PENALTY = 20.0
"""Chosen among 3, 10, 20, 30 by macro-F1 over groups of the corpus."""
LANDMARKS = 1600
"""Sentences that others are compared with; more gave no better figures and a larger file."""
_LEAST_EIGENVALUE = 1e-4
_JITTER = 1e-6
_ITERATIONS = 1000
_TOLERANCE = 1e-3
_TEMPERATURES = np.linspace(0.5, 2.0, 151)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Landmarks:
    """A map of likeness to coordinates in which a plain regression is one on the kernel.

    Nyström's method (Williams and Seeger 2001): with the landmarks' own likeness K = U w U', the
    coordinates of a text with likeness k are k U w^-½.
    """

    center: Floats
    points: Floats
    width: Floats
    map: Floats

    @classmethod
    def of(cls, vectors: Vectors, seed: int) -> "_Landmarks":
        center = np.asarray(vectors, dtype=np.float64).mean(axis=0)
        centered = np.asarray(vectors, dtype=np.float64) - center
        chosen = np.random.default_rng(seed).permutation(len(centered))[:LANDMARKS]
        points = centered[np.sort(chosen)].astype(np.float16).astype(np.float64)
        width = np.asarray(1 / (centered.shape[1] * centered.var()))
        own = likeness(points, points, width)
        values, axes = np.linalg.eigh(own + _JITTER * np.eye(len(points)))
        kept = values > _LEAST_EIGENVALUE
        return cls(center, points, width, axes[:, kept] / np.sqrt(values[kept]))

    def weights(self, fitted: Floats) -> Floats:
        """Weights on likeness that say the same as weights fitted on coordinates."""
        return np.asarray(fitted @ self.map.T)


def train(
    sentences: Sequence[Sentence], embedder: Embedder, *, corpus_hash: str, seed: int
) -> tuple[ToneHead, ToneReport]:
    """Embed the corpus once, measure and calibrate over folds, fit on everything.

    Parameters
    ----------
    sentences
        The corpus.
    embedder
        Gives the vectors; the head fits no other.
    corpus_hash
        Kept in the head.
    seed
        Of the folds and landmarks.
    """
    vectors = embedder.embed([sentence.text for sentence in sentences])

    def fit(places: NDArray[np.intp]) -> ToneHead:
        chosen = [sentences[place] for place in places]
        return fit_head(
            chosen, vectors[places], embedder=embedder.name, corpus_hash=corpus_hash, seed=seed
        )

    held_out = cross_validate(sentences, vectors, embedder, fit=fit, seed=seed)
    temperature = _temperature(sentences, held_out)
    calibrated = held_out.tempered(temperature)
    rule = _mixed_rule(sentences, calibrated)
    head = replace(
        fit(np.arange(len(sentences))),
        temperature=np.asarray(temperature),
        mixed_rule=np.array(
            [rule.intercept, rule.likelihood, rule.contrast, rule.disagreement, rule.confidence]
        ),
    )
    return head, report_on(sentences, calibrated, rule)


def fit_head(
    sentences: Sequence[Sentence], vectors: Vectors, *, embedder: str, corpus_hash: str, seed: int
) -> ToneHead:
    """Fit tone, words, mixed and theme weights; temperature and rule are neutral.

    Tone is learned from sentences of one tone; what is mixed is learned apart, against all others.
    """
    landmarks = _Landmarks.of(vectors, seed)
    head = _empty_head(landmarks, embedder, corpus_hash)
    coordinates = head.likeness(vectors) @ landmarks.map
    tones = np.array([sentence.tone for sentence in sentences])
    first_themes = np.array([next(iter(sentence.themes), "") for sentence in sentences])
    is_plain, is_themed = tones != Tone.MIXED, first_themes != ""
    tone = _regression(balanced=True).fit(coordinates[is_plain], tones[is_plain])
    said = _word_matrix(sentences)
    words = _regression(balanced=True).fit(said[is_plain], tones[is_plain])
    both = csr_matrix(hstack([csr_matrix(coordinates), said]))
    mixed = _regression(balanced=True).fit(both, tones == Tone.MIXED)
    meant, spoken = np.split(mixed.coef_, [coordinates.shape[1]], axis=1)
    theme = _regression(balanced=False).fit(coordinates[is_themed], first_themes[is_themed])
    return replace(
        head,
        tone_weights=landmarks.weights(tone.coef_),
        tone_bias=tone.intercept_,
        word_weights=words.coef_,
        word_bias=words.intercept_,
        mixed_weights=landmarks.weights(meant),
        mixed_word_weights=spoken,
        mixed_bias=mixed.intercept_,
        theme_weights=landmarks.weights(theme.coef_),
        theme_bias=theme.intercept_,
        themes=tuple(str(key) for key in theme.classes_),
    )


def _empty_head(landmarks: _Landmarks, embedder: str, corpus_hash: str) -> ToneHead:
    nothing = np.zeros((0, len(landmarks.points)))
    return ToneHead(
        center=landmarks.center,
        landmarks=landmarks.points,
        width=landmarks.width,
        tone_weights=nothing,
        tone_bias=np.zeros(0),
        word_weights=np.zeros((0, PLACES)),
        word_bias=np.zeros(0),
        temperature=np.asarray(1.0),
        mixed_weights=nothing,
        mixed_word_weights=np.zeros((0, PLACES)),
        mixed_bias=np.zeros(0),
        mixed_rule=np.zeros(5),
        theme_weights=nothing,
        theme_bias=np.zeros(0),
        themes=(),
        embedder=embedder,
        corpus_hash=corpus_hash,
    )


def _word_matrix(sentences: Sequence[Sentence]) -> csr_matrix:
    bags = [word_bag(sentence.text, sentence.language) for sentence in sentences]
    starts = np.cumsum([0, *(len(bag.places) for bag in bags)])
    values = np.concatenate([bag.values for bag in bags])
    places = np.concatenate([bag.places for bag in bags])
    return csr_matrix((values, places, starts), shape=(len(bags), PLACES))


def _temperature(sentences: Sequence[Sentence], held_out: HeldOut) -> float:
    """The temperature of least log loss on held-out sentences of one tone (Guo et al. 2017)."""
    places = [place for place, sentence in enumerate(sentences) if sentence.tone != Tone.MIXED]
    truth = [TONES.index(sentences[place].tone) for place in places]

    def loss(temperature: float) -> float:
        tones = held_out.tempered(temperature).tones[places]
        return float(-np.log(tones[np.arange(len(places)), truth]).mean())

    return float(min(_TEMPERATURES, key=loss))


def _mixed_rule(sentences: Sequence[Sentence], held_out: HeldOut) -> MixedRule:
    is_mixed = [sentence.tone == Tone.MIXED for sentence in sentences]
    rule = LogisticRegression(C=1.0, max_iter=_ITERATIONS).fit(held_out.mixed_features(), is_mixed)
    return MixedRule(float(rule.intercept_[0]), *(float(weight) for weight in rule.coef_[0]))


def _regression(*, balanced: bool) -> LogisticRegression:
    weights = "balanced" if balanced else None
    return LogisticRegression(
        C=INVERSE_PENALTY, max_iter=_ITERATIONS, tol=_TOLERANCE, class_weight=weights
    )
