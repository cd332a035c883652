"""How many took part, told so coarsely that no single answer can be seen to arrive."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

STEP_PERCENT = 10


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


@dataclass(frozen=True)
class Partition:
    """Buckets that together hold everybody once; no dimension, and no levels, for the whole."""

    dimension: str
    buckets: tuple[Bucket, ...]

    def place_of(self, labels: Mapping[str, str]) -> int:
        """Which bucket somebody with these levels belongs to, from 0."""
        level = labels.get(self.dimension, "")
        places = (place for place, one in enumerate(self.buckets) if level in one.levels)
        return next(places, 0)


def participation_buckets(invited: Mapping[str, int], *, floor: int) -> tuple[Bucket, ...]:
    """Merge the levels of a dimension until every bucket has at least 2N invited.

    Levels that are large enough stand alone; the others share one bucket, joined by the smallest
    of the large ones where that is needed. Empty where all together do not reach 2N.

    Examples
    --------
    >>> [b.levels for b in participation_buckets({"hr": 4, "it": 30, "law": 7}, floor=5)]
    [('it',), ('hr', 'law')]
    """
    least = 2 * floor
    by_size = sorted(
        ((level, n) for level, n in invited.items() if n), key=lambda pair: (pair[1], pair[0])
    )
    shared = [pair for pair in by_size if pair[1] < least]
    alone = [pair for pair in by_size if pair[1] >= least]
    while shared and sum(n for _, n in shared) < least and alone:
        shared.append(alone.pop(0))
    buckets = [Bucket((level,), n) for level, n in sorted(alone)]
    if sum(n for _, n in shared) >= least:
        levels = tuple(sorted(level for level, _ in shared))
        buckets.append(Bucket(levels, sum(n for _, n in shared)))
    return tuple(buckets)


def participation_step(answered: int, invited: int) -> ParticipationStep:
    """Response rate in ten-percent steps; 0 to 10 and 90 to 100 are never told apart further.

    Examples
    --------
    >>> participation_step(37, 100)
    ParticipationStep(low_percent=30, high_percent=40)
    >>> participation_step(100, 100)
    ParticipationStep(low_percent=90, high_percent=100)
    """
    if not 0 <= answered <= invited or invited == 0:
        raise ValueError(f"{answered} of {invited} is no participation.")
    low = min(answered * 100 // invited // STEP_PERCENT * STEP_PERCENT, 100 - STEP_PERCENT)
    return ParticipationStep(low, low + STEP_PERCENT)


def shown_answers(previously_shown: int, answered: int, *, floor: int) -> int:
    """Return the count that may be shown now: it moves only after at least N new answers.

    Each bucket moves on its own, and the whole wave is told as the sum of what its buckets show,
    never counted afresh: were it counted, whoever subtracts the other buckets from it would see
    the one to N-1 answers that a bucket does not show yet.

    Examples
    --------
    >>> shown_answers(20, 24, floor=5), shown_answers(20, 25, floor=5)
    (20, 25)
    """
    return answered if answered - previously_shown >= floor else previously_shown


def partition_of(
    labels: Iterable[Mapping[str, str]], dimensions: Sequence[str], *, floor: int
) -> Partition | None:
    """Choose the one partition of a wave by which its participation is told.

    Only one: rows and columns of two dimensions, shown together, could be subtracted from each
    other. It is the first declared dimension with at least two buckets, else the whole wave as one
    bucket; None where fewer than 2N were invited.

    Parameters
    ----------
    labels
        The levels of every invitation, frozen at launch, by dimension.
    dimensions
        The declared reporting dimensions in their order.
    floor
        N.

    Examples
    --------
    >>> people = [{"site": "Bonn"}] * 12 + [{"site": "Rome"}] * 10
    >>> [bucket.invited for bucket in partition_of(people, ["site"], floor=5).buckets]
    [12, 10]
    >>> partition_of(people[:9], ["site"], floor=5) is None
    True
    """
    rows = list(labels)
    if len(rows) < 2 * floor:
        return None
    for dimension in dimensions:
        invited = Counter(row.get(dimension, "") for row in rows)
        buckets = participation_buckets(invited, floor=floor)
        if len(buckets) > 1:
            return Partition(dimension, buckets)
    return Partition("", (Bucket((), len(rows)),))
