"""Simulates how often the 95 % intervals of model ORS-1 hold the truth; prints the table.

A replication invents an organization of N people with a disposition for each dimension, and lets n
of them answer every item with an error of its own. The truth is the mean, over all N, of what a
person would answer on average over such errors: it is computed from normal probabilities, not from
answers. So the interval must cover sampling and measurement, and a census is not free of error.

    python -m tests.reference.scoring.simulate_coverage [REPLICATIONS]
"""

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from surveys.instruments.format import Instrument, Item
from surveys.instruments.shipped import shipped_instruments
from surveys.scoring.alignment import Audience, align
from surveys.scoring.dimensions import DimensionAnswers, estimate_dimension, read_dimensions
from surveys.scoring.minimums import INTERVAL
from surveys.scoring.organization import compose, estimate_composite
from surveys.scoring.outcomes import Estimate
from surveys.scoring.responses import Responses
from surveys.scoring.results import Alignment, AlignmentIndex

Floats = npt.NDArray[np.float64]

LEVELS = np.linspace(-0.5, 0.9, 9)
"""Mean disposition of each dimension: from rather no to rather yes."""

SHARED = 0.5
"""Correlation of a person's dispositions in two dimensions."""

LEADERS_SHIFT = np.linspace(0.0, 1.0, 9)
"""How much more leaders expect of each dimension: from nothing to about 25 points."""

CUTS = np.array([-1.3, -0.4, 0.4, 1.3])
"""Where the latent answer changes from one scale point to the next."""


@dataclass(frozen=True)
class Design:
    """How many answer of how many, how well items measure, and how many items are left out."""

    name: str
    answered: int
    invited: int
    loading: float = 0.75
    missing: float = 0.03
    leaders: int = 12


DESIGNS = (
    Design("12 of 15", 12, 15),
    Design("18 of 60", 18, 60),
    Design("40 of 45, weak items", 40, 45, loading=0.55),
    Design("60 of 100", 60, 100),
    Design("60 of 60, a census", 60, 60),
    Design("150 of 1,200", 150, 1_200),
    Design("400 of 500, a tenth of answers left out", 400, 500, missing=0.1),
    Design("3,000 of 5,000", 3_000, 5_000),
)


@dataclass(frozen=True)
class Coverage:
    """Share of intervals that held the truth, and how many there were."""

    dimensions: float
    index: float
    gaps: float
    alignment: float
    replications: int


def simulate(design: Design, replications: int, seed: int) -> Coverage:
    """Coverage of dimension means, of the ORS and of the gaps between leaders and workforce."""
    instrument = shipped_instruments()[0]
    random = np.random.default_rng(seed)
    dimensions: list[bool] = []
    index: list[bool] = []
    gaps: list[bool] = []
    alignment: list[bool] = []
    for _ in range(replications):
        workforce, truth = _survey(instrument, (design.answered, design.invited), design, random)
        leaders, expected = _survey(
            instrument, (design.leaders, design.leaders + 2), design, random, LEADERS_SHIFT
        )
        parts = read_dimensions(workforce, instrument)
        for part, true in zip(parts, truth, strict=True):
            found = estimate_dimension(part, invited=design.invited, minimum=INTERVAL)
            dimensions.append(_holds(found, true))
        weights = np.array([part.dimension.weight for part in parts])
        composite = estimate_composite(compose(parts), design.invited)
        index.append(_holds(composite, float(weights @ truth)))
        compared = _align(parts, workforce, leaders, instrument)
        gaps += _gaps_hold(compared, parts, expected - truth)
        alignment.append(_index_holds(compared, weights, expected - truth))
    return Coverage(
        float(np.mean(dimensions)),
        float(np.mean(index)),
        float(np.mean(gaps)),
        float(np.mean(alignment)),
        replications,
    )


def _holds(estimate: object, truth: float) -> bool:
    assert isinstance(estimate, Estimate)
    return estimate.low <= truth <= estimate.high


def _align(
    parts: tuple[DimensionAnswers, ...],
    workforce: Responses,
    leaders: Responses,
    instrument: Instrument,
) -> Alignment:
    found = align(
        Audience({part.dimension.key: part for part in parts}, workforce.invited),
        Audience(
            {part.dimension.key: part for part in read_dimensions(leaders, instrument)},
            leaders.invited,
        ),
    )
    assert isinstance(found, Alignment)
    return found


def _gaps_hold(
    alignment: Alignment, parts: tuple[DimensionAnswers, ...], truth: Floats
) -> Iterator[bool]:
    for part, true in zip(parts, truth, strict=True):
        yield _holds(alignment.gaps[part.dimension.key].estimate, true)


def _index_holds(alignment: Alignment, weights: Floats, truth: Floats) -> bool:
    assert isinstance(alignment.cai, AlignmentIndex)
    true = 100.0 - math.sqrt(float(weights @ truth**2))
    return alignment.cai.low <= true <= alignment.cai.high


def _survey(
    instrument: Instrument,
    answered_of: tuple[int, int],
    design: Design,
    random: np.random.Generator,
    shift: Floats | float = 0.0,
) -> tuple[Responses, Floats]:
    """Answers of those who take part, and the true mean of each dimension over all invited."""
    answered, invited = answered_of
    count = len(instrument.dimensions)
    shared = random.standard_normal((invited, 1)) * np.sqrt(SHARED)
    own = random.standard_normal((invited, count)) * np.sqrt(1 - SHARED)
    noise = np.sqrt(1 - design.loading**2)
    latent = design.loading * (shared + own) + LEVELS[:count] + shift
    columns: list[Floats] = []
    truth = np.empty(count)
    items: list[Item] = []
    for place, dimension in enumerate(instrument.dimensions):
        above = ndtr((latent[:, place, np.newaxis] - CUTS) / noise)
        truth[place] = 25.0 * above.sum(axis=1).mean()
        for item in instrument.scored_items(dimension.key):
            given = latent[:answered, place] + noise * random.standard_normal(answered)
            points = 1.0 + (given[:, np.newaxis] > CUTS).sum(axis=1)
            points = 6.0 - points if item.is_reversed else points
            points[random.random(answered) < design.missing] = np.nan
            columns.append(points)
            items.append(item)
    return Responses(tuple(item.key for item in items), np.stack(columns, axis=1), invited), truth


def main() -> None:
    """Print a row for each design."""
    replications = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    sys.stdout.write("| answered | replications | dimensions | ORS | gaps, 12 leaders | CAI |\n")
    sys.stdout.write("| --- | --- | --- | --- | --- | --- |\n")
    for seed, design in enumerate(DESIGNS):
        found = simulate(design, replications, seed)
        shares = (found.dimensions, found.index, found.gaps, found.alignment)
        cells = " | ".join(f"{100 * share:.1f} %" for share in shares)
        sys.stdout.write(f"| {design.name} | {found.replications:,} | {cells} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
