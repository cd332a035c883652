"""Rounding and bands at the ends: what is stored is never finer than what may be read."""

import math

from surveys.disclosure.cube import RULES, Bound, Candidate, Published, Thresholds, Unit

MAX_POINTS = 100.0
LEAST_WIDTH_POINTS = 25.0
"""One scale point of five: so much must remain open of whatever few people answered."""
SHARE_EDGE = 0.10
POSSIBLE_COUNTS = 3
"""So many counts must remain possible for whatever is told as a band."""
TENTHS_OF_PERCENT_FROM = 10_000
"""From this many answers a tenth of a percent is at least ten people."""

_DECIMALS = {
    Unit.PERSONS: 0,
    Unit.POINTS: 1,
    Unit.SCALE_POINTS: 2,
    Unit.SHARE: 2,
    Unit.COEFFICIENT: 2,
}


def share_edge(answers: int) -> float:
    """Width of the band at both ends of a share: at least three counts fall into it.

    Examples
    --------
    >>> share_edge(10), share_edge(500)
    (0.2, 0.1)
    """
    return max(SHARE_EDGE, 2 / answers)


def mean_edge_points(n: int, thresholds: Thresholds) -> float:
    """Width of the band at both ends of a mean in points 0..100.

    N-1 people among the n may differ from the end by one scale point: so much stays open of any
    hidden people among them. With N = 5 this is one person who differs wholly.

    Examples
    --------
    >>> [mean_edge_points(n, Thresholds()) for n in (5, 7, 10, 200)]
    [20.0, 15.0, 10.0, 0.5]
    """
    edge = (thresholds.scores - 1) * LEAST_WIDTH_POINTS / n
    if n < thresholds.distributions:
        return float(min(math.ceil(edge), MAX_POINTS / 2))
    return min(math.ceil(10 * edge) / 10, MAX_POINTS / 2)


def round_mean(candidate: Candidate, value: float, thresholds: Thresholds) -> Published:
    """Round a mean in points; near 0 or 100 only the edge of the band is told."""
    edge = mean_edge_points(candidate.n, thresholds)
    if value <= edge:
        return Published(edge, candidate.n, bound=Bound.AT_MOST)
    if value >= MAX_POINTS - edge:
        return Published(round(MAX_POINTS - edge, 1), candidate.n, bound=Bound.AT_LEAST)
    if candidate.n < thresholds.distributions:
        return Published(float(round(value)), candidate.n)
    return round_exact(candidate, value)


def mean_step_points(n: int, thresholds: Thresholds) -> float:
    """Step to which a mean of n people is rounded.

    Examples
    --------
    >>> mean_step_points(7, Thresholds()), mean_step_points(40, Thresholds())
    (1.0, 0.1)
    """
    return 1.0 if n < thresholds.distributions else 0.1


def round_exact(candidate: Candidate, value: float) -> Published:
    """Round a figure and its interval to the precision of its unit.

    Of very many answers a share is told to a tenth of a percent. Its interval is not: a finer one
    would narrow the share to single people.
    """
    unit = RULES[candidate.address.statistic].unit
    decimals = _DECIMALS[unit]
    return Published(
        round(value, _share_decimals(candidate.n) if unit is Unit.SHARE else decimals),
        candidate.n,
        None if candidate.low is None else round(candidate.low, decimals),
        None if candidate.high is None else round(candidate.high, decimals),
    )


def share_rounding(n: int) -> float:
    """How far an exactly told share of n people may lie from the true one.

    Examples
    --------
    >>> share_rounding(400), share_rounding(20_000)
    (0.005, 0.0005)
    """
    return float(5 * 10.0 ** -(_share_decimals(n) + 1))


def _share_decimals(n: int) -> int:
    return _DECIMALS[Unit.SHARE] + (1 if n >= TENTHS_OF_PERCENT_FROM else 0)


def band_of(share: float, answers: int) -> Bound:
    """Whether a share lies in a band at an end.

    Examples
    --------
    >>> band_of(0.0, 40), band_of(0.5, 40)
    (<Bound.AT_MOST: 'at_most'>, <Bound.EXACT: 'exact'>)
    """
    edge = share_edge(answers)
    if share <= edge:
        return Bound.AT_MOST
    return Bound.AT_LEAST if share >= 1 - edge else Bound.EXACT


def round_band(candidate: Candidate, bound: Bound) -> Published:
    """Publish a share as a band; its edge is rounded so that the band never shrinks."""
    edge = math.ceil(share_edge(candidate.answers) * 100) / 100
    value = edge if bound is Bound.AT_MOST else 1 - edge
    return Published(round(value, 2), candidate.n, bound=bound)


def band_ends(published: Published) -> tuple[float, float]:
    """Ends of what a published share stands for, 0..1; both are the share where it is exact.

    Examples
    --------
    >>> band_ends(Published(0.9, 40, bound=Bound.AT_LEAST))
    (0.9, 1.0)
    >>> band_ends(Published(0.35, 40, 0.3, 0.4, Bound.WITHIN))
    (0.3, 0.4)
    """
    match published:
        case Published(bound=Bound.AT_MOST, value=value):
            return 0.0, value
        case Published(bound=Bound.AT_LEAST, value=value):
            return value, 1.0
        case Published(bound=Bound.WITHIN, low=float(low), high=float(high)):
            return low, high
        case _:
            return published.value, published.value
