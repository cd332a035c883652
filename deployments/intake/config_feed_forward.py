"""Feed-forward block of each layer from a configuration: dense, or a mixture of experts."""

from collections.abc import Sequence

from deployments.catalog.geometry import DenseFeedForward, ExpertFeedForward, FeedForward
from deployments.intake.config_fields import Fields
from deployments.intake.config_state_space import DENSE, EXPERTS, single_blocks
from deployments.intake.errors import IntakeError
from deployments.intake.model_families import Family, StateSpace

_EXPERTS = ("num_local_experts", "num_experts", "n_routed_experts", "moe_num_experts")
_PER_TOKEN = (
    "num_experts_per_tok",
    "top_k_experts",
    "experts_per_token",
    "moe_k",
    "moe_topk",
)
_SHARED_COUNT = ("n_shared_experts", "num_shared_experts", "moe_num_shared_experts")
_SHARED_WIDTH = (
    "shared_expert_intermediate_size",
    "shared_intermediate_size",
    "moe_shared_expert_intermediate_size",
)
_INTERMEDIATE = ("intermediate_size", "ffn_hidden_size", "n_inner")
# Where experts take the usual field, dense layers have one of their own.
_DENSE_INTERMEDIATE = ("intermediate_size_mlp", "block_ff_dim", *_INTERMEDIATE)
_PLAIN_WIDENING = 4


def feed_forwards(
    fields: Fields, family: Family, *, hidden: int, layer_count: int
) -> Sequence[FeedForward | None]:
    """Feed-forward block of every layer, in order; None for layers that only mix tokens."""
    if blocks := single_blocks(fields, layer_count):
        return _of_blocks(blocks, fields, family, hidden)
    if family.state_space is not StateSpace.NONE and "num_attention_heads" not in fields:
        return [None] * layer_count  # Mamba's own models are mixers alone
    width = _dense_width(fields, family, hidden)
    dense = DenseFeedForward(width, is_gated=family.is_gated)
    if not _has_experts(fields):
        wide = DenseFeedForward(2 * width, is_gated=family.is_gated)
        return [wide if is_wide else dense for is_wide in _double_wide(fields, layer_count)]
    mixture = _mixture(fields, family)
    mixture_layers = _mixture_layers(fields, layer_count)
    return [mixture if layer in mixture_layers else dense for layer in range(layer_count)]


def _of_blocks(
    blocks: Sequence[str], fields: Fields, family: Family, hidden: int
) -> list[FeedForward | None]:
    """Feed-forward blocks that are layers of their own."""
    block_of: dict[str, FeedForward] = {}
    if DENSE in blocks:
        width = _dense_width(fields, family, hidden)
        block_of[DENSE] = DenseFeedForward(width, is_gated=family.is_gated)
    if EXPERTS in blocks:
        block_of[EXPERTS] = _mixture(fields, family)
    return [block_of.get(block) for block in blocks]


def _has_experts(fields: Fields) -> bool:
    name = fields.first_present(_EXPERTS)
    return name is not None and fields.whole_or_zero(name) > 1


def _dense_width(fields: Fields, family: Family, hidden: int) -> int:
    if "shared_intermediate_size" in fields and not _has_experts(fields):
        return fields.whole("shared_intermediate_size")
    if fields.first_present(_DENSE_INTERMEDIATE) is None and not family.is_gated:
        return _PLAIN_WIDENING * hidden
    if fields.first_present(_DENSE_INTERMEDIATE) is None and _has_experts(fields):
        return fields.whole("moe_intermediate_size")
    written = fields.whole(*_DENSE_INTERMEDIATE)
    if not fields.flag("block_auto_adjust_ff_dim", default=family.adjusts_width):
        return written
    multiple = fields.whole("block_multiple_of", default=256)
    adjusted = int(fields.factor("block_ffn_dim_multiplier") * int(2 * written / 3))
    return -(-adjusted // multiple) * multiple


def _double_wide(fields: Fields, layer_count: int) -> list[bool]:
    """Which layers are twice as wide: those sharing a cache, where the configuration says so."""
    shared = fields.whole_or_zero("num_kv_shared_layers")
    is_used = fields.flag("use_double_wide_mlp")
    return [is_used and layer >= layer_count - shared for layer in range(layer_count)]


def _mixture(fields: Fields, family: Family) -> ExpertFeedForward:
    experts = fields.whole(*_EXPERTS)
    per_token = fields.whole(*_PER_TOKEN)
    if per_token > experts:
        raise IntakeError(
            "bad_value",
            place=f"{_PER_TOKEN[0]} = {per_token}",
            remedy=f"a token cannot visit more than the {experts} experts",
        )
    width = (
        fields.whole("moe_intermediate_size", *_INTERMEDIATE)
        if family.has_expert_width_in_intermediate
        else fields.whole("moe_intermediate_size", "expert_intermediate_size")
    )
    return ExpertFeedForward(
        experts=experts,
        experts_per_token=per_token,
        intermediate=width,
        shared_intermediate=_shared_width(fields, family, width),
        has_bias=family.has_attention_bias and family.has_expert_width_in_intermediate,
        is_gated=family.is_gated,
    )


def _shared_width(fields: Fields, family: Family, width: int) -> int:
    if fields.flag("enable_moe_block"):
        return fields.whole("intermediate_size")
    if fields.first_present(_SHARED_WIDTH):
        return fields.whole_or_zero(*_SHARED_WIDTH)
    if family.has_shared_expert:
        return width
    return width * fields.whole_or_zero(*_SHARED_COUNT)


def _mixture_layers(fields: Fields, layer_count: int) -> frozenset[int]:
    """Numbers of the layers with experts."""
    named = fields.texts("mlp_layer_types")
    if named:
        return frozenset(layer for layer, kind in enumerate(named) if kind != "dense")
    if "moe_layers" in fields:
        return fields.wholes("moe_layers")
    frequency = fields.values.get("moe_layer_freq")
    if isinstance(frequency, list):
        return frozenset(layer for layer, is_mixture in enumerate(frequency) if is_mixture)
    every = fields.whole(
        "decoder_sparse_step",
        "interleave_moe_layer_step",
        "moe_layer_interval",
        "moe_layer_freq",
        default=1,
    )
    if "expert_layer_period" in fields:
        every, first = (
            fields.whole("expert_layer_period"),
            fields.whole_or_zero("expert_layer_offset"),
        )
        return frozenset(layer for layer in range(layer_count) if layer % every == first)
    first = fields.whole_or_zero(
        "first_k_dense_replace", "moe_layer_start_index", "num_dense_layers"
    )
    dense = fields.wholes("mlp_only_layers")
    offset = 0 if "moe_layer_freq" in fields else 1
    return frozenset(
        layer
        for layer in range(first, layer_count)
        if (layer + offset) % every == 0 and layer not in dense
    )
