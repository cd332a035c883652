import numpy as np
import pytest

from surveys.scoring.agreement import rwg_j
from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.rwg_null import critical_rwg_j
from tests.surveys.scoring.waves import value_of


@pytest.mark.parametrize(("n", "items"), [(5, 3), (10, 4), (30, 3)])
def test_noise_passes_the_critical_value_in_one_group_of_twenty(n: int, items: int) -> None:
    """The usual .70 instead is passed by far more small groups of pure noise."""
    rng = np.random.default_rng(3)
    critical = value_of(critical_rwg_j(n, items, 5))
    values = []
    for _ in range(4000):
        rows = rng.integers(1, 6, (n, items))
        counts = np.stack([np.bincount(column, minlength=6)[1:] for column in rows.T])
        values.append(value_of(rwg_j(counts)))

    assert np.mean(np.array(values) > critical) == pytest.approx(0.05, abs=0.012)


@pytest.mark.parametrize("n", [2, 5, 11, 17, 99])
def test_larger_groups_need_less_agreement_to_stand_out(n: int) -> None:
    assert value_of(critical_rwg_j(n + 30, 3, 5)) < value_of(critical_rwg_j(n, 3, 5))


def test_sizes_beyond_the_table_take_its_last_row() -> None:
    assert critical_rwg_j(5000, 3, 5) == Figure(value_of(critical_rwg_j(100, 3, 5)), 5000)


@pytest.mark.parametrize(
    ("n", "items", "scale_points", "outcome"),
    [
        (1, 3, 5, Undefined(Reason.TOO_FEW_ANSWERS, 1)),
        (10, 0, 5, Undefined(Reason.TOO_FEW_ANSWERS, 10)),
        (10, 3, 8, Undefined(Reason.NO_FIT, 10)),
    ],
)
def test_case_outside_the_simulation_is_an_outcome(
    n: int, items: int, scale_points: int, outcome: Undefined
) -> None:
    assert critical_rwg_j(n, items, scale_points) == outcome
