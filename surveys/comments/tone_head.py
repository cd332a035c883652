"""The trained part on top of an embedder: weights of tone, mixed tone and themes as arrays."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from surveys.comments.embedding import Embedder, Vectors
from surveys.comments.results import ToneProbabilities
from surveys.comments.tone import MixedRule, Reading
from surveys.comments.words import WordBag, word_bag

Array = NDArray[np.float64]

TONES = ("negative", "neutral", "positive")
"""Order of the rows of `tone_weights`."""
LANGUAGES = frozenset({"en", "de", "fr", "es", "it", "pt"})
"""The languages of the corpus."""
WORD_SHARE = 0.5
"""Weight of the words beside the sentence vector (1.0); best of .3, .5, .8 on our corpus."""
_HALF_PRECISION = frozenset({"landmarks", "word_weights", "mixed_word_weights"})
"""Arrays that are stored with 16 bits: half the size, no measurable difference."""
_LEAST_PROBABILITY = 1e-9
_READ_AT_ONCE = 256


@dataclass(frozen=True)
class ToneHead:
    """Multinomial logistic regressions on likeness to landmarks; each weight row is one class.

    A vector is centered by `center`; its likeness to landmark l is exp(-width |x - l|²). The
    landmarks are sentences of the corpus, already centered. `word_*` weigh the words beside it,
    `temperature` calibrates the two together. `mixed_*` tells "mixed" from the rest, `mixed_rule`
    joins that with the clauses (see `mixed.py`). `themes` names the rows of `theme_weights`.
    `corpus_hash` is the SHA-256 of the training corpus.
    """

    center: Array
    landmarks: Array
    width: Array
    tone_weights: Array
    tone_bias: Array
    word_weights: Array
    word_bias: Array
    temperature: Array
    mixed_weights: Array
    mixed_word_weights: Array
    mixed_bias: Array
    mixed_rule: Array
    theme_weights: Array
    theme_bias: Array
    themes: tuple[str, ...]
    embedder: str
    corpus_hash: str

    def likeness(self, vectors: Vectors) -> Array:
        """One row per vector, one column per landmark, each 0..1."""
        centered = np.asarray(vectors, dtype=np.float64) - self.center
        return likeness(centered, self.landmarks, self.width)

    def tone_probabilities(self, likeness: Array, bags: Sequence[WordBag]) -> Array:
        """One row per text: negative, neutral, positive."""
        meant = softmax(likeness @ self.tone_weights.T + self.tone_bias)
        said = softmax(_weighed(bags, self.word_weights) + self.word_bias)
        joined = (meant + WORD_SHARE * said) / (1 + WORD_SHARE)
        return softmax(np.log(np.maximum(joined, _LEAST_PROBABILITY)) / self.temperature)

    def mixed_likelihood(self, likeness: Array, bags: Sequence[WordBag]) -> Array:
        """Likelihood, per text, that it has both good and bad in it."""
        logits = likeness @ self.mixed_weights.T + self.mixed_bias
        logits = logits + _weighed(bags, self.mixed_word_weights)
        return np.asarray(1 / (1 + np.exp(-logits[:, 0])))

    def theme_likelihoods(self, likeness: Array) -> Array:
        """One row per text, one column per theme; each row sums to 1."""
        return softmax(likeness @ self.theme_weights.T + self.theme_bias)

    def to_bytes(self) -> bytes:
        """The head as an .npz file of plain arrays, no pickles."""
        buffer = io.BytesIO()
        arrays = {
            field.name: np.asarray(
                getattr(self, field.name),
                dtype=np.float16 if field.name in _HALF_PRECISION else np.float32,
            )
            if field.type is Array
            else np.asarray(getattr(self, field.name))
            for field in fields(self)
        }
        np.savez(buffer, allow_pickle=False, **arrays)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "ToneHead":
        """Read what `to_bytes` wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            values = {
                field.name: np.asarray(arrays[field.name], dtype=np.float64)
                for field in fields(cls)
                if field.type is Array
            }
            return cls(
                **values,
                themes=tuple(str(theme) for theme in arrays["themes"]),
                embedder=str(arrays["embedder"]),
                corpus_hash=str(arrays["corpus_hash"]),
            )


class EmbeddingTone:
    """A tone engine: an embedder with a head trained on our own corpus."""

    languages = LANGUAGES
    least_confidence = 0.45
    """Below, cross-validated readings were right in fewer than half of the cases."""

    def __init__(self, embedder: Embedder, head: ToneHead) -> None:
        self.embedder = embedder
        self.head = head
        digest = hashlib.sha256(head.to_bytes()).hexdigest()[:12]
        self.name = f"{embedder.name}, head {digest}"

    def read(self, texts: Sequence[str], languages: Sequence[str]) -> list[Reading]:
        """Readings of the texts, each in its language, in order."""
        return [
            reading
            for start in range(0, len(texts), _READ_AT_ONCE)
            for reading in self._read(
                texts[start : start + _READ_AT_ONCE], languages[start : start + _READ_AT_ONCE]
            )
        ]

    def _read(self, texts: Sequence[str], languages: Sequence[str]) -> Iterator[Reading]:
        likeness = self.head.likeness(self.embedder.embed(texts))
        bags = [word_bag(*told) for told in zip(texts, languages, strict=True)]
        tones = self.head.tone_probabilities(likeness, bags)
        mixed = self.head.mixed_likelihood(likeness, bags)
        themes = self.head.theme_likelihoods(likeness)
        rule = MixedRule(*(float(weight) for weight in self.head.mixed_rule))
        for tone, row, likelihood in zip(tones, themes, mixed, strict=True):
            yield Reading(
                ToneProbabilities(*(float(value) for value in tone)),
                {key: float(value) for key, value in zip(self.head.themes, row, strict=True)},
                float(likelihood),
                rule,
            )


def _weighed(bags: Sequence[WordBag], weights: Array) -> Array:
    """One row per text, one column per row of weights."""
    rows = [weights[:, bag.places] @ bag.values for bag in bags]
    return np.array(rows).reshape(len(bags), len(weights))


def likeness(points: Array, landmarks: Array, width: Array) -> Array:
    """Gaussian likeness of each point (row) to each landmark (column), 0..1."""
    squares = (points**2).sum(axis=1)[:, None] + (landmarks**2).sum(axis=1)
    distances = np.maximum(squares - 2 * points @ landmarks.T, 0)
    return np.asarray(np.exp(-width * distances))


def softmax(logits: Array) -> Array:
    """Probabilities of rows of logits."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
