"""Speed of one replica: time per token, time to the first token, throughput."""

import math
from dataclasses import dataclass

from deployments.catalog.entries import Accelerator, StepTimeConstants
from deployments.catalog.geometry import ModelGeometry, RecurrentMixer
from deployments.sizing.memory import is_mixture
from deployments.sizing.results import Band, Speed
from deployments.sizing.scenario import Serving
from deployments.sizing.step_time import (
    Batch,
    IdealTimes,
    ideal_times,
    steady_batch,
    step_seconds,
)

# Serving software reads prompts in pieces of this size by default on data-center devices.
PREFILL_CHUNK_TOKENS = 8192
# A server that keeps its latency reaches this share of the saturated throughput.
SERVER_SHARE = 0.85
# Schedulers hold no more sequences than this unless told to.
MOST_SEQUENCES = 1024
_SMALLEST_OPEN_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Replica:
    """One copy of the model on its devices."""

    model: ModelGeometry
    accelerator: Accelerator
    serving: Serving
    tensor_parallel: int
    constants: StepTimeConstants


@dataclass(frozen=True, slots=True)
class Request:
    """A typical request; `cached_share` of the prompt is found in the prefix cache."""

    prompt_tokens: int
    output_tokens: int
    cached_share: float = 0.0


def mean_steps(
    replica: Replica, request: Request, concurrency: float
) -> tuple[tuple[float, IdealTimes], ...]:
    """Kinds of steps with `concurrency` requests in flight: share of each and its ideal times.

    Some steps read a piece of a prompt beside decoding, the others only decode.
    """
    batch = _batch(replica, request, concurrency)
    piece = max(batch.prefill_tokens, _piece_tokens(request))
    share = batch.prefill_tokens / piece
    reading = (share, _ideal(replica, _with_prefill(batch, piece)))
    if share >= 1:
        return (reading,)
    return (reading, (1 - share, _ideal(replica, _with_prefill(batch, 0))))


def tpot_seconds(replica: Replica, request: Request, concurrency: float) -> float:
    """Central time per output token: the mean over all steps is what a user sees per token."""
    return sum(
        share * step_seconds(ideal, replica.constants, replica.serving.backend)
        for share, ideal in mean_steps(replica, request, concurrency)
    )


def ttft_floor_seconds(replica: Replica, request: Request) -> float:
    """Time to read the prompt on an idle replica."""
    return _prefill_seconds(replica, request, concurrency=0)


def ttft_seconds(replica: Replica, request: Request, concurrency: float) -> float:
    """Central time to the first token under load: half a step, the queue of prompts, the prompt.

    Prompts wait for each other like customers of constant service time (M/D/1); a fitted factor
    adds what bursts and the server in front of the model cost.
    """
    queue = replica.constants.queue
    factor = queue.scale * math.pow(concurrency, queue.concurrency_exponent)
    return steady_ttft_seconds(replica, request, concurrency) * max(factor, 1.0)


def steady_ttft_seconds(replica: Replica, request: Request, concurrency: float) -> float:
    """The same for evenly spread arrivals, without the fitted factor."""
    batch = _batch(replica, request, concurrency)
    busy_share = min(batch.prefill_tokens / _piece_tokens(request), 1.0)
    reading = _prefill_seconds(replica, request, concurrency=concurrency)
    open_share = max(1 - busy_share, _SMALLEST_OPEN_SHARE)
    waiting = reading * busy_share / (2 * open_share)
    return waiting + reading + _step(replica, _with_prefill(batch, 0)) / 2


def speed_of(
    replica: Replica, request: Request, *, concurrency: float, saturated_concurrency: float
) -> Speed:
    """Speed at a concurrency, with bands from the residuals of the fit.

    Parameters
    ----------
    replica, request : Replica, Request
        What serves, and what it serves.
    concurrency : float
        Requests in flight on this replica, above 0.
    saturated_concurrency : float
        Requests in flight when the KV cache is full, for the offline throughput.
    """
    low, high = speed_factors(replica)
    tpot_ms = tpot_seconds(replica, request, concurrency) * 1000
    floor_ms = ttft_floor_seconds(replica, request) * 1000
    ttft_ms = max(ttft_seconds(replica, request, concurrency) * 1000, floor_ms)
    offline = offline_tokens_per_second(replica, request, saturated_concurrency)
    rate = concurrency / tpot_ms * 1000
    ttft_low, ttft_high = replica.constants.bands.ttft
    return Speed(
        concurrency=concurrency,
        tpot_ms=Band(tpot_ms * low, tpot_ms, tpot_ms * high),
        ttft_floor_ms=floor_ms,
        ttft_ms=Band(max(floor_ms, ttft_ms * ttft_low), ttft_ms, ttft_ms * ttft_high),
        output_tokens_per_second=Band(rate / high, rate, rate / low),
        offline_tokens_per_second=Band(offline / high, offline, offline / low),
        is_provisional=replica.constants.is_provisional,
    )


def speed_factors(replica: Replica) -> tuple[float, float]:
    """Factors from the central time per token to the ends of its P10–P90 band."""
    bands = replica.constants.bands
    low, high = bands.moe if is_mixture(replica.model) else bands.dense
    if not is_covered_by_fit(replica.accelerator) or keeps_states(replica.model):
        low, high = low**bands.uncovered_widening, high**bands.uncovered_widening
    return low, high


def is_covered_by_fit(accelerator: Accelerator) -> bool:
    """Whether devices of this kind were measured: NVIDIA data-center devices since Hopper."""
    capability = accelerator.compute_capability
    return capability is not None and capability in {90, 100, 103}


def keeps_states(model: ModelGeometry) -> bool:
    """Whether layers keep states instead of a cache: the fit has seen no such model."""
    return any(isinstance(group.mixer, RecurrentMixer) for group in model.layers)


def offline_tokens_per_second(replica: Replica, request: Request, concurrency: float) -> float:
    """Output tokens per second with as many requests in flight as the cache holds."""
    sequences = min(concurrency, MOST_SEQUENCES)
    return sequences / tpot_seconds(replica, request, sequences) if sequences > 0 else 0.0


def _batch(replica: Replica, request: Request, concurrency: float) -> Batch:
    """Mean batch of one stage; the others work on the remaining requests meanwhile."""
    return steady_batch(
        concurrency / replica.serving.pipeline_parallel,
        prompt_tokens=request.prompt_tokens,
        output_tokens=request.output_tokens,
        cached_share=request.cached_share,
    )


def _read_tokens(request: Request) -> float:
    """Prompt tokens that are not found in the cache; the last one is always read."""
    return max(1.0, request.prompt_tokens * (1 - request.cached_share))


def _piece_tokens(request: Request) -> float:
    return min(PREFILL_CHUNK_TOKENS, _read_tokens(request))


def _with_prefill(batch: Batch, prefill_tokens: float) -> Batch:
    return Batch(batch.sequences, batch.context_tokens, prefill_tokens, batch.prompt_tokens)


def _prefill_seconds(replica: Replica, request: Request, *, concurrency: float) -> float:
    piece = _piece_tokens(request)
    pieces = _read_tokens(request) / piece
    return pieces * _step(replica, _with_prefill(_batch(replica, request, concurrency), piece))


def _step(replica: Replica, batch: Batch) -> float:
    return step_seconds(_ideal(replica, batch), replica.constants, replica.serving.backend)


def _ideal(replica: Replica, batch: Batch) -> IdealTimes:
    return ideal_times(
        replica.model,
        replica.accelerator,
        batch,
        weights=replica.serving.weights,
        kv_cache=replica.serving.kv_cache,
        tensor_parallel=replica.tensor_parallel,
    )
