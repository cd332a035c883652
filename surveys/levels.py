"""Merging levels of a reporting dimension that are too small to be invited under their own name."""

from collections import Counter
from collections.abc import Mapping, Sequence

OTHER_LEVEL = "other"
"""Name of the merged levels; shown in the reader's language."""


def merge_small_levels(levels: Sequence[str], *, minimum: int) -> Mapping[str, str]:
    """Map each level to itself, or to `OTHER_LEVEL` where too few people have it.

    Parameters
    ----------
    levels
        One level per person; the empty level (unknown) is always merged.
    minimum
        Fewest people a level may have.

    Examples
    --------
    A merged rest that is itself too small takes the smallest level in.

    >>> merge_small_levels(["a"] * 9 + ["b"] * 6 + ["c"] * 2, minimum=5)
    {'a': 'a', 'b': 'other', 'c': 'other'}
    """
    counts = Counter(levels)
    small = {level for level, count in counts.items() if count < minimum or not level}
    kept = sorted((count, level) for level, count in counts.items() if level not in small)
    while small and sum(counts[level] for level in small) < minimum and kept:
        small.add(kept.pop(0)[1])
    return {level: OTHER_LEVEL if level in small else level for level in counts}
