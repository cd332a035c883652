"""The gate: does any combination of published figures give a hidden group away?"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.disclosure.cube import Group, Segment


class Attack(enum.StrEnum):
    """The way in which a hidden group could be had."""

    SMALL_CELL = "small_cell"
    NESTED_PAIR = "nested_pair"
    REMAINDER = "remainder"
    ROW_SPACE = "row_space"
    BOUNDS = "bounds"


@dataclass(frozen=True)
class Finding:
    """One way to learn about too few people, and the published groups that open it.

    `people` is the number of people who would be exposed. `sentence` says it in plain words.
    """

    attack: Attack
    subject: str
    people: int
    involved: tuple[Segment, ...]
    sentence: str


def audit_groups(
    published: Sequence[Group], hidden: Sequence[Group], counts: object, floor: int
) -> tuple[Finding, ...]:
    """Find what the published groups of one subject give away; empty where nothing."""
    raise NotImplementedError
