"""Time of one step of continuous batching: ideal times from geometry, efficiencies from a fit."""

from dataclasses import dataclass
from functools import lru_cache

from deployments.catalog.entries import Accelerator, StepTimeConstants
from deployments.catalog.geometry import (
    ExpertFeedForward,
    GroupedAttention,
    LatentAttention,
    LayerGroup,
    ModelGeometry,
    Module,
    Precision,
)
from deployments.sizing.memory import module_bytes, sequence_cache_bytes
from deployments.sizing.parameters import count_parameters
from deployments.sizing.precision import BYTES_PER_VALUE, compute_tflops

_GIGA = 1e9
_TERA = 1e12
_FLOPS_PER_PARAMETER = 2
_ALL_REDUCES_PER_LAYER = 2
_ACTIVATION_BYTES = BYTES_PER_VALUE[Precision.BF16]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one step works on, as a mean over steps.

    `sequences` decode one token each at `context_tokens`; `prefill_tokens` of prompts of
    `prompt_tokens` are read beside them.
    """

    sequences: float
    context_tokens: float
    prefill_tokens: float
    prompt_tokens: float


@dataclass(frozen=True, slots=True)
class IdealTimes:
    """Seconds that each part of a step would take at the data sheet's peaks."""

    dense_compute: float
    dense_bandwidth: float
    expert_compute: float
    expert_bandwidth: float
    cache_bandwidth: float
    prefill_attention: float
    link: float
    all_reduces: int
    layers: int
    expert_layers: int
    sequences: float


def steady_batch(
    concurrency: float, *, prompt_tokens: float, output_tokens: float, cached_share: float = 0.0
) -> Batch:
    """Mean step when `concurrency` requests are always in flight.

    Each request is replaced when it ends, so a step reads C x prompt / output prompt tokens, and
    sequences are half-way through their answer on average.
    """
    read_tokens = prompt_tokens * (1 - cached_share)
    return Batch(
        sequences=concurrency,
        context_tokens=prompt_tokens + output_tokens / 2,
        prefill_tokens=concurrency * read_tokens / output_tokens,
        prompt_tokens=prompt_tokens,
    )


def ideal_times(
    model: ModelGeometry,
    accelerator: Accelerator,
    batch: Batch,
    *,
    weights: Precision,
    kv_cache: Precision,
    tensor_parallel: int,
) -> IdealTimes:
    """Times of one step at peak rates, spread over `tensor_parallel` devices."""
    work = _work(model, weights)
    tokens = batch.sequences + batch.prefill_tokens
    bandwidth = accelerator.bandwidth_gb_per_second * _GIGA * tensor_parallel
    bf16_rate = accelerator.bf16_tflops * _TERA * tensor_parallel
    rate = compute_tflops(accelerator, weights) * _TERA * tensor_parallel
    head_flops = _FLOPS_PER_PARAMETER * work.head_parameters * batch.sequences
    touched_share = 1 - (1 - work.expert_share) ** tokens if work.expert_bytes else 0.0
    hops = 2 * (tensor_parallel - 1) / tensor_parallel
    reduced_bytes = tokens * model.hidden * _ACTIVATION_BYTES * hops
    all_reduces = _ALL_REDUCES_PER_LAYER * work.layers if tensor_parallel > 1 else 0
    cache_bytes = batch.sequences * sequence_cache_bytes(
        model, kv_cache, tokens=batch.context_tokens, tensor_parallel=tensor_parallel
    )
    return IdealTimes(
        dense_compute=_FLOPS_PER_PARAMETER * work.dense_parameters * tokens / rate
        + head_flops / bf16_rate,
        dense_bandwidth=work.dense_bytes / bandwidth,
        expert_compute=_FLOPS_PER_PARAMETER * work.expert_parameters_per_token * tokens / rate,
        expert_bandwidth=work.expert_bytes * touched_share / bandwidth,
        cache_bandwidth=cache_bytes / (bandwidth / tensor_parallel),
        prefill_attention=_attention_flops(model, batch) / bf16_rate,
        link=all_reduces * reduced_bytes / (accelerator.link_gb_per_second * _GIGA),
        all_reduces=all_reduces,
        layers=work.layers,
        expert_layers=work.expert_layers,
        sequences=batch.sequences,
    )


def step_seconds(ideal: IdealTimes, constants: StepTimeConstants, backend: str) -> float:
    """Expected time of a step: ideal times over efficiencies, plus fixed times."""
    share = constants.efficiencies
    fixed = constants.seconds
    dense = max(
        ideal.dense_compute / share.compute,
        ideal.dense_bandwidth / share.bandwidth,
    )
    experts = max(
        ideal.expert_compute / share.expert_compute,
        ideal.expert_bandwidth / share.expert_bandwidth,
    )
    waiting = (
        ideal.all_reduces * fixed.all_reduce
        + ideal.layers * fixed.layer
        + ideal.expert_layers * fixed.expert_layer
        + ideal.sequences * fixed.sequence
        + fixed.step
    )
    return (
        dense
        + experts
        + ideal.cache_bandwidth / share.cache
        + ideal.prefill_attention / share.attention
        + ideal.link / share.link
        + waiting * constants.backends[backend]
    )


def roofline_seconds(ideal: IdealTimes) -> float:
    """The textbook roofline: whatever is slower, arithmetic or memory, at the peaks."""
    compute = ideal.dense_compute + ideal.expert_compute + ideal.prefill_attention
    memory = ideal.dense_bandwidth + ideal.expert_bandwidth + ideal.cache_bandwidth
    return max(compute, memory)


@dataclass(frozen=True, slots=True)
class _Work:
    """What a step does whatever the batch."""

    dense_parameters: int
    head_parameters: int
    dense_bytes: float
    expert_parameters_per_token: float
    expert_bytes: float
    expert_share: float
    layers: int
    expert_layers: int


@lru_cache(maxsize=4096)
def _work(model: ModelGeometry, weights: Precision) -> _Work:
    counts = count_parameters(model)
    experts = counts.by_module[Module.EXPERTS]
    mixtures = [
        (group.count, group.feed_forward)
        for group in model.layers
        if isinstance(group.feed_forward, ExpertFeedForward)
    ]
    share = mixtures[0][1].experts_per_token / mixtures[0][1].experts if mixtures else 0.0
    resident = {
        module: parameters
        for module, parameters in counts.by_module.items()
        if module not in {Module.EXPERTS, Module.EMBEDDING, Module.OUTPUT_HEAD}
    }
    head = model.vocabulary * model.hidden
    resident_bytes = sum(
        parameters * module_bytes(model, module, weights) for module, parameters in resident.items()
    )
    return _Work(
        dense_parameters=sum(resident.values()),
        head_parameters=head,
        dense_bytes=resident_bytes + head * _ACTIVATION_BYTES,
        expert_parameters_per_token=experts * share,
        expert_bytes=experts * module_bytes(model, Module.EXPERTS, weights),
        expert_share=share,
        layers=model.layer_count,
        expert_layers=sum(count for count, _ in mixtures),
    )


def _attention_flops(model: ModelGeometry, batch: Batch) -> float:
    """Scores and sums of causal attention for the prompt tokens of a step."""
    return sum(
        group.count * _layer_attention_flops(group, batch.prompt_tokens) * batch.prefill_tokens
        for group in model.layers
    )


def _layer_attention_flops(group: LayerGroup, prompt_tokens: float) -> float:
    """Operations per prompt token, which looks back over half the prompt on average."""
    seen = prompt_tokens / 2
    match group.mixer:
        case GroupedAttention(heads=heads, head_dim=width, window_tokens=window):
            reach = seen if window is None else min(seen, window)
            return 4 * heads * width * reach
        case LatentAttention() as latent:
            widths = latent.nope_dim + latent.rope_dim + latent.value_dim
            return 2 * latent.heads * widths * seen
        case _:
            return 0.0
