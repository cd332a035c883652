"""How many took part, told so coarsely that no single answer can be seen to arrive."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ParticipationStep:
    """A response rate as a step of ten percent; the ends are closed (0..10, 90..100)."""

    low_percent: int
    high_percent: int


@dataclass(frozen=True)
class Bucket:
    """Levels whose participation is shown together, with at least 2N invited."""

    levels: tuple[str, ...]
    invited: int


def participation_buckets(invited: Mapping[str, int], *, floor: int) -> tuple[Bucket, ...]:
    """Merge levels until every bucket has at least 2N invited; empty where all together do not."""
    raise NotImplementedError


def participation_step(answered: int, invited: int) -> ParticipationStep:
    """Response rate in ten-percent steps."""
    raise NotImplementedError


def shown_answers(previously_shown: int, answered: int, *, floor: int) -> int:
    """The count that may be shown now: it moves only after at least N new answers."""
    raise NotImplementedError
