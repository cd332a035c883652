"""Parameter counts from geometry: what is stored, what computes, what a batch touches."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class ParameterCounts:
    """Parameters of a model.

    `active` are those that one token is multiplied with: without the embedding look-up, without
    the experts it does not visit, without towers for other media. `by_module` splits `total`
    but for norms and towers, which `unsharded` counts.
    """

    total: int
    active: int
    by_module: Mapping[Module, int]
    unsharded: int


@lru_cache(maxsize=1024)
def count_parameters(model: ModelGeometry) -> ParameterCounts:
    r"""Parameters of a model, total and active.

    Grouped attention has $2 h n_h d + 2 h n_{kv} d$, latent attention
    $h q + q n_h (d_n + d_r) + h (c + d_r) + c n_h (d_n + d_v) + n_h d_v h$ (DeepSeek-V2,
    arXiv:2405.04434, section 2.1), a gated feed-forward $3 h f$, a mixture $3 h f_e$ per expert
    and $E h$ for its router. The embedding counts once if tied, else twice.

    Parameters
    ----------
    model : ModelGeometry
        Geometry with at least one layer.

    Examples
    --------
    Meta publishes 8,030,261,248 parameters for Llama 3.1 8B:

    >>> layer = LayerGroup(32, GroupedAttention(32, 8, 128), DenseFeedForward(14336))
    >>> llama = ModelGeometry("llama", 4096, 128256, False, (layer,), 131072)
    >>> count_parameters(llama).total
    8030261248
    """
    embedding = model.vocabulary * model.hidden
    by_module = dict.fromkeys(Module, 0)
    by_module[Module.EMBEDDING] = embedding
    by_module[Module.OUTPUT_HEAD] = 0 if model.has_tied_embeddings else embedding
    norms = model.hidden
    resting = 0
    for group in model.layers:
        for module, parameters in layer_parameters(group, model.hidden).items():
            by_module[module] += group.count * parameters
        norms += group.count * model.hidden * _norms_per_layer(group)
        resting += group.count * _resting_parameters(group, model.hidden)
    unsharded = norms + model.extra_parameters
    total = sum(by_module.values()) + unsharded
    looked_up = 0 if model.has_tied_embeddings else embedding
    active = total - resting - looked_up - model.extra_parameters
    return ParameterCounts(total, active, by_module, unsharded)


def layer_parameters(group: LayerGroup, hidden: int) -> dict[Module, int]:
    """Parameters of one layer of a group by module, norms aside."""
    counts = {Module.ATTENTION: mixer_parameters(group, hidden)}
    match group.feed_forward:
        case DenseFeedForward(intermediate=width, is_gated=is_gated):
            counts[Module.FEED_FORWARD] = _matrices(is_gated=is_gated) * hidden * width
        case ExpertFeedForward() as mixture:
            counts[Module.EXPERTS] = mixture.experts * expert_parameters(mixture, hidden)
            counts[Module.ROUTER] = mixture.experts * hidden
            counts[Module.SHARED_EXPERTS] = (
                _matrices(is_gated=mixture.is_gated) * hidden * mixture.shared_intermediate
            )
        case None:
            pass
    return counts


def expert_parameters(mixture: ExpertFeedForward, hidden: int) -> int:
    """Parameters of one routed expert."""
    matrices = _matrices(is_gated=mixture.is_gated)
    bias = (matrices - 1) * mixture.intermediate + hidden if mixture.has_bias else 0
    return matrices * hidden * mixture.intermediate + bias


def mixer_parameters(group: LayerGroup, hidden: int) -> int:
    """Parameters of the token mixer of one layer."""
    match group.mixer:
        case GroupedAttention() as attention:
            query_width = attention.heads * attention.head_dim
            projections = 3 if attention.has_output_gate else 2
            bias = query_width + hidden if attention.has_bias else 0
            return projections * hidden * query_width + key_value_parameters(group, hidden) + bias
        case LatentAttention() as latent:
            query_width = latent.heads * (latent.nope_dim + latent.rope_dim)
            from_queries = (
                hidden * query_width
                if latent.query_rank is None
                else latent.query_rank * (hidden + query_width)
            )
            expanded = latent.kv_rank * latent.heads * (latent.nope_dim + latent.value_dim)
            compressed = hidden * (latent.kv_rank + latent.rope_dim)
            output = latent.heads * latent.value_dim * hidden
            return from_queries + compressed + expanded + output + latent.indexer_parameters
        case RecurrentMixer(parameters=parameters):
            return parameters
        case None:
            return 0


def key_value_parameters(group: LayerGroup, hidden: int) -> int:
    """Parameters of key and value projections of one layer; nil for other mixers."""
    if not isinstance(group.mixer, GroupedAttention):
        return 0
    attention = group.mixer
    width = attention.kv_heads * attention.head_dim
    projections = 1 if attention.shares_keys_as_values else 2
    return projections * (hidden * width + (width if attention.has_bias else 0))


def _resting_parameters(group: LayerGroup, hidden: int) -> int:
    if not isinstance(group.feed_forward, ExpertFeedForward):
        return 0
    mixture = group.feed_forward
    return (mixture.experts - mixture.experts_per_token) * expert_parameters(mixture, hidden)


def _norms_per_layer(group: LayerGroup) -> int:
    return (group.mixer is not None) + (group.feed_forward is not None)


def _matrices(*, is_gated: bool) -> int:
    return 3 if is_gated else 2
