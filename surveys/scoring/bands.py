"""Reading a score: five bands, anchored on the wording of the answers (50 neutral, 75 agree)."""

import math

from scipy import stats

from surveys.scoring.outcomes import Estimate
from surveys.scoring.results import Band, BandReading

LOWER_EDGES = {
    Band.AT_RISK: 0.0,
    Band.EMERGING: 40.0,
    Band.DEVELOPING: 55.0,
    Band.READY: 70.0,
    Band.LEADING: 85.0,
}
"""Points from which a band begins. An anchor on the answer wording, not a benchmark."""

BORDERLINE_PROBABILITY = 0.8
"""A band less probable than this is printed as borderline."""

_ORDER = tuple(LOWER_EDGES)


def band_of(score: float) -> Band:
    """Band of a score in points 0..100.

    Examples
    --------
    >>> band_of(54.9).value, band_of(55.0).value
    ('emerging', 'developing')
    """
    return next(band for band in reversed(_ORDER) if score >= LOWER_EDGES[band])


def edges_of(band: Band) -> tuple[float, float]:
    """Points from which a band begins and ends; the highest has no end.

    Examples
    --------
    >>> edges_of(Band.READY), edges_of(Band.LEADING)
    ((70.0, 85.0), (85.0, inf))
    """
    ends = (*LOWER_EDGES.values(), math.inf)
    position = _ORDER.index(band)
    return ends[position], ends[position + 1]


def capped(band: Band, cap: Band) -> Band:
    """The lower of both bands.

    Examples
    --------
    >>> capped(Band.READY, Band.DEVELOPING).value
    'developing'
    """
    return min(band, cap, key=_ORDER.index)


def read_band(estimate: Estimate) -> BandReading:
    """Band of an estimate, with the probability of each band given its error.

    The truth is taken as Student t around the estimate, with the estimate's standard error
    and degrees of freedom; the outer bands hold the tails.

    Examples
    --------
    >>> from surveys.scoring.intervals import t_estimate
    >>> reading = read_band(t_estimate(62.0, 3.0, 40, df=39))
    >>> reading.band.value, round(reading.probabilities[Band.DEVELOPING], 3)
    ('developing', 0.982)
    """
    below = [0.0, *(_below(LOWER_EDGES[band], estimate) for band in _ORDER[1:]), 1.0]
    probabilities = {
        band: below[position + 1] - below[position] for position, band in enumerate(_ORDER)
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
