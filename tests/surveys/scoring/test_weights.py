import numpy as np
import pytest

from surveys.scoring.weights import geometric_mean, weight_sensitivity


def test_spread_of_the_draws_is_that_of_the_dirichlet() -> None:
    """A Dirichlet(50w) weight has variance w(1 - w)/51; two dimensions make it the score's."""
    scores, weights = np.array([0.0, 100.0]), np.array([0.5, 0.5])

    result = weight_sensitivity(scores, weights, seed=1)

    # quantiles of Beta(25, 25), by R: qbeta(c(.05, .95), 25, 25)
    assert (result.low, result.high) == pytest.approx((38.46, 61.54), abs=0.3)


def test_same_seed_gives_the_same_range() -> None:
    scores, weights = np.array([40.0, 60.0, 90.0]), np.array([0.2, 0.3, 0.5])

    assert weight_sensitivity(scores, weights, seed=7) == weight_sensitivity(
        scores, weights, seed=7
    )


def test_equal_scores_hold_their_band_under_any_weights() -> None:
    result = weight_sensitivity(np.full(9, 70.0), np.full(9, 1 / 9), seed=3)

    assert result.band_share == 1.0


def test_dimension_without_weight_stays_out() -> None:
    result = weight_sensitivity(np.array([60.0, 0.0]), np.array([1.0, 0.0]), seed=3)

    assert (result.low, result.high) == (60.0, 60.0)


def test_score_of_zero_does_not_erase_the_geometric_mean() -> None:
    assert geometric_mean(np.array([0.0, 100.0]), np.array([0.5, 0.5])) == pytest.approx(10.0)
