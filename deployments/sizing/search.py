"""The smallest configuration of each accelerator that meets a workload, one replica to spare."""

import math
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from deployments.catalog.entries import Accelerator, Catalog, LinkKind, PriceKind
from deployments.catalog.geometry import Precision
from deployments.sizing.capacity import cache_concurrency, check_capacity
from deployments.sizing.latency import Replica, speed_factors
from deployments.sizing.layout import WIDEST_PCIE_DEGREE
from deployments.sizing.memory import fit_memory
from deployments.sizing.power import power_draw
from deployments.sizing.precision import compute_tflops
from deployments.sizing.results import Configuration
from deployments.sizing.scenario import GpuPool, Scenario, Serving
from deployments.sizing.sharding import valid_degrees


def smallest_configurations(scenario: Scenario, catalog: Catalog) -> tuple[Configuration, ...]:
    """Configurations of each accelerator that serve the workload, the cheapest first.

    Every valid tensor-parallel degree within an island is tried, with the number formats asked
    for, with fp8 where the device computes in it, and with int4 weights. Replicas are enough for
    the peak at the pessimistic speed and overhead at 70 % load, and one to spare. Of the degrees
    the one with the fewest devices is kept. An accelerator comes with the formats asked for, and
    once more with fewer bits where those need fewer devices. Without a price it comes last, by the
    number of devices.
    """
    found = [
        configuration
        for accelerator in catalog.accelerators.values()
        for configuration in _smallest(scenario, accelerator, catalog)
    ]
    return tuple(sorted(found, key=_order))


def _order(found: Configuration) -> tuple[bool, Decimal, int, str]:
    return found.purchase is None, found.purchase or Decimal(0), found.devices, found.accelerator


def _smallest(
    scenario: Scenario, accelerator: Accelerator, catalog: Catalog
) -> Iterator[Configuration]:
    fewest = math.inf
    for serving in _servings(scenario.serving, accelerator):
        laid_out = _laid_out(scenario, serving, accelerator, catalog)
        best = min(laid_out, key=lambda candidate: candidate.devices, default=None)
        if best is not None and best.devices < fewest:
            fewest = best.devices
            yield best


def _servings(asked: Serving, accelerator: Accelerator) -> Iterator[Serving]:
    """The formats asked for, then others with fewer bits."""
    plain = replace(asked, tensor_parallel=None, pipeline_parallel=1)
    yield plain
    computes_fp8 = compute_tflops(accelerator, Precision.FP8) > accelerator.bf16_tflops
    if computes_fp8 and asked.weights is Precision.BF16:
        yield replace(plain, weights=Precision.FP8, kv_cache=Precision.FP8)
    if asked.weights in {Precision.BF16, Precision.FP8, Precision.INT8}:
        yield replace(plain, weights=Precision.INT4)


def _laid_out(
    scenario: Scenario, serving: Serving, accelerator: Accelerator, catalog: Catalog
) -> Iterator[Configuration]:
    """Configurations by degree, the narrowest first."""
    is_card = accelerator.link is LinkKind.PCIE
    island = accelerator.island_size
    widest = min(island, WIDEST_PCIE_DEGREE) if is_card else island
    for degree in valid_degrees(scenario.model, widest):
        replica = Replica(scenario.model, accelerator, serving, degree, catalog.step_time)
        found = _enough(scenario, replica, catalog)
        if found is not None:
            yield found


def _enough(scenario: Scenario, replica: Replica, catalog: Catalog) -> Configuration | None:
    """As many replicas as the peak needs, None where one replica cannot meet the wishes."""
    workload, accelerator = scenario.workload, replica.accelerator
    memory = fit_memory(
        replica.model,
        replica.serving,
        tensor_parallel=replica.tensor_parallel,
        device_gib=accelerator.memory_gib,
        context_tokens=workload.max_context_tokens,
    )
    if not memory.fits:
        return None
    capacity = check_capacity(
        replica,
        workload,
        replicas=1,
        slowness=speed_factors(replica)[1],
        cache_limit=cache_concurrency(
            replica.model,
            replica.serving,
            memory,
            headroom_gib=memory.headroom_gib.low,
            tokens=workload.prompt_tokens + workload.output_tokens,
        ),
    )
    if not capacity.replica_concurrency:
        return None
    replicas = capacity.replicas_with_spare
    devices = replicas * replica.tensor_parallel
    price = catalog.price_of(accelerator.id, PriceKind.PURCHASE)
    return Configuration(
        accelerator=accelerator.id,
        weights=replica.serving.weights.value,
        kv_cache=replica.serving.kv_cache.value,
        tensor_parallel=replica.tensor_parallel,
        replicas=replicas,
        devices=devices,
        replica_concurrency=capacity.replica_concurrency,
        load_share=capacity.load_share / capacity.replicas_needed,
        peak_kw=power_draw(GpuPool(accelerator.id, devices, devices), accelerator).peak_kw,
        purchase=None if price is None else price.central * devices,
        currency="" if price is None else price.currency,
        title=accelerator.title,
    )
