"""Device memory: weights, KV cache, overhead, and what is left."""

from deployments.catalog.geometry import (
    ExpertFeedForward,
    GroupedAttention,
    LatentAttention,
    LayerGroup,
    ModelGeometry,
    Module,
    Precision,
    RecurrentMixer,
)
from deployments.sizing.parameters import count_parameters, key_value_parameters
from deployments.sizing.precision import BYTES_PER_VALUE, GIB
from deployments.sizing.results import Band, Finding, MemoryFit
from deployments.sizing.scenario import Serving

# Pages of the KV cache hold this many tokens in vLLM, SGLang and TensorRT-LLM by default.
KV_BLOCK_TOKENS = 16
# Activations, graphs and communication buffers per device in vLLM; the range spans its versions.
OVERHEAD_DENSE = Band(3.0, 6.0, 8.5)
OVERHEAD_MOE = Band(3.0, 8.0, 8.5)
# Below this size vLLM reads prompts in pieces of 2,048 tokens instead of 8,192 by default, so
# that activations take about half.
SMALL_DEVICE_GIB = 70.0
OVERHEAD_DENSE_SMALL = Band(1.5, 3.0, 6.0)
OVERHEAD_MOE_SMALL = Band(1.5, 4.0, 6.0)

_ALWAYS_BF16 = frozenset({Module.EMBEDDING, Module.OUTPUT_HEAD, Module.ROUTER})
_BF16_BYTES = BYTES_PER_VALUE[Precision.BF16]


def is_mixture(model: ModelGeometry) -> bool:
    """Whether any layer routes to experts."""
    return any(isinstance(group.feed_forward, ExpertFeedForward) for group in model.layers)


def module_bytes(model: ModelGeometry, module: Module, weights: Precision) -> float:
    """Bytes per parameter of a module when the model is served in `weights`."""
    is_spared = module in model.spared and weights is model.native_weights
    if module in _ALWAYS_BF16 or is_spared:
        return _BF16_BYTES
    return BYTES_PER_VALUE[weights]


def weights_bytes(model: ModelGeometry, weights: Precision) -> float:
    """Bytes of all weights, laid out once."""
    counts = count_parameters(model)
    quantized = sum(
        parameters * module_bytes(model, module, weights)
        for module, parameters in counts.by_module.items()
    )
    return quantized + counts.unsharded * _BF16_BYTES


def weights_gib_per_rank(
    model: ModelGeometry, weights: Precision, *, tensor_parallel: int, pipeline_parallel: int = 1
) -> float:
    """GiB of weights on one device.

    Matrices are cut into `tensor_parallel` slices and layers into `pipeline_parallel` stages.
    Every tensor rank holds norms, routers and the down-projections of latent attention whole,
    and one key/value head where there are fewer of them than ranks.
    """
    counts = count_parameters(model)
    copied_bytes = _BF16_BYTES * (counts.unsharded + counts.by_module[Module.ROUTER])
    copied_bytes *= 1 - 1 / tensor_parallel
    attention_bytes = module_bytes(model, Module.ATTENTION, weights)
    for group in model.layers:
        copied = _copied_parameters(group, model.hidden, tensor_parallel)
        copied_bytes += group.count * attention_bytes * copied
    rank_bytes = weights_bytes(model, weights) / tensor_parallel + copied_bytes
    return rank_bytes / pipeline_parallel / GIB


def cache_bytes_per_token(group: LayerGroup, kv_cache: Precision) -> float:
    """Bytes that one layer of the group caches per token."""
    match group.mixer:
        case GroupedAttention(stores_cache=True) as attention:
            copies = 1 if attention.shares_keys_as_values else 2
            elements = copies * attention.kv_heads * attention.head_dim
            return elements * BYTES_PER_VALUE[kv_cache]
        case LatentAttention() as latent:
            elements = latent.kv_rank + latent.rope_dim
            return elements * BYTES_PER_VALUE[kv_cache] + latent.indexer_cache_bytes
        case _:
            return 0.0


def kv_bytes_per_token(model: ModelGeometry, kv_cache: Precision) -> int:
    r"""Bytes of KV cache per token over all layers, as if no window closed.

    Grouped attention caches $2 n_{kv} d$ values per layer, latent attention $c + d_r$.

    Examples
    --------
    >>> from deployments.catalog.geometry import DenseFeedForward
    >>> layer = LayerGroup(80, GroupedAttention(64, 8, 128), DenseFeedForward(28672))
    >>> llama = ModelGeometry("llama", 8192, 128256, False, (layer,), 131072)
    >>> kv_bytes_per_token(llama, Precision.BF16)
    327680
    """
    return round(
        sum(group.count * cache_bytes_per_token(group, kv_cache) for group in model.layers)
    )


def sequence_cache_bytes(
    model: ModelGeometry, kv_cache: Precision, *, tokens: float, tensor_parallel: int = 1
) -> float:
    """Bytes that one sequence of `tokens` occupies on the fullest rank of one stage.

    A sliding layer holds its window at most; grouped heads are shared out over
    min(tensor_parallel, kv_heads) ranks, a latent cache is copied to each; a recurrent layer
    keeps its state whatever the length.
    """
    return sum(
        group.count * _layer_sequence_bytes(group, kv_cache, tokens, tensor_parallel)
        for group in model.layers
    )


def fit_memory(
    model: ModelGeometry,
    serving: Serving,
    *,
    tensor_parallel: int,
    device_gib: float,
    context_tokens: int,
) -> MemoryFit:
    """Whether one replica fits, and what it can hold.

    Parameters
    ----------
    model, serving : ModelGeometry, Serving
        Geometry; number formats, utilization and overhead.
    tensor_parallel, device_gib : int, float
        A valid degree; what a process can allocate on one device.
    context_tokens : int
        Longest sequence; a replica that cannot hold one does not fit.

    Notes
    -----
    Usable = utilization x device; headroom = usable - weights - overhead. KV tokens = headroom
    over the cache bytes per token at `context_tokens`, in pages of 16 tokens.
    """
    stages = serving.pipeline_parallel
    weights_gib = weights_gib_per_rank(
        model, serving.weights, tensor_parallel=tensor_parallel, pipeline_parallel=stages
    )
    overhead = overhead_gib(model, serving, device_gib)
    usable_gib = serving.gpu_memory_utilization * device_gib
    spare_gib = usable_gib - weights_gib
    headroom = _less(spare_gib, overhead)
    kv_tokens = _cached_tokens(model, serving, headroom.central, context_tokens, tensor_parallel)
    counts = count_parameters(model)
    return MemoryFit(
        fits=kv_tokens >= context_tokens,
        tensor_parallel=tensor_parallel,
        pipeline_parallel=stages,
        device_gib=device_gib,
        usable_gib=usable_gib,
        weights_gib=weights_gib,
        overhead_gib=overhead.central,
        headroom_gib=headroom,
        kv_bytes_per_token=kv_bytes_per_token(model, serving.kv_cache),
        kv_tokens=kv_tokens,
        max_concurrency=kv_tokens / context_tokens,
        parameters_total=counts.total,
        parameters_active=counts.active,
        notes=_memory_notes(headroom),
    )


def _cached_tokens(
    model: ModelGeometry,
    serving: Serving,
    headroom_gib: float,
    context_tokens: int,
    tensor_parallel: int,
) -> int:
    """Tokens in whole pages that the headroom holds in sequences of `context_tokens`."""
    sequence_bytes = sequence_cache_bytes(
        model, serving.kv_cache, tokens=context_tokens, tensor_parallel=tensor_parallel
    )
    available_bytes = max(0.0, headroom_gib) * GIB * serving.pipeline_parallel
    pages = available_bytes * context_tokens / sequence_bytes // KV_BLOCK_TOKENS
    return int(pages) * KV_BLOCK_TOKENS


def overhead_gib(model: ModelGeometry, serving: Serving, device_gib: float) -> Band:
    """Range of what the serving software takes per device beside weights and cache."""
    if serving.overhead_gib is not None:
        return Band(serving.overhead_gib, serving.overhead_gib, serving.overhead_gib)
    if device_gib < SMALL_DEVICE_GIB:
        return OVERHEAD_MOE_SMALL if is_mixture(model) else OVERHEAD_DENSE_SMALL
    return OVERHEAD_MOE if is_mixture(model) else OVERHEAD_DENSE


def _less(whole: float, part: Band) -> Band:
    """What is left of a whole; the largest part leaves the least."""
    return Band(whole - part.high, whole - part.central, whole - part.low)


def _memory_notes(headroom: Band) -> tuple[Finding, ...]:
    if headroom.low <= 0 < headroom.high:
        figures = {"low_gib": headroom.low, "central_gib": headroom.central}
        return (Finding("memory.borderline", figures | {"high_gib": headroom.high}),)
    return ()


def _copied_parameters(group: LayerGroup, hidden: int, tensor_parallel: int) -> float:
    """Parameters of one layer that a rank holds beyond its even slice."""
    match group.mixer:
        case GroupedAttention(kv_heads=kv_heads) if tensor_parallel > kv_heads:
            return key_value_parameters(group, hidden) * (1 / kv_heads - 1 / tensor_parallel)
        case LatentAttention() as latent:
            down = hidden * (latent.kv_rank + latent.rope_dim + (latent.query_rank or 0))
            return (down + latent.indexer_parameters) * (1 - 1 / tensor_parallel)
        case _:
            return 0.0


def _layer_sequence_bytes(
    group: LayerGroup, kv_cache: Precision, tokens: float, tensor_parallel: int
) -> float:
    per_token = cache_bytes_per_token(group, kv_cache)
    match group.mixer:
        case GroupedAttention(kv_heads=kv_heads, window_tokens=window):
            held = tokens if window is None else min(tokens, window)
            return per_token * held / min(tensor_parallel, kv_heads)
        case RecurrentMixer(state_bytes=state_bytes):
            return state_bytes / tensor_parallel
        case _:
            return per_token * tokens
