"""How answers scatter, beside a share that is told as a band.

Agreement tells how far answers lie apart, reliability beside an interval how much they vary. Of a
single item either is one more sum over its histogram: beside the shares that are told it would
count the answers in a band. Over two items it is a sum over both. From three items on their many
histograms leave nearly every band open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from surveys.disclosure.cube import (
    Candidate,
    CellAddress,
    Published,
    Statistic,
    Suppressed,
    SuppressionReason,
)

SCATTER_FROM = {1: 1_000, 2: 100}
"""Answers from which agreement and reliability of so many items leave a band as wide as it is."""
NET_INTERVAL_FROM = 250
"""Answers from which the interval of promoters minus detractors does so."""

_SCATTER = frozenset(
    {Statistic.AGREEMENT_DISTANCE, Statistic.AGREEMENT_INDEX, Statistic.RELIABILITY}
)
Outcomes = Mapping[CellAddress, Published | Suppressed]


def spreads_beside_bands(candidates: Sequence[Candidate], banded: set[str]) -> Mapping[str, int]:
    """Number of items of each subject that has an item with a band.

    Parameters
    ----------
    candidates
        All figures of one segment and one respondent set.
    banded
        Subjects of which a share or a mean is told as a band.
    """
    items: dict[str, set[str]] = {}
    for one in candidates:
        found = {name.rpartition("=")[0] for name in one.bins}
        items.setdefault(one.address.subject, set()).update(found)
    return {
        subject: len(parts)
        for subject, parts in items.items()
        if parts and not banded.isdisjoint({subject, *parts})
    }


def coarse_spreads(
    told: Outcomes, items: Mapping[str, int]
) -> dict[CellAddress, Published | Suppressed]:
    """What has to be withheld or told more coarsely, by what `spreads_beside_bands` gives."""
    changed: dict[CellAddress, Published | Suppressed] = {}
    for address, outcome in told.items():
        count = items.get(address.subject)
        if count is not None and isinstance(outcome, Published):
            coarse = _coarse(address.statistic, outcome, count)
            if coarse != outcome:
                changed[address] = coarse
    return changed


def _coarse(statistic: Statistic, told: Published, items: int) -> Published | Suppressed:
    if statistic in _SCATTER and told.n < SCATTER_FROM.get(items, 0):
        return Suppressed(SuppressionReason.PROTECTS_OTHERS, told.n)
    if statistic is Statistic.ADVOCACY_NET and told.n < NET_INTERVAL_FROM:
        return replace(told, low=None, high=None)
    return told
