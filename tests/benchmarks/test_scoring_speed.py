"""Seconds to score a million respondents, beside numpy's histogram of the same columns.

Floor and scoring read the same array in the same run, so the ratio does not depend on how busy the
machine is. A histogram of each item is the least that any score must know.

Wanted: at most twice the floor, and a growth exponent of at most 1.1. Timings are printed, not
asserted.
"""

import math
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from surveys.instruments.format import ItemKind
from surveys.instruments.shipped import shipped_instruments
from surveys.scoring.index import score_responses
from surveys.scoring.responses import Responses
from surveys.scoring.results import OrganizationScore

INSTRUMENT = shipped_instruments()[0]
KEYS = tuple(item.key for item in INSTRUMENT.items_of(ItemKind.AGREEMENT))
SIZES = (250_000, 1_000_000)
ROUNDS = 3


def best_seconds(work: Callable[[], object]) -> float:
    """Processor time of the fastest of several rounds: others' load only ever adds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def made_up(respondents: int) -> Responses:
    """Answers of people who have a stance, which reversed items ask for the other way around."""
    random = np.random.default_rng(1)
    stance = random.standard_normal((respondents, 1))
    answers = stance + random.standard_normal((respondents, len(KEYS)))
    values = np.clip(np.rint(3.0 + answers), 1.0, 5.0)
    turned = [item.is_reversed for item in INSTRUMENT.items_of(ItemKind.AGREEMENT)]
    values[:, turned] = 6.0 - values[:, turned]
    return Responses(KEYS, values, invited=respondents * 3 // 2)


def histograms(responses: Responses) -> None:
    for place in range(len(KEYS)):
        np.histogram(responses.values[:, place], bins=5, range=(0.5, 5.5))


@pytest.mark.slow
def test_a_million_respondents_cost_little_more_than_their_histograms() -> None:
    waves = [made_up(size) for size in SIZES]
    fewer, more = (best_seconds(partial(score_responses, wave, INSTRUMENT)) for wave in waves)
    floor = best_seconds(partial(histograms, waves[-1]))
    growth = math.log(more / fewer) / math.log(SIZES[1] / SIZES[0])

    print(  # noqa: T201  # the figures are what the benchmark is for
        f"\n{SIZES[1]:,} x {len(KEYS)} scored in {more:.2f} s, {more / floor:.2f} times the floor "
        f"of {floor:.2f} s; growth exponent {growth:.2f}"
    )
    organization = score_responses(waves[0], INSTRUMENT).organization
    assert isinstance(organization, OrganizationScore)
    assert organization.mean.value == pytest.approx(50.0, abs=0.2)
