"""Change between two waves whose respondents are not linked, on the items common to both."""

import math
from collections.abc import Mapping

from surveys.instruments.format import Instrument, ItemKind
from surveys.scoring import minimums
from surveys.scoring.dimensions import DimensionAnswers, estimate_dimension, read_dimensions
from surveys.scoring.favorability import favorability
from surveys.scoring.intervals import (
    remaining_variance,
    t_estimate,
    two_sided_p,
    welch_df,
)
from surveys.scoring.multiplicity import benjamini_hochberg
from surveys.scoring.organization import compose, estimate_composite, find_obstacle
from surveys.scoring.outcomes import Estimate, Figure, Reason, Undefined
from surveys.scoring.responses import Responses
from surveys.scoring.results import Favorability, ShareChange, Trend, TrendChange, TrendReading
from surveys.scoring.shares import newcombe_difference

MOVED_POINTS = 5.0
"""A smaller change is not called one, however certain; an interval within it is stable."""

SIGNIFICANCE = 0.05


def compare_waves(
    before: Responses,
    before_instrument: Instrument,
    after: Responses,
    after_instrument: Instrument,
) -> Trend | Undefined:
    """Later minus earlier wave: dimensions, favorability and the organizational score.

    Each change has SE² = SE_before² + SE_after² and Welch–Satterthwaite degrees of freedom;
    the false discovery rate is controlled over the dimensions. Shares of favorable answers
    are compared by Newcombe's interval.

    Parameters
    ----------
    before, before_instrument
        The earlier wave and its questionnaire.
    after, after_instrument
        The later wave and its questionnaire, which may be the pulse form of the earlier.
    """
    common = common_items(before, before_instrument, after, after_instrument)
    if not common:
        return Undefined(Reason.NO_COMMON_ITEMS, min(before.n, after.n))
    earlier = _by_key(before, before_instrument, common)
    later = _by_key(after, after_instrument, common)
    keys = [key for key in earlier if key in later]
    pairs = {
        key: (
            estimate_dimension(earlier[key], invited=before.invited, minimum=minimums.INTERVAL),
            estimate_dimension(later[key], invited=after.invited, minimum=minimums.INTERVAL),
        )
        for key in keys
    }
    return Trend(
        items=common,
        dimensions=judge_changes(pairs),
        favorability={
            key: change
            for key in keys
            if (change := _share_change(earlier[key], before, later[key], after))
        },
        organization=_organization(
            (earlier, before, before_instrument), (later, after, after_instrument)
        ),
    )


def judge_changes(
    pairs: Mapping[str, tuple[Estimate | Undefined, Estimate | Undefined]],
) -> dict[str, TrendChange | Undefined]:
    """Read each pair of estimates (earlier, later) as moved, stable or inconclusive.

    Moved: q < .05 and at least 5 points. Stable: interval inside ±5 points.

    Examples
    --------
    >>> earlier = t_estimate(50.0, 1.0, 100, df=99)
    >>> later = t_estimate(58.0, 1.0, 100, df=99)
    >>> changes = judge_changes({"trust": (earlier, later), "safety": (earlier, earlier)})
    >>> changes["trust"].reading.value, changes["safety"].reading.value
    ('moved', 'stable')
    """
    changes: dict[str, Estimate] = {}
    undefined: dict[str, Undefined] = {}
    for key, (earlier, later) in pairs.items():
        if isinstance(earlier, Undefined):
            undefined[key] = earlier
        elif isinstance(later, Undefined):
            undefined[key] = later
        else:
            changes[key] = _difference(earlier, later)
    p_values = {
        key: two_sided_p(change.value, change.se, change.df) for key, change in changes.items()
    }
    q_values = benjamini_hochberg(p_values)
    judged: dict[str, TrendChange | Undefined] = {}
    for key, (earlier, later) in pairs.items():
        if isinstance(earlier, Undefined) or isinstance(later, Undefined):
            judged[key] = undefined[key]
            continue
        judged[key] = TrendChange(
            key=key,
            before=Figure(earlier.value, earlier.n),
            after=Figure(later.value, later.n),
            change=changes[key],
            p=p_values[key],
            q=q_values[key],
            reading=_read(changes[key], q_values[key]),
        )
    return judged


def common_items(
    before: Responses,
    before_instrument: Instrument,
    after: Responses,
    after_instrument: Instrument,
) -> tuple[str, ...]:
    """Agreement items that both waves asked in the same dimension, direction and scale."""
    if before_instrument.scale_points != after_instrument.scale_points:
        return ()
    later = {
        item.key: (item.dimension, item.is_reversed)
        for item in after_instrument.items_of(ItemKind.AGREEMENT)
        if item.key in after.items
    }
    return tuple(
        item.key
        for item in before_instrument.items_of(ItemKind.AGREEMENT)
        if item.key in before.items and later.get(item.key) == (item.dimension, item.is_reversed)
    )


_Side = tuple[Mapping[str, DimensionAnswers], Responses, Instrument]


def _organization(earlier: _Side, later: _Side) -> TrendChange | Undefined:
    estimates = []
    for answers, responses, instrument in (earlier, later):
        obstacle = find_obstacle(tuple(answers.values()), instrument)
        if obstacle is not None:
            return obstacle
        present = [part for part in answers.values() if part.n]
        estimates.append(estimate_composite(compose(present), responses.invited))
    if _weights(earlier[2]) != _weights(later[2]):
        return Undefined(Reason.WEIGHTS_CHANGED, min(earlier[1].n, later[1].n))
    return judge_changes({"organization": (estimates[0], estimates[1])})["organization"]


def _weights(instrument: Instrument) -> dict[str, float]:
    return {dimension.key: dimension.weight for dimension in instrument.dimensions}


def _by_key(
    responses: Responses, instrument: Instrument, items: tuple[str, ...]
) -> dict[str, DimensionAnswers]:
    common = Responses(items, responses.columns(items), responses.invited)
    return {part.dimension.key: part for part in read_dimensions(common, instrument)}


def _difference(earlier: Estimate, later: Estimate) -> Estimate:
    return t_estimate(
        later.value - earlier.value,
        math.hypot(earlier.se, later.se),
        earlier.n + later.n,
        df=welch_df(earlier.se, earlier.df, later.se, later.df),
        floor=-100.0,
    )


def _read(change: Estimate, q: float) -> TrendReading:
    if q < SIGNIFICANCE and abs(change.value) >= MOVED_POINTS:
        return TrendReading.MOVED
    if change.low > -MOVED_POINTS and change.high < MOVED_POINTS:
        return TrendReading.STABLE
    return TrendReading.INCONCLUSIVE


def _share_change(
    earlier: DimensionAnswers, before: Responses, later: DimensionAnswers, after: Responses
) -> ShareChange | None:
    first, second = _favorable(earlier, before.invited), _favorable(later, after.invited)
    if isinstance(first, Undefined) or isinstance(second, Undefined):
        return None
    low, high = newcombe_difference(second.favorable, first.favorable)
    return ShareChange(
        key=earlier.dimension.key,
        before=first.favorable,
        after=second.favorable,
        change=second.favorable.share - first.favorable.share,
        low=low,
        high=high,
    )


def _favorable(answers: DimensionAnswers, invited: int) -> Favorability | Undefined:
    remaining = remaining_variance(answers.n, invited, answers.reliability)
    return favorability(answers.patterns.histograms().sum(axis=0), answers.n, remaining=remaining)
