import pytest

from deployments.sizing.sharding import is_valid_tensor_parallel, valid_degrees
from tests.deployments.sizing.cases import geometry


@pytest.mark.parametrize(
    ("model", "degree", "is_valid"),
    [
        ("meta-llama/Meta-Llama-3.1-70B", 8, True),
        ("meta-llama/Meta-Llama-3.1-70B", 16, True),  # two ranks per key/value head
        ("meta-llama/Meta-Llama-3.1-70B", 3, False),
        ("Qwen/Qwen2.5-7B", 8, False),  # 28 heads
        ("Qwen/Qwen2.5-7B", 4, True),
        ("microsoft/Phi-3-medium", 4, False),  # 10 key/value heads
        ("microsoft/Phi-3-medium", 5, True),
        ("deepseek-ai/DeepSeek-V3", 8, True),
        ("deepseek-ai/DeepSeek-V3", 0, False),
    ],
)
def test_heads_spread_over_degrees_that_divide_them(
    model: str, degree: int, *, is_valid: bool
) -> None:
    assert is_valid_tensor_parallel(geometry(model), degree) is is_valid


def test_all_valid_degrees_are_listed() -> None:
    assert valid_degrees(geometry("microsoft/Phi-3-medium"), 8) == (1, 2, 5)
