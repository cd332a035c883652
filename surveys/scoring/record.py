"""An analysis as plain nested values for JSON; a missing figure is null beside its reason.

The names are documented in `docs/reference/score_responses.md` and relied upon from outside.
"""

from collections.abc import Mapping

from surveys.scoring.analysis import Analysis
from surveys.scoring.careless import Careless
from surveys.scoring.drivers import Drivers
from surveys.scoring.outcomes import Estimate, Figure, Undefined
from surveys.scoring.results import (
    Advocacy,
    Agreement,
    Alignment,
    AlignmentIndex,
    Alpha,
    BandReading,
    DimensionScore,
    Effect,
    Favorability,
    Gap,
    GroupScores,
    ItemDistribution,
    NonResponse,
    OrganizationScore,
    UnitScores,
    WeightSensitivity,
)

Value = float | int | str | bool | None | list["Value"] | dict[str, "Value"]
Record = dict[str, Value]


def analysis_record(analysis: Analysis) -> Record:
    """All figures of an analysis with full precision."""
    score = analysis.score
    organization = score.organization
    record: Record = {
        "n": score.n,
        "invited": score.invited,
        **_nonresponse(score.nonresponse),
        "ors": _organization(organization),
        "dimensions": {key: _dimension(part) for key, part in score.dimensions.items()},
        "items": {key: _item(part) for key, part in score.items.items()},
        "alignment": _alignment(score.alignment),
        "groups": {key: _groups(part) for key, part in score.groups.items()},
        "advocacy": {key: _advocacy(part) for key, part in score.advocacy.items()},
        "choices": {
            key: {"n": part.n, "counts": dict(part.counts)} for key, part in score.choices.items()
        },
        **_named("weights_sensitivity", _sensitivity(organization)),
        **_named("careless", _careless(analysis.careless)),
        **_named("drivers", _drivers(analysis.drivers)),
    }
    return record


def _named(name: str, value: Value | Undefined) -> Record:
    """A value under its name, or null and `<name>_reason`."""
    if isinstance(value, Undefined):
        return {name: None, f"{name}_reason": value.reason.value}
    return {name: value}


def _figures(figures: Mapping[str, Figure | Undefined]) -> Record:
    record: Record = {}
    for name, figure in figures.items():
        record |= _named(name, figure if isinstance(figure, Undefined) else figure.value)
    return record


def _all_missing(names: tuple[str, ...], why: Undefined) -> Record:
    record: Record = {}
    for name in names:
        record |= _named(name, why)
    return record


def _interval(estimate: Estimate | Undefined) -> Record:
    if isinstance(estimate, Undefined):
        return _all_missing(("se", "low", "high"), estimate)
    return {"se": estimate.se, "low": estimate.low, "high": estimate.high}


def _nonresponse(part: NonResponse) -> Record:
    figures = _figures(
        {
            "response_rate": part.response_rate,
            "scenario": part.scenario,
            "tipping_delta": part.tipping_delta,
            "manski_low": part.manski_low,
            "manski_high": part.manski_high,
        }
    )
    return {
        **figures,
        "response_signal": part.signal.value,
        "is_small_workforce": part.is_small_workforce,
    }


def _dimension(part: DimensionScore) -> Record:
    return {
        "n": part.n,
        "weight": part.weight,
        **_figures({"mean": part.mean, "sd": part.sd, "omega": part.omega}),
        **_interval(part.estimate),
        **_named("band", part.band if isinstance(part.band, Undefined) else part.band.band.value),
        **_favorability(part.favorability),
        **_alpha(part.alpha),
        "item_rest": dict(part.item_rest),
        **_agreement(part.agreement),
    }


def _favorability(part: Favorability | Undefined) -> Record:
    if isinstance(part, Undefined):
        return _all_missing(("favorable", "neutral", "unfavorable"), part)
    return {
        "favorable": part.favorable.share,
        "neutral": part.neutral.share,
        "unfavorable": part.unfavorable.share,
        "favorable_low": part.favorable.low,
        "favorable_high": part.favorable.high,
    }


def _alpha(part: Alpha | Undefined) -> Record:
    if isinstance(part, Undefined):
        return _all_missing(("alpha", "alpha_low", "alpha_high"), part)
    return {"alpha": part.value, "alpha_low": part.low, "alpha_high": part.high}


_AGREEMENT = ("rwg_j", "rwg_j_critical", "rwg_j_star", "a_wg", "ad_mean", "ad_median")


def _agreement(part: Agreement | Undefined) -> Record:
    if isinstance(part, Undefined):
        return _all_missing((*_AGREEMENT, "is_polarized"), part)
    figures = _figures({name: getattr(part, name) for name in _AGREEMENT})
    return {**figures, "is_polarized": part.is_polarized}


def _item(part: ItemDistribution) -> Record:
    return {
        "n": part.n,
        "missing": part.missing,
        "counts": list(part.counts),
        **_figures({"mean": part.mean}),
        **_favorability(part.favorability),
    }


_ORGANIZATION = (
    "score",
    "se",
    "low",
    "high",
    "reliability",
    "geometric",
    "band",
    "band_probabilities",
)


def _organization(part: OrganizationScore | Undefined) -> Record:
    if isinstance(part, Undefined):
        return {"n": part.n, **_all_missing(_ORGANIZATION, part), "gates": []}
    return {
        "n": part.n,
        **_figures({"score": part.mean, "reliability": part.reliability}),
        **_interval(part.estimate),
        **_figures({"geometric": part.geometric}),
        **_named("band", part.band if isinstance(part.band, Undefined) else part.band.value),
        **_named("band_probabilities", _probabilities(part.reading)),
        **_named(
            "is_borderline",
            part.reading if isinstance(part.reading, Undefined) else part.reading.is_borderline,
        ),
        "gates": [
            {
                "kind": gate.kind.value,
                "dimensions": list(gate.dimensions),
                "cap": gate.cap.value,
            }
            for gate in part.gates
        ],
        "has_caveat": part.has_caveat,
        "missing_dimensions": list(part.missing_dimensions),
    }


def _probabilities(reading: BandReading | Undefined) -> Value | Undefined:
    if isinstance(reading, Undefined):
        return reading
    return {band.value: probability for band, probability in reading.probabilities.items()}


def _sensitivity(part: OrganizationScore | Undefined) -> Value | Undefined:
    if isinstance(part, Undefined):
        return part
    found: WeightSensitivity = part.weight_sensitivity
    return {
        "low": found.low,
        "high": found.high,
        "band_share": found.band_share,
        "draws": found.draws,
    }


def _alignment(part: Alignment | Undefined) -> Record:
    if isinstance(part, Undefined):
        names = ("cai", "cai_low", "cai_high", "signed_mean_gap", "label")
        return {"dimensions": {}, **_all_missing(names, part)}
    return {
        "source": part.source.value,
        "n_leaders": part.n_leaders,
        "n_workforce": part.n_workforce,
        "dimensions": {key: _gap(gap) for key, gap in part.gaps.items()},
        **_index(part.cai),
        "label": part.label.value,
        "signed_mean_gap": part.signed_mean_gap,
    }


def _index(part: AlignmentIndex | Undefined) -> Record:
    if isinstance(part, Undefined):
        return _all_missing(("cai", "cai_low", "cai_high"), part)
    return {"cai": part.value, "cai_low": part.low, "cai_high": part.high}


def _gap(part: Gap) -> Record:
    return {
        "expected": part.expected,
        "perceived": part.perceived,
        "gap": part.estimate.value,
        **_interval(part.estimate),
        "p": part.p,
        "q": part.q,
        **_effect(part.hedges_g),
        **_figures({"cliffs_delta": part.cliffs_delta}),
        "label": part.label.value,
        "direction": part.direction.value,
        "is_confirmed": part.is_confirmed,
    }


def _effect(part: Effect | Undefined) -> Record:
    if isinstance(part, Undefined):
        return _all_missing(("hedges_g", "hedges_g_low", "hedges_g_high"), part)
    return {"hedges_g": part.value, "hedges_g_low": part.low, "hedges_g_high": part.high}


def _groups(part: GroupScores) -> Record:
    record = _units(part.composite, part.agreement)
    record["dimensions"] = {key: _units(units, {}) for key, units in part.dimensions.items()}
    return record


def _units(part: UnitScores | Undefined, agreement: Mapping[str, Agreement | Undefined]) -> Record:
    if isinstance(part, Undefined):
        return {**_all_missing(("icc1", "icc2", "tau2"), part), "units": {}}
    units: Record = {}
    for unit in part.units:
        units[unit.label] = {
            "n": unit.n,
            "mean": unit.mean,
            "shrunken": unit.shrunken,
            **(_agreement(agreement[unit.label]) if unit.label in agreement else {}),
        }
    return {
        **_figures({"icc1": part.icc1, "icc2": part.icc2, "tau2": part.tau2}),
        "units_differ": part.units_differ,
        "units": units,
    }


def _advocacy(part: Advocacy | Undefined) -> Record:
    if isinstance(part, Undefined):
        return _all_missing(("net", "promoters", "passives", "detractors"), part)
    net = part.net
    return {
        **_named("net", net if isinstance(net, Undefined) else net.value),
        **_interval(net),
        "promoters": part.promoters.share,
        "passives": part.passives.share,
        "detractors": part.detractors.share,
    }


def _careless(part: Careless | Undefined) -> Value | Undefined:
    if isinstance(part, Undefined):
        return part
    return {
        "n": part.n,
        "flagged": part.flagged,
        "longstring_limit": part.longstring_limit,
        **_figures(
            {
                "mean_irv": part.mean_irv,
                "score_without": part.score_without,
                "difference": part.difference,
            }
        ),
    }


def _drivers(part: Drivers | Undefined) -> Value | Undefined:
    if isinstance(part, Undefined):
        return part
    return [
        {
            "key": driver.key,
            "johnson": driver.johnson,
            "lmg": driver.lmg,
            "low": driver.low,
            "high": driver.high,
        }
        for driver in part.drivers
    ]
