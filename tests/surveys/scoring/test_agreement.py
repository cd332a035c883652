import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from surveys.scoring.agreement import group_agreement
from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.results import Agreement
from tests.surveys.scoring.waves import reference_answers, reference_values

DIMENSIONS = {"core": slice(0, 4), "direction": slice(4, 7), "safety": slice(7, 10)}


def histograms(rows: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    return np.stack(
        [np.bincount(column.astype(int), minlength=6)[1:] for column in np.asarray(rows).T]
    )


@pytest.mark.parametrize("key", DIMENSIONS)
@pytest.mark.parametrize("figure", ["rwg_j", "rwg_j_star", "a_wg", "ad_mean", "ad_median"])
def test_agreement_of_all_respondents_matches_r(key: str, figure: str) -> None:
    rows = reference_answers().values[:, DIMENSIONS[key]]

    agreement = group_agreement(histograms(rows))

    expected = reference_values()["dimensions"][key][figure]
    assert getattr(agreement, figure).value == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("team", [f"t{number}" for number in range(8)])
def test_agreement_of_a_team_matches_r(team: str) -> None:
    answers = reference_answers()
    rows = answers.values[answers.groups["team"] == team, :4]
    expected = reference_values()["units"]

    agreement = group_agreement(histograms(rows))

    assert isinstance(agreement, Agreement)
    assert isinstance(agreement.rwg_j, Figure)
    assert isinstance(agreement.a_wg, Figure)
    assert agreement.rwg_j.value == pytest.approx(expected["team_rwg_j"][team], abs=1e-9)
    assert agreement.a_wg.value == pytest.approx(expected["team_a_wg"][team], abs=1e-9)


def test_noise_and_worse_have_no_agreement() -> None:
    halves = np.array([[10, 0, 0, 0, 10]])

    agreement = group_agreement(halves)

    assert isinstance(agreement, Agreement)
    assert agreement.rwg_j == Figure(0.0, 20)
    assert agreement.rwg_j_star.value == pytest.approx(1 - 80 / 19 / 2)  # type: ignore[union-attr]
    assert agreement.a_wg.value == pytest.approx(-1.0)  # type: ignore[union-attr]


@pytest.mark.parametrize("point", range(5))
def test_equal_answers_agree_perfectly_even_at_the_ends(point: int) -> None:
    counts = np.zeros((2, 5), dtype=np.int64)
    counts[:, point] = 7

    agreement = group_agreement(counts)

    assert isinstance(agreement, Agreement)
    assert agreement.rwg_j == agreement.a_wg == Figure(1.0, 7)
    assert agreement.ad_mean == Figure(0.0, 7)


def test_mean_near_the_end_of_the_scale_has_no_a_wg() -> None:
    counts = np.array([[0, 0, 0, 1, 9]])

    agreement = group_agreement(counts)

    assert isinstance(agreement, Agreement)
    assert agreement.a_wg == Undefined(Reason.OUT_OF_BOUNDS, 10)


def test_item_out_of_bounds_is_left_out_of_the_mean() -> None:
    middle, end = [0, 0, 5, 5, 0], [0, 0, 0, 1, 9]

    both = group_agreement(np.array([middle, end]))
    alone = group_agreement(np.array([middle]))

    assert isinstance(both, Agreement)
    assert isinstance(alone, Agreement)
    assert both.a_wg == alone.a_wg


@pytest.mark.parametrize(
    ("counts", "is_polarized"),
    [
        ([7, 0, 6, 0, 7], True),
        ([0, 7, 6, 7, 0], True),
        ([0, 6, 8, 6, 0], False),
        ([1, 2, 14, 2, 1], False),
        ([12, 0, 0, 0, 6], True),
    ],
)
def test_group_with_two_camps_is_polarized(counts: list[int], is_polarized: bool) -> None:
    agreement = group_agreement(np.array([counts]))

    assert isinstance(agreement, Agreement)
    assert agreement.is_polarized is is_polarized


def test_nobody_cannot_agree() -> None:
    assert group_agreement(np.zeros((3, 5), dtype=np.int64)) == Undefined(Reason.NO_ANSWERS, 0)


def test_one_respondent_cannot_agree() -> None:
    agreement = group_agreement(np.array([[0, 0, 1, 0, 0]]))

    too_few = Undefined(Reason.TOO_FEW_ANSWERS, 1)
    assert isinstance(agreement, Agreement)
    assert (agreement.rwg_j, agreement.a_wg, agreement.ad_mean) == (too_few,) * 3


@given(
    arrays.arrays(
        np.int64, st.tuples(st.integers(1, 4), st.integers(2, 7)), elements=st.integers(0, 20)
    )
)
def test_figures_stay_in_their_ranges_for_any_counts(counts: npt.NDArray[np.int64]) -> None:
    agreement = group_agreement(counts)

    if isinstance(agreement, Undefined):
        assert counts.sum() == 0
        return
    ranges = {"rwg_j": (0, 1), "a_wg": (-1, 1), "ad_mean": (0, counts.shape[1] - 1)}
    for name, (low, high) in ranges.items():
        figure = getattr(agreement, name)
        if isinstance(figure, Figure):
            assert low - 1e-9 <= figure.value <= high + 1e-9


@given(arrays.arrays(np.int64, (2, 5), elements=st.integers(0, 20)))
def test_reading_the_scale_backwards_changes_nothing(counts: npt.NDArray[np.int64]) -> None:
    forward, backward = group_agreement(counts), group_agreement(counts[:, ::-1])

    if isinstance(forward, Undefined) or isinstance(backward, Undefined):
        assert forward == backward
        return
    for name in ("rwg_j", "a_wg", "ad_mean", "ad_median"):
        one, other = getattr(forward, name), getattr(backward, name)
        assert type(one) is type(other)
        if isinstance(one, Figure):
            assert one.value == pytest.approx(other.value)
