import numpy as np
import pytest

from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.reliability import (
    composite_reliability,
    cronbach_alpha,
    item_rest_correlations,
    omega_total,
    single_item_reliability,
)
from surveys.scoring.results import Alpha
from tests.surveys.scoring.waves import reference_answers, reference_values, value_of

DIMENSIONS = {"core": slice(0, 4), "direction": slice(4, 7), "safety": slice(7, 10)}
ONCE = np.ones(120, dtype=np.int64)


@pytest.mark.parametrize("key", DIMENSIONS)
def test_alpha_and_feldts_interval_match_r(key: str) -> None:
    expected = reference_values()["dimensions"][key]

    alpha = cronbach_alpha(reference_answers().values[:, DIMENSIONS[key]], ONCE)

    assert isinstance(alpha, Alpha)
    assert alpha.value == pytest.approx(expected["alpha"], abs=1e-9)
    assert value_of(alpha.standardized) == pytest.approx(expected["standardized"], abs=1e-9)
    assert [alpha.low, alpha.high] == pytest.approx(expected["feldt"], abs=1e-9)


@pytest.mark.parametrize("key", DIMENSIONS)
def test_omega_matches_rs_one_factor_fit(key: str) -> None:
    omega = omega_total(reference_answers().values[:, DIMENSIONS[key]], ONCE)

    assert isinstance(omega, Figure)
    assert omega.value == pytest.approx(reference_values()["dimensions"][key]["omega"], abs=1e-4)


@pytest.mark.parametrize("key", DIMENSIONS)
def test_item_rest_correlations_match_r(key: str) -> None:
    correlations = item_rest_correlations(reference_answers().values[:, DIMENSIONS[key]], ONCE)

    assert correlations == pytest.approx(
        reference_values()["dimensions"][key]["item_rest"], abs=1e-9
    )


def test_counted_rows_weigh_like_repeated_rows() -> None:
    rows = np.array([[1.0, 2.0, 2.0], [4.0, 3.0, 5.0], [2.0, 2.0, 1.0]])
    counts = np.array([3, 4, 5])

    assert cronbach_alpha(rows, counts) == cronbach_alpha(
        np.repeat(rows, counts, axis=0), np.ones(12, dtype=np.int64)
    )


def test_contradicting_items_show_a_negative_alpha() -> None:
    rows = np.array([[1.0, 5.0], [5.0, 1.0], [2.0, 4.0], [4.0, 3.0]])

    alpha = cronbach_alpha(rows, np.ones(4, dtype=np.int64))

    assert isinstance(alpha, Alpha)
    assert alpha.value < 0


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[3.0], [4.0]], Reason.TOO_FEW_ITEMS),
        (np.empty((0, 3)), Reason.NO_ANSWERS),
        ([[3.0, 4.0, 2.0]], Reason.TOO_FEW_ANSWERS),
        ([[3.0, 3.0, 3.0], [3.0, 3.0, 3.0]], Reason.NO_VARIANCE),
    ],
)
@pytest.mark.parametrize("function", [cronbach_alpha, omega_total, item_rest_correlations])
def test_too_little_to_judge_reliability_is_an_outcome(
    function: object, rows: list[list[float]], reason: Reason
) -> None:
    array = np.array(rows)
    counts = np.ones(len(array), dtype=np.int64)

    assert callable(function)
    assert function(array, counts) == Undefined(reason, len(array))


def test_items_that_cancel_out_have_no_alpha() -> None:
    rows = np.array([[1.0, 5.0], [5.0, 1.0], [3.0, 3.0]])

    assert cronbach_alpha(rows, np.ones(3, dtype=np.int64)) == Undefined(Reason.NO_VARIANCE, 3)


def test_two_items_have_no_omega() -> None:
    rows = np.array([[1.0, 2.0], [5.0, 4.0], [3.0, 3.0]])

    assert omega_total(rows, np.ones(3, dtype=np.int64)) == Undefined(Reason.TOO_FEW_ITEMS, 3)


def test_item_that_repeats_another_has_no_omega() -> None:
    rows = np.array([[1.0, 1.0, 2.0], [5.0, 5.0, 1.0], [3.0, 3.0, 4.0], [2.0, 2.0, 2.0]])

    assert omega_total(rows, np.ones(4, dtype=np.int64)) == Undefined(Reason.NO_FIT, 4)


def test_item_without_variance_correlates_with_nothing() -> None:
    rows = np.array([[3.0, 1.0, 2.0], [3.0, 4.0, 4.0], [3.0, 5.0, 5.0]])

    correlations = item_rest_correlations(rows, np.ones(3, dtype=np.int64))

    assert correlations[0] == 0.0  # type: ignore[index]  # a tuple here, not Undefined


def test_single_item_reliability_stays_within_its_range() -> None:
    assert single_item_reliability(-0.3, 4) == 0.0
    assert single_item_reliability(1.0, 4) == 1.0


def test_unreliable_parts_cannot_make_a_reliable_whole() -> None:
    variances = np.array([2.0, 2.0])

    assert composite_reliability(variances, np.zeros(2), 3.0) == 0.0
