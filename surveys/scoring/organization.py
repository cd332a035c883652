"""The organizational readiness score (ORS): weighted mean of the dimensions, with its error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from surveys.instruments.format import Instrument
from surveys.scoring import minimums
from surveys.scoring.band_probabilities import read_band
from surveys.scoring.bands import capped
from surveys.scoring.dimensions import DimensionAnswers
from surveys.scoring.gates import find_gates
from surveys.scoring.intervals import mean_estimate, remaining_variance
from surveys.scoring.outcomes import Estimate, Figure, Reason, Undefined
from surveys.scoring.reliability import composite_reliability
from surveys.scoring.results import (
    Alignment,
    BandReading,
    DimensionScore,
    GateKind,
    NonResponse,
    OrganizationScore,
    ResponseSignal,
)
from surveys.scoring.weights import geometric_mean, weight_sensitivity

MOST_MISSING_DIMENSIONS = 2
"""With more dimensions missing the rest is not the organization's readiness."""


@dataclass(frozen=True, eq=False)
class Composite:
    """The weighted sum of the dimensions: each respondent's part in it and in its error."""

    n: int
    mean: float
    variance: float
    """Var(z), the variance of the linearized scores, points squared."""
    reliability: Figure | Undefined
    scores: npt.NDArray[np.float64]
    """Mean of each dimension that has answers, points."""
    weights: npt.NDArray[np.float64]
    """Their weights, summing to 1."""


def find_obstacle(
    dimensions: Sequence[DimensionAnswers], instrument: Instrument
) -> Undefined | None:
    """Why these answers carry no organizational score; None where they do."""
    answered = {answers.dimension.key: answers.n for answers in dimensions if answers.n}
    most = max(answered.values(), default=0)
    core = {dimension.key for dimension in instrument.dimensions if dimension.is_core}
    if not core:
        return Undefined(Reason.NO_CORE_DIMENSION, most)
    if not answered:
        return Undefined(Reason.NO_ANSWERS, 0)
    if not core <= answered.keys():
        return Undefined(Reason.CORE_NOT_ANSWERED, most)
    if len(instrument.dimensions) - len(answered) > MOST_MISSING_DIMENSIONS:
        return Undefined(Reason.TOO_MANY_DIMENSIONS_MISSING, most)
    return None


def compose(dimensions: Sequence[DimensionAnswers]) -> Composite:
    """Weighted mean ORS = Σ w S and the variance of its linearized scores.

    z_i = Σ w (n/n_d)·(s_id − S_d) over the dimensions that respondent i answered; ORS has
    SE² = Var(z)/n·(1 − f·ρ), ρ after Mosier. Weights are scaled to sum to 1 over the
    dimensions given.

    Parameters
    ----------
    dimensions
        Dimensions with at least one score each.
    """
    declared = np.array([answers.dimension.weight for answers in dimensions])
    weights = declared / declared.sum()
    n = _respondents_with_a_score(dimensions)
    linearized = np.zeros(len(dimensions[0].patterns.of_respondent))
    part_variances = np.zeros(len(dimensions))
    for position, (answers, weight) in enumerate(zip(dimensions, weights, strict=True)):
        deviation = np.nan_to_num(answers.points - answers.mean, nan=0.0)
        part = weight * n / answers.n * deviation
        part_variances[position] = float(answers.patterns.counts @ part**2) / max(1, n - 1)
        linearized += part[answers.patterns.of_respondent]
    variance = float(linearized @ linearized) / max(1, n - 1)
    scores = np.array([answers.mean for answers in dimensions])
    return Composite(
        n=n,
        mean=float(weights @ scores),
        variance=variance,
        reliability=_reliability(part_variances, dimensions, variance, n),
        scores=scores,
        weights=weights,
    )


def estimate_composite(composite: Composite, invited: int) -> Estimate | Undefined:
    """ORS with SE² = Var(z)/n · (1 − f·ρ) and its t interval."""
    known = composite.reliability
    reliability = known.value if isinstance(known, Figure) else 0.0
    return mean_estimate(
        composite.mean,
        composite.variance,
        composite.n,
        remaining=remaining_variance(composite.n, invited, reliability),
        minimum=minimums.INTERVAL,
    )


def score_organization(
    composite: Composite,
    dimensions: Mapping[str, DimensionScore],
    *,
    invited: int,
    nonresponse: NonResponse,
    alignment: Alignment | Undefined,
    missing: tuple[str, ...],
    seed: int,
) -> OrganizationScore:
    """ORS with interval, band, gates and sensitivity to the weights."""
    estimate = estimate_composite(composite, invited)
    gates = find_gates(dimensions, alignment if isinstance(alignment, Alignment) else None)
    reading = _reading(estimate, nonresponse)
    band = reading if isinstance(reading, Undefined) else reading.band
    for gate in gates:
        band = band if isinstance(band, Undefined) else capped(band, gate.cap)
    return OrganizationScore(
        n=composite.n,
        mean=Figure(composite.mean, composite.n),
        estimate=estimate,
        reliability=composite.reliability,
        geometric=Figure(geometric_mean(composite.scores, composite.weights), composite.n),
        reading=reading,
        band=band,
        gates=gates,
        has_caveat=any(gate.kind is GateKind.LOW_SAFETY_OR_TRUST for gate in gates),
        missing_dimensions=missing,
        weight_sensitivity=weight_sensitivity(composite.scores, composite.weights, seed=seed),
    )


def _reading(estimate: Estimate | Undefined, nonresponse: NonResponse) -> BandReading | Undefined:
    if isinstance(estimate, Undefined):
        return estimate
    if nonresponse.signal is ResponseSignal.NO_BAND:
        return Undefined(Reason.LOW_RESPONSE, estimate.n)
    return read_band(estimate)


def _reliability(
    part_variances: npt.NDArray[np.float64],
    dimensions: Sequence[DimensionAnswers],
    variance: float,
    n: int,
) -> Figure | Undefined:
    if n < 2:
        return Undefined(Reason.TOO_FEW_ANSWERS, n)
    if variance <= 0.0:
        return Undefined(Reason.NO_VARIANCE, n)
    known = np.array([answers.reliability for answers in dimensions])
    return Figure(composite_reliability(part_variances, known, variance), n)


def _respondents_with_a_score(dimensions: Sequence[DimensionAnswers]) -> int:
    respondents = len(dimensions[0].patterns.of_respondent)
    if any(answers.n == respondents for answers in dimensions):
        return respondents
    scored = np.zeros(respondents, dtype=np.bool_)
    for answers in dimensions:
        scored |= ~np.isnan(answers.points)[answers.patterns.of_respondent]
    return int(np.count_nonzero(scored))
