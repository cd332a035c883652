"""The cultural alignment index: the typical gap between leaders and workforce, without its noise.

A plain root mean square of gaps counts sampling error as disagreement and shows about 90
where five leaders and sixty staff agree perfectly.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import stats

from surveys.scoring.dimensions import DimensionAnswers
from surveys.scoring.intervals import remaining_variance
from surveys.scoring.results import AlignmentIndex
from surveys.scoring.shares import CONFIDENCE


def alignment_index(
    gaps: npt.NDArray[np.float64],
    covariance: npt.NDArray[np.float64],
    weights: npt.NDArray[np.float64],
) -> AlignmentIndex:
    """CAI = 100 − √max(0, Σ w (G² − SE²)), with a 95 % range.

    The variance of Σ w (G² − SE²) is 4 (wG)ᵀC(wG) + 2 tr((WC)²); its normal interval is cut
    at 0 and carried through the root.

    Parameters
    ----------
    gaps
        G by dimension, points.
    covariance
        C, sampling covariance of the gaps; its diagonal is SE².
    weights
        At least 0, summing to 1.

    Examples
    --------
    >>> index = alignment_index(np.array([10.0, 0.0]), np.diag([4.0, 4.0]), np.array([0.5, 0.5]))
    >>> round(index.value, 3), round(index.low, 3), round(index.high, 3)
    (93.218, 90.728, 97.546)
    """
    squared = float(weights @ (gaps**2 - np.diag(covariance)))
    weighted = weights * gaps
    spread = weights[:, np.newaxis] * covariance
    variance = 4.0 * float(weighted @ covariance @ weighted) + 2.0 * float(
        np.trace(spread @ spread)
    )
    reach = float(stats.norm.ppf(0.5 + CONFIDENCE / 2)) * math.sqrt(max(0.0, variance))
    return AlignmentIndex(
        value=100.0 - math.sqrt(max(0.0, squared)),
        low=max(0.0, 100.0 - math.sqrt(max(0.0, squared + reach))),
        high=100.0 - math.sqrt(max(0.0, squared - reach)),
    )


def mean_covariance(
    dimensions: Sequence[DimensionAnswers], invited: int
) -> npt.NDArray[np.float64]:
    """Sampling covariance of the dimension means of one audience, points squared.

    On the diagonal s²/n·(1 − f·α). Off it measurement errors cancel, so that a census has
    no covariance left: cov/n·(1 − f).
    """
    parts = [_deviations(answers) for answers in dimensions]
    covariance = np.array([[float(first @ second) for second in parts] for first in parts])
    for row, first in enumerate(dimensions):
        for column, second in enumerate(dimensions):
            pair = min(first.n, second.n)
            reliability = first.reliability if row == column else 1.0
            covariance[row, column] *= pair / (pair - 1)
            covariance[row, column] *= remaining_variance(pair, invited, reliability)
    return covariance


def _deviations(answers: DimensionAnswers) -> npt.NDArray[np.float64]:
    """Each respondent's share in the error of the mean; 0 for those without a score."""
    table = np.nan_to_num((answers.points - answers.mean) / answers.n, nan=0.0)
    return table[answers.patterns.of_respondent]
