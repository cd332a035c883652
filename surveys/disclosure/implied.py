"""Withheld shares whose range every reader can work out: the range is told instead.

The shares of one distribution add up to 1, so the others leave a withheld one only so much. To
print that range gives nothing away, and spares the reader the sum.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from surveys.disclosure.cube import (
    Bound,
    Candidate,
    CellAddress,
    Published,
    Statistic,
    Suppressed,
)
from surveys.disclosure.rounding import band_ends, share_rounding

_ALL = 1e-6

Outcomes = Mapping[CellAddress, Published | Suppressed]


def implied_shares(shares: Sequence[Candidate], told: Outcomes) -> dict[CellAddress, Published]:
    """Ranges of withheld shares, worked out from the published ones beside them and nothing else.

    Parameters
    ----------
    shares
        All shares of one segment and one respondent set, those withheld among them.
    told
        How each of them is told.
    """
    families: dict[tuple[Statistic, str], list[Candidate]] = defaultdict(list)
    for share in shares:
        families[share.address.statistic, share.address.subject].append(share)
    return {
        address: published
        for family in families.values()
        if abs(sum(one.value or 0.0 for one in family) - 1) < _ALL
        for address, published in _of_family(family, told)
    }


def _of_family(
    family: Sequence[Candidate], told: Outcomes
) -> Iterator[tuple[CellAddress, Published]]:
    known = {one.address: _known(told[one.address]) for one in family}
    for one in family:
        if isinstance(told[one.address], Published):
            continue
        others = [ends for address, ends in known.items() if address != one.address]
        low = math.floor(100 * max(0.0, 1 - sum(high for _low, high in others)) + _ALL) / 100
        high = math.ceil(100 * min(1.0, 1 - sum(low for low, _high in others)) - _ALL) / 100
        if high - low < 1:
            yield one.address, _published(low, high, one.n)


def _known(outcome: Published | Suppressed) -> tuple[float, float]:
    if isinstance(outcome, Suppressed):
        return 0.0, 1.0
    low, high = band_ends(outcome)
    slack = share_rounding(outcome.n) if outcome.bound is Bound.EXACT else 0.0
    return max(0.0, low - slack), min(1.0, high + slack)


def _published(low: float, high: float, n: int) -> Published:
    if low == 0:
        return Published(high, n, bound=Bound.AT_MOST)
    if high == 1:
        return Published(low, n, bound=Bound.AT_LEAST)
    return Published(round((low + high) / 2, 3), n, low, high, Bound.WITHIN)
