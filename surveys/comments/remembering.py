"""Keeps the vectors of a tone engine, so that no comment of a release is embedded twice."""

from collections.abc import Sequence

import numpy as np

from surveys.comments.embedding import Embedder, Vectors
from surveys.comments.tone import ToneEngine
from surveys.comments.tone_head import EmbeddingTone


class RememberingEmbedder:
    """Another embedder with a memory, which lasts as long as this object: one release."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, Vectors] = {}
        self.name = embedder.name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One vector per text, in order."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._embedder.embed(new), strict=True))
        if not texts:
            return self._embedder.embed([])
        return np.vstack([self._vectors[text] for text in texts])


def remembering(engine: ToneEngine) -> tuple[ToneEngine, Embedder | None]:
    """The engine with a memory, and its embedder; None where the engine has no vectors."""
    if not isinstance(engine, EmbeddingTone):
        return engine, None
    embedder = RememberingEmbedder(engine.embedder)
    return EmbeddingTone(embedder, engine.head), embedder
