"""Chooses what to do first, what would change the verdict, and what is not known. Pure."""

from collections.abc import Iterator

from deployments.selectors import AssessmentResult, Pillar, TechnicalScore
from reports.narrative.machines import weakest_pillar
from reports.narrative.people import weak_dimensions
from reports.narrative.statements import (
    BOTH_SCORES,
    Action,
    Name,
    Points,
    Share,
    Statement,
    Term,
)
from reports.snapshots import Snapshot
from reports.verdict import (
    CELLS,
    ORGANIZATION_EDGES,
    TECHNOLOGY_EDGES,
    Cell,
    Missing,
    MissingReason,
    Paired,
    Standing,
    Tier,
    Verdict,
)
from surveys.selectors import NoExpectation, OrganizationIndex, PublishedWave

SHOWN = 3

CELL_PLANS = {
    Cell.PREPARE_BOTH: ("sponsor", "weeks_4"),
    Cell.PEOPLE_FIRST: ("sponsor", "weeks_2"),
    Cell.SHELFWARE_RISK: ("finance", "weeks_2"),
    Cell.PREPARE_PLATFORM: ("engineering", "months_3"),
    Cell.GUARDED_PILOT: ("sponsor", "weeks_4"),
    Cell.STAGED_ROLLOUT: ("sponsor", "months_3"),
    Cell.SHADOW_AI_RISK: ("engineering", "weeks_2"),
    Cell.SCALE_BOTH: ("engineering", "months_3"),
    Cell.GO: ("sponsor", "weeks_4"),
}
"""Owner and horizon of what the cell itself asks for."""

DIMENSION_PLANS = {
    "core": ("sponsor", "weeks_8"),
    "direction": ("sponsor", "weeks_4"),
    "ownership": ("sponsor", "weeks_8"),
    "experimentation": ("team_leads", "weeks_4"),
    "collaboration": ("team_leads", "weeks_8"),
    "recognition": ("people", "weeks_8"),
    "safety": ("sponsor", "weeks_4"),
    "capability": ("people", "months_3"),
    "trust": ("legal", "weeks_8"),
    "follow_up": ("engineering", "weeks_4"),
}
"""Dimensions of our instruments; others get the general action."""

PILLAR_PLANS = {
    Pillar.COMPUTE: ("engineering", "months_3"),
    Pillar.LATENCY: ("engineering", "weeks_8"),
    Pillar.COST: ("finance", "weeks_4"),
    Pillar.SOVEREIGNTY: ("legal", "weeks_8"),
    Pillar.SECURITY: ("engineering", "weeks_8"),
    Pillar.OPERATIONS: ("engineering", "months_3"),
    Pillar.POWER: ("facilities", "months_3"),
    Pillar.STORAGE: ("engineering", "weeks_8"),
    Pillar.NETWORK: ("engineering", "weeks_8"),
}

GATE_PLANS = {
    "cannot_be_placed": ("engineering", "weeks_4"),
    "concurrency_below_peak": ("engineering", "weeks_8"),
    "ttft_above_wanted": ("engineering", "weeks_8"),
    "tpot_above_wanted": ("engineering", "weeks_8"),
    "power_kw_short": ("facilities", "months_3"),
    "cooling_kw_short": ("facilities", "months_3"),
    "racks_kw_short": ("facilities", "months_3"),
    "air_gap_without_path": ("engineering", "weeks_8"),
    "license_forbids": ("legal", "weeks_4"),
    "high_risk_without_owner": ("legal", "weeks_4"),
    "understaffed": ("engineering", "months_3"),
}
"""Gates of the sizing; what lifts each stands in the sentences."""


def title_statement(verdict: Verdict) -> Statement:
    """Return the verdict as one statement."""
    if isinstance(verdict, Paired):
        return Statement(f"title.{verdict.cell}", BOTH_SCORES)
    missing = [
        axis for axis in (verdict.organization, verdict.technology) if isinstance(axis, Missing)
    ]
    key = "both" if len(missing) > 1 else missing[0].reason.value
    return Statement(f"title.unpaired.{key}", "wave.index + technology")


def first_actions(snapshot: Snapshot, verdict: Verdict) -> tuple[Action, ...]:
    """Return at most three: what the cell asks for, one for people, one for machines, then more."""
    wave = snapshot.wave
    people = [_dimension_action(wave, key) for key in weak_dimensions(wave)]
    machines = _machine_actions(snapshot)
    lead = _cell_actions(verdict)
    ordered = [*lead, *people[:1], *machines[:1], *people[1:], *machines[1:]]
    return tuple(ordered[:SHOWN])


def flip_conditions(snapshot: Snapshot, verdict: Verdict) -> tuple[Statement, ...]:
    """Return at most three conditions that would lead to another cell."""
    if not isinstance(verdict, Paired):
        return ()
    conditions = [
        *_axis_conditions(verdict.organization, verdict.technology, "organization"),
        *_axis_conditions(verdict.technology, verdict.organization, "technology"),
        *_nonresponse_condition(snapshot.wave),
    ]
    return tuple(conditions[:SHOWN])


def unknowns(snapshot: Snapshot) -> tuple[Statement, ...]:
    """Return everything that the report cannot tell, in the order of its sections."""
    return (*_unknown_people(snapshot.wave), *_unknown_machines(snapshot))


def _cell_actions(verdict: Verdict) -> list[Action]:
    if isinstance(verdict, Paired):
        owner, horizon = CELL_PLANS[verdict.cell]
        return [Action(Statement(f"do.cell.{verdict.cell}", BOTH_SCORES), owner, horizon)]
    actions: list[Action] = []
    if isinstance(verdict.organization, Missing):
        key = f"do.missing.{verdict.organization.reason}"
        actions.append(Action(Statement(key, "wave.index"), "sponsor", "weeks_8"))
    if isinstance(verdict.technology, Missing):
        key = f"do.missing.{verdict.technology.reason}"
        actions.append(Action(Statement(key, "technology"), "engineering", "weeks_4"))
    return actions


def _dimension_action(wave: PublishedWave, key: str) -> Action:
    names = {entry.key: entry.name for entry in wave.dimensions}
    known = key in DIMENSION_PLANS
    owner, horizon = DIMENSION_PLANS.get(key, ("sponsor", "weeks_8"))
    statement = Statement(
        f"do.dimension.{key}" if known else "do.dimension.other",
        f"wave.dimensions.{key}",
        {"dimension": Name(names.get(key, {}))},
    )
    return Action(statement, owner, horizon)


def _machine_actions(snapshot: Snapshot) -> list[Action]:
    result = snapshot.technology.result if snapshot.technology else None
    if result is None:
        return []
    gates = sorted(result.gates, key=lambda hit: (hit.cap, hit.key))
    actions = [
        Action(Statement(f"do.gate.{gate.key}", "technology.outcome.gates"), *GATE_PLANS[gate.key])
        for gate in gates
        if gate.key in GATE_PLANS
    ]
    weakest = weakest_pillar(result)
    if weakest is not None:
        owner, horizon = PILLAR_PLANS[weakest.pillar]
        key = f"do.pillar.{weakest.pillar}"
        actions.append(Action(Statement(key, "technology.outcome.pillars"), owner, horizon))
    return actions


def _axis_conditions(axis: Standing, other: Standing, name: str) -> Iterator[Statement]:
    """The nearest tier up, and the nearest tier down if the interval is close to it."""
    edges = ORGANIZATION_EDGES if name == "organization" else TECHNOLOGY_EDGES
    for tier, key in ((axis.tier + 1, "rises"), (axis.tier - 1, "falls")):
        if not Tier.LOW <= tier <= Tier.HIGH:
            continue
        pairing = (Tier(tier), other.tier) if name == "organization" else (other.tier, Tier(tier))
        yield Statement(
            f"flip.{name}.{key}",
            "wave.index.score" if name == "organization" else "technology.outcome.score",
            {
                "score": Points(axis.score),
                "edge": Points(edges[max(tier, axis.tier) - 1]),
                "cell": Term("cell", CELLS[pairing].value),
            },
        )
        return


def _nonresponse_condition(wave: PublishedWave) -> Iterator[Statement]:
    index = wave.index
    if isinstance(index, OrganizationIndex) and index.tipping_delta is not None:
        yield Statement(
            "flip.nonresponse",
            "wave.index.tipping_delta",
            {
                "rate": Share(1 - wave.response_rate),
                "delta": Points(index.tipping_delta),
            },
        )


def _unknown_people(wave: PublishedWave) -> Iterator[Statement]:
    if not wave.invited:
        yield Statement("unknown.invited", "wave.invited")
    elif wave.answered < wave.invited:
        figures = {"rate": Share(1 - wave.response_rate)}
        yield Statement("unknown.nonresponse", "wave.answered", figures)
    yield Statement("unknown.validity", "wave.instrument_key")
    if any(group.n is None for group in wave.groups):
        yield Statement("unknown.hidden_groups", "wave.groups")
    if isinstance(wave.alignment, NoExpectation):
        yield Statement("unknown.expectation", "wave.alignment")
    if wave.is_imported:
        yield Statement("unknown.imported", "wave.is_imported")
    if any(getattr(summary, "is_provisional_engine", False) for summary in wave.comments):
        yield Statement("unknown.tone", "wave.comments")


def _unknown_machines(snapshot: Snapshot) -> Iterator[Statement]:
    technology = snapshot.technology
    if technology is None:
        yield Statement("unknown.no_assessment", "technology")
        return
    result = technology.result
    if result is None:
        yield Statement(f"missing.{MissingReason.NOT_SIZED}", "technology.outcome")
        return
    yield from _unknown_results(result, result.score)


def _unknown_results(result: AssessmentResult, score: TechnicalScore) -> Iterator[Statement]:
    if result.speed is not None and result.speed.is_provisional:
        yield Statement("unknown.speed", "technology.outcome.speed.is_provisional")
    if score.coverage_share < 1:
        figures = {"share": Share(1 - score.coverage_share)}
        yield Statement("unknown.evidence", "technology.outcome.score.coverage_share", figures)
    if result.recommendation.option is not None and not result.recommendation.is_firm:
        figures = {"share": Share(result.recommendation.agreement_share)}
        yield Statement("unknown.recommendation", "technology.outcome.recommendation", figures)
