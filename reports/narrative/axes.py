"""Reads both axes of the verdict out of a snapshot."""

from reports.snapshots import Snapshot, TechnologySnapshot
from reports.verdict import (
    Axis,
    Missing,
    MissingReason,
    Verdict,
    organization_standing,
    pair,
    technology_standing,
)
from surveys.selectors import NoIndex, OrganizationIndex, WithheldReason


def verdict_of(snapshot: Snapshot) -> Verdict:
    """Return the pairing of both axes."""
    return pair(_organization(snapshot.wave.index), _technology(snapshot.technology))


def _organization(index: OrganizationIndex | NoIndex) -> Axis:
    if isinstance(index, NoIndex):
        is_asked = index.reason is not WithheldReason.NOT_ASKED
        return Missing(MissingReason.NO_INDEX if is_asked else MissingReason.NOT_ASKED)
    score = index.score
    if not index.band or score.low is None or score.high is None:
        return Missing(MissingReason.NO_BAND)
    return organization_standing(
        score=score.value,
        low=score.low,
        high=score.high,
        band=index.band,
        caps=[gate.cap for gate in index.gates],
    )


def _technology(technology: TechnologySnapshot | None) -> Axis:
    if technology is None:
        return Missing(MissingReason.NOT_ASSESSED)
    if technology.result is None:
        return Missing(MissingReason.NOT_SIZED)
    score = technology.result.score
    if score.value is None or score.low is None or score.high is None or score.band is None:
        return Missing(MissingReason.INSUFFICIENT_EVIDENCE)
    return technology_standing(
        score=score.value, low=score.low, high=score.high, band=score.band.value
    )
