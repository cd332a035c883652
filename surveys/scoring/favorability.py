"""Shares above, at and below the middle of the scale, from counts of scale points."""

import numpy as np
import numpy.typing as npt

from surveys.scoring.outcomes import Reason, Undefined
from surveys.scoring.percents import whole_percents
from surveys.scoring.results import Favorability
from surveys.scoring.shares import wilson_share


def favorability(
    counts: npt.NDArray[np.int64], base: int, *, remaining: float = 1.0
) -> Favorability | Undefined:
    """Favorable, neutral and unfavorable share of answers.

    On five points the two highest are favorable, the middle one neutral and the two lowest
    unfavorable; on k points the halves above and below the middle.

    Parameters
    ----------
    counts
        Answers by scale point 1..k, reversed items turned; several items may be summed.
    base
        Respondents for the interval. Several answers of one person count once here, because
        they are not independent.
    remaining
        1 − f·α, from `surveys.scoring.intervals.remaining_variance`.

    Examples
    --------
    >>> result = favorability(np.array([1, 1, 2, 3, 3]), 10)
    >>> result.favorable.share, result.percents
    (0.6, (60, 20, 20))
    """
    total = int(counts.sum())
    if total == 0 or base == 0:
        return Undefined(Reason.NO_ANSWERS, 0)
    half = len(counts) // 2
    low, high = int(counts[:half].sum()), int(counts[len(counts) - half :].sum())
    parts = (high, total - high - low, low)
    favorable, neutral, unfavorable = (
        wilson_share(part / total, base, remaining=remaining) for part in parts
    )
    first, second, third = whole_percents(parts)
    return Favorability(favorable, neutral, unfavorable, (first, second, third))
