"""Chooses the best tone engine that is installed."""

from functools import cache

from surveys.comments.tone import ToneEngine, VaderTone


@cache
def best_engine() -> ToneEngine:
    """The engine used unless another is asked for; loaded once per process."""
    return VaderTone()
