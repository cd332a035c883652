"""Reasons for a recommendation and conditions that would flip it, as findings with figures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from deployments.catalog.entries import Catalog, Destination
from deployments.sizing.evaluation import (
    Evaluation,
    World,
    alternatives_of,
    evaluate,
    purchase_price,
)
from deployments.sizing.placement import best_option, utilities, utility_parts
from deployments.sizing.results import Figure, Finding, Option, OptionUtility
from deployments.sizing.scenario import DataClassShare, Scenario

REASONS = 3
FLIPS = 3
# Factors beyond this are another project, not a condition.
WIDEST_FACTOR = 4.0
_SEARCH_STEPS = 8


@dataclass(frozen=True, slots=True)
class _Lever:
    """An input that may turn out otherwise: a factor moves the scenario or the world."""

    key: str
    value: float
    move: Callable[[Scenario, World, float], tuple[Scenario, World]]


def reasons_for(
    option: Option, scenario: Scenario, found: Evaluation, ranked: tuple[OptionUtility, ...]
) -> tuple[Finding, ...]:
    """The criteria on which an option leads the runner-up most, with figures; exclusions fill."""
    rivals = [row for row in ranked if row.option is not option and row.excluded_by is None]
    excluded = [row for row in ranked if row.excluded_by is not None]
    reasons: list[Finding] = []
    if rivals:
        reasons = _leads(option, rivals[0].option, scenario, found)
    for row in excluded:
        if row.excluded_by is not None:
            figures: dict[str, Figure] = {"option": row.option.value}
            reasons.append(Finding(row.excluded_by.key, figures | dict(row.excluded_by.figures)))
    reasons.extend(_carrying(found))
    return tuple(reasons[:REASONS])


def flips_of(
    option: Option | None,
    scenario: Scenario,
    catalog: Catalog,
    *,
    tensor_parallel: int,
    world: World,
) -> tuple[Finding, ...]:
    """Smallest single changes that make another option the best, nearest first."""

    def choose(changed: Scenario, state: World) -> Option | None:
        found = evaluate(changed, catalog, tensor_parallel=tensor_parallel, world=state)
        return best_option(utilities(changed, found))

    near: list[tuple[float, Finding]] = []
    for lever in _levers(scenario, catalog):
        for end in (1 / WIDEST_FACTOR, WIDEST_FACTOR):
            factor = _turning_factor(lever, end, option, scenario, world, choose)
            if factor is None:
                continue
            other = choose(*lever.move(scenario, world, factor))
            figures: dict[str, Figure] = {
                "from": lever.value,
                "to": lever.value * factor,
                "option": "none" if other is None else other.value,
            }
            near.append((max(factor, 1 / factor), Finding(f"flip.{lever.key}", figures)))
    ordered = [finding for _, finding in sorted(near, key=lambda pair: pair[0])]
    return tuple([*_rule_flips(option, scenario, world, choose), *ordered][:FLIPS])


def _leads(option: Option, rival: Option, scenario: Scenario, found: Evaluation) -> list[Finding]:
    own = utility_parts(option, scenario, found)
    other = utility_parts(rival, scenario, found)
    leads = [
        ("cost", own.cost - other.cost),
        ("sovereignty", own.sovereignty - other.sovereignty),
        ("capacity", own.capacity - other.capacity),
        ("operability", own.operability - other.operability),
        ("time_to_value", own.time_to_value - other.time_to_value),
    ]
    return [
        Finding(f"reason.{key}", _lead_figures(key, lead, option, rival, found))
        for key, lead in sorted(leads, key=lambda pair: -pair[1])
        if lead > 0
    ]


def _lead_figures(
    key: str, lead: float, option: Option, rival: Option, found: Evaluation
) -> dict[str, Figure]:
    figures: dict[str, Figure] = {"option": option.value, "rival": rival.value, "lead": lead}
    if key == "cost" and found.costs is not None:
        own, other = found.costs.of(option), found.costs.of(rival)
        if own is not None and other is not None:
            figures |= {"npv": own.npv, "rival_npv": other.npv}
    return figures


def _carrying(found: Evaluation) -> Iterator[Finding]:
    if found.capacity is not None:
        yield Finding(
            "reason.carries_peak" if found.capacity.load_share <= 1 else "reason.short_of_peak",
            {
                "needed": found.capacity.needed_concurrency,
                "carried": found.capacity.replicas * found.capacity.replica_concurrency,
            },
        )
    yield Finding(
        "reason.memory",
        {"headroom_gib": found.memory.headroom_gib.central, "kv_tokens": found.memory.kv_tokens},
    )


def _levers(scenario: Scenario, catalog: Catalog) -> Iterator[_Lever]:
    """Inputs with a price on them; without costs there is none."""
    if scenario.costs is None:
        return
    capex = purchase_price(scenario, catalog)
    if capex is not None:
        yield _Lever(
            "capex",
            float(capex),
            lambda case, world, factor: (case, replace(world, capex_factor=factor)),
        )
    rental = alternatives_of(scenario, catalog).gpu_hour
    if rental is not None:
        yield _Lever(
            "gpu_hour_price",
            float(rental),
            lambda case, world, factor: (case, replace(world, rental_factor=factor)),
        )
    yield _Lever(
        "utilization",
        scenario.costs.utilization,
        lambda case, world, factor: (case, replace(world, utilization_factor=factor)),
    )
    if scenario.costs.staff_fte:
        yield _Lever("staff_fte", scenario.costs.staff_fte, _with_staff)
    yield _Lever("users", float(scenario.workload.users), _with_users)


def _with_staff(case: Scenario, world: World, factor: float) -> tuple[Scenario, World]:
    if case.costs is None:
        return case, world
    costs = replace(case.costs, staff_fte=case.costs.staff_fte * factor)
    return replace(case, costs=costs), world


def _with_users(case: Scenario, world: World, factor: float) -> tuple[Scenario, World]:
    users = max(1, round(case.workload.users * factor))
    return replace(case, workload=replace(case.workload, users=users)), world


def _turning_factor(
    lever: _Lever,
    end: float,
    option: Option | None,
    scenario: Scenario,
    world: World,
    choose: Callable[[Scenario, World], Option | None],
) -> float | None:
    """Factor nearest to one, toward `end`, at which the choice changes; None where it does not."""
    if choose(*lever.move(scenario, world, end)) is option:
        return None
    same, changed = 1.0, end
    for _ in range(_SEARCH_STEPS):
        middle = (same * changed) ** 0.5
        if choose(*lever.move(scenario, world, middle)) is option:
            same = middle
        else:
            changed = middle
    return changed


def _rule_flips(
    option: Option | None,
    scenario: Scenario,
    world: World,
    choose: Callable[[Scenario, World], Option | None],
) -> Iterator[Finding]:
    """What another rule for the data would do."""
    rules = (
        ("data_may_leave", Destination.ANYWHERE),
        ("data_must_stay", Destination.PREMISES),
    )
    for key, destination in rules:
        rule = (DataClassShare("all", 1.0, destination),)
        facts = replace(scenario.sovereignty, data_classes=rule)
        other = choose(replace(scenario, sovereignty=facts), world)
        if other is not option:
            yield Finding(f"flip.{key}", {"option": "none" if other is None else other.value})
