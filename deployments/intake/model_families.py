"""What each family of `model_type` means where its configuration does not say it.

A family that is not listed is refused by name: a guessed layout would give a wrong number.
"""

from dataclasses import dataclass
from enum import Enum


class Windows(Enum):
    """Which layers slide when the configuration has a window but no list of layer types."""

    NONE = "none"
    ALL = "all"
    ALTERNATING = "alternating"  # even layers slide
    PATTERN = "pattern"  # all but each n-th layer
    OPT_IN = "opt_in"  # layers from max_window_layers on, if use_sliding_window
    CHUNKED = "chunked"  # all but each fourth layer, within chunks


class StateSpace(Enum):
    """Generation of the state-space layers of a family."""

    NONE = "none"
    SELECTIVE = "selective"  # Mamba
    DUAL = "dual"  # Mamba-2
    CONVOLUTION = "convolution"  # short convolutions alone (LFM2)


@dataclass(frozen=True, slots=True)
class Family:
    """Layout facts of one family, from its reference implementation in Transformers.

    `default_pattern` counts layers to the next full one; `has_expert_width_in_intermediate`
    says that `intermediate_size` is the width of an expert; `has_output_gate` that the query
    projection is doubled; `has_shared_expert` that each mixture has one expert of that width
    which no field mentions; `has_state_norms` that inputs of the state are normalized;
    `attends_beside_states` that every layer has attention and a state; `adjusts_width` that the
    width of the feed-forward is two thirds of what is written, rounded up.
    """

    windows: Windows = Windows.NONE
    default_pattern: int = 0
    is_gated: bool = True
    has_attention_bias: bool = False
    has_expert_width_in_intermediate: bool = False
    has_output_gate: bool = False
    has_shared_expert: bool = False
    is_tied_by_default: bool = False
    state_space: StateSpace = StateSpace.NONE
    has_state_norms: bool = False
    attends_beside_states: bool = False
    adjusts_width: bool = False


_PLAIN = Family()
_UNGATED = Family(is_gated=False)
_BIASED = Family(windows=Windows.OPT_IN, has_attention_bias=True)
_MIXTRAL = Family(windows=Windows.ALL, has_expert_width_in_intermediate=True)
_TIED = Family(is_tied_by_default=True)
_GEMMA3 = Family(windows=Windows.PATTERN, default_pattern=6, is_tied_by_default=True)
_QWEN_NEXT = Family(has_output_gate=True)

FAMILIES = {
    "llama": _PLAIN,
    "mistral": Family(windows=Windows.ALL),
    "ministral": Family(windows=Windows.ALL),
    "ministral3": Family(windows=Windows.ALL),
    "qwen2": _BIASED,
    "qwen2_vl_text": _BIASED,
    "qwen2_5_vl_text": _BIASED,
    "qwen2_moe": _BIASED,
    "qwen3": Family(windows=Windows.OPT_IN),
    "qwen3_moe": Family(windows=Windows.OPT_IN),
    "qwen3_vl_text": _PLAIN,
    "qwen3_vl_moe_text": _PLAIN,
    "qwen3_next": _QWEN_NEXT,
    "qwen3_5_text": _QWEN_NEXT,
    "qwen3_5_moe_text": _QWEN_NEXT,
    "gemma": _TIED,
    "gemma2": Family(windows=Windows.ALTERNATING, is_tied_by_default=True),
    "gemma3_text": _GEMMA3,
    "gemma4_text": _GEMMA3,
    "phi3": Family(windows=Windows.ALL),
    "phimoe": _MIXTRAL,
    "mixtral": _MIXTRAL,
    "minimax_m2": Family(has_expert_width_in_intermediate=True),
    "gpt_oss": Family(
        windows=Windows.ALTERNATING,
        has_attention_bias=True,
        has_expert_width_in_intermediate=True,
    ),
    "deepseek_v2": _PLAIN,
    "deepseek_v3": _PLAIN,
    "deepseek_v32": _PLAIN,
    "kimi_k2": _PLAIN,
    "glm_moe_dsa": _PLAIN,
    "glm4_moe_lite": _PLAIN,
    "glm": _PLAIN,
    "glm4": _PLAIN,
    "glm4_moe": _PLAIN,
    "llama4_text": Family(
        windows=Windows.CHUNKED, has_expert_width_in_intermediate=True, has_shared_expert=True
    ),
    "granite": _TIED,
    "granitemoe": Family(has_expert_width_in_intermediate=True, is_tied_by_default=True),
    "granitemoeshared": Family(has_expert_width_in_intermediate=True, is_tied_by_default=True),
    "granitemoehybrid": Family(
        has_expert_width_in_intermediate=True,
        is_tied_by_default=True,
        state_space=StateSpace.DUAL,
    ),
    "bamba": Family(state_space=StateSpace.DUAL),
    "nemotron_h": Family(is_gated=False, state_space=StateSpace.DUAL),
    "falcon_h1": Family(state_space=StateSpace.DUAL, attends_beside_states=True),
    "lfm2": Family(is_tied_by_default=True, state_space=StateSpace.CONVOLUTION, adjusts_width=True),
    "lfm2_moe": Family(is_tied_by_default=True, state_space=StateSpace.CONVOLUTION),
    "mamba2": Family(state_space=StateSpace.DUAL),
    "mamba": Family(state_space=StateSpace.SELECTIVE, is_tied_by_default=True),
    "falcon_mamba": Family(state_space=StateSpace.SELECTIVE, is_tied_by_default=True),
    "jamba": Family(
        has_expert_width_in_intermediate=True,
        state_space=StateSpace.SELECTIVE,
        has_state_norms=True,
    ),
    "cohere": _TIED,
    "cohere2": Family(windows=Windows.PATTERN, default_pattern=4, is_tied_by_default=True),
    "olmo": _PLAIN,
    "olmo2": _PLAIN,
    "olmo3": Family(windows=Windows.PATTERN, default_pattern=4),
    "olmoe": Family(has_expert_width_in_intermediate=True),
    "stablelm": _PLAIN,
    "internlm2": _PLAIN,
    "internlm3": _PLAIN,
    "exaone": _PLAIN,
    "smollm3": Family(is_tied_by_default=True),
    "seed_oss": _PLAIN,
    "hunyuan_v1_dense": _TIED,
    "ernie4_5": _TIED,
    "ernie4_5_moe": _TIED,
    "dots1": _PLAIN,
    "starcoder2": Family(
        windows=Windows.ALL, is_gated=False, has_attention_bias=True, is_tied_by_default=True
    ),
    "falcon": Family(is_gated=False, is_tied_by_default=True),
    "gpt_neox": Family(is_gated=False, has_attention_bias=True),
    "gpt2": Family(is_gated=False, has_attention_bias=True, is_tied_by_default=True),
    "phi": Family(is_gated=False, has_attention_bias=True),
    "nemotron": _UNGATED,
    "apertus": _UNGATED,
}

# Wrappers with towers for other media; the language model is the nested object.
NESTED = ("text_config", "llm_config", "language_config")
