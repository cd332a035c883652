"""Where to begin: dimensions that published figures point at, by a fixed rule.

Pure. Every reason is read from published figures of one wave; the same wave gives the same list.
"""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.published import (
    CulturalAlignment,
    Estimate,
    OrganizationIndex,
    PublishedDimension,
    PublishedWave,
)

LOW_BELOW = 55.0
"""Points under which a dimension is low: the lower edge of `developing`."""
ROOM_BELOW = 70.0
"""Points under which a driver still has room: the lower edge of `ready`."""
DRIVERS_READ = 3
"""Strongest drivers that count as a reason."""
SHOWN = 5
"""Focus areas suggested at most; more is no focus."""


class Reason(enum.StrEnum):
    """Why a dimension is suggested."""

    GATE = "gate"
    """It caps the band of the whole."""
    SEVERE_GAP = "severe_gap"
    """Leaders expect far more than people report, confirmed."""
    MATERIAL_GAP = "material_gap"
    """Leaders expect more than people report, confirmed."""
    DRIVER = "driver"
    """It goes together with readiness and has room."""
    FELL = "fell"
    """It fell since the wave before, confirmed."""
    LOW = "low"
    """Its score is low."""
    SPLIT = "split"
    """People are of two minds."""


WEIGHTS: Mapping[Reason, int] = {
    Reason.GATE: 4,
    Reason.SEVERE_GAP: 3,
    Reason.MATERIAL_GAP: 2,
    Reason.DRIVER: 2,
    Reason.FELL: 2,
    Reason.LOW: 1,
    Reason.SPLIT: 1,
}
"""How much each reason counts; a gate comes before everything but several reasons together."""


@dataclass(frozen=True)
class FocusArea:
    """A dimension to work on, with its score in points and the reasons, the heaviest first."""

    dimension: str
    score: float
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> int:
        """Sum of the reasons."""
        return sum(WEIGHTS[reason] for reason in self.reasons)


def suggested_focus(wave: PublishedWave) -> tuple[FocusArea, ...]:
    """Dimensions with at least one reason: most reasons first, then the lowest score, then key."""
    areas = [
        FocusArea(entry.key, entry.score.value, tuple(_reasons(wave, entry)))
        for entry in wave.dimensions
        if isinstance(entry.score, Estimate)
    ]
    ranked = sorted(areas, key=lambda area: (-area.weight, area.score, area.dimension))
    return tuple(area for area in ranked if area.reasons)[:SHOWN]


def _reasons(wave: PublishedWave, entry: PublishedDimension) -> Iterator[Reason]:
    score = entry.score.value if isinstance(entry.score, Estimate) else 0.0
    if entry.key in _gated(wave):
        yield Reason.GATE
    label = _confirmed_gaps(wave).get(entry.key)
    if label == "severe":
        yield Reason.SEVERE_GAP
    if label == "material":
        yield Reason.MATERIAL_GAP
    if score < ROOM_BELOW and entry.key in _strong_drivers(wave):
        yield Reason.DRIVER
    if entry.key in _fallen(wave):
        yield Reason.FELL
    if score < LOW_BELOW:
        yield Reason.LOW
    if entry.is_polarized:
        yield Reason.SPLIT


def _gated(wave: PublishedWave) -> set[str]:
    gates = wave.index.gates if isinstance(wave.index, OrganizationIndex) else ()
    return {key for gate in gates for key in gate.dimensions}


def _confirmed_gaps(wave: PublishedWave) -> Mapping[str, str]:
    if not isinstance(wave.alignment, CulturalAlignment):
        return {}
    return {
        gap.dimension: gap.label for gap in wave.alignment.gaps if gap.is_confirmed and gap.gap > 0
    }


def _strong_drivers(wave: PublishedWave) -> set[str]:
    drivers = wave.background.drivers[:DRIVERS_READ]
    return {driver.dimension for driver in drivers if driver.is_confirmed}


def _fallen(wave: PublishedWave) -> set[str]:
    return {
        change.key for change in wave.changes if change.verdict == "moved" and change.change < 0
    }
