import pytest

from surveys.scoring.intervals import (
    mean_estimate,
    remaining_variance,
    t_estimate,
    two_sided_p,
    welch_df,
)
from surveys.scoring.outcomes import Estimate, Reason, Undefined
from surveys.scoring.shares import newcombe_difference, wilson_share
from tests.surveys.scoring.waves import reference_values


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_matches_newcombes_table(
    count: int, n: int, low: float, high: float
) -> None:
    share = wilson_share(count / n, n)

    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


def test_wilson_interval_matches_r() -> None:
    share = wilson_share(37 / 120, 120)

    assert [share.low, share.high] == pytest.approx(
        reference_values()["wilson_37_of_120"], abs=1e-9
    )


@pytest.mark.parametrize(
    ("later", "earlier", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_difference_of_shares_matches_newcombes_table(
    later: tuple[int, int], earlier: tuple[int, int], low: float, high: float
) -> None:
    first = wilson_share(later[0] / later[1], later[1])
    second = wilson_share(earlier[0] / earlier[1], earlier[1])

    bounds = newcombe_difference(first, second)

    assert bounds == pytest.approx((low, high), abs=6e-5)


def test_reliable_census_of_shares_leaves_no_error() -> None:
    share = wilson_share(0.4, 50, remaining=remaining_variance(50, 50, 1.0))

    assert (share.low, share.high) == (0.4, 0.4)


def test_census_still_carries_measurement_error() -> None:
    assert remaining_variance(100, 100, 0.7) == pytest.approx(0.3)


@pytest.mark.parametrize(("n", "invited"), [(12, 10), (5, 0)])
def test_unknown_population_takes_nothing_off(n: int, invited: int) -> None:
    assert remaining_variance(n, invited, 0.9) == 1.0


def test_reliability_out_of_range_is_clipped() -> None:
    assert remaining_variance(10, 10, -0.4) == 1.0
    assert remaining_variance(10, 10, 1.3) == 0.0


def test_interval_is_clipped_to_the_scale() -> None:
    estimate = t_estimate(97.0, 4.0, 12, df=11)

    assert estimate.high == 100.0
    assert estimate.low == pytest.approx(97.0 - 2.200985 * 4.0, abs=1e-5)  # t table, df 11


def test_mean_of_one_respondent_has_no_interval() -> None:
    assert mean_estimate(50.0, 0.0, 1, remaining=1.0, minimum=0) == Undefined(
        Reason.TOO_FEW_ANSWERS, 1
    )


def test_equal_answers_give_an_interval_without_width() -> None:
    estimate = mean_estimate(50.0, 0.0, 20, remaining=1.0, minimum=10)

    assert isinstance(estimate, Estimate)
    assert (estimate.se, estimate.low, estimate.high) == (0.0, 50.0, 50.0)


def test_welch_degrees_of_freedom_without_error_are_the_smaller() -> None:
    assert welch_df(0.0, 9, 0.0, 4) == 4


def test_certain_difference_has_probability_zero_and_none_has_one() -> None:
    assert two_sided_p(3.0, 0.0, 5) == 0.0
    assert two_sided_p(0.0, 0.0, 5) == 1.0
