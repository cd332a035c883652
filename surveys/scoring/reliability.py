"""How consistently the items of a dimension measure: alpha, omega, item-rest correlation."""

import math

import numpy as np
import numpy.typing as npt
from scipy import optimize, stats

from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.results import Alpha
from surveys.scoring.shares import CONFIDENCE

Answers = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

_LEAST_RESPONDENTS = 2
_NEGLIGIBLE = 1e-10
"""Share of the variance that is rounding error."""
_LEAST_ITEMS_OF_ONE_FACTOR = 3
_SMALLEST_UNIQUE_SHARE = 0.005
"""Bound of an item's unique share of variance, so that a fit cannot run off to 0."""


def cronbach_alpha(answers: Answers, counts: Counts) -> Alpha | Undefined:
    """Cronbach's alpha of complete answer rows, with Feldt's interval.

    α = J/(J − 1)·(1 − Σ s_j² / s_total²). The interval divides 1 − α by quantiles of
    F(n − 1, (n − 1)(J − 1)).

    Parameters
    ----------
    answers
        Shape (patterns, J): complete rows, reversed items turned.
    counts
        How often each row occurs.

    References
    ----------
    Cronbach, L. J. (1951). Psychometrika 16, 297–334. Feldt, L. S., Woodruff, D. J. &
    Salih, F. A. (1987). Applied Psychological Measurement 11, 93–103.

    Examples
    --------
    >>> rows = np.array([[1, 2], [2, 2], [3, 4], [5, 4]], dtype=float)
    >>> round(cronbach_alpha(rows, np.ones(4, dtype=int)).value, 4)
    0.8791
    """
    n, items = int(counts.sum()), answers.shape[1]
    covariance = _covariance(answers, counts)
    if isinstance(covariance, Undefined):
        return covariance
    total = float(covariance.sum())
    if total <= _NEGLIGIBLE * float(np.trace(covariance)):
        return Undefined(Reason.NO_VARIANCE, n)
    value = items / (items - 1) * (1.0 - float(np.trace(covariance)) / total)
    df_rows, df_error = n - 1, (n - 1) * (items - 1)
    lower = float(stats.f.ppf((1 - CONFIDENCE) / 2, df_rows, df_error))
    upper = float(stats.f.ppf((1 + CONFIDENCE) / 2, df_rows, df_error))
    return Alpha(
        value=value,
        low=1.0 - (1.0 - value) * upper,
        high=1.0 - (1.0 - value) * lower,
        standardized=_standardized(covariance, n),
        n=n,
        items=items,
    )


def omega_total(answers: Answers, counts: Counts) -> Figure | Undefined:
    """McDonald's omega: the share of the sum's variance that one common factor explains.

    ω = (Σλ)² / ((Σλ)² + Σψ), loadings λ and unique variances ψ from a one-factor maximum
    likelihood fit to the covariances. Needs three items.

    References
    ----------
    McDonald, R. P. (1999). Test theory: a unified treatment. Erlbaum.
    Jöreskog, K. G. (1967). Some contributions to maximum likelihood factor analysis.
    Psychometrika 32, 443–482.

    Examples
    --------
    >>> rows = np.array([[1, 2, 1], [2, 2, 3], [3, 4, 3], [5, 4, 4], [4, 2, 5]], dtype=float)
    >>> round(omega_total(rows, np.ones(5, dtype=int)).value, 3)
    0.895
    """
    n, items = int(counts.sum()), answers.shape[1]
    if items < _LEAST_ITEMS_OF_ONE_FACTOR:
        return Undefined(Reason.TOO_FEW_ITEMS, n)
    covariance = _covariance(answers, counts)
    if isinstance(covariance, Undefined):
        return covariance
    if np.linalg.eigvalsh(covariance)[0] <= _NEGLIGIBLE * float(np.trace(covariance)):
        return Undefined(Reason.NO_FIT, n)
    loadings, unique = _one_factor(covariance)
    common = float(loadings.sum()) ** 2
    return Figure(common / (common + float(unique.sum())), n)


def item_rest_correlations(answers: Answers, counts: Counts) -> tuple[float, ...] | Undefined:
    """Correlation of each item with the sum of the others (corrected item-total).

    0 for an item, or a rest, without variance.

    Examples
    --------
    >>> rows = np.array([[1, 1], [2, 3], [3, 2], [4, 4]], dtype=float)
    >>> [round(value, 2) for value in item_rest_correlations(rows, np.ones(4, dtype=int))]
    [0.8, 0.8]
    """
    covariance = _covariance(answers, counts)
    if isinstance(covariance, Undefined):
        return covariance
    variances = np.diag(covariance)
    with_rest = covariance.sum(axis=1) - variances
    rest_variances = covariance.sum() - 2 * covariance.sum(axis=1) + variances
    scale = np.sqrt(np.clip(variances * rest_variances, 0.0, None))
    correlations = np.divide(with_rest, scale, out=np.zeros_like(scale), where=scale > 1e-12)
    return tuple(float(value) for value in correlations)


def single_item_reliability(alpha: float, items: int) -> float:
    """Reliability of one item of a scale with this alpha (Spearman and Brown, stepped down).

    Examples
    --------
    >>> single_item_reliability(0.75, 3)
    0.5
    """
    alpha = min(1.0, max(0.0, alpha))
    return alpha / (items - (items - 1) * alpha)


def composite_reliability(
    part_variances: npt.NDArray[np.float64],
    part_reliabilities: npt.NDArray[np.float64],
    total_variance: float,
) -> float:
    """Reliability of a weighted sum, ρ = 1 − Σ w²σ²(1 − α) / σ_total² (Mosier), in 0..1.

    Parameters
    ----------
    part_variances
        w²σ² of each part.
    part_reliabilities
        α of each part, 0..1; 0 where it is not known.
    total_variance
        Variance of the weighted sum, above 0.

    References
    ----------
    Mosier, C. I. (1943). On the reliability of a weighted composite. Psychometrika 8, 161–168.

    Examples
    --------
    >>> composite_reliability(np.array([1.0, 1.0]), np.array([0.5, 0.5]), 4.0)
    0.75
    """
    error = float(np.sum(part_variances * (1.0 - part_reliabilities)))
    return min(1.0, max(0.0, 1.0 - error / total_variance))


def _covariance(answers: Answers, counts: Counts) -> npt.NDArray[np.float64] | Undefined:
    n, items = int(counts.sum()), answers.shape[1]
    if items < 2:
        return Undefined(Reason.TOO_FEW_ITEMS, n)
    if n < _LEAST_RESPONDENTS:
        return Undefined(Reason.NO_ANSWERS if n == 0 else Reason.TOO_FEW_ANSWERS, n)
    covariance = np.asarray(np.cov(answers, rowvar=False, fweights=counts), dtype=np.float64)
    if float(np.trace(covariance)) <= 0.0:
        return Undefined(Reason.NO_VARIANCE, n)
    return covariance


def _standardized(covariance: npt.NDArray[np.float64], n: int) -> Figure | Undefined:
    """Alpha from the mean correlation of the items; those without variance are left out."""
    varies = np.diag(covariance) > 0.0
    part = covariance[np.ix_(varies, varies)]
    items = len(part)
    if items < 2:
        return Undefined(Reason.TOO_FEW_ITEMS, n)
    deviations = np.sqrt(np.diag(part))
    correlations = part / np.outer(deviations, deviations)
    mean = (float(correlations.sum()) - items) / (items * (items - 1))
    total = 1 + (items - 1) * mean
    if total <= _NEGLIGIBLE:
        return Undefined(Reason.NO_VARIANCE, n)
    return Figure(items * mean / total, n)


def _one_factor(
    covariance: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Loadings and unique variances of the maximum likelihood fit.

    The likelihood is maximized over the unique shares alone: given them, the
    loadings are an eigenvector.
    """
    deviations = np.sqrt(np.diag(covariance))
    correlations = covariance / np.outer(deviations, deviations)
    unexplained = 1.0 / np.diag(np.linalg.inv(correlations))
    start = np.clip((1.0 - 0.5 / len(covariance)) * unexplained, 0.05, 0.95)
    fit = optimize.minimize(
        _misfit,
        start,
        args=(correlations,),
        jac=True,
        method="TNC",
        bounds=[(_SMALLEST_UNIQUE_SHARE, 1.0)] * len(covariance),
        options={"ftol": 1e-15, "gtol": 1e-10, "xtol": 1e-10, "maxfun": 2_000},
    )
    unique = np.asarray(fit.x, dtype=np.float64)
    loadings = _loadings(unique, correlations)
    return loadings * deviations, unique * deviations**2


def _misfit(
    unique: npt.NDArray[np.float64], correlations: npt.NDArray[np.float64]
) -> tuple[float, npt.NDArray[np.float64]]:
    """Discrepancy of the one-factor model and its gradient in the unique shares."""
    scale = 1.0 / np.sqrt(unique)
    rest = np.linalg.eigvalsh(correlations * np.outer(scale, scale))[:-1]
    loadings = _loadings(unique, correlations)
    residual = loadings**2 + unique - np.diag(correlations)
    return float(np.sum(rest - np.log(rest) - 1.0)), residual / unique**2


def _loadings(
    unique: npt.NDArray[np.float64], correlations: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    scale = 1.0 / np.sqrt(unique)
    values, vectors = np.linalg.eigh(correlations * np.outer(scale, scale))
    strength = math.sqrt(max(0.0, float(values[-1]) - 1.0))
    return np.asarray(np.sqrt(unique) * vectors[:, -1] * strength, dtype=np.float64)
