"""Intervals of shares, in closed form: pages reckon them too, so nothing here loads scipy."""

import math
from statistics import NormalDist

from surveys.scoring.outcomes import Share

CONFIDENCE = 0.95
_NORMAL_QUANTILE = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)


def wilson_share(share: float, n: int, *, remaining: float = 1.0) -> Share:
    """Share with Wilson's 95 % interval at the effective base n / (1 − f·α).

    Parameters
    ----------
    share
        Observed share, 0..1.
    n
        Base, at least 1.
    remaining
        1 − f·α, from `remaining_variance`; 0 leaves no error.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
    inference. JASA 22, 209–212. Without continuity correction.

    Examples
    --------
    >>> share = wilson_share(81 / 263, 263)
    >>> round(share.low, 4), round(share.high, 4)
    (0.2553, 0.3662)
    """
    if remaining <= 0.0:
        return Share(share=share, low=share, high=share, n=n)
    base = n / remaining
    z2 = _NORMAL_QUANTILE**2
    center = (share + z2 / (2 * base)) / (1 + z2 / base)
    reach = (
        _NORMAL_QUANTILE
        * math.sqrt(share * (1 - share) / base + z2 / (4 * base * base))
        / (1 + z2 / base)
    )
    return Share(
        share=share,
        low=0.0 if share == 0.0 else max(0.0, center - reach),
        high=1.0 if share == 1.0 else min(1.0, center + reach),
        n=n,
    )


def newcombe_difference(later: Share, earlier: Share) -> tuple[float, float]:
    """95 % interval of later minus earlier share, from their Wilson intervals.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent
    proportions. Statistics in Medicine 17, 873–890, method 10.

    Examples
    --------
    >>> low, high = newcombe_difference(wilson_share(56 / 70, 70), wilson_share(48 / 80, 80))
    >>> round(low, 4), round(high, 4)
    (0.0524, 0.3339)
    """
    change = later.share - earlier.share
    low = change - math.hypot(later.share - later.low, earlier.high - earlier.share)
    high = change + math.hypot(later.high - later.share, earlier.share - earlier.low)
    return low, high
