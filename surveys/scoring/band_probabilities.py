"""How sure the band of a score is, given the error of the score."""

import math

from scipy import stats

from surveys.scoring.bands import LOWER_EDGES, band_of
from surveys.scoring.outcomes import Estimate
from surveys.scoring.results import BandReading

BORDERLINE_PROBABILITY = 0.8
"""A band less probable than this is printed as borderline."""


def read_band(estimate: Estimate) -> BandReading:
    """Band of an estimate, with the probability of each band given its error.

    The truth is taken as Student t around the estimate, with the estimate's standard error
    and degrees of freedom; the outer bands hold the tails.

    Examples
    --------
    >>> from surveys.scoring.intervals import t_estimate
    >>> from surveys.scoring.results import Band
    >>> reading = read_band(t_estimate(62.0, 3.0, 40, df=39))
    >>> reading.band.value, round(reading.probabilities[Band.DEVELOPING], 3)
    ('developing', 0.982)
    """
    inner_edges = list(LOWER_EDGES.values())[1:]
    below = [0.0, *(_below(edge, estimate) for edge in inner_edges), 1.0]
    probabilities = {
        band: below[position + 1] - below[position] for position, band in enumerate(LOWER_EDGES)
    }
    return BandReading(
        band=band_of(estimate.value),
        probabilities=probabilities,
        is_borderline=max(probabilities.values()) < BORDERLINE_PROBABILITY,
    )


def _below(edge: float, estimate: Estimate) -> float:
    if math.isclose(estimate.se, 0.0, abs_tol=1e-12):
        return 1.0 if estimate.value < edge else 0.0
    return float(stats.t.cdf((edge - estimate.value) / estimate.se, estimate.df))
