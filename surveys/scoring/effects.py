"""Sizes of a difference between two groups that do not depend on the scale."""

import math

import numpy as np
import numpy.typing as npt
from scipy import optimize, special, stats

from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.results import Effect
from surveys.scoring.shares import CONFIDENCE

_NODES, _NODE_WEIGHTS = np.polynomial.legendre.leggauss(200)
_NEGLIGIBLE = 1e-15
_REACH = 10.0
"""Normal deviations beyond which a probability is 0 or 1."""


def hedges_g(
    means: tuple[float, float], variances: tuple[float, float], sizes: tuple[int, int]
) -> Effect | Undefined:
    """Standardized mean difference, first minus second, free of small-sample bias.

    g = J·d with d = difference / pooled standard deviation and J = Γ(m/2) /
    (√(m/2)·Γ((m − 1)/2)), m = n₁ + n₂ − 2. The interval is the exact one for the true
    difference, from the noncentral t distribution.

    References
    ----------
    Hedges, L. V. (1981). Journal of Educational Statistics 6, 107–128.
    Steiger, J. H. & Fouladi, R. T. (1997). In: What if there were no significance tests?

    Examples
    --------
    >>> effect = hedges_g((60.0, 50.0), (400.0, 400.0), (20, 20))
    >>> round(effect.value, 4), round(effect.low, 4), round(effect.high, 4)
    (0.4901, -0.133, 1.1267)
    """
    first, second = sizes
    df = first + second - 2
    if first < 1 or second < 1 or df < 2:
        return Undefined(Reason.TOO_FEW_ANSWERS, first + second)
    pooled = ((first - 1) * variances[0] + (second - 1) * variances[1]) / df
    if pooled <= 0.0:
        return Undefined(Reason.NO_VARIANCE, first + second)
    difference = (means[0] - means[1]) / math.sqrt(pooled)
    shape = math.sqrt(first * second / (first + second))
    tail = (1 - CONFIDENCE) / 2
    statistic = difference * shape
    return Effect(
        value=difference * _unbiasing_factor(df),
        low=_noncentrality(statistic, df, 1 - tail) / shape,
        high=_noncentrality(statistic, df, tail) / shape,
    )


def cliffs_delta(
    first: npt.NDArray[np.float64],
    first_counts: npt.NDArray[np.int64],
    second: npt.NDArray[np.float64],
    second_counts: npt.NDArray[np.int64],
) -> Figure | Undefined:
    """Probability that one of the first group stands higher, minus that one stands lower.

    Parameters
    ----------
    first, second
        Distinct scores of each group.
    first_counts, second_counts
        How often each occurs.

    Returns
    -------
    Figure or Undefined
        -1 (all of the first lower) to 1 (all higher).

    References
    ----------
    Cliff, N. (1993). Dominance statistics. Psychological Bulletin 114, 494–509.

    Examples
    --------
    >>> one = np.array([1])
    >>> cliffs_delta(np.array([3.0]), one, np.array([1.0, 3.0, 5.0]), np.array([2, 1, 1])).value
    0.25
    """
    pairs = int(first_counts.sum()) * int(second_counts.sum())
    if pairs == 0:
        return Undefined(Reason.NO_ANSWERS, 0)
    order = np.argsort(second)
    ranked = second[order]
    cumulative = np.concatenate([[0], np.cumsum(second_counts[order])])
    lower = cumulative[np.searchsorted(ranked, first, side="left")]
    not_higher = cumulative[np.searchsorted(ranked, first, side="right")]
    above = int(first_counts @ lower)
    below = int(first_counts @ (cumulative[-1] - not_higher))
    return Figure((above - below) / pairs, int(first_counts.sum() + second_counts.sum()))


def _unbiasing_factor(df: int) -> float:
    log_factor = special.gammaln(df / 2) - special.gammaln((df - 1) / 2)
    return float(math.exp(log_factor) / math.sqrt(df / 2))


def _noncentrality(statistic: float, df: int, probability: float) -> float:
    """Noncentrality at which a t of at most this size has this probability.

    The noncentral t is summed over its chi part, which stays exact where SciPy's gives up.
    """
    first, last = stats.chi.ppf(_NEGLIGIBLE, df), stats.chi.isf(_NEGLIGIBLE, df)
    chi = (last - first) / 2 * _NODES + (last + first) / 2
    density = _NODE_WEIGHTS * stats.chi.pdf(chi, df)
    density /= density.sum()
    centers = statistic * chi / math.sqrt(df)

    def excess(noncentrality: float) -> float:
        return float(density @ special.ndtr(centers - noncentrality)) - probability

    low, high = float(centers.min()) - _REACH, float(centers.max()) + _REACH
    return float(optimize.brentq(excess, low, high, xtol=1e-12))
