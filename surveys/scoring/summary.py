"""An analysis as plain text tables for a terminal."""

from collections.abc import Iterator

from surveys.scoring.analysis import Analysis
from surveys.scoring.drivers import Drivers
from surveys.scoring.outcomes import Estimate, Figure, Undefined
from surveys.scoring.results import (
    Alignment,
    AlignmentIndex,
    Alpha,
    Band,
    BandReading,
    DimensionScore,
    Favorability,
    GroupScores,
    OrganizationScore,
    UnitScores,
    WaveScore,
)

_HEADER = (
    f"{'dimension':<18}{'n':>7}{'mean':>7}{'low':>7}{'high':>7}"
    f"{'fav.':>7}{'alpha':>7}{'AD':>6}  band"
)


def summary_lines(analysis: Analysis) -> Iterator[str]:
    """Score, dimensions, alignment, groups and drivers, one line each."""
    score = analysis.score
    yield from _head(score)
    yield ""
    yield _HEADER
    for dimension in score.dimensions.values():
        yield _dimension(dimension)
    yield from _alignment(score.alignment)
    for groups in score.groups.values():
        yield from _groups(groups)
    yield from _drivers(analysis.drivers)


def _number(outcome: Figure | Estimate | Undefined, decimals: int = 1) -> str:
    return "–" if isinstance(outcome, Undefined) else f"{outcome.value:.{decimals}f}"


def _why(missing: Undefined) -> str:
    return missing.reason.replace("_", " ")


def _bounds(estimate: Estimate | Undefined) -> tuple[str, str]:
    if isinstance(estimate, Undefined):
        return "–", "–"
    return f"{estimate.low:.1f}", f"{estimate.high:.1f}"


def _head(score: WaveScore) -> Iterator[str]:
    rate = score.nonresponse.response_rate
    share = (
        f"unknown ({_why(rate)})" if isinstance(rate, Undefined) else f"{100 * rate.value:.0f} %"
    )
    yield f"{score.n} respondents, {score.invited} invited, response rate {share}"
    part = score.organization
    if isinstance(part, Undefined):
        yield f"ORS: none ({_why(part)})"
        return
    low, high = _bounds(part.estimate)
    yield f"ORS {part.mean.value:.1f} ({low} to {high}), band {_band(part)}"
    yield (
        f"reliability {_number(part.reliability, 2)}, geometric mean {part.geometric.value:.1f}, "
        f"other weights {part.weight_sensitivity.low:.1f} to {part.weight_sensitivity.high:.1f}"
    )
    for gate in part.gates:
        yield f"gate {gate.kind}: {', '.join(gate.dimensions)}; at most {gate.cap}"


def _band(part: OrganizationScore) -> str:
    if not isinstance(part.band, Band):
        return f"none ({_why(part.band)})"
    is_borderline = isinstance(part.reading, BandReading) and part.reading.is_borderline
    return f"{part.band}{', borderline' if is_borderline else ''}"


def _dimension(part: DimensionScore) -> str:
    low, high = _bounds(part.estimate)
    favorable = (
        f"{100 * part.favorability.favorable.share:.0f} %"
        if isinstance(part.favorability, Favorability)
        else "–"
    )
    alpha = f"{part.alpha.value:.2f}" if isinstance(part.alpha, Alpha) else "–"
    deviation = "–" if isinstance(part.agreement, Undefined) else _number(part.agreement.ad_mean, 2)
    band = part.band.band if isinstance(part.band, BandReading) else "–"
    return (
        f"{part.key:<18}{part.n:>7}{_number(part.mean):>7}{low:>7}{high:>7}"
        f"{favorable:>7}{alpha:>7}{deviation:>6}  {band}"
    )


def _alignment(part: Alignment | Undefined) -> Iterator[str]:
    if isinstance(part, Undefined):
        return
    yield ""
    number = f"{part.cai.value:.0f}" if isinstance(part.cai, AlignmentIndex) else "not shown"
    yield f"CAI {number}, {part.label}; mean gap {part.signed_mean_gap:+.1f} ({part.source})"
    for key, gap in part.gaps.items():
        yield (
            f"{key:<18}{gap.expected:>7.1f}{gap.perceived:>7.1f}{gap.estimate.value:>+7.1f}"
            f"  ({gap.estimate.low:+.1f} to {gap.estimate.high:+.1f})  q {gap.q:.3f}  {gap.label}"
        )


def _groups(groups: GroupScores) -> Iterator[str]:
    """By the whole score; where there is none, by each dimension."""
    if isinstance(groups.composite, UnitScores):
        yield from _units(groups.column, groups.composite)
        return
    for key, part in groups.dimensions.items():
        yield from _units(f"{groups.column}, {key}", part)


def _units(title: str, part: UnitScores | Undefined) -> Iterator[str]:
    yield ""
    if isinstance(part, Undefined):
        yield f"{title}: none ({_why(part)})"
        return
    yield f"{title}: ICC(1) {_number(part.icc1, 2)}, ICC(2) {_number(part.icc2, 2)}"
    if not part.units_differ:
        yield "no evidence that units differ"
    for unit in part.units:
        yield f"{unit.label:<18}{unit.n:>7}{unit.mean:>7.1f}{unit.shrunken:>7.1f} shrunken"


def _drivers(part: Drivers | Undefined) -> Iterator[str]:
    if isinstance(part, Undefined):
        return
    yield ""
    yield f"associated with readiness (R² {part.r_squared:.2f}, n {part.n}), not its causes"
    for driver in part.drivers:
        yield f"{driver.key:<18}{driver.lmg:>7.3f}  ({driver.low:.3f} to {driver.high:.3f})"
