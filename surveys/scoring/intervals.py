"""Standard errors and 95 % intervals for a workforce that has answered almost completely."""

import math

from scipy import stats

from surveys.scoring.outcomes import Estimate, Reason, Undefined
from surveys.scoring.shares import CONFIDENCE


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
