"""Parameter counts are the publishers'; see `deployments/catalog/models.toml` for sources."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.catalog.geometry import Module, Precision
from deployments.catalog.loader import load_catalog
from deployments.intake.errors import IntakeError
from deployments.intake.model_config import parse_model_config
from deployments.sizing.memory import kv_bytes_per_token, sequence_cache_bytes
from deployments.sizing.parameters import count_parameters
from deployments.sizing.sharding import valid_degrees

CATALOG = load_catalog()
MODELS = Path(__file__).parents[2] / "fixtures" / "models"
LLAMA = Path(__file__).parents[3] / "deployments/intake/samples/llama-3.1-70b-config.json"


def problem_of(data: bytes) -> IntakeError:
    with pytest.raises(IntakeError) as caught:
        parse_model_config(data)
    return caught.value


def changed_llama(**fields: object) -> bytes:
    document = json.loads(LLAMA.read_bytes()) | fields
    return json.dumps({key: value for key, value in document.items() if value != "absent"}).encode()


@pytest.mark.parametrize(
    ("path", "model"),
    [
        (LLAMA, "meta-llama/Meta-Llama-3.1-70B"),
        (MODELS / "deepseek-v3.json", "deepseek-ai/DeepSeek-V3"),
        (MODELS / "gpt-oss-120b.json", "openai/gpt-oss-120b"),
        (MODELS / "gemma-4-26b-a4b.json", "google/gemma-4-26B-A4B"),
        (MODELS / "qwen3.5-397b-a17b.json", "Qwen/Qwen3.5-397B-A17B"),
        (MODELS / "mistral-nemo-12b.json", "mistralai/Mistral-NeMo-12B-Instruct"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_configuration_gives_the_layers_of_the_catalog(path: Path, model: str) -> None:
    geometry = parse_model_config(path.read_bytes())

    assert geometry.layers == CATALOG.models[model].geometry.layers


def test_llama_has_the_published_parameters() -> None:
    """70,553,706,496 is the sum over the tensors of the published checkpoint."""
    geometry = parse_model_config(LLAMA.read_bytes())

    assert count_parameters(geometry).total == 70_553_706_496
    assert kv_bytes_per_token(geometry, Precision.BF16) == 327_680


def test_head_width_is_read_and_not_derived() -> None:
    """Mistral NeMo has 32 heads of 128 on a width of 5120; 5120 / 32 would be 160."""
    geometry = parse_model_config((MODELS / "mistral-nemo-12b.json").read_bytes())

    assert kv_bytes_per_token(geometry, Precision.BF16) == 2 * 8 * 128 * 2 * 40


def test_quantization_and_what_it_spares_are_read() -> None:
    geometry = parse_model_config((MODELS / "gpt-oss-120b.json").read_bytes())

    assert geometry.native_weights is Precision.MXFP4
    assert geometry.spared == {Module.ATTENTION, Module.ROUTER}


def test_every_fifth_window_pattern_is_followed() -> None:
    """Gemma 3 27B has 62 layers, of which each sixth looks back over everything."""
    geometry = parse_model_config((MODELS / "gemma-3-27b.json").read_bytes())
    sliding = [group for group in geometry.layers if getattr(group.mixer, "window_tokens", None)]

    assert sum(group.count for group in sliding) == 52
    assert geometry.has_tied_embeddings


def test_chunked_layers_and_shared_expert_are_read() -> None:
    """Llama 4 Scout: 108 billion parameters of text, 109 with the vision tower (Meta 2025)."""
    geometry = parse_model_config((MODELS / "llama-4-scout.json").read_bytes())

    assert count_parameters(geometry).total == pytest.approx(107.8e9, rel=0.005)
    assert [group.count for group in geometry.layers] == [36, 12]


@pytest.mark.parametrize(
    ("file", "total", "tolerance"),
    [
        # sums over the tensors of the published checkpoints
        ("codestral-mamba-7b.json", 7_285_403_648, 0),
        ("mamba-2.8b.json", 2_768_345_600, 0),
        ("jamba-v0.1.json", 51_570_323_328, 0),
        # as rounded in NVIDIA's and IBM's model cards
        ("nemotron-h-8b.json", 8.1e9, 0.002),
        ("granite-4.0-h-small.json", 32.2e9, 0.002),
    ],
)
def test_state_space_models_have_the_published_parameters(
    file: str, total: float, tolerance: float
) -> None:
    geometry = parse_model_config((MODELS / file).read_bytes())

    assert count_parameters(geometry).total == pytest.approx(total, rel=tolerance)


def test_state_space_layers_keep_a_state_and_no_cache() -> None:
    """Codestral Mamba: 128 heads of 64 with states of 128 in float32, whatever the length."""
    geometry = parse_model_config((MODELS / "codestral-mamba-7b.json").read_bytes())
    window = (128 * 64 + 2 * 8 * 128) * 3 * 2

    assert kv_bytes_per_token(geometry, Precision.BF16) == 0
    for tokens in (1, 100_000):
        held = sequence_cache_bytes(geometry, Precision.BF16, tokens=tokens)
        assert held == 64 * (128 * 64 * 128 * 4 + window)


def test_only_attention_layers_of_a_hybrid_cache_tokens() -> None:
    """Jamba attends in 4 of 32 layers: 4 GiB for 256K tokens (arXiv:2403.19887, table 1)."""
    geometry = parse_model_config((MODELS / "jamba-v0.1.json").read_bytes())

    assert kv_bytes_per_token(geometry, Precision.BF16) * 262_144 == 4 * 2**30


def test_heads_of_the_state_must_spread_evenly() -> None:
    geometry = parse_model_config((MODELS / "codestral-mamba-7b.json").read_bytes())

    assert valid_degrees(geometry, 8) == (1, 2, 4, 8)


def test_unknown_letter_of_a_pattern_is_refused() -> None:
    document = json.loads((MODELS / "nemotron-h-8b.json").read_bytes())
    pattern = "X" + document["hybrid_override_pattern"][1:]

    fault = problem_of(json.dumps(document | {"hybrid_override_pattern": pattern}).encode())

    assert (fault.problem, fault.place) == (
        "unsupported_family",
        "hybrid_override_pattern 'X'",
    )


@pytest.mark.parametrize(
    ("section", "precision"),
    [
        ({"quant_method": "fp8"}, Precision.FP8),
        ({"quant_method": "gptq", "bits": 4}, Precision.INT4),
        ({"quant_method": "awq", "bits": 4}, Precision.INT4),
        ({"quant_method": "bitsandbytes", "load_in_4bit": True}, Precision.INT4),
        ({"quant_method": "modelopt", "quant_algo": "NVFP4"}, Precision.NVFP4),
        (
            {
                "quant_method": "compressed-tensors",
                "config_groups": {"group_0": {"weights": {"num_bits": 8, "type": "float"}}},
            },
            Precision.FP8,
        ),
    ],
)
def test_common_quantizations_are_read(section: dict[str, object], precision: Precision) -> None:
    geometry = parse_model_config(changed_llama(quantization_config=section))

    assert geometry.native_weights is precision


def test_nvfp4_blocks_are_told_from_other_four_bit_floats() -> None:
    geometry = parse_model_config((MODELS / "qwen3-32b-nvfp4.json").read_bytes())

    assert geometry.native_weights is Precision.NVFP4


@pytest.mark.parametrize(
    ("data", "problem", "place"),
    [
        (b"", "empty", "whole file"),
        (b"{", "not_json", "line 1"),
        (b"[1, 2]", "not_a_model", "top level"),
        (b"{}", "not_a_model", "model_type"),
        (b'{"name": "left-pad", "version": "1.0.0"}', "not_a_model", "model_type"),
        (b'{"model_type": "llama"}', "not_a_model", "hidden_size"),
        ((MODELS / "bert-base.json").read_bytes(), "unsupported_family", "bert"),
        (changed_llama(vocab_size="absent"), "missing_field", "vocab_size"),
        (changed_llama(hidden_size=-1), "bad_value", "hidden_size"),
        (changed_llama(hidden_size="wide"), "bad_value", "hidden_size"),
        (changed_llama(num_hidden_layers=10**7), "bad_value", "num_hidden_layers"),
        (changed_llama(num_key_value_heads=7), "bad_value", "num_key_value_heads"),
        (changed_llama(num_attention_heads=63, num_key_value_heads=9), "missing_field", "head_dim"),
        (
            changed_llama(quantization_config={"quant_method": "tarot"}),
            "unsupported_quantization",
            "tarot",
        ),
        (b"[" * 100_000, "not_json", ""),
        (b'{"model_type": "llama", "hidden_size": ' + b"9" * 5000 + b"}", "not_json", ""),
    ],
)
def test_what_cannot_be_sized_is_refused_by_name(data: bytes, problem: str, place: str) -> None:
    fault = problem_of(data)

    assert fault.problem == problem
    assert place in fault.place
    assert fault.remedy


def configured(**fields: object) -> bytes:
    return json.dumps(fields).encode()


LFM2 = {
    "model_type": "lfm2",
    "hidden_size": 2048,
    "num_hidden_layers": 16,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "block_ff_dim": 12288,
    "block_auto_adjust_ff_dim": True,
    "block_multiple_of": 256,
    "block_ffn_dim_multiplier": 1.0,
    "conv_L_cache": 3,
    "full_attn_idxs": [2, 5, 8, 10, 12, 14],
    "vocab_size": 65536,
    "max_position_embeddings": 128000,
}
FALCON_H1 = {
    "model_type": "falcon_h1",
    "hidden_size": 3072,
    "num_hidden_layers": 44,
    "num_attention_heads": 12,
    "num_key_value_heads": 2,
    "head_dim": 128,
    "intermediate_size": 12288,
    "mamba_d_ssm": 3072,
    "mamba_n_heads": 24,
    "mamba_d_head": 128,
    "mamba_d_state": 256,
    "vocab_size": 130048,
}


def test_short_convolutions_are_counted() -> None:
    """The model card of LFM2-1.2B states 1,170,340,608; 768 are norms of queries and keys."""
    geometry = parse_model_config(configured(**LFM2))

    assert count_parameters(geometry).total == 1_170_340_608 - 768
    assert kv_bytes_per_token(geometry, Precision.BF16) == 6 * 2 * 8 * 64 * 2


def test_layers_that_attend_and_keep_a_state_have_both() -> None:
    """The model card of Falcon-H1-7B states 7.59 billion."""
    geometry = parse_model_config(configured(**FALCON_H1))

    assert count_parameters(geometry).total == pytest.approx(7.59e9, rel=0.001)
    assert kv_bytes_per_token(geometry, Precision.BF16) == 44 * 2 * 2 * 128 * 2
    assert sequence_cache_bytes(geometry, Precision.BF16, tokens=0) > 44 * 3072 * 256 * 4


@pytest.mark.parametrize("family", ["zamba2", "minimax", "kimi_linear", "rwkv6", "gemma3n_text"])
def test_unknown_layout_is_refused_by_name(family: str) -> None:
    fault = problem_of(changed_llama(model_type=family))

    assert (fault.problem, family in fault.place) == ("unsupported_family", True)


@pytest.mark.parametrize(
    "section",
    [
        "fp8",
        {"quant_method": "compressed-tensors", "config_groups": {}},
        {
            "quant_method": "compressed-tensors",
            "config_groups": {
                "a": {"weights": {"num_bits": 8, "type": "float"}},
                "b": {"weights": {"num_bits": 4, "type": "int"}},
            },
        },
        {
            "quant_method": "compressed-tensors",
            "config_groups": {"a": {"weights": {"num_bits": 6, "type": "float"}}},
        },
        {"quant_method": "hqq", "bits": 4},
    ],
)
def test_quantization_that_is_not_understood_is_refused(section: object) -> None:
    fault = problem_of(changed_llama(quantization_config=section))

    assert "quantization_config" in fault.place


ODD_VALUES = st.sampled_from(
    [None, -1, 0, 1, 1.5, "", "x", [], {}, [None], ["x"], [-1], True, 10**30, {"a": []}]
)


@given(st.sampled_from(sorted(MODELS.glob("*.json"))), st.data())
def test_odd_fields_are_refused_or_read_and_never_crash(path: Path, data: st.DataObject) -> None:
    document = json.loads(path.read_bytes())
    inner = document.get("text_config", document)
    for _ in range(data.draw(st.integers(1, 3))):
        place = inner if data.draw(st.booleans()) else document
        extra = ["mlp_only_layers", "attn_layer_indices", "moe_layers", "quantization_config"]
        name = data.draw(st.sampled_from([*sorted(place), *extra]))
        place[name] = data.draw(ODD_VALUES)

    try:
        geometry = parse_model_config(json.dumps(document).encode())
    except IntakeError:
        return

    assert count_parameters(geometry).total > 0
    assert sequence_cache_bytes(geometry, Precision.BF16, tokens=100) >= 0
