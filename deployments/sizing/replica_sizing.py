"""Memory and speed of one replica, without site, money or answers; built to be called often."""

from dataclasses import dataclass, replace

from deployments.catalog.entries import Accelerator, Catalog
from deployments.catalog.geometry import ModelGeometry
from deployments.sizing.capacity import cache_concurrency
from deployments.sizing.latency import Replica, Request, speed_of
from deployments.sizing.memory import fit_memory
from deployments.sizing.power import power_draw
from deployments.sizing.results import Finding, MemoryFit, PowerDraw, Refused, Speed
from deployments.sizing.scenario import GpuPool, Serving
from deployments.sizing.sharding import is_valid_tensor_parallel, valid_degrees


@dataclass(frozen=True, slots=True)
class ReplicaSizing:
    """What one replica needs and does; `speed` is None where it does not fit."""

    memory: MemoryFit
    speed: Speed | None
    power: PowerDraw
    replicas: int


def size_replica(
    model: ModelGeometry,
    pool: GpuPool,
    serving: Serving,
    request: Request,
    *,
    concurrency: float,
    context_tokens: int,
    catalog: Catalog,
) -> ReplicaSizing | Refused:
    """Size one replica at a concurrency.

    Without a degree asked for, the smallest valid one that fits is taken, else the widest.
    """
    accelerator = catalog.accelerators[pool.accelerator]
    widest = min(pool.gpus_per_island, pool.count // serving.pipeline_parallel)
    asked = serving.tensor_parallel
    if asked is not None and (asked > widest or not is_valid_tensor_parallel(model, asked)):
        figures = {"tensor_parallel": asked, "island": pool.gpus_per_island, "count": pool.count}
        return Refused(Finding("refused.invalid_tensor_parallel", figures))
    degrees = (asked,) if asked is not None else valid_degrees(model, widest)
    if not degrees:
        return Refused(Finding("refused.more_stages_than_devices", {"devices": pool.count}))
    memory = _first_fit(model, accelerator, serving, degrees, context_tokens)
    stages = memory.tensor_parallel * serving.pipeline_parallel
    speed = None
    if memory.fits:
        speed = speed_of(
            Replica(model, accelerator, serving, memory.tensor_parallel, catalog.step_time),
            request,
            concurrency=concurrency,
            saturated_concurrency=cache_concurrency(
                model,
                serving,
                memory,
                headroom_gib=memory.headroom_gib.central,
                tokens=request.prompt_tokens + request.output_tokens,
            ),
        )
    used = replace(pool, count=pool.count - pool.count % stages)
    return ReplicaSizing(memory, speed, power_draw(used, accelerator), pool.count // stages)


def _first_fit(
    model: ModelGeometry,
    accelerator: Accelerator,
    serving: Serving,
    degrees: tuple[int, ...],
    context_tokens: int,
) -> MemoryFit:
    found = None
    for degree in degrees:
        found = fit_memory(
            model,
            serving,
            tensor_parallel=degree,
            device_gib=accelerator.memory_gib,
            context_tokens=context_tokens,
        )
        if found.fits:
            break
    if found is None:
        raise ValueError("no degree given")
    return found
