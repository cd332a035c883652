"""Where the model should run: options that no gate rules out, by utility."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deployments.sizing.evaluation import Evaluation
from deployments.sizing.gates import regional_share, restricted_share
from deployments.sizing.results import Finding, GateHit, Option, OptionUtility, PillarScore
from deployments.sizing.scenario import Pillar, Scenario

COST_WEIGHT = 0.30
SOVEREIGNTY_WEIGHT = 0.25
CAPACITY_WEIGHT = 0.20
OPERABILITY_WEIGHT = 0.15
TIME_WEIGHT = 0.10

# Control that is left over data that may travel: own machines keep all of it.
_SOVEREIGNTY = {Option.ON_PREM: 1.0, Option.HYBRID: 0.8, Option.CLOUD_GPU: 0.5, Option.API: 0.3}
# Work that is taken off one's own staff.
_RELIEF = {Option.ON_PREM: 0.0, Option.HYBRID: 0.1, Option.CLOUD_GPU: 0.4, Option.API: 1.0}
# Time to value with machines still to buy, and with machines in place.
_TIME_TO_BUY = {Option.ON_PREM: 0.2, Option.HYBRID: 0.4, Option.CLOUD_GPU: 0.8, Option.API: 1.0}
_TIME_IN_PLACE = {Option.ON_PREM: 0.7, Option.HYBRID: 0.7, Option.CLOUD_GPU: 0.8, Option.API: 1.0}
# Without a score of operations, a staff is taken to be half able.
_UNKNOWN_OPERATIONS = 50.0
# Without prices no option is preferred for its cost.
_UNKNOWN_COST = 0.5
_CAPACITY_FULL_RATIO = 1.3
_OWN_MACHINES = frozenset({Option.ON_PREM, Option.HYBRID})
_OUTSIDE = frozenset({Option.CLOUD_GPU, Option.API, Option.HYBRID})
_OWN_MACHINE_GATES = frozenset(
    {"cannot_be_placed", "power_kw_short", "cooling_kw_short", "racks_kw_short"}
)


@dataclass(frozen=True, slots=True)
class UtilityParts:
    """What an option earns on each criterion, 0–1."""

    cost: float
    sovereignty: float
    capacity: float
    operability: float
    time_to_value: float

    @property
    def total(self) -> float:
        """Weighted sum."""
        return (
            COST_WEIGHT * self.cost
            + SOVEREIGNTY_WEIGHT * self.sovereignty
            + CAPACITY_WEIGHT * self.capacity
            + OPERABILITY_WEIGHT * self.operability
            + TIME_WEIGHT * self.time_to_value
        )


def utilities(scenario: Scenario, found: Evaluation) -> tuple[OptionUtility, ...]:
    """Utility of every option, the best admissible one first."""
    rows = [
        OptionUtility(
            option,
            utility_parts(option, scenario, found).total,
            next(_exclusions(option, scenario, found), None),
        )
        for option in Option
    ]
    return tuple(sorted(rows, key=lambda row: (row.excluded_by is not None, -row.utility)))


def best_option(ranked: Sequence[OptionUtility]) -> Option | None:
    """The admissible option with the greatest utility."""
    return next((row.option for row in ranked if row.excluded_by is None), None)


def utility_parts(option: Option, scenario: Scenario, found: Evaluation) -> UtilityParts:
    """Criteria of one option."""
    in_place = scenario.pool.measured_memory_gib is not None
    times = _TIME_IN_PLACE if in_place else _TIME_TO_BUY
    relief = _RELIEF[option]
    operations = _score_of(found.pillars, Pillar.OPERATIONS, _UNKNOWN_OPERATIONS) / 100
    return UtilityParts(
        cost=_cost_utility(option, found),
        sovereignty=_sovereignty_utility(option, scenario),
        capacity=_capacity_utility(option, found),
        operability=relief + (1 - relief) * operations,
        time_to_value=times[option],
    )


def _cost_utility(option: Option, found: Evaluation) -> float:
    """The cheapest option over this one."""
    if found.costs is None:
        return _UNKNOWN_COST
    cost = found.costs.of(option)
    if cost is None:
        return 0.0
    cheapest = min(row.npv for row in found.costs.options)
    return float(cheapest / cost.npv) if cost.npv > 0 else 1.0


def _sovereignty_utility(option: Option, scenario: Scenario) -> float:
    facts = scenario.sovereignty
    bound = restricted_share(facts) + regional_share(facts) / 2
    return _SOVEREIGNTY[option] * (1 - bound) + (bound if option in _OWN_MACHINES else 0.0)


def _capacity_utility(option: Option, found: Evaluation) -> float:
    if option is not Option.ON_PREM:
        return 1.0
    if found.capacity is None or not found.capacity.needed_concurrency:
        return 0.0
    headroom = 1 / found.capacity.load_share
    return min(1.0, headroom / _CAPACITY_FULL_RATIO)


def _exclusions(option: Option, scenario: Scenario, found: Evaluation) -> Iterator[Finding]:
    """Gates that an option breaks."""
    restricted = restricted_share(scenario.sovereignty)
    if not scenario.sovereignty.is_license_permitting and option is not Option.API:
        yield Finding("excluded.license_forbids", {})
    if option in _OUTSIDE and scenario.site.is_air_gapped:
        yield Finding("excluded.air_gapped", {})
    if option in {Option.CLOUD_GPU, Option.API} and restricted > 0:
        yield Finding("excluded.data_may_not_leave", {"share": restricted})
    if option is Option.HYBRID and restricted >= 1:
        yield Finding("excluded.nothing_may_leave", {"share": restricted})
    if option in _OWN_MACHINES:
        yield from (_excluding(hit) for hit in found.gates if hit.key in _OWN_MACHINE_GATES)
    if found.costs is not None and found.costs.of(option) is None:
        yield Finding("excluded.no_price", {})


def _excluding(hit: GateHit) -> Finding:
    return Finding(f"excluded.{hit.key}", hit.figures)


def _score_of(pillars: Sequence[PillarScore], wanted: Pillar, default: float) -> float:
    score = next((row.score for row in pillars if row.pillar is wanted), None)
    return default if score is None else score
