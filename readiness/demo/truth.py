"""What the demo workforce really thinks: known numbers that the scores must recover.

Every employee has, per dimension, a probability p of each of the four steps from scale point 1 to
5, so that an item's point is 1 + Binomial(4, p) and the expected score is 100·p. p follows a beta
distribution around the truth of the employee's department; one common factor makes the dimensions
of a person agree (Gaussian copula). Within a department p takes evenly spaced quantiles: the mean
of these very people, not of people like them, is the stated truth. Over the company the department
shifts add up to nothing, so the true score of a dimension is the number stated here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from scipy import stats

from surveys.instruments.format import Instrument, Item, ItemKind
from surveys.sealing.ballots import Answer

CONCENTRATION = 6.0
"""Beta parameter a + b: how alike colleagues are. 6 gives three-item scales an alpha near .67."""
COMMON_SHARE = 0.55
"""Correlation of two dimensions of one person on the normal scale."""
DONT_KNOW_SHARE = 0.03


@dataclass(frozen=True)
class WaveTruth:
    """True mean score by dimension (points 0..100) over the whole workforce, and who answers."""

    scores: Mapping[str, float]
    response_share: float


FIRST_WAVE = WaveTruth(
    MappingProxyType(
        {
            "core": 44.0,
            "direction": 47.0,
            "ownership": 31.0,
            "experimentation": 43.0,
            "collaboration": 56.0,
            "recognition": 38.0,
            "safety": 49.0,
            "capability": 45.0,
            "trust": 42.0,
        }
    ),
    response_share=0.71,
)
SECOND_WAVE = WaveTruth(
    MappingProxyType(
        {
            "core": 51.0,
            "direction": 59.0,
            "ownership": 36.0,
            "experimentation": 52.0,
            "collaboration": 58.0,
            "recognition": 41.0,
            "safety": 54.0,
            "capability": 56.0,
            "trust": 49.0,
        }
    ),
    response_share=0.66,
)
EXPECTED_BY_LEADERS: Mapping[str, float] = MappingProxyType(
    {
        "core": 74.0,
        "direction": 78.0,
        "ownership": 66.0,
        "experimentation": 70.0,
        "collaboration": 64.0,
        "recognition": 68.0,
        "safety": 72.0,
        "capability": 62.0,
        "trust": 71.0,
    }
)


def draw_answers(
    instrument: Instrument,
    truth: Mapping[str, float],
    department_shifts: npt.NDArray[np.float64],
    rng: np.random.Generator,
) -> list[dict[str, Answer]]:
    """Answers of one person per entry of `department_shifts` (points added to every dimension)."""
    people = len(department_shifts)
    common = rng.standard_normal(people)
    columns: dict[str, npt.NDArray[np.float64]] = {}
    for dimension, score in truth.items():
        own = rng.standard_normal(people)
        level = np.sqrt(COMMON_SHARE) * common + np.sqrt(1 - COMMON_SHARE) * own
        mean = (score + department_shifts) / 100
        quantiles = _even_quantiles(level, department_shifts)
        columns[dimension] = np.asarray(
            stats.beta.ppf(quantiles, mean * CONCENTRATION, (1 - mean) * CONCENTRATION)
        )
    items = [item for item in instrument.items if item.kind is not ItemKind.OPEN]
    points = {item.key: _points(item, columns, rng) for item in items}
    unknown = rng.random((people, len(items))) < DONT_KNOW_SHARE
    return [
        {
            item.key: None if unknown[person, place] else int(points[item.key][person])
            for place, item in enumerate(items)
        }
        for person in range(people)
    ]


def draw_expectation(
    instrument: Instrument, expected: Mapping[str, float], rng: np.random.Generator
) -> dict[str, int]:
    """One leader's scale points by agreement item, around what leaders expect."""
    points = {}
    for item in instrument.items_of(ItemKind.AGREEMENT):
        steps = int(rng.binomial(4, expected[item.dimension] / 100))
        points[item.key] = 5 - steps if item.is_reversed else 1 + steps
    return points


def centered_shifts(headcounts: Sequence[int], shifts: Sequence[float]) -> npt.NDArray[np.float64]:
    """Department shifts with a headcount-weighted mean of zero, in points."""
    weights = np.array(headcounts, dtype=float)
    raw = np.array(shifts, dtype=float)
    return raw - float(weights @ raw) / float(weights.sum())


def _even_quantiles(
    level: npt.NDArray[np.float64], groups: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Replace levels by their evenly spaced ranks within each group, in (0, 1)."""
    quantiles = np.empty_like(level)
    for group in np.unique(groups):
        members = groups == group
        quantiles[members] = (stats.rankdata(level[members]) - 0.5) / members.sum()
    return quantiles


def _points(
    item: Item, columns: Mapping[str, npt.NDArray[np.float64]], rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    if item.kind is ItemKind.ADVOCACY:
        return rng.binomial(10, columns["core"])
    steps = rng.binomial(4, columns[item.dimension])
    return 5 - steps if item.is_reversed else 1 + steps
