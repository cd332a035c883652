"""What the audit finds. Pages load it too, so nothing here loads what the audit reckons with."""

import enum
from dataclasses import dataclass

from surveys.disclosure.cube import Segment


class Attack(enum.StrEnum):
    """The way in which a hidden group could be had."""

    SMALL_CELL = "small_cell"
    NESTED_PAIR = "nested_pair"
    REMAINDER = "remainder"
    ROW_SPACE = "row_space"
    CROWDED = "crowded"
    BOUNDS = "bounds"
    BAND = "band"
    REPEATED = "repeated"
    FLAGGED = "flagged"
    WEIGHTS = "weights"
    SHRINKAGE = "shrinkage"


@dataclass(frozen=True)
class Finding:
    """One way to learn about too few people, and the published groups that open it.

    `people` is the number of people who would be exposed. `involved` is ordered: hiding the first
    segment is the cheapest repair. `sentence` says it in plain words.
    """

    attack: Attack
    people: int
    involved: tuple[Segment, ...]
    sentence: str
