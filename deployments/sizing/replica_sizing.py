"""Memory and speed of one replica, without site, money or answers; built to be called often."""

import math
from dataclasses import dataclass, replace

from deployments.catalog.entries import Accelerator, Catalog
from deployments.catalog.geometry import ModelGeometry
from deployments.sizing.capacity import (
    LatencyWanted,
    cache_concurrency,
    concurrency_of_arrivals,
    largest_concurrency,
)
from deployments.sizing.latency import MOST_SEQUENCES, Replica, Request, speed_factors, speed_of
from deployments.sizing.memory import fit_memory
from deployments.sizing.power import power_draw
from deployments.sizing.results import Band, Figure, Finding, MemoryFit, PowerDraw, Refused, Speed
from deployments.sizing.scenario import GpuPool, Serving
from deployments.sizing.sharding import is_valid_tensor_parallel, valid_degrees


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked of the replicas.

    Attributes
    ----------
    request : Request
        A typical request.
    concurrency : float or None
        Requests in flight on one replica; None derives it from the arrivals.
    arrivals_per_second : float or None
        Requests that all replicas together get per second.
    ttft_slo_ms, tpot_slo_ms : float or None
        Times wanted, milliseconds; None where nobody asks.
    """

    request: Request
    concurrency: float | None = None
    arrivals_per_second: float | None = None
    ttft_slo_ms: float | None = None
    tpot_slo_ms: float | None = None

    @property
    def wanted(self) -> LatencyWanted | None:
        """The latency wanted, None where nobody asks for any."""
        if self.ttft_slo_ms is None and self.tpot_slo_ms is None:
            return None
        return LatencyWanted(self.ttft_slo_ms or math.inf, self.tpot_slo_ms or math.inf)


@dataclass(frozen=True, slots=True)
class ReplicaSizing:
    """What one replica needs and does; `speed` is None where it does not fit.

    `slo_concurrency` are the requests in flight that meet the latency wanted, at the slow, the
    central and the fast end of the speed; None where nothing is wanted. `carries_arrivals` is
    None without arrivals.
    """

    memory: MemoryFit
    speed: Speed | None
    power: PowerDraw
    replicas: int
    slo_concurrency: Band | None = None
    carries_arrivals: bool | None = None


def size_replica(
    model: ModelGeometry,
    pool: GpuPool,
    serving: Serving,
    load: Load,
    *,
    context_tokens: int,
    catalog: Catalog,
) -> ReplicaSizing | Refused:
    """Size one replica under a load.

    Without a degree asked for, the smallest valid one that fits is taken, else the widest. A
    degree asked for must use all devices.
    """
    accelerator = catalog.accelerators[pool.accelerator]
    widest = min(pool.gpus_per_island, pool.count // serving.pipeline_parallel)
    asked = serving.tensor_parallel
    if asked is not None and (asked > widest or not is_valid_tensor_parallel(model, asked)):
        figures = {"tensor_parallel": asked, "island": pool.gpus_per_island, "count": pool.count}
        return Refused(Finding("refused.invalid_tensor_parallel", figures))
    if asked is not None and pool.count % (asked * serving.pipeline_parallel):
        layout: dict[str, Figure] = {
            "tensor_parallel": asked,
            "pipeline_parallel": serving.pipeline_parallel,
            "count": pool.count,
        }
        return Refused(Finding("refused.uneven_replicas", layout))
    degrees = (asked,) if asked is not None else valid_degrees(model, widest)
    if not degrees:
        return Refused(Finding("refused.more_stages_than_devices", {"devices": pool.count}))
    memory = _first_fit(model, accelerator, serving, degrees, context_tokens)
    devices = memory.tensor_parallel * serving.pipeline_parallel
    used = replace(pool, count=pool.count - pool.count % devices)
    found = ReplicaSizing(memory, None, power_draw(used, accelerator), pool.count // devices)
    if not memory.fits:
        return found
    replica = Replica(model, accelerator, serving, memory.tensor_parallel, catalog.step_time)
    return _with_speed(found, replica, load)


def _with_speed(found: ReplicaSizing, replica: Replica, load: Load) -> ReplicaSizing:
    """The sizing with its speed under the load."""
    request = load.request
    saturated = cache_concurrency(
        replica.model,
        replica.serving,
        found.memory,
        headroom_gib=found.memory.headroom_gib.central,
        tokens=request.prompt_tokens + request.output_tokens,
    )
    in_flight = load.concurrency
    arriving = _in_flight_by_arrivals(replica, load, found.replicas, saturated)
    if in_flight is None:
        in_flight = min(saturated, MOST_SEQUENCES) if arriving is None else arriving
    return replace(
        found,
        speed=speed_of(replica, request, concurrency=in_flight, saturated_concurrency=saturated),
        slo_concurrency=_slo_concurrency(replica, load, saturated),
        carries_arrivals=None if load.arrivals_per_second is None else arriving is not None,
    )


def _in_flight_by_arrivals(
    replica: Replica, load: Load, replicas: int, most: float
) -> float | None:
    if load.arrivals_per_second is None:
        return None
    return concurrency_of_arrivals(
        replica, load.request, arrivals_per_second=load.arrivals_per_second / replicas, most=most
    )


def _slo_concurrency(replica: Replica, load: Load, most: float) -> Band | None:
    wanted = load.wanted
    if wanted is None:
        return None
    fast, slow = speed_factors(replica)
    low, central, high = (
        largest_concurrency(replica, load.request, wanted, slowness=slowness, most=most)
        for slowness in (slow, 1.0, fast)
    )
    return Band(low, central, high)


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
