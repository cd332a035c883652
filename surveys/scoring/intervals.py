"""Standard errors and 95 % intervals for a workforce that has answered almost completely."""

import math

from scipy import stats

from surveys.scoring.outcomes import Estimate, Reason, Share, Undefined

CONFIDENCE = 0.95
_NORMAL_QUANTILE = float(stats.norm.ppf(0.5 + CONFIDENCE / 2))


def remaining_variance(n: int, invited: int, reliability: float) -> float:
    """Share of the sampling variance that is left when n of N answered with measurement error.

    A census still measures with error, hence 1 − f·α and not 1 − f.

    Parameters
    ----------
    n
        Respondents.
    invited
        People who could have answered, N. Where it is 0 or below n the population is not
        known and nothing is taken off.
    reliability
        Reliability of the score, clipped to 0..1.

    Returns
    -------
    float
        1 − (n/N)·α, in 0..1.

    Examples
    --------
    >>> remaining_variance(75, 100, 0.5)
    0.625
    """
    if invited <= 0 or n > invited:
        return 1.0
    return 1.0 - n / invited * min(1.0, max(0.0, reliability))


def t_estimate(
    value: float,
    se: float,
    n: int,
    *,
    df: float,
    floor: float = 0.0,
    ceiling: float = 100.0,
) -> Estimate:
    """Estimate with a Student t interval, clipped to the range the figure can take.

    Parameters
    ----------
    value, se
        The figure and its standard error, in one unit.
    n
        Respondents behind it.
    df
        Degrees of freedom, above 0.
    floor, ceiling
        Limits of the scale.

    Examples
    --------
    >>> estimate = t_estimate(60.0, 2.0, 25, df=24)
    >>> round(estimate.low, 3), round(estimate.high, 3)
    (55.872, 64.128)
    """
    reach = float(stats.t.ppf(0.5 + CONFIDENCE / 2, df)) * se
    return Estimate(
        value=value,
        se=se,
        low=max(floor, value - reach),
        high=min(ceiling, value + reach),
        n=n,
        df=df,
    )


def mean_estimate(
    mean: float, variance: float, n: int, *, remaining: float, minimum: int
) -> Estimate | Undefined:
    """Mean of n respondents in points with SE² = s²/n · (1 − f·α).

    Examples
    --------
    >>> mean_estimate(60.0, 400.0, 25, remaining=0.25, minimum=10).se
    2.0
    >>> mean_estimate(60.0, 400.0, 7, remaining=0.25, minimum=10).reason.value
    'too_few_answers'
    """
    if n < max(2, minimum):
        return Undefined(Reason.TOO_FEW_ANSWERS, n)
    return t_estimate(mean, math.sqrt(variance / n * remaining), n, df=n - 1)


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


def welch_df(se_first: float, df_first: float, se_second: float, df_second: float) -> float:
    """Degrees of freedom of a difference (Welch and Satterthwaite).

    Where neither side has an error, the smaller of both is returned.

    Examples
    --------
    >>> welch_df(2.0, 10, 2.0, 10)
    20.0
    """
    first, second = se_first**2, se_second**2
    if first + second == 0.0:
        return min(df_first, df_second)
    return (first + second) ** 2 / (first**2 / df_first + second**2 / df_second)


def two_sided_p(value: float, se: float, df: float) -> float:
    """Probability of a value this far from 0 if the truth is 0 (Student t, two-sided).

    Examples
    --------
    >>> round(two_sided_p(2.0, 1.0, 10), 4)
    0.0734
    """
    if se == 0.0:
        return 1.0 if value == 0.0 else 0.0
    return float(2 * stats.t.sf(abs(value) / se, df))
