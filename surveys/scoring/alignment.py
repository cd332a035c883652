"""Leadership and workforce: the gap in each dimension and the cultural alignment index.

A gap is positive where leaders expect more than the workforce reports (a blind spot).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from surveys.scoring import minimums
from surveys.scoring.alignment_index import alignment_index, mean_covariance
from surveys.scoring.dimensions import DimensionAnswers, estimate_dimension
from surveys.scoring.effects import cliffs_delta, hedges_g
from surveys.scoring.intervals import t_estimate, two_sided_p, welch_df
from surveys.scoring.multiplicity import benjamini_hochberg
from surveys.scoring.outcomes import Estimate, Figure, Reason, Undefined
from surveys.scoring.results import (
    Alignment,
    AlignmentIndex,
    Effect,
    ExpectationSource,
    Gap,
    GapDirection,
    GapLabel,
)

WATCH_POINTS = 5.0
MATERIAL_POINTS = 10.0
SEVERE_POINTS = 15.0
SIGNIFICANCE = 0.05
"""False discovery rate at which a gap is confirmed."""


@dataclass(frozen=True, eq=False)
class Audience:
    """One side of the comparison: its answers by dimension, and how many were asked."""

    dimensions: Mapping[str, DimensionAnswers]
    invited: int

    @property
    def n(self) -> int:
        """Most respondents that any dimension has."""
        return max((answers.n for answers in self.dimensions.values()), default=0)


def align(
    workforce: Audience, leaders: Audience | None, *, targets: Mapping[str, float] | None = None
) -> Alignment | Undefined:
    """Gaps, their confirmation and the alignment index.

    With fewer than five leaders the declared targets stand in, and the error is the
    workforce's alone.

    Parameters
    ----------
    workforce, leaders
        Answers of both sides; dimensions that only one of them answered are left out.
    targets
        Declared expectation by dimension, points 0..100.
    """
    if leaders is not None and leaders.n >= minimums.GAP_LEADERS:
        raw = _gaps_to_leaders(workforce, leaders)
        source = ExpectationSource.LEADERS
    elif targets:
        raw = _gaps_to_targets(workforce, targets)
        source = ExpectationSource.DECLARED_TARGETS
        leaders = None
    elif leaders is None or leaders.n == 0:
        return Undefined(Reason.NO_LEADERS, 0)
    else:
        return Undefined(Reason.TOO_FEW_LEADERS, leaders.n)
    if not raw:
        return Undefined(Reason.TOO_FEW_ANSWERS, workforce.n)
    gaps = _judge(raw, confirmable=workforce.n >= minimums.GAP_WORKFORCE)
    return _summarize(gaps, workforce, leaders, source)


def label_gap(estimate: Estimate, *, is_significant: bool) -> GapLabel:
    """Reading of a gap in points.

    Below 5 points it is aligned only if its interval lies inside ±10; from 5 points it is
    watch, 10 material, 15 severe, if it is significant. Everything else is inconclusive:
    the absence of evidence is not alignment.

    Examples
    --------
    >>> from surveys.scoring.intervals import t_estimate
    >>> wide = t_estimate(3.0, 6.0, 20, df=19, floor=-100)
    >>> label_gap(wide, is_significant=False).value
    'inconclusive'
    """
    size = abs(estimate.value)
    if size < WATCH_POINTS:
        inside = estimate.low > -MATERIAL_POINTS and estimate.high < MATERIAL_POINTS
        return GapLabel.ALIGNED if inside else GapLabel.INCONCLUSIVE
    if not is_significant:
        return GapLabel.INCONCLUSIVE
    if size < MATERIAL_POINTS:
        return GapLabel.WATCH
    return GapLabel.MATERIAL if size < SEVERE_POINTS else GapLabel.SEVERE


@dataclass(frozen=True)
class _RawGap:
    expected: float
    perceived: float
    estimate: Estimate
    hedges_g: Effect | Undefined
    cliffs_delta: Figure | Undefined


def _gaps_to_leaders(workforce: Audience, leaders: Audience) -> dict[str, _RawGap]:
    gaps = {}
    for key, perceived in workforce.dimensions.items():
        expected = leaders.dimensions.get(key)
        if expected is None:
            continue
        ours = estimate_dimension(perceived, invited=workforce.invited, minimum=2)
        theirs = estimate_dimension(expected, invited=leaders.invited, minimum=2)
        if isinstance(ours, Undefined) or isinstance(theirs, Undefined):
            continue
        gaps[key] = _RawGap(
            expected=theirs.value,
            perceived=ours.value,
            estimate=t_estimate(
                theirs.value - ours.value,
                math.hypot(theirs.se, ours.se),
                ours.n + theirs.n,
                df=welch_df(theirs.se, theirs.df, ours.se, ours.df),
                floor=-100.0,
            ),
            hedges_g=hedges_g(
                (theirs.value, ours.value),
                (expected.variance, perceived.variance),
                (theirs.n, ours.n),
            ),
            cliffs_delta=cliffs_delta(*expected.distribution(), *perceived.distribution()),
        )
    return gaps


def _gaps_to_targets(workforce: Audience, targets: Mapping[str, float]) -> dict[str, _RawGap]:
    gaps = {}
    no_leaders = Undefined(Reason.NO_LEADERS, 0)
    for key, perceived in workforce.dimensions.items():
        ours = estimate_dimension(perceived, invited=workforce.invited, minimum=2)
        if key not in targets or isinstance(ours, Undefined):
            continue
        gaps[key] = _RawGap(
            expected=targets[key],
            perceived=ours.value,
            estimate=t_estimate(
                targets[key] - ours.value, ours.se, ours.n, df=ours.df, floor=-100.0
            ),
            hedges_g=no_leaders,
            cliffs_delta=no_leaders,
        )
    return gaps


def _judge(raw: Mapping[str, _RawGap], *, confirmable: bool) -> dict[str, Gap]:
    p_values = {
        key: two_sided_p(gap.estimate.value, gap.estimate.se, gap.estimate.df)
        for key, gap in raw.items()
    }
    q_values = benjamini_hochberg(p_values)
    gaps = {}
    for key, gap in raw.items():
        is_significant = confirmable and q_values[key] < SIGNIFICANCE
        label = label_gap(gap.estimate, is_significant=is_significant)
        gaps[key] = Gap(
            dimension=key,
            expected=gap.expected,
            perceived=gap.perceived,
            estimate=gap.estimate,
            p=p_values[key],
            q=q_values[key],
            label=label,
            direction=_direction(gap.estimate.value),
            is_confirmed=is_significant,
            hedges_g=gap.hedges_g,
            cliffs_delta=gap.cliffs_delta,
        )
    return gaps


def _direction(gap: float) -> GapDirection:
    if gap == 0.0:
        return GapDirection.NONE
    return GapDirection.BLIND_SPOT if gap > 0 else GapDirection.HIDDEN_STRENGTH


def _summarize(
    gaps: Mapping[str, Gap],
    workforce: Audience,
    leaders: Audience | None,
    source: ExpectationSource,
) -> Alignment:
    keys = tuple(gaps)
    declared = np.array([workforce.dimensions[key].dimension.weight for key in keys])
    total = declared.sum()
    weights = declared / total if total > 0 else np.full(len(keys), 1 / len(keys))
    values = np.array([gaps[key].estimate.value for key in keys])
    covariance = mean_covariance([workforce.dimensions[key] for key in keys], workforce.invited)
    if leaders is not None:
        theirs = [leaders.dimensions[key] for key in keys]
        covariance = covariance + mean_covariance(theirs, leaders.invited)
    index = alignment_index(values, covariance, weights)
    n_leaders = leaders.n if leaders is not None else 0
    shows_number = leaders is None or n_leaders >= minimums.ALIGNMENT_LEADERS
    return Alignment(
        source=source,
        n_leaders=n_leaders,
        n_workforce=workforce.n,
        gaps=gaps,
        cai=index if shows_number else Undefined(Reason.TOO_FEW_LEADERS, n_leaders),
        label=_label_index(index),
        signed_mean_gap=float(weights @ values),
    )


def _label_index(index: AlignmentIndex) -> GapLabel:
    """The typical gap is read like a single one: its size, and whether the range allows none."""
    size, largest, smallest = 100 - index.value, 100 - index.low, 100 - index.high
    if size < WATCH_POINTS:
        return GapLabel.ALIGNED if largest < MATERIAL_POINTS else GapLabel.INCONCLUSIVE
    if smallest <= 0.0:
        return GapLabel.INCONCLUSIVE
    if size < MATERIAL_POINTS:
        return GapLabel.WATCH
    return GapLabel.MATERIAL if size < SEVERE_POINTS else GapLabel.SEVERE
