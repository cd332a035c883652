"""What a report says before it has words: a key, the figures that fill it, and where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from deployments.selectors import Finding, GateHit, Option, Pillar


@dataclass(frozen=True)
class Points:
    """Points of a score, 0..100, printed as a whole number."""

    value: float


@dataclass(frozen=True)
class Change:
    """A difference in points, printed with its sign."""

    value: float


@dataclass(frozen=True)
class Share:
    """A share of 0..1, printed as percent."""

    value: float


@dataclass(frozen=True)
class Amount:
    """A plain number with so many decimals."""

    value: float | Decimal
    decimals: int = 0


@dataclass(frozen=True)
class Name:
    """A name by language."""

    by_language: Mapping[str, str]


@dataclass(frozen=True)
class Term:
    """A word of ours: the group it belongs to and its key."""

    group: str
    key: str


@dataclass(frozen=True)
class OptionName:
    """Name of a place to run the model."""

    option: Option


@dataclass(frozen=True)
class PillarName:
    """Name of a pillar of the technical score."""

    pillar: Pillar


@dataclass(frozen=True)
class Text:
    """A name that somebody gave: of a group, a currency. Printed as it is."""

    value: str


@dataclass(frozen=True)
class Thousands:
    """Money, printed in whole thousands."""

    value: Decimal


Value = Points | Change | Share | Amount | Name | Term | OptionName | PillarName | Text | Thousands


BOTH_SCORES = "wave.index + technology.outcome.score"
"""Source of whatever follows from the pairing of both axes."""


@dataclass(frozen=True)
class Statement:
    """One sentence to be. `source` is the path of its figures in the snapshot, or two with a plus.

    A step of a path is a field, a key of a mapping, or what names an entry of a list: its key, its
    dimension, its option.
    """

    key: str
    source: str
    figures: Mapping[str, Value] = field(default_factory=dict)


Sayable = Statement | GateHit | Finding
"""What can be put in words: a statement of ours, or what the sizing found."""


@dataclass(frozen=True)
class Action:
    """Something to do first: the sentence, who owns it, and by when (keys of terms)."""

    statement: Statement
    owner: str
    horizon: str
