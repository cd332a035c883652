"""State-space layers (Mamba) from a configuration, and which layers of a hybrid they are."""

from deployments.catalog.geometry import RecurrentMixer
from deployments.intake.config_fields import Fields
from deployments.intake.errors import IntakeError
from deployments.intake.model_families import Family, StateSpace

MAMBA, ATTENTION, DENSE, EXPERTS = "mamba", "attention", "dense", "experts"
# Names of the same in models with short convolutions.
_CONVOLUTIONAL_KINDS = {"conv": MAMBA, "full_attention": ATTENTION}
# Letters of `hybrid_override_pattern`: each layer is one block, a mixer or a feed-forward.
_LETTERS = {"M": MAMBA, "*": ATTENTION, "-": DENSE, "E": EXPERTS}
# States are kept in float32, the window of the convolution before them in bfloat16.
_STATE_BYTES = 4
_CONVOLUTION_BYTES = 2
_TIME_RANK_SHARE = 16
_TIME_RANKS = ("time_step_rank", "mamba_dt_rank")


def single_blocks(fields: Fields, layer_count: int) -> tuple[str, ...]:
    """Kinds of the layers where each is one block alone; empty where a list does not say so."""
    pattern = fields.text("hybrid_override_pattern")
    unknown = sorted({*pattern} - {*_LETTERS})
    if pattern and (unknown or len(pattern) != layer_count):
        raise IntakeError(
            "unsupported_family",
            place=f"hybrid_override_pattern {(unknown or [pattern])[0][:40]!r}",
            remedy="this kind of layer is not known here; choose a model of the catalog",
        )
    return tuple(_LETTERS[letter] for letter in pattern)


def mixer_kinds(fields: Fields, layer_count: int) -> list[str]:
    """Token mixer of every layer of a model with state-space layers, by name."""
    if blocks := single_blocks(fields, layer_count):
        return list(blocks)
    if named := fields.texts("layer_types", "layers_block_type"):
        return [_CONVOLUTIONAL_KINDS.get(name, name) for name in named]
    indices = fields.first_present(("attn_layer_indices", "full_attn_idxs"))
    if indices is not None:
        full = fields.wholes(indices)
        return [ATTENTION if layer in full else MAMBA for layer in range(layer_count)]
    if "attn_layer_period" in fields:
        period, offset = (
            fields.whole("attn_layer_period"),
            fields.whole_or_zero("attn_layer_offset"),
        )
        return [ATTENTION if layer % period == offset else MAMBA for layer in range(layer_count)]
    return [MAMBA] * layer_count


def state_space_mixer(fields: Fields, family: Family, hidden: int) -> RecurrentMixer:
    """One state-space layer of the family's generation."""
    if family.state_space is StateSpace.CONVOLUTION:
        return _short_convolution(fields, hidden)
    if family.state_space is StateSpace.SELECTIVE:
        return _selective(fields, family, hidden)
    return _dual(fields, hidden)


def _short_convolution(fields: Fields, hidden: int) -> RecurrentMixer:
    """Gated short convolution (LFM2): three projections in, one out, the last inputs kept."""
    kernel = fields.whole("conv_L_cache", default=3)
    bias = hidden if fields.flag("conv_bias") else 0
    return RecurrentMixer(
        parameters=4 * hidden * hidden + kernel * hidden + bias,
        state_bytes=hidden * (kernel - 1) * _CONVOLUTION_BYTES,
    )


def _selective(fields: Fields, family: Family, hidden: int) -> RecurrentMixer:
    """Mamba (arXiv:2312.00752): a state of its own for every channel."""
    inner = (
        fields.whole("mamba_expand") * hidden
        if "mamba_expand" in fields
        else fields.whole("intermediate_size")
    )
    state = fields.whole("mamba_d_state", "state_size")
    rank = _time_rank(fields, hidden)
    mixing = inner * (rank + 2 * state) + rank * inner + inner
    norms = rank + 2 * state if family.has_state_norms else 0
    convolution, window_bytes = _convolution(fields, inner)
    return RecurrentMixer(
        parameters=hidden * 2 * inner
        + convolution
        + mixing
        + norms
        + inner * (state + 1)
        + inner * hidden,
        state_bytes=inner * state * _STATE_BYTES + window_bytes,
    )


def _time_rank(fields: Fields, hidden: int) -> int:
    name = fields.first_present(_TIME_RANKS)
    if name is None or fields.values[name] == "auto":
        return -(-hidden // _TIME_RANK_SHARE)
    return fields.whole(name)


def _dual(fields: Fields, hidden: int) -> RecurrentMixer:
    """Mamba-2 (arXiv:2405.21060): heads that share inputs and outputs of the state in groups."""
    heads = fields.whole("mamba_num_heads", "mamba_n_heads", "num_heads")
    inner = heads * _head_width(fields, heads, hidden)
    stated = fields.whole("mamba_d_ssm", default=inner)
    if stated != inner:
        raise IntakeError(
            "bad_value",
            place=f"mamba_d_ssm = {stated}",
            remedy=f"heads times their width give {inner}; send the published file",
        )
    state = fields.whole("mamba_d_state", "ssm_state_size", "state_size")
    groups = fields.whole("mamba_n_groups", "n_groups", default=1)
    convolved = inner + 2 * groups * state
    convolution, window_bytes = _convolution(fields, convolved)
    inputs = hidden * (inner + convolved + heads)
    return RecurrentMixer(
        parameters=inputs + convolution + 3 * heads + inner + inner * hidden,
        state_bytes=inner * state * _STATE_BYTES + window_bytes,
        heads=heads,
    )


def _head_width(fields: Fields, heads: int, hidden: int) -> int:
    names = ("mamba_head_dim", "mamba_d_head", "head_dim")
    name = fields.first_present(names)
    if name is None or fields.values[name] == "auto":
        widened = fields.whole("mamba_expand", "expand", default=2) * hidden
        return max(1, fields.whole("mamba_d_ssm", default=widened) // heads)
    return fields.whole(name)


def _convolution(fields: Fields, channels: int) -> tuple[int, int]:
    """Parameters of the short convolution, and bytes of the inputs that it remembers."""
    kernel = fields.whole("mamba_d_conv", "conv_kernel", default=4)
    name = fields.first_present(("mamba_conv_bias", "use_conv_bias"))
    has_bias = name is None or fields.flag(name)
    window_bytes = channels * (kernel - 1) * _CONVOLUTION_BYTES
    return channels * (kernel + has_bias), window_bytes
