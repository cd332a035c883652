"""Reading a score: five bands, anchored on the wording of the answers (50 neutral, 75 agree)."""

import math

from surveys.scoring.results import Band

LOWER_EDGES = {
    Band.AT_RISK: 0.0,
    Band.EMERGING: 40.0,
    Band.DEVELOPING: 55.0,
    Band.READY: 70.0,
    Band.LEADING: 85.0,
}
"""Points from which a band begins. An anchor on the answer wording, not a benchmark."""

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
