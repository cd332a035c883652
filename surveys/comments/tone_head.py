"""The trained part on top of an embedder: weights of tone, mixed tone and themes as arrays."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from surveys.comments.embedding import Embedder, Vectors
from surveys.comments.results import ToneProbabilities
from surveys.comments.tone import Reading

Array = NDArray[np.float64]

TONES = ("negative", "neutral", "positive")
"""Order of the rows of `tone_weights`."""
LANGUAGES = frozenset({"en", "de", "fr", "es", "it", "pt"})
"""The languages of the corpus."""


@dataclass(frozen=True)
class ToneHead:
    """Multinomial logistic regressions; each weight row belongs to one class.

    A vector is centered by `center` first. `mixed_*` tells "mixed" from the rest. `themes` names
    the rows of `theme_weights`. `corpus_hash` is the SHA-256 of the training corpus.
    """

    center: Array
    tone_weights: Array
    tone_bias: Array
    mixed_weights: Array
    mixed_bias: Array
    theme_weights: Array
    theme_bias: Array
    themes: tuple[str, ...]
    embedder: str
    corpus_hash: str

    def tone_probabilities(self, vectors: Vectors) -> Array:
        """One row per vector: negative, neutral, positive."""
        return _softmax(self._centered(vectors) @ self.tone_weights.T + self.tone_bias)

    def mixed_likelihood(self, vectors: Vectors) -> Array:
        """Likelihood, per vector, that a comment has both good and bad in it."""
        logits = self._centered(vectors) @ self.mixed_weights.T + self.mixed_bias
        return np.asarray(1 / (1 + np.exp(-logits[:, 0])))

    def theme_likelihoods(self, vectors: Vectors) -> Array:
        """One row per vector, one column per theme; each row sums to 1."""
        return _softmax(self._centered(vectors) @ self.theme_weights.T + self.theme_bias)

    def _centered(self, vectors: Vectors) -> Array:
        return np.asarray(vectors, dtype=np.float64) - self.center

    def to_bytes(self) -> bytes:
        """The head as an .npz file of plain arrays, no pickles."""
        buffer = io.BytesIO()
        arrays = {
            field.name: np.asarray(getattr(self, field.name), dtype=np.float32)
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

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Readings of the texts, in order."""
        vectors = self.embedder.embed(texts)
        tones = self.head.tone_probabilities(vectors)
        mixed = self.head.mixed_likelihood(vectors)
        themes = self.head.theme_likelihoods(vectors)
        return [
            Reading(
                ToneProbabilities(*(float(value) for value in tone)),
                {key: float(value) for key, value in zip(self.head.themes, row, strict=True)},
                float(likelihood),
            )
            for tone, row, likelihood in zip(tones, themes, mixed, strict=True)
        ]


def _softmax(logits: Array) -> Array:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
