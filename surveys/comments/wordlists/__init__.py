"""Word lists of the comment analysis and their reader."""

from functools import cache
from importlib import resources


@cache
def read_words(name: str) -> frozenset[str]:
    """Words of one list; lines that begin with # are remarks."""
    text = resources.files("surveys.comments.wordlists").joinpath(name).read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


@cache
def read_phrases(name: str) -> frozenset[str]:
    """Phrases of one list, one a line; lines that begin with # are remarks."""
    text = resources.files("surveys.comments.wordlists").joinpath(name).read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
