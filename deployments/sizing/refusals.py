"""What cannot be sized at all, and why."""

from collections.abc import Iterator

from deployments.catalog.entries import Catalog
from deployments.sizing.layout import allowed_degrees
from deployments.sizing.results import Finding, Refused
from deployments.sizing.scenario import CostAssumptions, Scenario, Serving, Workload

_LONGEST_LIFE_YEARS = 10
_FASTEST_GROWTH = 10.0


def refusal_of(scenario: Scenario, catalog: Catalog) -> Refused | None:
    """The first reason to refuse, None where the scenario can be sized."""
    return next((Refused(reason) for reason in _reasons(scenario, catalog)), None)


def _reasons(scenario: Scenario, catalog: Catalog) -> Iterator[Finding]:
    pool = scenario.pool
    if pool.accelerator not in catalog.accelerators:
        yield Finding("refused.unknown_accelerator", {"accelerator": pool.accelerator})
        return
    for field in _faulty_fields(scenario):
        yield Finding("refused.bad_value", {"field": field})
    if not scenario.model.layers:
        yield Finding("refused.no_layers", {"model": scenario.model.name})
    if scenario.serving.pipeline_parallel > pool.count:
        yield Finding("refused.more_stages_than_devices", {"devices": pool.count})
    elif not allowed_degrees(scenario):
        asked = scenario.serving.tensor_parallel
        yield Finding(
            "refused.invalid_tensor_parallel",
            {"tensor_parallel": asked or 0, "island": pool.gpus_per_island, "count": pool.count},
        )


def _faulty_fields(scenario: Scenario) -> Iterator[str]:
    yield from _faulty_workload(scenario.workload)
    yield from _faulty_serving(scenario.serving)
    if scenario.pool.count < 1 or scenario.pool.host_count < 1:
        yield "pool.count"
    if scenario.pool.gpus_per_island < 1:
        yield "pool.gpus_per_island"
    if scenario.costs is not None:
        yield from _faulty_costs(scenario.costs)
    if any(not 0 <= row.share <= 1 for row in scenario.sovereignty.data_classes):
        yield "sovereignty.data_classes"
    if any(weight < 0 for _, weight in scenario.pillar_weights):
        yield "pillar_weights"


def _faulty_workload(workload: Workload) -> Iterator[str]:
    checks = {
        "users": workload.users >= 1,
        "active_share": 0 < workload.active_share <= 1,
        "requests_per_user_hour": workload.requests_per_user_hour > 0,
        "peak_factor": workload.peak_factor >= 1,
        "prompt_tokens": workload.prompt_tokens >= 1,
        "output_tokens": workload.output_tokens >= 1,
        "max_context_tokens": workload.max_context_tokens
        >= workload.prompt_tokens + workload.output_tokens,
        "ttft_slo_ms": workload.ttft_slo_ms > 0,
        "tpot_slo_ms": workload.tpot_slo_ms > 0,
        "cached_prefix_share": 0 <= workload.cached_prefix_share <= 1,
        "growth_per_year": -1 <= workload.growth_per_year <= _FASTEST_GROWTH,
    }
    yield from (f"workload.{name}" for name, holds in checks.items() if not holds)


def _faulty_serving(serving: Serving) -> Iterator[str]:
    checks = {
        "pipeline_parallel": serving.pipeline_parallel >= 1,
        "gpu_memory_utilization": 0 < serving.gpu_memory_utilization <= 1,
        "overhead_gib": serving.overhead_gib is None or serving.overhead_gib >= 0,
    }
    yield from (f"serving.{name}" for name, holds in checks.items() if not holds)


def _faulty_costs(costs: CostAssumptions) -> Iterator[str]:
    checks = {
        "capex": costs.capex is None or costs.capex >= 0,
        "network_capex": costs.network_capex >= 0,
        "life_years": 1 <= costs.life_years <= _LONGEST_LIFE_YEARS,
        "residual_share": 0 <= costs.residual_share <= 1,
        "utilization": 0 < costs.utilization <= 1,
        "pue": costs.pue >= 1,
        "price_per_kwh": costs.price_per_kwh >= 0,
        "staff_fte": costs.staff_fte >= 0,
        "discount_rate": 0 <= costs.discount_rate < 1,
    }
    yield from (f"costs.{name}" for name, holds in checks.items() if not holds)
