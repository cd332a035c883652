import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from surveys.scoring.effects import cliffs_delta, hedges_g
from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.results import Effect
from tests.surveys.scoring.waves import reference_answers, reference_values, value_of


def two_groups() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    answers = reference_answers()
    points = (answers.values[:, :4].mean(axis=1) - 1) * 25
    first = np.isin(answers.groups["team"], ["t0", "t1", "t2"])
    return points[first], points[~first]


def test_hedges_g_and_its_exact_interval_match_r() -> None:
    first, second = two_groups()
    expected = reference_values()["two_groups"]

    effect = hedges_g(
        (first.mean(), second.mean()),
        (first.var(ddof=1), second.var(ddof=1)),
        (len(first), len(second)),
    )

    assert isinstance(effect, Effect)
    assert effect.value == pytest.approx(expected["hedges_g"], abs=1e-9)
    assert [effect.low, effect.high] == pytest.approx(expected["hedges_interval"], abs=1e-6)


def test_cliffs_delta_matches_r() -> None:
    first, second = two_groups()

    delta = cliffs_delta(
        first, np.ones(len(first), dtype=int), second, np.ones(len(second), dtype=int)
    )

    assert value_of(delta) == pytest.approx(reference_values()["two_groups"]["cliffs_delta"])


def test_groups_without_variance_have_no_standardized_effect() -> None:
    assert hedges_g((80.0, 40.0), (0.0, 0.0), (5, 20)) == Undefined(Reason.NO_VARIANCE, 25)


def test_two_single_persons_have_no_standardized_effect() -> None:
    assert hedges_g((80.0, 40.0), (0.0, 0.0), (1, 1)) == Undefined(Reason.TOO_FEW_ANSWERS, 2)


@pytest.mark.parametrize("sizes", [(5, 20), (12, 100_000)])
def test_huge_effect_still_has_an_interval(sizes: tuple[int, int]) -> None:
    effect = hedges_g((95.0, 5.0), (25.0, 25.0), sizes)

    assert isinstance(effect, Effect)
    assert effect.low < effect.value < effect.high


def test_nobody_dominates_nobody() -> None:
    none = np.array([], dtype=np.int64)

    result = cliffs_delta(np.array([]), none, np.array([1.0]), np.array([1]))

    assert result == Undefined(Reason.NO_ANSWERS, 0)


scores = arrays.arrays(np.float64, st.integers(1, 20), elements=st.integers(0, 100).map(float))


@given(scores, scores)
def test_dominance_turns_its_sign_with_the_groups(
    first: npt.NDArray[np.float64], second: npt.NDArray[np.float64]
) -> None:
    ones, others = np.ones(len(first), dtype=int), np.ones(len(second), dtype=int)

    forward = cliffs_delta(first, ones, second, others)
    backward = cliffs_delta(second, others, first, ones)

    assert isinstance(forward, Figure)
    assert isinstance(backward, Figure)
    assert forward.value == -backward.value
    assert -1 <= forward.value <= 1
