"""One deterministic pass over a scenario in one state of the world."""

from dataclasses import dataclass, replace
from decimal import Decimal

from deployments.catalog.entries import (
    ApiPrice,
    Catalog,
    PriceKind,
)
from deployments.sizing.capacity import (
    cache_concurrency,
    check_capacity,
    request_of,
    working_concurrency,
)
from deployments.sizing.costs import Alternatives, Demand, compare_costs
from deployments.sizing.gates import gates_hit, restricted_share
from deployments.sizing.latency import SERVER_SHARE, Replica, speed_of
from deployments.sizing.memory import fit_memory, sequence_cache_bytes
from deployments.sizing.power import power_draw
from deployments.sizing.precision import GIB
from deployments.sizing.results import (
    CapacityCheck,
    CostComparison,
    Finding,
    GateHit,
    MemoryFit,
    Option,
    PillarScore,
    PowerDraw,
    Speed,
)
from deployments.sizing.scenario import Pillar, Scenario, Workload
from deployments.sizing.score import Quantities, score_pillar
from deployments.sizing.site import (
    Headroom,
    network_headrooms,
    power_headrooms,
    site_needs,
    storage_headrooms,
)

# What a hybrid sends away at least, so that the way out is in use and known to work.
LEAST_BURST_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class World:
    """What is uncertain, in one state.

    `slowness` multiplies central times per token and `ttft_slowness` central times to the first
    one; `overhead_gib` is the overhead per device; the other factors multiply prices and
    utilization.
    """

    slowness: float
    ttft_slowness: float
    overhead_gib: float
    capex_factor: float = 1.0
    energy_factor: float = 1.0
    rental_factor: float = 1.0
    utilization_factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one pass finds."""

    memory: MemoryFit
    speed: Speed | None
    capacity: CapacityCheck | None
    power: PowerDraw
    costs: CostComparison | None
    pillars: tuple[PillarScore, ...]
    gates: tuple[GateHit, ...]


def evaluate(
    scenario: Scenario, catalog: Catalog, *, tensor_parallel: int, world: World
) -> Evaluation:
    """Evaluate a scenario laid out with a given degree in one state of the world."""
    accelerator = catalog.accelerators[scenario.pool.accelerator]
    memory = fit_memory(
        scenario.model,
        scenario.serving,
        tensor_parallel=tensor_parallel,
        device_gib=accelerator.memory_gib,
        context_tokens=scenario.workload.max_context_tokens,
    )
    draw = power_draw(scenario.pool, accelerator, scenario.costs)
    needs = site_needs(
        scenario.model, scenario.serving.weights, scenario.workload, scenario.pool, draw
    )
    replica = Replica(
        scenario.model, accelerator, scenario.serving, tensor_parallel, catalog.step_time
    )
    capacity, speed, cache_limit = _service(scenario, replica, memory, world)
    costs = _costs(scenario, catalog, capacity=capacity, speed=speed, draw=draw, world=world)
    power = power_headrooms(scenario.site, needs)
    gates = gates_hit(scenario, memory=memory, speed=speed, capacity=capacity, power=power)
    quantities = (
        _shortage(scenario, memory)
        if speed is None or capacity is None
        else _quantities(scenario.workload, speed, capacity, cache_limit, world)
    )
    quantities |= {
        Pillar.COST: _cost_quantities(scenario, costs),
        Pillar.POWER: Quantities(power, 2),
        Pillar.STORAGE: Quantities(storage_headrooms(scenario.site, needs), 1),
        Pillar.NETWORK: Quantities(network_headrooms(scenario.site, needs), 1),
    }
    answers = {answer.key: answer for answer in scenario.answers}
    pillars = tuple(
        score_pillar(
            pillar,
            weight=weight,
            quantities=quantities.get(pillar, Quantities((), 0)),
            questions=catalog.questions,
            answers=answers,
        )
        for pillar, weight in scenario.pillar_weights
    )
    return Evaluation(memory, speed, capacity, draw, costs, pillars, gates)


def replica_count(scenario: Scenario, tensor_parallel: int) -> int:
    """Replicas that the pool holds."""
    return scenario.pool.count // (tensor_parallel * scenario.serving.pipeline_parallel)


def _service(
    scenario: Scenario, replica: Replica, memory: MemoryFit, world: World
) -> tuple[CapacityCheck | None, Speed | None, float]:
    """Capacity, speed at the working point, and requests that one cache holds."""
    replicas = replica_count(scenario, memory.tensor_parallel)
    if not memory.fits or not replicas:
        return None, None, 0.0
    workload = scenario.workload
    headroom_gib = memory.usable_gib - memory.weights_gib - world.overhead_gib

    def cache_limit(headroom: float) -> float:
        return cache_concurrency(
            scenario.model,
            scenario.serving,
            memory,
            headroom_gib=headroom,
            tokens=workload.prompt_tokens + workload.output_tokens,
        )

    limit = cache_limit(headroom_gib)
    capacity = check_capacity(
        replica, workload, replicas=replicas, slowness=world.slowness, cache_limit=limit
    )
    speed = speed_of(
        replica,
        request_of(workload),
        concurrency=working_concurrency(capacity),
        saturated_concurrency=cache_limit(memory.headroom_gib.central),
    )
    return capacity, speed, limit


def _shortage(scenario: Scenario, memory: MemoryFit) -> dict[Pillar, Quantities]:
    """Memory there is over memory needed for one longest sequence, where that is short."""
    sequence_bytes = sequence_cache_bytes(
        scenario.model,
        scenario.serving.kv_cache,
        tokens=scenario.workload.max_context_tokens,
        tensor_parallel=memory.tensor_parallel,
    )
    needed_gib = memory.usable_gib - memory.headroom_gib.low + sequence_bytes / GIB
    short = Headroom("memory_gib", memory.usable_gib, needed_gib)
    return {Pillar.COMPUTE: Quantities((short,), 1), Pillar.LATENCY: Quantities((), 1)}


def _quantities(
    workload: Workload,
    speed: Speed,
    capacity: CapacityCheck,
    cache_limit: float,
    world: World,
) -> dict[Pillar, Quantities]:
    """Headrooms of cache and latency."""
    needed = capacity.needed_concurrency
    carried = capacity.replicas * capacity.replica_concurrency
    latency = (
        Headroom("tpot_ms", workload.tpot_slo_ms, speed.tpot_ms.central * world.slowness),
        Headroom("ttft_ms", workload.ttft_slo_ms, speed.ttft_ms.central * world.ttft_slowness),
        Headroom("concurrency", carried, needed),
    )
    held = Headroom("cache", capacity.replicas * cache_limit, needed)
    return {
        Pillar.COMPUTE: Quantities((held,), 1),
        Pillar.LATENCY: Quantities(latency, len(latency)),
    }


def _cost_quantities(scenario: Scenario, costs: CostComparison | None) -> Quantities:
    """The cheapest alternative over owning; none where data may not leave or nothing is priced."""
    if costs is None:
        return Quantities((), 1)
    own = costs.options[0]
    others = [cost.npv for cost in costs.options if cost.option in {Option.CLOUD_GPU, Option.API}]
    if not others or restricted_share(scenario.sovereignty) > 0:
        return Quantities((), 1, (Finding("cost.no_alternative", {}),))
    return Quantities((Headroom("cost", float(min(others)), float(own.npv)),), 1)


def _costs(
    scenario: Scenario,
    catalog: Catalog,
    *,
    capacity: CapacityCheck | None,
    speed: Speed | None,
    draw: PowerDraw,
    world: World,
) -> CostComparison | None:
    costs = scenario.costs
    if costs is None or capacity is None or speed is None:
        return None
    capex = purchase_price(scenario, catalog)
    if capex is None:
        return None
    rate = capacity.replicas * speed.offline_tokens_per_second.central * SERVER_SHARE
    utilization = min(1.0, costs.utilization * world.utilization_factor)
    return compare_costs(
        replace(
            costs,
            utilization=utilization,
            price_per_kwh=costs.price_per_kwh * _factor(world.energy_factor),
        ),
        capex=capex * _factor(world.capex_factor),
        draw=draw,
        demand=Demand(
            tokens_per_second=rate / world.slowness,
            input_per_output=scenario.workload.prompt_tokens / scenario.workload.output_tokens,
            burst_share=_burst_share(scenario, capacity),
            growth_per_year=scenario.workload.growth_per_year,
        ),
        alternatives=alternatives_of(scenario, catalog, rental_factor=world.rental_factor),
    )


def purchase_price(scenario: Scenario, catalog: Catalog) -> Decimal | None:
    """The quote, or the catalog's central price for the pool; None where neither is known."""
    costs = scenario.costs
    if costs is None or costs.capex is not None:
        return None if costs is None else costs.capex
    price = catalog.price_of(scenario.pool.accelerator, PriceKind.PURCHASE)
    if price is None or price.currency != costs.currency:
        return None
    return price.central * scenario.pool.count


def alternatives_of(
    scenario: Scenario, catalog: Catalog, *, rental_factor: float = 1.0
) -> Alternatives:
    """Prices of renting and of an API: as given, else from the catalog in the same currency."""
    cloud = scenario.cloud
    hour = cloud.gpu_hour_price or _listed_hour_price(scenario, catalog)
    if hour is not None:
        hour *= _factor((1 - cloud.commitment_discount_share) * rental_factor)
    api = _listed_api_price(scenario, catalog)
    api_input = cloud.api_input_per_mtok
    api_output = cloud.api_output_per_mtok
    return Alternatives(
        gpus=cloud.gpus or scenario.pool.count,
        gpu_hour=hour,
        api_input_per_mtok=api.input_per_mtok if api_input is None and api else api_input,
        api_output_per_mtok=api.output_per_mtok if api_output is None and api else api_output,
    )


def _listed_hour_price(scenario: Scenario, catalog: Catalog) -> Decimal | None:
    listed = catalog.price_of(scenario.pool.accelerator, PriceKind.RENTAL_HOUR)
    is_usable = listed is not None and listed.currency == _currency(scenario)
    return listed.central if listed is not None and is_usable else None


def _listed_api_price(scenario: Scenario, catalog: Catalog) -> ApiPrice | None:
    """The cheapest listed price for the same model, by output."""
    known = catalog.find_same_shape(scenario.model)
    listed = [
        price
        for price in catalog.api_prices
        if known is not None
        and price.catalog_model == known.id
        and price.currency == _currency(scenario)
    ]
    return min(listed, key=lambda price: (price.output_per_mtok, price.provider), default=None)


def _currency(scenario: Scenario) -> str | None:
    return None if scenario.costs is None else scenario.costs.currency


def _burst_share(scenario: Scenario, capacity: CapacityCheck) -> float:
    """Share of the tokens that a hybrid sends away: what the machines cannot carry, if it may."""
    free = 1 - restricted_share(scenario.sovereignty)
    beyond = 1 - 1 / capacity.load_share if capacity.load_share > 1 else 0.0
    return min(free, max(LEAST_BURST_SHARE, beyond))


def _factor(value: float) -> Decimal:
    return Decimal(repr(value))
