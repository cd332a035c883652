"""The shape of a language model, as far as memory and speed depend on it."""

from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """Number format of weights or of the KV cache."""

    BF16 = "bf16"
    FP8 = "fp8"
    INT8 = "int8"
    INT4 = "int4"
    MXFP4 = "mxfp4"
    NVFP4 = "nvfp4"


class Module(StrEnum):
    """Part of a model that a quantization may spare."""

    EMBEDDING = "embedding"
    OUTPUT_HEAD = "output_head"
    ATTENTION = "attention"
    FEED_FORWARD = "feed_forward"
    SHARED_EXPERTS = "shared_experts"
    EXPERTS = "experts"
    ROUTER = "router"


@dataclass(frozen=True, slots=True)
class GroupedAttention:
    """Multi-head attention whose heads share keys and values in groups (MHA, GQA, MQA).

    Attributes
    ----------
    heads, kv_heads, head_dim : int
        Query heads, key/value heads and the width of one head.
    window_tokens : int or None
        Width of the sliding window; None looks back over the whole context.
    has_bias : bool
        Whether the four projections carry a bias.
    has_output_gate : bool
        Whether a gate as wide as the queries is projected beside them (Qwen3-Next and later).
    shares_keys_as_values : bool
        Whether values reuse the key projection (global layers of Gemma 4).
    stores_cache : bool
        False for layers that read the cache of an earlier layer.
    """

    heads: int
    kv_heads: int
    head_dim: int
    window_tokens: int | None = None
    has_bias: bool = False
    has_output_gate: bool = False
    shares_keys_as_values: bool = False
    stores_cache: bool = True


@dataclass(frozen=True, slots=True)
class LatentAttention:
    """Multi-head latent attention (MLA): one compressed cache line for all heads.

    `query_rank` is None where queries are projected directly; `indexer_parameters` counts the
    selector of sparse variants, which also caches `indexer_cache_bytes` per token.
    """

    heads: int
    query_rank: int | None
    kv_rank: int
    nope_dim: int
    rope_dim: int
    value_dim: int
    indexer_parameters: int = 0
    indexer_cache_bytes: int = 0


@dataclass(frozen=True, slots=True)
class RecurrentMixer:
    """Linear attention or state-space layer: a fixed state per sequence instead of a cache.

    `parameters` counts one layer; `state_bytes` is its state per sequence; `heads` must spread
    evenly over tensor ranks, 0 where channels are cut anywhere.
    """

    parameters: int
    state_bytes: int
    heads: int = 0


@dataclass(frozen=True, slots=True)
class DenseFeedForward:
    """Feed-forward block; gated ones have three matrices, plain ones two."""

    intermediate: int
    is_gated: bool = True


@dataclass(frozen=True, slots=True)
class ExpertFeedForward:
    """Mixture of experts; `shared_intermediate` is the width of what every token passes."""

    experts: int
    experts_per_token: int
    intermediate: int
    shared_intermediate: int = 0
    has_bias: bool = False
    is_gated: bool = True


Mixer = GroupedAttention | LatentAttention | RecurrentMixer
FeedForward = DenseFeedForward | ExpertFeedForward


@dataclass(frozen=True, slots=True)
class LayerGroup:
    """A number of equal layers; `feed_forward` is None where a layer only mixes tokens."""

    count: int
    mixer: Mixer | None
    feed_forward: FeedForward | None


@dataclass(frozen=True, slots=True)
class ModelGeometry:
    """A decoder as a list of layer groups.

    Attributes
    ----------
    name : str
        Catalog id, or the architecture named by a configuration.
    hidden, vocabulary : int
        Width of the residual stream; number of tokens in the vocabulary.
    has_tied_embeddings : bool
        Whether the output head reuses the embedding.
    layers : tuple of LayerGroup
        All layers; equal ones are counted together, whatever their order.
    max_context_tokens : int
        Longest context that the model accepts.
    native_weights : Precision
        Format in which the weights are published.
    spared : frozenset of Module
        Modules that a published quantization leaves in bf16, beside embedding, head and router.
    extra_parameters : int
        What lies outside the layers (vision tower, norms), kept in bf16.
    """

    name: str
    hidden: int
    vocabulary: int
    has_tied_embeddings: bool
    layers: tuple[LayerGroup, ...]
    max_context_tokens: int
    native_weights: Precision = Precision.BF16
    spared: frozenset[Module] = frozenset()
    extra_parameters: int = 0

    @property
    def layer_count(self) -> int:
        """Number of layers."""
        return sum(group.count for group in self.layers)
