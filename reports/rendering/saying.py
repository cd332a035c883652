"""Puts statements into words together with where their figures stand: in the data and on a page."""

from deployments.selectors import Finding, GateHit
from reports.narrative.statements import Sayable
from reports.narrative.wording import say
from reports.rendering.blocks import Said

PLACES = (
    ("wave.alignment", "gaps"),
    ("wave.changes", "trend"),
    ("wave.comments", "comments"),
    ("wave.groups", "groups"),
    ("wave.background.group_shares", "groups"),
    ("wave.items", "answers"),
    ("wave.answered", "participation"),
    ("wave.invited", "participation"),
    ("wave.instrument_key", "method"),
    ("wave.dimensions", "dimensions"),
    ("wave.index", "dimensions"),
    ("technology.outcome.memory", "fit"),
    ("technology.outcome.speed", "fit"),
    ("technology.outcome.capacity", "fit"),
    ("technology.outcome.costs", "costs"),
    ("technology.outcome.recommendation", "recommendation"),
    ("technology", "technology"),
)
"""Beginning of a path in the snapshot, and the section that shows what stands there."""


def said(statement: Sayable, currency: str = "") -> Said:
    """Return the sentence of a statement with its source and its place."""
    source = source_of(statement)
    return Said(say(statement, currency), source, place_of(source))


def source_of(statement: Sayable) -> str:
    """Path of a statement's figures in the snapshot."""
    match statement:
        case GateHit():
            return f"technology.outcome.gates.{statement.key}"
        case Finding():
            return "technology.outcome.recommendation"
    return statement.source


def place_of(source: str) -> str:
    """Section that shows what a path leads to; empty for what follows from both axes.

    Examples
    --------
    >>> place_of("wave.alignment.gaps.ownership"), place_of("wave.index + technology.outcome.score")
    ('gaps', '')
    """
    if " + " in source:
        return ""
    return next((place for start, place in PLACES if source.startswith(start)), "")
