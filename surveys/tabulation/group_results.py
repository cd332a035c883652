"""Scores of groups drawn towards the whole, from published cells alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from surveys.published import Estimate, PublishedGroup
from surveys.scoring.units import shrink_published

FEWEST_GROUPS = 3
"""Between two groups nothing can be learned of how groups differ."""


def with_shrunken(
    groups: Sequence[PublishedGroup], group_shares: Mapping[str, float]
) -> tuple[PublishedGroup, ...]:
    """The same groups, each with its shrunken score where the share of groups is published.

    Parameters
    ----------
    groups
        Groups of all reporting dimensions.
    group_shares
        ICC(1) by reporting dimension.
    """
    shrunken: dict[tuple[str, str], float] = {}
    for column, icc1 in group_shares.items():
        known = [
            (group.level, group.index)
            for group in groups
            if group.reporting_dimension == column and isinstance(group.index, Estimate)
        ]
        if len(known) < FEWEST_GROUPS:
            continue
        drawn = shrink_published(
            [index.value for _level, index in known], [index.n for _level, index in known], icc1
        )
        levels = [(column, level) for level, _index in known]
        shrunken.update(zip(levels, drawn, strict=True))
    return tuple(
        replace(group, shrunken=shrunken.get((group.reporting_dimension, group.level)))
        for group in groups
    )
