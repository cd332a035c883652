import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.catalog.geometry import (
    DenseFeedForward,
    GroupedAttention,
    LayerGroup,
    ModelGeometry,
)
from deployments.sizing.fine_tuning import Tuning, adapter_parameters, fine_tuning_fits
from deployments.sizing.parameters import count_parameters
from deployments.sizing.precision import GIB
from deployments.sizing.results import FineTuningFit, TuningMethod
from tests.deployments.sizing.cases import LLAMA_70B, geometry

LLAMA_8B = geometry("meta-llama/Meta-Llama-3.1-8B")
# LLaMA 65B (arXiv:2302.13971, table 2; feed-forward width from the released parameters)
LLAMA_65B = ModelGeometry(
    "llama-65b",
    8192,
    32_000,
    has_tied_embeddings=False,
    layers=(LayerGroup(80, GroupedAttention(64, 64, 128), DenseFeedForward(22_016)),),
    max_context_tokens=2048,
)


def by_method(
    model: ModelGeometry, tuning: Tuning, device_gib: float = 79.2
) -> dict[TuningMethod, FineTuningFit]:
    return {fit.method: fit for fit in fine_tuning_fits(model, tuning, device_gib=device_gib)}


def test_weights_gradients_and_optimizer_take_sixteen_bytes() -> None:
    """ZeRO, arXiv:1910.02054, figure 1: 7.5 billion parameters take 120 GB, 1.9 GB on 64 each."""
    model_bytes = 16 * count_parameters(LLAMA_8B).total

    alone = by_method(LLAMA_8B, Tuning(1, 1))[TuningMethod.FULL]
    spread = by_method(LLAMA_8B, Tuning(64, 1))[TuningMethod.FULL]

    assert alone.weights_gib + alone.optimizer_gib == pytest.approx(model_bytes / GIB)
    assert spread.optimizer_gib == pytest.approx(alone.optimizer_gib / 64)


def test_adapters_on_every_projection_have_the_known_number() -> None:
    """Rank 16 on Llama 3 8B trains 41,943,040 parameters, as PEFT prints for all projections."""
    assert adapter_parameters(LLAMA_8B, 16) == 41_943_040


def test_full_tuning_of_65_billion_needs_many_devices_and_qlora_one_of_48_gb() -> None:
    """QLoRA, arXiv:2305.14314, abstract: from more than 780 GB to less than 48 GB."""
    fits = by_method(LLAMA_65B, Tuning(1, 512), device_gib=48e9 / GIB)

    assert fits[TuningMethod.FULL].needed_gib * GIB > 780e9
    assert not fits[TuningMethod.LORA].fits
    assert fits[TuningMethod.QLORA].fits


def test_llama_70b_is_fully_tuned_on_no_eight_h100() -> None:
    fits = by_method(LLAMA_70B, Tuning(8, 4096))

    assert [fits[method].fits for method in TuningMethod] == [False, True, True]


def test_adapters_on_layers_with_a_state_are_not_guessed() -> None:
    assert set(by_method(geometry("Qwen/Qwen3.5-397B-A17B"), Tuning(8, 1024))) == {
        TuningMethod.FULL
    }


@given(st.integers(1, 64), st.integers(1, 8192))
def test_methods_are_ordered_and_longer_sequences_need_no_less(devices: int, tokens: int) -> None:
    shorter = by_method(LLAMA_70B, Tuning(devices, tokens))
    longer = by_method(LLAMA_70B, Tuning(devices, tokens + 1))

    needed = [shorter[method].needed_gib for method in TuningMethod]
    assert needed == sorted(needed, reverse=True)
    assert all(longer[method].needed_gib > shorter[method].needed_gib for method in TuningMethod)
