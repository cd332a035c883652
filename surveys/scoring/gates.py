"""Weaknesses that hold the organization's band down, whatever its average says.

Each gate looks at an interval, so that noise alone does not fire it.
"""

from collections.abc import Mapping

from surveys.scoring.outcomes import Estimate
from surveys.scoring.results import (
    Alignment,
    Band,
    DimensionScore,
    Gap,
    GapDirection,
    GapLabel,
    Gate,
    GateKind,
)

WEAK_DIMENSION_POINTS = 40.0
"""A dimension surely below this (the edge of at risk) caps the band at emerging."""

OPENNESS_POINTS = 50.0
"""Safety or trust surely below neutral casts doubt on every answer."""

OPENNESS_DIMENSIONS = ("safety", "trust")
BLIND_SPOT_DIMENSIONS = ("direction", "ownership", "safety")
"""Where one confirmed severe gap is enough."""

MATERIAL_GAPS = 3
"""So many confirmed gaps of 10 points or more are a blind spot in any dimension."""


def find_gates(
    dimensions: Mapping[str, DimensionScore], alignment: Alignment | None
) -> tuple[Gate, ...]:
    """Gates that fire for these dimensions and gaps, in the order of `GateKind`.

    Parameters
    ----------
    dimensions
        Scores by dimension; those without an interval fire nothing.
    alignment
        Gaps of leaders and workforce, or None where there are none.
    """
    weak = _surely_below(dimensions, tuple(dimensions), WEAK_DIMENSION_POINTS)
    closed = _surely_below(dimensions, OPENNESS_DIMENSIONS, OPENNESS_POINTS)
    blind = _blind_spots(alignment.gaps) if alignment else ()
    found = (
        Gate(GateKind.WEAK_DIMENSION, weak, Band.EMERGING),
        Gate(GateKind.LOW_SAFETY_OR_TRUST, closed, Band.DEVELOPING),
        Gate(GateKind.BLIND_SPOT, blind, Band.DEVELOPING),
    )
    return tuple(gate for gate in found if gate.dimensions)


def _surely_below(
    dimensions: Mapping[str, DimensionScore], keys: tuple[str, ...], points: float
) -> tuple[str, ...]:
    estimates = {key: dimensions[key].estimate for key in keys if key in dimensions}
    return tuple(
        key
        for key, estimate in estimates.items()
        if isinstance(estimate, Estimate) and estimate.high < points
    )


def _blind_spots(gaps: Mapping[str, Gap]) -> tuple[str, ...]:
    confirmed = {
        key: gap.label
        for key, gap in gaps.items()
        if gap.is_confirmed and gap.direction is GapDirection.BLIND_SPOT
    }
    large = tuple(
        key for key, label in confirmed.items() if label in {GapLabel.MATERIAL, GapLabel.SEVERE}
    )
    if len(large) >= MATERIAL_GAPS:
        return large
    return tuple(
        key for key in large if key in BLIND_SPOT_DIMENSIONS and confirmed[key] is GapLabel.SEVERE
    )
