import numpy as np
import pytest

from surveys.scoring.dimensions import read_dimensions
from surveys.scoring.drivers import (
    Drivers,
    drivers_of_readiness,
    johnson_weights,
    lmg_shares,
    rank_drivers,
)
from surveys.scoring.outcomes import Reason, Undefined
from tests.surveys.scoring.waves import (
    answered,
    instrument,
    random_answers,
    reference_answers,
    reference_values,
)

KEYS = tuple(f"{dimension}_{item}" for dimension in ("direction", "safety") for item in (1, 2, 3))


def ranked() -> Drivers:
    values = reference_answers().values
    result = rank_drivers(KEYS, values[:, 4:], values[:, :4].mean(axis=1), seed=1)
    assert isinstance(result, Drivers)
    return result


@pytest.mark.parametrize("figure", ["johnson", "lmg"])
def test_relative_importance_matches_r(figure: str) -> None:
    expected = reference_values()["drivers"]

    found = {driver.key: getattr(driver, figure) for driver in ranked().drivers}

    assert found == pytest.approx(
        dict(zip(expected["keys"], expected[figure], strict=True)), abs=1e-9
    )


def test_parts_sum_to_the_explained_variance() -> None:
    result = ranked()

    assert result.r_squared == pytest.approx(reference_values()["drivers"]["r_squared"])
    assert sum(driver.lmg for driver in result.drivers) == pytest.approx(result.r_squared)
    assert sum(driver.johnson for driver in result.drivers) == pytest.approx(result.r_squared)


def test_strongest_driver_comes_first_within_its_bounds() -> None:
    drivers = ranked().drivers

    assert [driver.lmg for driver in drivers] == sorted(
        (driver.lmg for driver in drivers), reverse=True
    )
    assert all(0 <= driver.low < driver.lmg < driver.high for driver in drivers)


def test_order_of_the_predictors_does_not_matter() -> None:
    values = reference_answers().values
    correlations = np.atleast_2d(np.corrcoef(np.column_stack([values[:, 4:], values[:, 0]]).T))
    turned = np.array([5, 4, 3, 2, 1, 0, 6])

    lmg = lmg_shares(correlations[np.newaxis])[0]
    lmg_turned = lmg_shares(correlations[np.ix_(turned, turned)][np.newaxis])[0]

    assert lmg_turned.tolist() == pytest.approx(lmg[::-1].tolist())
    assert johnson_weights(correlations[np.ix_(turned, turned)]).tolist() == pytest.approx(
        johnson_weights(correlations)[::-1].tolist()
    )


def test_drivers_need_a_hundred_respondents_and_ten_per_driver() -> None:
    rng = np.random.default_rng(1)
    data = rng.normal(size=(119, 13))

    few = rank_drivers(("a",), data[:99, :1], data[:99, -1], seed=1)
    many_drivers = rank_drivers(tuple("abcdefghijkl"), data[:, :12], data[:, -1], seed=1)

    assert few == Undefined(Reason.TOO_FEW_ANSWERS, 99)
    assert many_drivers == Undefined(Reason.TOO_FEW_ANSWERS, 119)


@pytest.mark.parametrize("column", [0, 2])
def test_column_without_variance_ends_the_analysis(column: int) -> None:
    data = np.random.default_rng(1).normal(size=(120, 3))
    data[:, column] = 50.0

    result = rank_drivers(("a", "b"), data[:, :2], data[:, 2], seed=1)

    assert result == Undefined(Reason.NO_VARIANCE, 120)


def test_predictor_that_repeats_another_ends_the_analysis() -> None:
    data = np.random.default_rng(1).normal(size=(120, 2))

    result = rank_drivers(("a", "b"), data[:, [0, 0]], data[:, 1], seed=1)

    assert result == Undefined(Reason.NO_FIT, 120)


def test_readiness_is_explained_by_all_other_dimensions() -> None:
    form = instrument()
    responses = answered(form, random_answers(form, 150))

    result = drivers_of_readiness(read_dimensions(responses, form), seed=1)

    assert isinstance(result, Drivers)
    assert {driver.key for driver in result.drivers} == {
        dimension.key for dimension in form.dimensions if not dimension.is_core
    }


def test_without_core_there_is_nothing_to_explain() -> None:
    form = instrument(core="")
    responses = answered(form, random_answers(form, 150))

    result = drivers_of_readiness(read_dimensions(responses, form), seed=1)

    assert result == Undefined(Reason.NO_CORE_DIMENSION, 0)
