"""Scenarios per second of `size_deployment`, beside the least that any JSON program must do.

The floor parses each scenario and writes its record again, and computes nothing: both are timed
in the same run on the same machine, so the ratio does not depend on how busy the machine is.
"""

import json
from itertools import product

import pytest

from deployments.catalog.geometry import ModelGeometry
from deployments.catalog.loader import load_catalog
from deployments.scenario_records import record_of
from tests.benchmarks.rounds import best_seconds_in_turn

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
ROUNDS = 5
# Wanted: 2,000 scenarios per second on a core on which the floor does 24,600.
MOST_TIMES_THE_FLOOR = 12.3


@pytest.mark.slow
def test_sizing_stays_within_its_share_of_reading_and_writing_json() -> None:
    catalog = load_catalog()
    records = [record_of(text, catalog, _no_config) for text in SCENARIOS]
    assert all(record.get("tpot_ms") for record in records)

    floor, sizing = best_seconds_in_turn(
        ROUNDS,
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
