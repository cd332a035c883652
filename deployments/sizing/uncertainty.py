"""Random draws of what is uncertain: ranges of score and cost, and how firm a choice is."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from deployments.catalog.entries import AcceleratorPrice, Catalog, PriceKind
from deployments.sizing.evaluation import Evaluation, World, evaluate
from deployments.sizing.latency import Replica, speed_factors
from deployments.sizing.memory import overhead_gib
from deployments.sizing.placement import best_option, utilities
from deployments.sizing.results import Band, Option
from deployments.sizing.scenario import Scenario
from deployments.sizing.score import total_score

DRAWS = 200
# The normal quantile of 0.9: P10 and P90 lie this many standard deviations from the middle.
_P90_DEVIATIONS = 1.2816
# Log-normal spreads of inputs that a plan takes as given.
CAPEX_DEVIATION = 0.10
ENERGY_DEVIATION = 0.20
UTILIZATION_DEVIATION = 0.20
# Where a price is a quote or no range is listed.
RENTAL_DEVIATION = 0.10


@dataclass(frozen=True, slots=True)
class Spread:
    """What the draws show; score limits are None where no draw had a score."""

    score_low: float | None
    score_high: float | None
    npv: dict[Option, tuple[Decimal, Decimal]]
    choices: Counter[Option | None]

    def agreement_share(self, option: Option | None) -> float:
        """Share of the draws that choose an option."""
        return self.choices[option] / sum(self.choices.values())


def pessimistic_world(scenario: Scenario, catalog: Catalog, tensor_parallel: int) -> World:
    """The unfavorable ends of the bands of speed and overhead; prices as given."""
    replica = _replica(scenario, catalog, tensor_parallel)
    return World(
        slowness=speed_factors(replica)[1],
        ttft_slowness=catalog.step_time.bands.ttft[1],
        overhead_gib=_overhead(replica).high,
    )


def spread_of(scenario: Scenario, catalog: Catalog, *, tensor_parallel: int, seed: int) -> Spread:
    """P10–P90 of score and cost over random worlds, and the options they choose.

    Speed, time to the first token, prices and utilization are log-normal with the ranges of the
    fit and the catalog, overhead is triangular over its known range.
    """
    scores: list[float] = []
    npvs: dict[Option, list[Decimal]] = {}
    choices: Counter[Option | None] = Counter()
    for world in _worlds(scenario, catalog, tensor_parallel, seed):
        found = evaluate(scenario, catalog, tensor_parallel=tensor_parallel, world=world)
        score = total_score(found.pillars, found.gates)
        if score is not None:
            scores.append(score)
        choices[best_option(utilities(scenario, found))] += 1
        for option, npv in _npvs(found):
            npvs.setdefault(option, []).append(npv)
    return Spread(
        score_low=_quantile(scores, 0.1),
        score_high=_quantile(scores, 0.9),
        npv={option: (_decile(values, 1), _decile(values, 9)) for option, values in npvs.items()},
        choices=choices,
    )


def _worlds(
    scenario: Scenario, catalog: Catalog, tensor_parallel: int, seed: int
) -> Iterator[World]:
    generator = np.random.default_rng(seed)
    replica = _replica(scenario, catalog, tensor_parallel)
    overhead = _overhead(replica)
    price = catalog.price_of(scenario.pool.accelerator, PriceKind.RENTAL_HOUR)
    is_listed = scenario.cloud.gpu_hour_price is None and price is not None
    rental = _price_band(price) if is_listed and price else None
    for _ in range(DRAWS):
        yield World(
            slowness=_log_normal(generator, *speed_factors(replica)),
            ttft_slowness=_log_normal(generator, *catalog.step_time.bands.ttft),
            overhead_gib=_triangular(generator, overhead),
            capex_factor=math.exp(generator.normal(0, CAPEX_DEVIATION)),
            energy_factor=math.exp(generator.normal(0, ENERGY_DEVIATION)),
            rental_factor=math.exp(generator.normal(0, RENTAL_DEVIATION))
            if rental is None
            else _triangular(generator, rental),
            utilization_factor=math.exp(generator.normal(0, UTILIZATION_DEVIATION)),
        )


def _replica(scenario: Scenario, catalog: Catalog, tensor_parallel: int) -> Replica:
    accelerator = catalog.accelerators[scenario.pool.accelerator]
    return Replica(
        scenario.model, accelerator, scenario.serving, tensor_parallel, catalog.step_time
    )


def _overhead(replica: Replica) -> Band:
    return overhead_gib(replica.model, replica.serving, replica.accelerator.memory_gib)


def _price_band(price: AcceleratorPrice) -> Band:
    """Range of a listed price as factors on its central value."""
    return Band(float(price.low / price.central), 1.0, float(price.high / price.central))


def _log_normal(generator: np.random.Generator, low: float, high: float) -> float:
    """A factor with P10 at `low` and P90 at `high`."""
    middle = (math.log(low) + math.log(high)) / 2
    deviation = (math.log(high) - math.log(low)) / 2 / _P90_DEVIATIONS
    return math.exp(generator.normal(middle, deviation))


def _triangular(generator: np.random.Generator, band: Band) -> float:
    if band.low == band.high:
        return band.central
    return float(generator.triangular(band.low, band.central, band.high))


def _npvs(found: Evaluation) -> Iterator[tuple[Option, Decimal]]:
    if found.costs is not None:
        yield from ((cost.option, cost.npv) for cost in found.costs.options)


def _quantile(values: Sequence[float], share: float) -> float | None:
    return float(np.quantile(values, share)) if values else None


def _decile(values: Sequence[Decimal], tenth: int) -> Decimal:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * tenth // 10)]
