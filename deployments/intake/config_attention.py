"""Token mixers of each layer from a configuration: grouped, latent, sliding, recurrent."""

from collections.abc import Sequence

from deployments.catalog.geometry import GroupedAttention, LatentAttention, Mixer, RecurrentMixer
from deployments.intake.config_fields import Fields
from deployments.intake.config_state_space import (
    ATTENTION,
    DENSE,
    EXPERTS,
    MAMBA,
    mixer_kinds,
    state_space_mixer,
)
from deployments.intake.errors import IntakeError
from deployments.intake.model_families import Family, StateSpace, Windows

_SLIDING_TYPES = frozenset({"sliding_attention", "chunked_attention"})
_FULL_TYPES = frozenset({"full_attention", "attention", "deepseek_sparse_attention"})
_LINEAR_TYPE = "linear_attention"
# Recurrent states are kept in float32, the short convolution before them in bfloat16.
_STATE_BYTES = 4
_CONVOLUTION_BYTES = 2
_LAYERS_PER_FULL_LINEAR = 4
_LAYERS_PER_UNCHUNKED = 4
# The selector of sparse attention caches one fp8 key and a float32 scale per token.
_SCALE_BYTES = 4


def mixers(
    fields: Fields, family: Family, *, hidden: int, layer_count: int
) -> Sequence[Mixer | None]:
    """Token mixer of every layer, in order; None for layers that are a feed-forward alone."""
    if family.state_space is not StateSpace.NONE:
        return _hybrid(fields, family, hidden, layer_count)
    if "kv_lora_rank" in fields:
        return [_latent(fields, hidden)] * layer_count
    grouped = _grouped(fields, family, hidden)
    kinds = _layer_kinds(fields, family, layer_count)
    window = _window(fields, family, kinds)
    built = [_mixer(kind, fields, grouped, window, hidden) for kind in kinds]
    shared = fields.whole_or_zero("num_kv_shared_layers")
    return built[: layer_count - shared] + [_sharing(mixer) for mixer in built[-shared:][:shared]]


def attention_beside_states(fields: Fields, family: Family, hidden: int) -> GroupedAttention:
    """The attention of layers that attend and keep a state at once (Falcon-H1)."""
    return _grouped(fields, family, hidden)


def _hybrid(fields: Fields, family: Family, hidden: int, layer_count: int) -> list[Mixer | None]:
    """State-space layers, some attention between them, and blocks without a mixer."""
    kinds = mixer_kinds(fields, layer_count)
    unknown = sorted({*kinds} - {MAMBA, ATTENTION, DENSE, EXPERTS})
    if unknown or len(kinds) != layer_count:
        raise _unknown_layers(unknown)
    mixer_of: dict[str, Mixer | None] = {
        MAMBA: state_space_mixer(fields, family, hidden),
        ATTENTION: _grouped(fields, family, hidden) if ATTENTION in kinds else None,
    }
    return [mixer_of.get(kind) for kind in kinds]


def _unknown_layers(unknown: list[str]) -> IntakeError:
    return IntakeError(
        "unsupported_family",
        place=f"layer_types {unknown[0][:40]!r}" if unknown else "layer_types",
        remedy="this kind of layer is not known here; choose a model of the catalog",
    )


def _grouped(fields: Fields, family: Family, hidden: int) -> GroupedAttention:
    heads = fields.whole("num_attention_heads", "n_head")
    head_dim = fields.whole_or_none("attention_head_dim", "head_dim", "kv_channels")
    if head_dim is None and hidden % heads:
        raise IntakeError(
            "missing_field", place="head_dim", remedy="hidden_size does not divide by the heads"
        )
    return GroupedAttention(
        heads=heads,
        kv_heads=_kv_heads(fields, heads),
        head_dim=head_dim or hidden // heads,
        has_bias=family.has_attention_bias or fields.values.get("attention_bias") is True,
        has_output_gate=family.has_output_gate,
    )


def _kv_heads(fields: Fields, heads: int) -> int:
    is_old_falcon = fields.flag("multi_query") and not fields.flag("new_decoder_architecture")
    if is_old_falcon:
        return 1
    kv_heads = fields.whole("num_key_value_heads", "num_kv_heads", default=heads)
    if heads % kv_heads:
        raise IntakeError(
            "bad_value",
            place=f"num_key_value_heads = {kv_heads}",
            remedy=f"the {heads} query heads do not divide by it; send the published file",
        )
    return kv_heads


def _layer_kinds(fields: Fields, family: Family, layer_count: int) -> list[str]:
    """Kind of every layer by the names that `layer_types` uses."""
    named = fields.texts("layer_types")
    if named:
        unknown = sorted({*named} - _SLIDING_TYPES - _FULL_TYPES - {_LINEAR_TYPE})
        if unknown or len(named) != layer_count:
            raise _unknown_layers(unknown)
        return list(named)
    if "linear_num_value_heads" in fields:
        every = fields.whole("full_attention_interval", default=_LAYERS_PER_FULL_LINEAR)
        return _all_but_each(every, _LINEAR_TYPE, layer_count)
    return _window_kinds(fields, family, layer_count)


def _window_kinds(fields: Fields, family: Family, layer_count: int) -> list[str]:
    """Kinds where no list names them: what the family does with its window."""
    if family.windows is Windows.CHUNKED:
        return _all_but_each(_LAYERS_PER_UNCHUNKED, "chunked_attention", layer_count)
    full, sliding = "full_attention", "sliding_attention"
    if "sliding_window" not in fields or family.windows is Windows.NONE:
        return [full] * layer_count
    if family.windows is Windows.PATTERN:
        names = ("sliding_window_pattern", "_sliding_window_pattern")
        every = fields.whole(*names, default=family.default_pattern)
        return _all_but_each(every, sliding, layer_count)
    if family.windows is Windows.ALTERNATING:
        return [full if layer % 2 else sliding for layer in range(layer_count)]
    first = _first_sliding(fields, family, layer_count)
    return [full if layer < first else sliding for layer in range(layer_count)]


def _first_sliding(fields: Fields, family: Family, layer_count: int) -> int:
    """The layer from which on all slide; none does where the family must opt in and has not."""
    if family.windows is Windows.ALL:
        return 0
    is_used = fields.flag("use_sliding_window")
    return fields.whole_or_zero("max_window_layers") if is_used else layer_count


def _all_but_each(every: int, kind: str, layer_count: int) -> list[str]:
    """`kind` on all layers but each `every`-th, which is full."""
    return ["full_attention" if (layer + 1) % every == 0 else kind for layer in range(layer_count)]


def _window(fields: Fields, family: Family, kinds: list[str]) -> int | None:
    if not _SLIDING_TYPES.intersection(kinds):
        return None
    name = "attention_chunk_size" if family.windows is Windows.CHUNKED else "sliding_window"
    return fields.whole(name)


def _mixer(
    kind: str, fields: Fields, grouped: GroupedAttention, window: int | None, hidden: int
) -> Mixer:
    if kind == _LINEAR_TYPE:
        return _gated_delta(fields, hidden)
    if kind in _SLIDING_TYPES:
        return _with(grouped, window_tokens=window)
    return _with(
        grouped,
        kv_heads=fields.whole("num_global_key_value_heads", default=grouped.kv_heads),
        head_dim=fields.whole("global_head_dim", default=grouped.head_dim),
        shares_keys_as_values=fields.flag("attention_k_eq_v"),
    )


def _with(
    grouped: GroupedAttention,
    *,
    window_tokens: int | None = None,
    kv_heads: int | None = None,
    head_dim: int | None = None,
    shares_keys_as_values: bool = False,
) -> GroupedAttention:
    return GroupedAttention(
        heads=grouped.heads,
        kv_heads=kv_heads or grouped.kv_heads,
        head_dim=head_dim or grouped.head_dim,
        window_tokens=window_tokens,
        has_bias=grouped.has_bias,
        has_output_gate=grouped.has_output_gate,
        shares_keys_as_values=shares_keys_as_values,
    )


def _sharing(mixer: Mixer) -> Mixer:
    """The layer reading the cache of an earlier one."""
    match mixer:
        case GroupedAttention():
            return GroupedAttention(
                heads=mixer.heads,
                kv_heads=mixer.kv_heads,
                head_dim=mixer.head_dim,
                window_tokens=mixer.window_tokens,
                has_bias=mixer.has_bias,
                stores_cache=False,
            )
        case _:
            return mixer


def _gated_delta(fields: Fields, hidden: int) -> RecurrentMixer:
    """Gated DeltaNet (arXiv:2412.06464) as laid out in Qwen3-Next and later."""
    value_heads = fields.whole("linear_num_value_heads")
    value_width = value_heads * fields.whole("linear_value_head_dim")
    key_dim = fields.whole("linear_key_head_dim")
    key_heads = fields.whole("linear_num_key_heads")
    key_width = key_heads * key_dim
    kernel = fields.whole("linear_conv_kernel_dim", default=4)
    convolved = 2 * key_width + value_width
    inputs = hidden * (convolved + value_width + 2 * value_heads)
    state = value_width * key_dim * _STATE_BYTES
    return RecurrentMixer(
        parameters=inputs + kernel * convolved + value_width * hidden,
        state_bytes=state + convolved * (kernel - 1) * _CONVOLUTION_BYTES,
        heads=key_heads,
    )


def _latent(fields: Fields, hidden: int) -> LatentAttention:
    query_rank = fields.whole_or_none("q_lora_rank")
    selector_heads = fields.whole_or_zero("index_n_heads")
    selector_dim = fields.whole_or_zero("index_head_dim")
    selector = (query_rank or hidden) * selector_heads * selector_dim
    selector += hidden * (selector_dim + selector_heads)
    return LatentAttention(
        heads=fields.whole("num_attention_heads"),
        query_rank=query_rank,
        kv_rank=fields.whole("kv_lora_rank"),
        nope_dim=fields.whole("qk_nope_head_dim"),
        rope_dim=fields.whole("qk_rope_head_dim"),
        value_dim=fields.whole("v_head_dim"),
        indexer_parameters=selector,
        indexer_cache_bytes=selector_dim + _SCALE_BYTES if selector_dim else 0,
    )
