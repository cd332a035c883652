"""Verdicts that publishers of models and of serving software state themselves.

The same table, with sources in full, stands in `docs/reference/verdicts.md`.
"""

from pathlib import Path

import pytest

from deployments.catalog.geometry import ModelGeometry, Precision
from deployments.intake.model_config import parse_model_config
from deployments.sizing.memory import fit_memory, kv_bytes_per_token
from deployments.sizing.precision import GIB
from deployments.sizing.scenario import Serving
from tests.deployments.sizing.cases import CATALOG, geometry

DOCUMENT = Path(__file__).parents[3] / "docs" / "reference" / "verdicts.md"
FIXTURES = Path(__file__).parents[2] / "fixtures" / "models"

# model, accelerator, weights, tensor parallel, pipeline parallel, fits
VERDICTS = [
    ("meta-llama/Meta-Llama-3.1-405B", "h100-sxm-80", "bf16", 8, 1, False),
    ("meta-llama/Meta-Llama-3.1-405B", "h100-sxm-80", "bf16", 8, 2, True),
    ("meta-llama/Meta-Llama-3.1-405B", "h100-sxm-80", "fp8", 8, 1, True),
    ("openai/gpt-oss-120b", "h100-sxm-80", "mxfp4", 1, 1, True),
    ("openai/gpt-oss-20b", "l4", "mxfp4", 1, 1, True),
    ("deepseek-ai/DeepSeek-V3", "h200-sxm-141", "fp8", 8, 1, True),
    ("deepseek-ai/DeepSeek-V3", "mi300x", "fp8", 8, 1, True),
    ("deepseek-ai/DeepSeek-V3", "h100-sxm-80", "fp8", 8, 1, False),
    ("deepseek-ai/DeepSeek-V3", "h100-sxm-80", "fp8", 8, 2, True),
    ("deepseek-ai/DeepSeek-V3", "h200-sxm-141", "bf16", 8, 1, False),
    ("deepseek-ai/DeepSeek-V3", "h200-sxm-141", "bf16", 8, 2, True),
    ("deepseek-ai/DeepSeek-V3", "h100-sxm-80", "bf16", 8, 4, True),
    ("deepseek-ai/DeepSeek-V3", "h100-sxm-80", "int4", 8, 1, True),
    ("deepseek-ai/DeepSeek-V3", "a100-sxm-80", "int4", 8, 1, True),
    ("meta-llama/Llama-4-Scout-17B-16E", "h100-sxm-80", "int4", 1, 1, True),
    ("moonshotai/Kimi-K2-Instruct", "h100-sxm-80", "fp8", 8, 2, True),
    ("moonshotai/Kimi-K2-Instruct", "h200-sxm-141", "fp8", 8, 2, True),
    ("mistralai/Mixtral-8x7B-v0.1", "a100-sxm-80", "bf16", 1, 1, False),
    ("mistralai/Mixtral-8x7B-v0.1", "a100-sxm-80", "bf16", 2, 1, True),
    ("google/gemma-3-27B", "h100-sxm-80", "bf16", 1, 1, True),
]


def shape(model: str) -> ModelGeometry:
    """Geometry from the catalog; Llama 4 is read from its configuration."""
    if model in CATALOG.models:
        return geometry(model)
    return parse_model_config((FIXTURES / "llama-4-scout.json").read_bytes())


@pytest.mark.parametrize(("model", "accelerator", "weights", "degree", "stages", "fits"), VERDICTS)
def test_published_verdict_is_reached(
    model: str, accelerator: str, weights: str, degree: int, stages: int, *, fits: bool
) -> None:
    found = fit_memory(
        shape(model),
        Serving(Precision(weights), pipeline_parallel=stages),
        tensor_parallel=degree,
        device_gib=CATALOG.accelerators[accelerator].memory_gib,
        context_tokens=4096,
    )

    assert found.fits is fits


@pytest.mark.parametrize(
    ("model", "gib"),
    [("meta-llama/Meta-Llama-3.1-8B", 15.62), ("meta-llama/Meta-Llama-3.1-70B", 39.06)],
)
def test_cache_of_the_longest_context_is_the_published_one(model: str, gib: float) -> None:
    """Hugging Face, "Llama 3.1" (2024-07-23), table of KV cache sizes at 128,000 tokens in FP16."""
    cache_bytes = kv_bytes_per_token(geometry(model), Precision.BF16) * 128_000

    assert cache_bytes / GIB == pytest.approx(gib, abs=0.01)


def test_every_verdict_stands_in_the_document() -> None:
    rows = [line for line in DOCUMENT.read_text().splitlines() if line.startswith("| ")]

    assert len(rows) - 2 == len(VERDICTS)
    for row, (model, _, weights, degree, stages, fits) in zip(rows[2:], VERDICTS, strict=True):
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert cells[0] in model
        assert cells[2] == weights
        assert cells[3].startswith(str(degree * stages))
        assert cells[4] == ("yes" if fits else "no")
