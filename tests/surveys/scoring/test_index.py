"""Any answers whatever give a result: never an exception, never a NaN."""

import dataclasses
import math
from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from surveys.scoring.index import score_responses
from surveys.scoring.outcomes import Estimate, Figure
from surveys.scoring.results import OrganizationScore
from tests.surveys.scoring.waves import answered, instrument, random_answers

SMALL = instrument(
    {"core": (0.4, 2), "safety": (0.3, 3), "trust": (0.3, 1)}, reversed_items=("safety_3",)
)
FULL = instrument(reversed_items=("ownership_3", "safety_3", "trust_3"))

any_rows = arrays.arrays(
    np.float64,
    st.tuples(st.integers(0, 25), st.just(6)),
    elements=st.sampled_from([np.nan, 1.0, 2.0, 3.0, 4.0, 5.0]),
)


def numbers(value: object) -> Iterator[float]:
    """Every number anywhere in a result."""
    if isinstance(value, float):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from numbers(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from numbers(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from numbers(part)


@settings(max_examples=60)
@given(any_rows, any_rows, st.integers(0, 40), st.integers(0, 40))
def test_any_answers_give_finite_numbers_or_reasons(
    rows: npt.NDArray[np.float64],
    expected: npt.NDArray[np.float64],
    invited: int,
    leaders_invited: int,
) -> None:
    labels = {"site": [f"s{position % 3}" for position in range(len(rows))]}
    responses = answered(SMALL, rows, invited=invited, groups=labels)

    score = score_responses(
        responses, SMALL, leaders=answered(SMALL, expected, invited=leaders_invited)
    )

    assert all(math.isfinite(number) for number in numbers(score))


@settings(max_examples=40)
@given(any_rows.filter(len))
def test_estimates_lie_inside_their_intervals_and_the_scale(rows: npt.NDArray[np.float64]) -> None:
    score = score_responses(answered(SMALL, rows), SMALL)

    estimates = [dimension.estimate for dimension in score.dimensions.values()]
    if isinstance(score.organization, OrganizationScore):
        estimates.append(score.organization.estimate)
    for estimate in estimates:
        if isinstance(estimate, Estimate):
            assert 0 <= estimate.low <= estimate.value <= estimate.high <= 100


@pytest.mark.parametrize("point", [1.0, 3.0, 5.0])
def test_mirrored_answers_mirror_the_scores(point: float) -> None:
    rows = random_answers(FULL, 60, mean=point, missing=0.1)

    forward = score_responses(answered(FULL, rows), FULL)
    mirrored = score_responses(answered(FULL, 6 - rows), FULL)

    for key, dimension in forward.dimensions.items():
        other = mirrored.dimensions[key].mean
        assert isinstance(dimension.mean, Figure)
        assert isinstance(other, Figure)
        assert dimension.mean.value + other.value == pytest.approx(100.0)


def test_better_answer_never_lowers_the_score() -> None:
    rows = random_answers(FULL, 30, missing=0.1)
    better = rows.copy()
    better[0] = [1.0 if item.is_reversed else 5.0 for item in FULL.items]
    rows[0] = [3.0] * 28

    before = score_responses(answered(FULL, rows), FULL).organization
    after = score_responses(answered(FULL, better), FULL).organization

    assert isinstance(before, OrganizationScore)
    assert isinstance(after, OrganizationScore)
    assert after.mean.value > before.mean.value


def test_same_seed_scores_the_same() -> None:
    responses = answered(FULL, random_answers(FULL, 80), groups={"site": ["a", "b"] * 40})

    assert score_responses(responses, FULL, seed=5) == score_responses(responses, FULL, seed=5)


def test_answer_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="whole numbers from 1 to 5"):
        score_responses(answered(FULL, [[6.0] * 28]), FULL)
