"""The trained part of finding alerts: one logistic regression on sentence vectors, as arrays."""

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveys.comments.embedding import Vectors

Floats = NDArray[np.float64]


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
