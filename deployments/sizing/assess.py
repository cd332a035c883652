"""One call from a scenario to everything that is found about it."""

from collections.abc import Iterator
from dataclasses import replace

from deployments.catalog.entries import Accelerator, Catalog, PriceKind
from deployments.catalog.geometry import ModelGeometry
from deployments.sizing.capacity import years_until_full
from deployments.sizing.costs import HOURS_PER_YEAR
from deployments.sizing.evaluation import Evaluation, World, evaluate, purchase_price
from deployments.sizing.fine_tuning import Tuning, fine_tuning_fits
from deployments.sizing.latency import is_covered_by_fit, keeps_states
from deployments.sizing.layout import allowed_degrees, choose_degree, layout_notes
from deployments.sizing.narrative import flips_of, reasons_for
from deployments.sizing.placement import best_option, utilities
from deployments.sizing.refusals import refusal_of
from deployments.sizing.results import (
    AssessmentResult,
    CostComparison,
    Figure,
    Finding,
    OptionCost,
    Recommendation,
    Refused,
)
from deployments.sizing.scenario import Scenario
from deployments.sizing.score import technical_score
from deployments.sizing.tornado import tornado
from deployments.sizing.uncertainty import Spread, pessimistic_world, spread_of

FIRM_AGREEMENT_SHARE = 0.8
# Accelerators are written off in about this time; growth is looked at over it.
LIFE_YEARS_PRESUMED = 5
_SECONDS_PER_YEAR = HOURS_PER_YEAR * 3600


def assess(scenario: Scenario, catalog: Catalog, *, seed: int) -> AssessmentResult | Refused:
    """Size, price, score and place one scenario.

    Parameters
    ----------
    scenario : Scenario
        What is asked.
    catalog : Catalog
        Facts about accelerators and prices.
    seed : int
        Starts the random draws behind ranges and firmness; the same seed gives the same result.

    Returns
    -------
    AssessmentResult or Refused
        Refused names what cannot be sized.
    """
    refused = refusal_of(scenario, catalog)
    if refused is not None:
        return refused
    degree = choose_degree(scenario, catalog, allowed_degrees(scenario))
    world = pessimistic_world(scenario, catalog, degree)
    found = evaluate(scenario, catalog, tensor_parallel=degree, world=world)
    spread = spread_of(scenario, catalog, tensor_parallel=degree, seed=seed)
    central = replace(world, slowness=1.0, ttft_slowness=1.0)
    priced = evaluate(scenario, catalog, tensor_parallel=degree, world=central)
    return AssessmentResult(
        memory=found.memory,
        speed=found.speed,
        capacity=found.capacity,
        power=found.power,
        costs=_with_ranges(scenario, catalog, priced, spread),
        pillars=found.pillars,
        gates=found.gates,
        score=technical_score(
            found.pillars, found.gates, low=spread.score_low, high=spread.score_high
        ),
        recommendation=_recommend(scenario, catalog, degree, world, found, spread),
        notes=tuple(_notes(scenario, catalog, found, degree)),
        seed=seed,
        fine_tuning=fine_tuning_fits(
            scenario.model,
            Tuning(scenario.pool.count, scenario.workload.max_context_tokens),
            device_gib=catalog.accelerators[scenario.pool.accelerator].memory_gib,
        ),
    )


def _with_ranges(
    scenario: Scenario, catalog: Catalog, found: Evaluation, spread: Spread
) -> CostComparison | None:
    """The comparison with P10–P90 per option and the tornado."""
    capex = purchase_price(scenario, catalog)
    if found.costs is None or scenario.costs is None or capex is None:
        return None

    def ranged(cost: OptionCost) -> OptionCost:
        low, high = spread.npv.get(cost.option, (cost.npv, cost.npv))
        return replace(cost, npv_low=min(low, cost.npv), npv_high=max(high, cost.npv))

    return replace(
        found.costs,
        options=tuple(ranged(cost) for cost in found.costs.options),
        tornado=tornado(
            replace(scenario.costs, capex=capex),
            found.power,
            growth_per_year=scenario.workload.growth_per_year,
        ),
    )


def _recommend(
    scenario: Scenario,
    catalog: Catalog,
    degree: int,
    world: World,
    found: Evaluation,
    spread: Spread,
) -> Recommendation:
    ranked = utilities(scenario, found)
    option = best_option(ranked)
    admissible = [row.utility for row in ranked if row.excluded_by is None]
    agreement = spread.agreement_share(option)
    return Recommendation(
        option=option,
        is_firm=agreement >= FIRM_AGREEMENT_SHARE,
        agreement_share=agreement,
        margin=admissible[0] - admissible[1] if len(admissible) > 1 else 1.0,
        utilities=ranked,
        reasons=() if option is None else reasons_for(option, scenario, found, ranked),
        flips=flips_of(option, scenario, catalog, tensor_parallel=degree, world=world),
    )


def _notes(
    scenario: Scenario, catalog: Catalog, found: Evaluation, degree: int
) -> Iterator[Finding]:
    """Warnings and assumptions that a reader must know."""
    accelerator = catalog.accelerators[scenario.pool.accelerator]
    yield from found.memory.notes
    yield from layout_notes(scenario, accelerator, degree)
    if found.speed is not None:
        yield _speed_basis(accelerator, scenario.model, catalog)
    if not accelerator.source.is_verified:
        yield Finding("note.device_from_memory", {"accelerator": accelerator.title})
    if scenario.workload.max_context_tokens > scenario.model.max_context_tokens:
        yield Finding(
            "note.context_beyond_model",
            {
                "wanted_tokens": scenario.workload.max_context_tokens,
                "model_tokens": scenario.model.max_context_tokens,
            },
        )
    used = degree * scenario.serving.pipeline_parallel
    if scenario.pool.count % used:
        yield Finding("note.devices_left_over", {"devices": scenario.pool.count % used})
    yield from _growth_notes(scenario, found)
    yield from _cost_notes(scenario, found, catalog)


def _speed_basis(accelerator: Accelerator, model: ModelGeometry, catalog: Catalog) -> Finding:
    """What the speed rests on; no speed of ours was measured on the site's own devices."""
    if catalog.step_time.is_provisional:
        return Finding("speed.from_data_sheets", {})
    figures: dict[str, Figure] = {"rows": catalog.step_time.rows, "accelerator": accelerator.title}
    if keeps_states(model):
        return Finding("speed.model_not_measured", figures)
    if is_covered_by_fit(accelerator):
        return Finding("speed.from_fit", figures)
    return Finding("speed.device_not_measured", figures)


def _growth_notes(scenario: Scenario, found: Evaluation) -> Iterator[Finding]:
    """The year in which growing demand leaves no reserve, if the machines live to see it."""
    growth = scenario.workload.growth_per_year
    if growth <= 0 or found.capacity is None or not found.capacity.load_share:
        return
    years = years_until_full(found.capacity.load_share, growth)
    life_years = scenario.costs.life_years if scenario.costs else LIFE_YEARS_PRESUMED
    if years <= life_years:
        yield Finding("note.growth_outgrows", {"growth_rate": growth, "whole_years": years})


def _cost_notes(scenario: Scenario, found: Evaluation, catalog: Catalog) -> Iterator[Finding]:
    if scenario.costs is None:
        return
    if found.costs is None and found.capacity is not None:
        yield Finding("note.no_purchase_price", {"accelerator": scenario.pool.accelerator})
    if scenario.costs.capex is None and found.costs is not None:
        yield Finding("note.catalog_price", {"capex": found.costs.options[0].capex})
        price = catalog.price_of(scenario.pool.accelerator, PriceKind.PURCHASE)
        if price is not None and not price.source.is_verified:
            title = catalog.accelerators[scenario.pool.accelerator].title
            yield Finding("note.price_not_checked", {"accelerator": title})
    if found.costs is not None and found.capacity is not None:
        per_peak_second = found.capacity.peak_requests_per_second / scenario.workload.peak_factor
        tokens = per_peak_second * scenario.workload.output_tokens
        busy_mtok = tokens * _SECONDS_PER_YEAR / 1e6
        if busy_mtok > found.costs.mtok_per_year / scenario.costs.utilization:
            yield Finding(
                "note.demand_beyond_delivery",
                {"demand_mtok": busy_mtok, "deliverable_mtok": found.costs.mtok_per_year},
            )
