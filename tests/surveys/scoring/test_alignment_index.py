import numpy as np
import numpy.typing as npt
import pytest

from surveys.scoring.alignment_index import alignment_index, mean_covariance
from surveys.scoring.dimensions import estimate_dimension, read_dimensions
from surveys.scoring.outcomes import Estimate
from tests.surveys.scoring.waves import answered, instrument, random_answers

WEIGHTS = np.array([0.2, *[0.1] * 8])


def drawn(truth: npt.NDArray[np.float64], draws: int = 2000) -> list[tuple[float, float, float]]:
    """Index of noisy gaps of five leaders and sixty staff around a true gap."""
    rng = np.random.default_rng(11)
    leaders, staff = 18.0**2 / 5, 18.0**2 / 60
    covariance = np.full((9, 9), 0.4 * (leaders + staff))
    np.fill_diagonal(covariance, leaders + staff)
    noisy = rng.multivariate_normal(truth, covariance, draws, method="cholesky")
    found = [alignment_index(gaps, covariance, WEIGHTS) for gaps in noisy]
    return [(index.value, index.low, index.high) for index in found]


def test_perfect_agreement_is_not_read_as_disagreement() -> None:
    """A plain root mean square shows about 91 here."""
    values = [value for value, _, _ in drawn(np.zeros(9))]

    assert np.median(values) == 100.0
    assert np.mean(values) > 96.0


@pytest.mark.parametrize(("gap", "least"), [(0.0, 0.93), (8.0, 0.93), (15.0, 0.93), (25.0, 0.92)])
def test_range_holds_the_true_index(gap: float, least: float) -> None:
    """20,000 draws hold it in 100.0, 99.6, 94.8 and, at the far end with five leaders, 92.9 %."""
    truth = np.full(9, gap) * np.array([1, 1, -1, 1, 1, 1, 1, -1, 1])
    target = 100.0 - gap

    covered = np.mean([low <= target <= high for _, low, high in drawn(truth, draws=8000)])

    assert covered >= least


def test_squared_gap_is_free_of_bias() -> None:
    truth = np.linspace(0.0, 24.0, 9)
    plain = []
    for value, _, _ in drawn(truth, draws=4000):
        plain.append((100.0 - value) ** 2)

    assert np.mean(plain) == pytest.approx(WEIGHTS @ truth**2, rel=0.05)


def test_range_ends_at_the_scale() -> None:
    index = alignment_index(np.array([100.0]), np.array([[400.0]]), np.array([1.0]))

    assert index.low == 0.0


def test_covariance_has_the_squared_errors_on_its_diagonal() -> None:
    form = instrument()
    responses = answered(form, random_answers(form, 80, missing=0.05), invited=100)
    dimensions = read_dimensions(responses, form)

    covariance = mean_covariance(dimensions, 100)

    estimates = [estimate_dimension(part, invited=100, minimum=2) for part in dimensions]
    errors = [estimate.se**2 for estimate in estimates if isinstance(estimate, Estimate)]
    assert np.diag(covariance).tolist() == pytest.approx(errors)


def test_census_has_no_covariance_between_dimensions() -> None:
    form = instrument()
    responses = answered(form, random_answers(form, 80))

    covariance = mean_covariance(read_dimensions(responses, form), 80)

    np.testing.assert_allclose(covariance - np.diag(np.diag(covariance)), 0.0)
