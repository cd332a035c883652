"""How alike the people of one group answer: the r_wg family, a_wg and average deviation."""

import numpy as np
import numpy.typing as npt

from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.results import Agreement
from surveys.scoring.rwg_null import critical_rwg_j

Histograms = npt.NDArray[np.int64]
"""Shape (items, k): answers by scale point, reversed items turned."""

POLARIZED_DEVIATION = 1.2
"""Average deviation on five points above which a group is called polarized."""

POLARIZED_SHARE = 0.35
"""Share at both ends of the scale from which a group is called polarized."""


def group_agreement(histograms: Histograms) -> Agreement | Undefined:
    """All agreement figures of one group on the items of one dimension.

    Items that nobody answered are left out; `n` is the largest number of answers to an item.

    Examples
    --------
    >>> result = group_agreement(np.array([[0, 0, 5, 5, 0], [0, 0, 5, 5, 0]]))
    >>> result.ad_mean.value, result.is_polarized
    (0.5, False)
    """
    answered = histograms[histograms.sum(axis=1) > 0]
    if len(answered) == 0:
        return Undefined(Reason.NO_ANSWERS, 0)
    n = int(answered.sum(axis=1).max())
    average = average_deviation(answered)
    return Agreement(
        n=n,
        items=len(answered),
        rwg_j=rwg_j(answered),
        rwg_j_critical=critical_rwg_j(n, len(answered), answered.shape[1]),
        rwg_j_star=rwg_j_star(answered),
        a_wg=a_wg(answered),
        ad_mean=average,
        ad_median=average_deviation(answered, around_median=True),
        is_polarized=_is_polarized(answered, average),
    )


def rwg_j(histograms: Histograms) -> Figure | Undefined:
    """Agreement against uniform noise, stepped up to J items, 0..1.

    With q = mean item variance / ((k² − 1)/12), at most 1: J(1 − q) / (J(1 − q) + q).

    References
    ----------
    James, L. R., Demaree, R. G. & Wolf, G. (1984). Journal of Applied Psychology 69, 85–98.

    Examples
    --------
    >>> round(rwg_j(np.array([[0, 0, 5, 5, 0], [0, 0, 5, 5, 0]])).value, 4)
    0.9254
    """
    ratio = _noise_ratio(histograms)
    if isinstance(ratio, Undefined):
        return ratio
    agreed = len(histograms) * (1.0 - min(1.0, ratio.value))
    return Figure(agreed / (agreed + min(1.0, ratio.value)), ratio.n)


def rwg_j_star(histograms: Histograms) -> Figure | Undefined:
    """Agreement against uniform noise that does not grow with the number of items; ≤ 1.

    1 − mean item variance / ((k² − 1)/12); negative where answers differ more than noise.

    References
    ----------
    Lindell, M. K., Brandt, C. J. & Whitney, D. J. (1999). Applied Psychological
    Measurement 23, 127–135.

    Examples
    --------
    >>> round(rwg_j_star(np.array([[0, 0, 5, 5, 0]])).value, 4)
    0.8611
    """
    ratio = _noise_ratio(histograms)
    if isinstance(ratio, Undefined):
        return ratio
    return Figure(1.0 - ratio.value, ratio.n)


def a_wg(histograms: Histograms) -> Figure | Undefined:
    """Agreement against the largest disagreement possible at the observed mean, -1..1.

    Per item 1 − 2s² / (((H + L)M − M² − HL)·n/(n − 1)), then the mean over items. An item
    whose mean lies so near an end that the figure has no meaning is left out; if all its
    answers are that end point, agreement is perfect.

    References
    ----------
    Brown, R. D. & Hauenstein, N. M. A. (2005). Organizational Research Methods 8, 165–184.

    Examples
    --------
    >>> round(a_wg(np.array([[0, 0, 5, 5, 0]])).value, 4)
    0.8667
    """
    values = [value for row in histograms if (value := _a_wg_of_item(row)) is not None]
    n = int(histograms.sum(axis=1).max())
    if n < 2:
        return Undefined(Reason.TOO_FEW_ANSWERS, n)
    if not values:
        return Undefined(Reason.OUT_OF_BOUNDS, n)
    return Figure(sum(values) / len(values), n)


def average_deviation(histograms: Histograms, *, around_median: bool = False) -> Figure | Undefined:
    """Mean distance of answers from their mean or median, in scale points, mean over items.

    References
    ----------
    Burke, M. J., Finkelstein, L. M. & Dusig, M. S. (1999). Organizational Research Methods 2,
    49–68.

    Examples
    --------
    >>> average_deviation(np.array([[0, 0, 5, 5, 0]])).value
    0.5
    """
    totals = histograms.sum(axis=1)
    n = int(totals.max())
    if n < 2:
        return Undefined(Reason.TOO_FEW_ANSWERS, n)
    points = np.arange(1, histograms.shape[1] + 1)
    centers = _medians(histograms) if around_median else histograms @ points / totals
    distances = np.abs(points - centers[:, np.newaxis])
    return Figure(float(np.mean((histograms * distances).sum(axis=1) / totals)), n)


def _noise_ratio(histograms: Histograms) -> Figure | Undefined:
    """Mean item variance as a share of the variance of uniform noise."""
    totals = histograms.sum(axis=1)
    n = int(totals.max())
    repeated = histograms[totals > 1]
    if len(repeated) == 0:
        return Undefined(Reason.TOO_FEW_ANSWERS, n)
    scale_points = histograms.shape[1]
    noise = (scale_points**2 - 1) / 12
    return Figure(float(np.mean([_variance(row) for row in repeated])) / noise, n)


def _a_wg_of_item(counts: npt.NDArray[np.int64]) -> float | None:
    n, lowest, highest = int(counts.sum()), 1, len(counts)
    if n < 2:
        return None
    mean = float(counts @ np.arange(1, highest + 1)) / n
    if mean in {lowest, highest}:
        return 1.0
    if not (lowest * (n - 1) + highest) / n <= mean <= (highest * (n - 1) + lowest) / n:
        return None
    largest = ((highest + lowest) * mean - mean**2 - highest * lowest) * n / (n - 1)
    return 1.0 - 2.0 * _variance(counts) / largest


def _variance(counts: npt.NDArray[np.int64]) -> float:
    points = np.arange(1, len(counts) + 1)
    n = int(counts.sum())
    mean = float(counts @ points) / n
    return float(counts @ (points - mean) ** 2) / (n - 1)


def _medians(histograms: Histograms) -> npt.NDArray[np.float64]:
    cumulative = histograms.cumsum(axis=1)
    totals = cumulative[:, -1:]
    lower = (cumulative >= (totals + 1) // 2).argmax(axis=1)
    upper = (cumulative >= totals // 2 + 1).argmax(axis=1)
    return np.asarray((lower + upper) / 2 + 1.0, dtype=np.float64)


def _is_polarized(histograms: Histograms, average: Figure | Undefined) -> bool:
    """Wide apart on average, or many at both ends."""
    scale_points = histograms.shape[1]
    limit = POLARIZED_DEVIATION * (scale_points - 1) / 4
    if isinstance(average, Figure) and average.value > limit:
        return True
    counts = histograms.sum(axis=0)
    half = scale_points // 2
    ends = min(int(counts[:half].sum()), int(counts[scale_points - half :].sum()))
    return ends / int(counts.sum()) >= POLARIZED_SHARE
