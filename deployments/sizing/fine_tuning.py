"""Device memory of fine-tuning: all weights, low-rank adapters, or adapters on 4-bit weights."""

from dataclasses import dataclass

from deployments.catalog.geometry import (
    DenseFeedForward,
    ExpertFeedForward,
    GroupedAttention,
    LatentAttention,
    LayerGroup,
    ModelGeometry,
    Module,
    RecurrentMixer,
)
from deployments.sizing.parameters import count_parameters, layer_parameters
from deployments.sizing.precision import GIB
from deployments.sizing.results import FineTuningFit, TuningMethod

# Mixed precision with Adam: weights and gradients in 16 bits; a copy, mean and variance in 32
# (ZeRO, arXiv:1910.02054, section 3.1).
_WEIGHT_BYTES = 2
_GRADIENT_BYTES = 2
_OPTIMIZER_BYTES = 12
# 4-bit normal floats and doubly quantized constants: 0.127 bits per weight (QLoRA,
# arXiv:2305.14314, section 3).
_QLORA_BYTES = (4 + 0.127) / 8
# Bytes per token and unit of width that one layer keeps for its backward pass, attention scores
# aside, which fused kernels do not store (arXiv:2205.05198, section 4.1).
_LAYER_BYTES = 34
# With checkpoints a layer keeps its input alone, in 16 bits.
_CHECKPOINT_BYTES = 2
# Logits in 16 bits, their copy and its gradient in 32.
_LOGIT_BYTES = 10
# Context of the device, buffers of the communication, fragments.
OVERHEAD_GIB = 3.0
DEFAULT_RANK = 16


@dataclass(frozen=True, slots=True)
class Tuning:
    """How a model is tuned: devices that share everything, the sequences on each, adapter rank."""

    devices: int
    sequence_tokens: int
    sequences_per_device: int = 1
    rank: int = DEFAULT_RANK


def fine_tuning_fits(
    model: ModelGeometry, tuning: Tuning, *, device_gib: float
) -> tuple[FineTuningFit, ...]:
    """What each method needs on one device; adapters are left out where their size is unknown.

    Weights, gradients and optimizer are spread evenly over the devices (ZeRO stage 3), one layer
    is gathered at a time, and activations are recomputed from each layer's input.
    """
    methods = [TuningMethod.FULL]
    if not any(isinstance(group.mixer, RecurrentMixer) for group in model.layers):
        methods += [TuningMethod.LORA, TuningMethod.QLORA]
    return tuple(_fit(model, tuning, method, device_gib) for method in methods)


def adapter_parameters(model: ModelGeometry, rank: int) -> int:
    r"""Parameters of adapters on every projection of attention and of dense feed-forwards.

    A matrix from $a$ to $b$ gets $r (a + b)$ (arXiv:2106.09685, section 4.1); routed experts get
    none.

    Examples
    --------
    >>> layer = LayerGroup(32, GroupedAttention(32, 8, 128), DenseFeedForward(14336))
    >>> llama = ModelGeometry("llama", 4096, 128256, False, (layer,), 131072)
    >>> adapter_parameters(llama, 16)
    41943040
    """
    return rank * sum(
        group.count * (_mixer_sides(group, model.hidden) + _feed_forward_sides(group, model.hidden))
        for group in model.layers
    )


def _fit(
    model: ModelGeometry, tuning: Tuning, method: TuningMethod, device_gib: float
) -> FineTuningFit:
    counts = count_parameters(model)
    is_full = method is TuningMethod.FULL
    trainable = counts.total if is_full else adapter_parameters(model, tuning.rank)
    frozen_bytes = 0.0 if is_full else _frozen_bytes(model, method)
    state_bytes = trainable * (_WEIGHT_BYTES + _GRADIENT_BYTES + _OPTIMIZER_BYTES)
    weights = frozen_bytes + trainable * _WEIGHT_BYTES
    shared_gib = (frozen_bytes + state_bytes) / tuning.devices / GIB
    gathered_gib = _gathered_bytes(model, tuning) / GIB
    activations_gib = _activation_bytes(model, tuning) / GIB
    return FineTuningFit(
        method=method,
        trainable_parameters=trainable,
        weights_gib=weights / tuning.devices / GIB + gathered_gib,
        optimizer_gib=shared_gib - weights / tuning.devices / GIB,
        activations_gib=activations_gib,
        needed_gib=shared_gib + gathered_gib + activations_gib + OVERHEAD_GIB,
        device_gib=device_gib,
        sequence_tokens=tuning.sequence_tokens,
    )


def _frozen_bytes(model: ModelGeometry, method: TuningMethod) -> float:
    """The base model; embedding, head and norms stay in 16 bits whatever the method."""
    counts = count_parameters(model)
    if method is TuningMethod.LORA:
        return counts.total * _WEIGHT_BYTES
    kept = counts.by_module[Module.EMBEDDING] + counts.by_module[Module.OUTPUT_HEAD]
    kept += counts.unsharded
    return kept * _WEIGHT_BYTES + (counts.total - kept) * _QLORA_BYTES


def _gathered_bytes(model: ModelGeometry, tuning: Tuning) -> float:
    """The largest layer in 16 bits, whole while it computes; nothing more on a single device."""
    if tuning.devices == 1:
        return 0.0
    largest = max(sum(layer_parameters(group, model.hidden).values()) for group in model.layers)
    return largest * _WEIGHT_BYTES


def _activation_bytes(model: ModelGeometry, tuning: Tuning) -> float:
    tokens = tuning.sequence_tokens * tuning.sequences_per_device
    per_token = (
        model.layer_count * model.hidden * _CHECKPOINT_BYTES
        + model.hidden * _LAYER_BYTES
        + model.vocabulary * _LOGIT_BYTES
    )
    return float(tokens * per_token)


def _mixer_sides(group: LayerGroup, hidden: int) -> int:
    """Sum of inputs and outputs over the projections of a mixer."""
    match group.mixer:
        case GroupedAttention() as attention:
            query_width = attention.heads * attention.head_dim
            key_width = attention.kv_heads * attention.head_dim
            return 2 * (hidden + query_width) + 2 * (hidden + key_width)
        case LatentAttention() as latent:
            query_width = latent.heads * (latent.nope_dim + latent.rope_dim)
            rank = latent.query_rank
            queries = hidden + query_width if rank is None else hidden + 2 * rank + query_width
            expanded = latent.heads * (latent.nope_dim + latent.value_dim)
            keys = hidden + latent.kv_rank + latent.rope_dim + latent.kv_rank + expanded
            return queries + keys + latent.heads * latent.value_dim + hidden
        case _:
            return 0


def _feed_forward_sides(group: LayerGroup, hidden: int) -> int:
    match group.feed_forward:
        case DenseFeedForward(intermediate=width, is_gated=is_gated):
            return (3 if is_gated else 2) * (hidden + width)
        case ExpertFeedForward(shared_intermediate=width, is_gated=is_gated) if width:
            return (3 if is_gated else 2) * (hidden + width)
        case _:
            return 0
