"""Scenarios per second of `size_deployment`, beside the least that any JSON program must do.

The floor parses each scenario and writes its record again, and computes nothing: both are timed
in the same run on the same machine, so the ratio does not depend on how busy the machine is.
"""

import json
import math
import time
from collections.abc import Callable
from itertools import product

import pytest

from deployments.catalog.geometry import ModelGeometry
from deployments.catalog.loader import load_catalog
from deployments.scenario_records import record_of

SCENARIOS = [
    json.dumps(
        {
            "model": model,
            "accelerator": accelerator,
            "count": 8,
            "tensor_parallel": degree,
            "weights": "fp8",
            "input_tokens": prompt,
            "output_tokens": 256,
            "concurrency": concurrency,
        }
    )
    for model, accelerator, degree, prompt, concurrency in product(
        (
            "meta-llama/Meta-Llama-3.1-8B",
            "meta-llama/Meta-Llama-3.1-70B",
            "Qwen/Qwen3-30B-A3B",
            "Qwen/Qwen3-235B-A22B",
        ),
        ("h100-sxm-80", "h200-sxm-141", "mi300x"),
        (4, 8),
        (512, 2048, 8192),
        (1, 8, 64),
    )
]
ROUNDS, MOST_ROUNDS = 5, 60
# Wanted: 2,000 scenarios per second on a core on which the floor does 24,600.
MOST_TIMES_THE_FLOOR = 12.3


def best_seconds(floor: Callable[[], object], work: Callable[[], object]) -> tuple[float, float]:
    """Processor time of the fastest rounds of each, taken in turn.

    Others' load only ever adds, so on a busy machine more rounds come closer to the truth.
    """
    best = (math.inf, math.inf)
    for played in range(MOST_ROUNDS):
        best = (min(best[0], _seconds(floor)), min(best[1], _seconds(work)))
        if played + 1 >= ROUNDS and best[1] <= MOST_TIMES_THE_FLOOR * best[0]:
            break
    return best


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.slow
def test_sizing_stays_within_its_share_of_reading_and_writing_json() -> None:
    catalog = load_catalog()
    records = [record_of(text, catalog, _no_config) for text in SCENARIOS]
    assert all(record.get("tpot_ms") for record in records)

    floor, sizing = best_seconds(
        lambda: [
            (json.loads(text), json.dumps(record))
            for text, record in zip(SCENARIOS, records, strict=True)
        ],
        lambda: [json.dumps(record_of(text, catalog, _no_config)) for text in SCENARIOS],
    )

    print(  # noqa: T201  # the figure is what the benchmark is for
        f"\n{len(SCENARIOS) / sizing:,.0f} scenarios/s, {sizing / floor:.1f} times the floor "
        f"of {len(SCENARIOS) / floor:,.0f}/s"
    )
    assert sizing <= MOST_TIMES_THE_FLOOR * floor


def _no_config(name: str) -> ModelGeometry:
    raise AssertionError(name)
