"""What those who did not answer could change."""

from surveys.scoring import minimums
from surveys.scoring.bands import LOWER_EDGES, band_of
from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.results import Band, NonResponse, ResponseSignal

AMBER_RATE = 0.5
"""Below this response rate the score is printed with a warning."""

BAND_RATE = 0.3
"""Below this response rate no band is printed."""

SCENARIO_POINTS = 10.0
"""How much lower the missing stand in the scenario."""


def assess_nonresponse(answered: int, invited: int, score: float | None) -> NonResponse:
    """Response rate and how much the missing could move the score.

    Scenario ORS − (1 − f)·10, tipping delta (ORS − lower edge of its band)/(1 − f), Manski
    bounds f·ORS and f·ORS + (1 − f)·100, with f = answered/invited.

    Parameters
    ----------
    answered
        Respondents who answered at least one item.
    invited
        People who could have answered.
    score
        ORS in points 0..100, or None where there is none.

    References
    ----------
    Manski, C. F. (2003). Partial identification of probability distributions. Springer.

    Examples
    --------
    >>> result = assess_nonresponse(60, 100, 62.0)
    >>> result.scenario.value, result.tipping_delta.value, round(result.manski_high.value, 1)
    (58.0, 17.5, 77.2)
    """
    rate = response_rate(answered, invited)
    bounds: dict[str, Figure | Undefined]
    if isinstance(rate, Undefined):
        bounds = dict.fromkeys(_BOUNDS, rate)
    elif score is None:
        bounds = dict.fromkeys(_BOUNDS, Undefined(Reason.NO_ANSWERS, answered))
    else:
        bounds = _bounds(rate.value, score, answered)
    return NonResponse(
        response_rate=rate,
        signal=_signal(rate, answered),
        is_small_workforce=invited < minimums.SMALL_WORKFORCE,
        **bounds,
    )


def response_rate(answered: int, invited: int) -> Figure | Undefined:
    """Share (0..1) of the invited who answered.

    Examples
    --------
    >>> response_rate(60, 100).value
    0.6
    >>> response_rate(12, 10).reason.value
    'more_answers_than_invited'
    """
    if answered > invited:
        return Undefined(Reason.MORE_ANSWERS_THAN_INVITED, answered)
    if invited == 0:
        return Undefined(Reason.NOBODY_INVITED, 0)
    return Figure(answered / invited, answered)


_BOUNDS = ("scenario", "tipping_delta", "manski_low", "manski_high")


def _bounds(rate: float, score: float, answered: int) -> dict[str, Figure | Undefined]:
    missing = 1.0 - rate
    return {
        "scenario": Figure(max(0.0, score - missing * SCENARIO_POINTS), answered),
        "tipping_delta": _tipping_delta(missing, score, answered),
        "manski_low": Figure(rate * score, answered),
        "manski_high": Figure(rate * score + missing * 100.0, answered),
    }


def _tipping_delta(missing: float, score: float, answered: int) -> Figure | Undefined:
    band = band_of(score)
    if missing == 0.0:
        return Undefined(Reason.EVERYONE_ANSWERED, answered)
    if band is Band.AT_RISK:
        return Undefined(Reason.NO_LOWER_BAND, answered)
    return Figure((score - LOWER_EDGES[band]) / missing, answered)


def _signal(rate: Figure | Undefined, answered: int) -> ResponseSignal:
    if answered < minimums.INTERVAL:
        return ResponseSignal.NO_BAND
    if isinstance(rate, Undefined):
        return ResponseSignal.AMBER
    if rate.value < BAND_RATE:
        return ResponseSignal.NO_BAND
    return ResponseSignal.AMBER if rate.value < AMBER_RATE else ResponseSignal.ENOUGH
