"""How far the score depends on the weights that were chosen for the dimensions."""

import numpy as np
import numpy.typing as npt

from surveys.scoring.bands import band_of, edges_of
from surveys.scoring.results import WeightSensitivity

CONCENTRATION = 50.0
"""How near the drawn weights stay to the declared ones: Dirichlet(50·w)."""

DRAWS = 20_000


def weight_sensitivity(
    scores: npt.NDArray[np.float64], weights: npt.NDArray[np.float64], *, seed: int
) -> WeightSensitivity:
    """Score under 20,000 plausible other weights, drawn from Dirichlet(50·w).

    Parameters
    ----------
    scores
        Dimension scores, points 0..100.
    weights
        Their weights, at least 0, summing to 1. A weight of 0 stays 0.
    seed
        Seed of the draws.

    Examples
    --------
    >>> result = weight_sensitivity(np.array([60.0, 60.0]), np.array([0.5, 0.5]), seed=1)
    >>> round(result.low, 6), round(result.high, 6), result.band_share
    (60.0, 60.0, 1.0)
    """
    counted = weights > 0
    drawn = np.random.default_rng(seed).dirichlet(CONCENTRATION * weights[counted], DRAWS)
    totals = np.round(drawn @ scores[counted], 9)
    lower, upper = edges_of(band_of(round(float(weights @ scores), 9)))
    low, high = np.quantile(totals, [0.05, 0.95])
    share = np.mean((totals >= lower) & (totals < upper))
    return WeightSensitivity(low=float(low), high=float(high), band_share=float(share), draws=DRAWS)


def geometric_mean(scores: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]) -> float:
    """Weighted geometric mean of scores floored at 1: no weakness is fully offset.

    Examples
    --------
    >>> round(geometric_mean(np.array([25.0, 100.0]), np.array([0.5, 0.5])), 6)
    50.0
    """
    return float(np.exp(weights @ np.log(np.maximum(scores, 1.0))))
