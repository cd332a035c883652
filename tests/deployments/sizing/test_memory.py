import pytest

from deployments.catalog.geometry import (
    DenseFeedForward,
    GroupedAttention,
    LayerGroup,
    ModelGeometry,
    Precision,
)
from deployments.sizing.memory import (
    fit_memory,
    kv_bytes_per_token,
    sequence_cache_bytes,
    weights_gib_per_rank,
)
from deployments.sizing.results import MemoryFit
from deployments.sizing.scenario import Serving
from tests.deployments.sizing.cases import CATALOG, LLAMA_70B, geometry

DEEPSEEK = geometry("deepseek-ai/DeepSeek-V3")


def fit(
    model: ModelGeometry,
    accelerator: str,
    weights: Precision,
    degree: int,
    *,
    context: int = 4096,
    overhead_gib: float | None = None,
) -> MemoryFit:
    return fit_memory(
        model,
        Serving(weights, overhead_gib=overhead_gib),
        tensor_parallel=degree,
        device_gib=CATALOG.accelerators[accelerator].memory_gib,
        context_tokens=context,
    )


@pytest.mark.parametrize(
    ("model", "accelerator", "weights", "degree", "fits"),
    [
        # the four verdicts that deployment.md knows
        ("meta-llama/Meta-Llama-3.1-70B", "h100-sxm-80", "fp8", 1, False),
        ("meta-llama/Meta-Llama-3.1-70B", "h100-sxm-80", "bf16", 2, False),
        ("deepseek-ai/DeepSeek-V3", "h100-sxm-80", "fp8", 8, False),
        ("deepseek-ai/DeepSeek-V3", "h200-sxm-141", "fp8", 8, True),
        # weights alone exceed the device, or leave tens of GiB
        ("meta-llama/Meta-Llama-3.1-70B", "h100-sxm-80", "bf16", 1, False),
        ("meta-llama/Meta-Llama-3.1-70B", "h100-sxm-80", "bf16", 4, True),
        ("meta-llama/Meta-Llama-3.1-70B", "h100-sxm-80", "fp8", 2, True),
        ("meta-llama/Meta-Llama-3.1-70B", "h100-sxm-80", "int4", 1, True),
        ("meta-llama/Meta-Llama-3.1-8B", "l4", "bf16", 1, True),
        ("meta-llama/Meta-Llama-3.1-8B", "l40s", "bf16", 1, True),
        ("meta-llama/Meta-Llama-3.1-405B", "h100-sxm-80", "bf16", 8, False),
        ("meta-llama/Meta-Llama-3.1-405B", "h100-sxm-80", "fp8", 8, True),
        ("meta-llama/Meta-Llama-3.1-405B", "h200-sxm-141", "bf16", 8, True),
        ("openai/gpt-oss-120b", "h100-sxm-80", "mxfp4", 1, True),
        ("openai/gpt-oss-20b", "l4", "mxfp4", 1, True),
        ("mistralai/Mixtral-8x7B-v0.1", "a100-sxm-80", "bf16", 1, False),
        ("mistralai/Mixtral-8x7B-v0.1", "a100-sxm-80", "bf16", 2, True),
        ("Qwen/Qwen3-32B", "a100-sxm-40", "bf16", 1, False),
        ("Qwen/Qwen3-32B", "h100-sxm-80", "bf16", 1, True),
        ("moonshotai/Kimi-K2-Instruct", "h200-sxm-141", "fp8", 8, False),
    ],
)
def test_model_fits_where_its_publisher_says_so(
    model: str, accelerator: str, weights: str, degree: int, *, fits: bool
) -> None:
    """Statements of the publishers, where they made one.

    gpt-oss-120b on one 80 GB device and gpt-oss-20b in 16 GB: OpenAI (model card, 2025); 405B in
    fp8 on eight H100: Meta (Llama 3.1 release notes, 2024).
    """
    found = fit(geometry(model), accelerator, Precision(weights), degree)

    assert found.fits is fits


def test_borderline_case_prints_its_range() -> None:
    """70B in bf16 on two H100: -0.4 GiB at the central overhead, about +2.6 at 3 GiB."""
    found = fit(LLAMA_70B, "h100-sxm-80", Precision.BF16, 2)

    assert found.headroom_gib.central == pytest.approx(-0.4, abs=0.05)
    assert found.headroom_gib.high == pytest.approx(2.6, abs=0.05)
    assert [note.key for note in found.notes] == ["memory.borderline"]


@pytest.mark.parametrize(
    ("model", "bytes_per_token"),
    [
        # 2 x kv heads x head width x layers x 2 bytes; MLA (512 + 64) x layers x 2 bytes
        ("meta-llama/Meta-Llama-3.1-8B", 131_072),
        ("meta-llama/Meta-Llama-3.1-70B", 327_680),
        ("meta-llama/Meta-Llama-3.1-405B", 516_096),
        ("deepseek-ai/DeepSeek-V3", 70_272),
        ("openai/gpt-oss-120b", 73_728),
        ("mistralai/Mistral-NeMo-12B-Instruct", 163_840),
    ],
)
def test_cache_bytes_per_token(model: str, bytes_per_token: int) -> None:
    assert kv_bytes_per_token(geometry(model), Precision.BF16) == bytes_per_token


def test_weights_follow_the_checkpoint() -> None:
    """The published DeepSeek-V3 checkpoint takes 674 GB without its module for further tokens.

    With it 688,586,727,753 bytes (total_size of the Hugging Face index); the module has 14 GB.
    """
    gib = weights_gib_per_rank(DEEPSEEK, Precision.FP8, tensor_parallel=1)

    assert gib * 1.073741824 == pytest.approx(674, rel=0.01)


def test_only_experts_of_gpt_oss_are_in_four_bits() -> None:
    """OpenAI states 60.8 GiB for the gpt-oss-120b checkpoint (model card, table 1)."""
    model = geometry("openai/gpt-oss-120b")

    found = weights_gib_per_rank(model, Precision.MXFP4, tensor_parallel=1)

    assert found == pytest.approx(60.8, rel=0.02)


def test_cache_tokens_follow_the_headroom() -> None:
    found = fit(LLAMA_70B, "h100-sxm-80", Precision.FP8, 2, overhead_gib=6.0)
    bytes_per_rank = 327_680 / 2

    expected = found.headroom_gib.central * 1024**3 / bytes_per_rank

    assert found.kv_tokens == int(expected / 16) * 16
    assert found.max_concurrency == found.kv_tokens / 4096


def test_latent_cache_is_not_shared_out() -> None:
    one = sequence_cache_bytes(DEEPSEEK, Precision.BF16, tokens=1000)
    eight = sequence_cache_bytes(DEEPSEEK, Precision.BF16, tokens=1000, tensor_parallel=8)

    assert one == eight == 70_272_000


def test_grouped_cache_is_shared_out_over_its_heads_only() -> None:
    per_rank = [
        sequence_cache_bytes(LLAMA_70B, Precision.BF16, tokens=1, tensor_parallel=degree)
        for degree in (1, 2, 8, 16)
    ]

    assert per_rank == [327_680, 163_840, 40_960, 40_960]


def test_sliding_layers_hold_their_window() -> None:
    """gpt-oss-120b: 18 layers keep 128 tokens, 18 keep all; 2,048 bytes per layer and token."""
    model = geometry("openai/gpt-oss-120b")

    held = sequence_cache_bytes(model, Precision.BF16, tokens=10_000)

    assert held == 2048 * 18 * (128 + 10_000)


def test_key_value_projections_are_copied_beyond_their_heads() -> None:
    layer = LayerGroup(1, GroupedAttention(8, 1, 64), DenseFeedForward(1))
    model = ModelGeometry("tiny", 512, 1, True, (layer,), 64)
    projections = 2 * 512 * 64

    split = weights_gib_per_rank(model, Precision.FP8, tensor_parallel=8) * 1024**3
    whole = weights_gib_per_rank(model, Precision.FP8, tensor_parallel=1) * 1024**3
    norms = 3 * 512 * 2

    expected = (whole - norms - projections) / 8 + norms + projections
    assert split == pytest.approx(expected)
