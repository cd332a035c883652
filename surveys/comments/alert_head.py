"""The trained part of finding alerts: one logistic regression on sentence vectors, as arrays."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from surveys.comments.embedding import Vectors

Floats = NDArray[np.float64]

INVERSE_PENALTY = 30.0
"""Chosen among 1, 3, 10, 30, 100 by cross-validation: the fewest false alarms at 95 % found."""
_ITERATIONS = 3000


@dataclass(frozen=True)
class AlertHead:
    """Weights of the vectors of one embedder, which is named with its version."""

    center: Floats
    weights: Floats
    bias: Floats
    embedder: str

    def probabilities(self, vectors: Vectors) -> Floats:
        """How much each text resembles one that needs help, 0..1."""
        logits = (np.asarray(vectors, dtype=np.float64) - self.center) @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-logits)))

    def to_bytes(self) -> bytes:
        """The head as an .npz file of plain arrays, no pickles."""
        buffer = io.BytesIO()
        np.savez(
            buffer,
            allow_pickle=False,
            center=self.center.astype(np.float32),
            weights=self.weights.astype(np.float32),
            bias=self.bias.astype(np.float32),
            embedder=np.asarray(self.embedder),
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "AlertHead":
        """Read what `to_bytes` wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            center, weights, bias = (
                np.asarray(arrays[name], dtype=np.float64) for name in ("center", "weights", "bias")
            )
            return cls(center, weights, bias, str(arrays["embedder"]))


def fit_alert_head(vectors: Vectors, is_alert: Sequence[bool], *, embedder: str) -> AlertHead:
    """Fit on sentences that need help and many that do not, both sides weighing the same."""
    center = np.asarray(vectors, dtype=np.float64).mean(axis=0)
    regression = LogisticRegression(
        C=INVERSE_PENALTY, class_weight="balanced", max_iter=_ITERATIONS
    ).fit(np.asarray(vectors, dtype=np.float64) - center, np.asarray(is_alert, dtype=np.bool_))
    return AlertHead(center, regression.coef_[0], regression.intercept_[:1], embedder)
