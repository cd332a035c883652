"""Whether the replicas carry the peak, and how many would."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from deployments.catalog.geometry import ModelGeometry
from deployments.sizing.latency import (
    MOST_SEQUENCES,
    Replica,
    Request,
    tpot_seconds,
    ttft_seconds,
)
from deployments.sizing.memory import sequence_cache_bytes
from deployments.sizing.precision import GIB
from deployments.sizing.queueing import erlang_c
from deployments.sizing.results import SPARE_REPLICAS, CapacityCheck, MemoryFit
from deployments.sizing.scenario import Serving, Workload

# Above this load per replica waiting grows fast, and a lost replica could not be absorbed.
HIGHEST_LOAD_SHARE = 0.7
_SECONDS_PER_HOUR = 3600
_MS_PER_SECOND = 1000
_TOLERANCE = 0.01
_LEAST_CONCURRENCY = 1e-3


@dataclass(frozen=True, slots=True)
class LatencyWanted:
    """Longest times that are acceptable, milliseconds; infinite where nobody asks."""

    ttft_ms: float = math.inf
    tpot_ms: float = math.inf


def latency_wanted(workload: Workload) -> LatencyWanted:
    """The latency that a workload asks for."""
    return LatencyWanted(workload.ttft_slo_ms, workload.tpot_slo_ms)


def peak_requests_per_second(workload: Workload) -> float:
    """Arrivals per second at peak: users x active share x requests per hour x peak factor.

    Examples
    --------
    >>> from deployments.sizing.scenario import Workload
    >>> work = Workload(1200, 0.25, 6.0, 2.0, 1000, 250, 8192, 1000.0, 50.0)
    >>> peak_requests_per_second(work)
    1.0
    """
    per_hour = workload.users * workload.active_share * workload.requests_per_user_hour
    return per_hour * workload.peak_factor / _SECONDS_PER_HOUR


def request_of(workload: Workload) -> Request:
    """The typical request of a workload."""
    return Request(workload.prompt_tokens, workload.output_tokens, workload.cached_prefix_share)


def cache_concurrency(
    model: ModelGeometry, serving: Serving, memory: MemoryFit, *, headroom_gib: float, tokens: int
) -> float:
    """Requests of `tokens` that the KV cache of one replica holds in a given headroom."""
    sequence_bytes = sequence_cache_bytes(
        model, serving.kv_cache, tokens=tokens, tensor_parallel=memory.tensor_parallel
    )
    available_bytes = max(0.0, headroom_gib) * GIB * memory.pipeline_parallel
    return available_bytes / sequence_bytes


def largest_concurrency(
    replica: Replica, request: Request, wanted: LatencyWanted, *, slowness: float, most: float
) -> float:
    """Most requests in flight on one replica that still meet the latency wanted.

    `slowness` multiplies the central times; `most` is the limit of the cache. Times do not fall
    with concurrency, so the limit is found by bisection; below one request the answer is zero.
    """
    most = min(most, MOST_SEQUENCES)

    def is_too_slow(concurrency: float) -> bool:
        tpot_ms = tpot_seconds(replica, request, concurrency) * slowness * _MS_PER_SECOND
        if tpot_ms > wanted.tpot_ms:
            return True
        ttft_ms = ttft_seconds(replica, request, concurrency) * slowness * _MS_PER_SECOND
        return ttft_ms > wanted.ttft_ms

    if most < 1 or is_too_slow(1):
        return 0.0
    return _turning_point(is_too_slow, 1.0, most)


def concurrency_of_arrivals(
    replica: Replica, request: Request, *, arrivals_per_second: float, most: float
) -> float | None:
    """Requests in flight on one replica when they arrive at a rate, by Little's law.

    None where the replica does not carry the rate with `most` requests in flight.
    """

    def carries(concurrency: float) -> bool:
        seconds = service_seconds(replica, request, concurrency)
        return concurrency >= arrivals_per_second * seconds

    most = min(most, MOST_SEQUENCES)
    if not carries(most):
        return None
    return _turning_point(carries, _LEAST_CONCURRENCY, most)


def service_seconds(replica: Replica, request: Request, concurrency: float) -> float:
    """Central time that one request stays: the first token and all others."""
    first = ttft_seconds(replica, request, concurrency)
    return first + request.output_tokens * tpot_seconds(replica, request, concurrency)


def _turning_point(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Where a condition that stays true once it is begins to hold; `high` if it never does."""
    if not holds(high):
        return high
    while high - low > _TOLERANCE * low:
        middle = (low * high) ** 0.5
        low, high = (low, middle) if holds(middle) else (middle, high)
    return low


def check_capacity(
    replica: Replica,
    workload: Workload,
    *,
    replicas: int,
    slowness: float,
    cache_limit: float,
) -> CapacityCheck:
    """Compare the peak with what the replicas carry.

    Requests in flight follow Little's law: arrivals per second x time in service, with the time
    of a replica as full as the latency wanted allows.

    Parameters
    ----------
    replica : Replica
        One of the equal replicas.
    workload : Workload
        Arrivals, request and latency wanted.
    replicas : int
        Replicas there are, at least 1.
    slowness : float
        Pessimistic factor on the central times, at least 1.
    cache_limit : float
        Requests of this workload that the KV cache of one replica holds.
    """
    request = request_of(workload)
    allowed = largest_concurrency(
        replica, request, latency_wanted(workload), slowness=slowness, most=cache_limit
    )
    seconds = slowness * service_seconds(replica, request, max(allowed, 1.0))
    rate = peak_requests_per_second(workload)
    needed = rate * seconds
    slots = replicas * allowed
    replicas_needed = (
        max(1, math.ceil(needed / (HIGHEST_LOAD_SHARE * allowed))) if allowed else replicas + 1
    )
    return CapacityCheck(
        peak_requests_per_second=rate,
        needed_concurrency=needed,
        replica_concurrency=allowed,
        replicas=replicas,
        replicas_needed=replicas_needed,
        load_share=needed / slots if slots else math.inf,
        has_spare=replicas >= replicas_needed + SPARE_REPLICAS,
        wait_probability=erlang_c(int(slots), needed) if slots >= 1 else 1.0,
    )


def years_until_full(load_share: float, growth_per_year: float) -> int:
    """Full years until a growing load exceeds what is planned for one replica.

    Examples
    --------
    >>> years_until_full(0.35, 0.25)  # 0.35, 0.44, 0.55, 0.68, 0.85
    4
    """
    if load_share > HIGHEST_LOAD_SHARE:
        return 0
    doublings = math.log(HIGHEST_LOAD_SHARE / load_share) / math.log1p(growth_per_year)
    return math.floor(doublings) + 1


def working_concurrency(check: CapacityCheck) -> float:
    """Requests in flight on one replica at peak, within what it may carry."""
    share = check.needed_concurrency / check.replicas
    return max(1.0, min(share, check.replica_concurrency or share, MOST_SEQUENCES))
