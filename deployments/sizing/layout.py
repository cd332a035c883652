"""How a model is laid on a pool: which tensor-parallel degree, and whether any can be."""

from deployments.catalog.entries import Accelerator, Catalog, LinkKind
from deployments.sizing.capacity import (
    cache_concurrency,
    largest_concurrency,
    latency_wanted,
    request_of,
)
from deployments.sizing.latency import Replica, speed_factors
from deployments.sizing.memory import fit_memory
from deployments.sizing.results import Finding, MemoryFit
from deployments.sizing.scenario import Scenario
from deployments.sizing.sharding import is_valid_tensor_parallel, valid_degrees

# Cards on PCIe lose so much time in all-reduces that wider slices rarely pay.
WIDEST_PCIE_DEGREE = 2


def allowed_degrees(scenario: Scenario) -> tuple[int, ...]:
    """Degrees that the model, the island and the pool allow; the one asked for if it is valid."""
    pool = scenario.pool
    widest = min(pool.gpus_per_island, pool.count // scenario.serving.pipeline_parallel)
    asked = scenario.serving.tensor_parallel
    if asked is None:
        return valid_degrees(scenario.model, widest)
    is_allowed = asked <= widest and is_valid_tensor_parallel(scenario.model, asked)
    return (asked,) if is_allowed else ()


def choose_degree(scenario: Scenario, catalog: Catalog, degrees: tuple[int, ...]) -> int:
    """The degree that carries most requests in flight over the whole pool.

    Where none fits, the widest one: it comes closest. Ties go to the narrower degree.
    """
    if len(degrees) == 1:
        return degrees[0]
    accelerator = catalog.accelerators[scenario.pool.accelerator]
    fits = {
        degree: fit_memory(
            scenario.model,
            scenario.serving,
            tensor_parallel=degree,
            device_gib=accelerator.memory_gib,
            context_tokens=scenario.workload.max_context_tokens,
        )
        for degree in degrees
    }
    fitting = [degree for degree in degrees if fits[degree].fits]
    if not fitting:
        return degrees[-1]
    return max(
        fitting,
        key=lambda degree: (_carried(scenario, catalog, accelerator, fits[degree]), -degree),
    )


def layout_notes(
    scenario: Scenario, accelerator: Accelerator, tensor_parallel: int
) -> tuple[Finding, ...]:
    """Warnings about the link."""
    if accelerator.link is LinkKind.PCIE and tensor_parallel > WIDEST_PCIE_DEGREE:
        figures = {"tensor_parallel": tensor_parallel, "gpus": scenario.pool.count}
        return (Finding("note.wide_over_pcie", figures),)
    return ()


def _carried(
    scenario: Scenario, catalog: Catalog, accelerator: Accelerator, memory: MemoryFit
) -> float:
    workload = scenario.workload
    replica = Replica(
        scenario.model,
        accelerator,
        scenario.serving,
        memory.tensor_parallel,
        catalog.step_time,
    )
    cache_limit = cache_concurrency(
        scenario.model,
        scenario.serving,
        memory,
        headroom_gib=memory.headroom_gib.low,
        tokens=workload.prompt_tokens + workload.output_tokens,
    )
    _, slowness = speed_factors(replica)
    each = largest_concurrency(
        replica,
        request_of(workload),
        latency_wanted(workload),
        slowness=slowness,
        most=cache_limit,
    )
    devices = memory.tensor_parallel * memory.pipeline_parallel
    return each * (scenario.pool.count // devices)
