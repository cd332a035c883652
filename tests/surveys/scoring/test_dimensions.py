import numpy as np
import numpy.typing as npt
import pytest

from surveys.scoring.dimensions import read_dimensions, score_dimension
from surveys.scoring.outcomes import Estimate, Figure, Reason, Undefined
from surveys.scoring.results import Alpha, DimensionScore
from tests.surveys.scoring.waves import (
    REFERENCE_DIMENSIONS,
    answered,
    instrument,
    random_answers,
    reference_answers,
    reference_values,
    value_of,
)

TRUST = {"trust": (1.0, 3)}


def scored(
    rows: npt.ArrayLike, *, invited: int | None = None, reversed_items: tuple[str, ...] = ()
) -> DimensionScore:
    form = instrument(TRUST, core="trust", reversed_items=reversed_items)
    responses = answered(form, rows, invited=invited)
    return score_dimension(read_dimensions(responses, form)[0], invited=responses.invited)


@pytest.mark.parametrize("key", REFERENCE_DIMENSIONS)
def test_mean_and_error_match_r(key: str) -> None:
    expected = reference_values()["dimensions"][key]
    form = instrument(REFERENCE_DIMENSIONS)
    answers = {part.dimension.key: part for part in read_dimensions(reference_answers(), form)}

    score = score_dimension(answers[key], invited=150)

    assert value_of(score.mean) == pytest.approx(expected["mean"])
    assert value_of(score.sd) == pytest.approx(expected["sd"])
    assert isinstance(score.estimate, Estimate)
    assert score.estimate.se**2 == pytest.approx(
        expected["sd"] ** 2 / 120 * (1 - 0.8 * expected["alpha"])
    )


def test_reversed_item_is_turned_before_scoring() -> None:
    score = scored([[5, 5, 1]], reversed_items=("trust_3",))

    assert score.mean == Figure(100.0, 1)


def test_nobody_answered_is_an_outcome_everywhere() -> None:
    score = scored(np.empty((0, 3)))

    none = Undefined(Reason.NO_ANSWERS, 0)
    assert score.n == 0
    assert score.mean == score.sd == score.estimate == score.band == none
    assert score.alpha == score.omega == score.favorability == score.agreement == none


def test_only_blank_answers_are_no_answers() -> None:
    score = scored(np.full((12, 3), np.nan), invited=20)

    assert score.mean == score.estimate == Undefined(Reason.NO_ANSWERS, 0)


def test_one_respondent_has_a_mean_without_error() -> None:
    score = scored([[4, 4, 4]])

    assert score.mean == Figure(75.0, 1)
    assert score.sd == score.estimate == Undefined(Reason.TOO_FEW_ANSWERS, 1)


def test_interval_and_band_begin_at_ten_respondents() -> None:
    nine = scored([[4, 4, 3]] * 4 + [[4, 2, 3]] * 5)
    ten = scored([[4, 4, 3]] * 5 + [[4, 2, 3]] * 5)

    assert nine.estimate == nine.band == Undefined(Reason.TOO_FEW_ANSWERS, 9)
    assert isinstance(ten.estimate, Estimate)


def test_alpha_and_omega_begin_at_thirty_respondents() -> None:
    form = instrument(TRUST, core="trust")
    rows = random_answers(form, 30, seed=4)

    shown, hidden = scored(rows), scored(rows[:29])

    assert isinstance(shown.alpha, Alpha)
    assert isinstance(shown.omega, Figure)
    assert hidden.alpha == hidden.omega == Undefined(Reason.TOO_FEW_ANSWERS, 29)


def test_hidden_alpha_still_narrows_the_interval() -> None:
    form = instrument(TRUST, core="trust")
    rows = random_answers(form, 20, seed=4)

    census, sample = scored(rows, invited=20), scored(rows, invited=2000)

    assert isinstance(census.estimate, Estimate)
    assert isinstance(sample.estimate, Estimate)
    assert census.estimate.se < 0.9 * sample.estimate.se


def test_all_equal_answers_have_a_score_and_no_reliability() -> None:
    score = scored([[4, 4, 4]] * 40)

    assert isinstance(score.estimate, Estimate)
    assert (score.estimate.value, score.estimate.se) == (75.0, 0.0)
    assert score.alpha == score.omega == Undefined(Reason.NO_VARIANCE, 40)


def test_one_item_has_no_alpha_and_takes_nothing_off_its_error() -> None:
    form = instrument({"trust": (1.0, 1)}, core="trust")
    responses = answered(form, [[2], [4]] * 20)

    score = score_dimension(read_dimensions(responses, form)[0], invited=40)

    assert score.alpha == Undefined(Reason.TOO_FEW_ITEMS, 40)
    assert isinstance(score.estimate, Estimate)
    assert score.estimate.se == pytest.approx(np.std([25, 75] * 20, ddof=1) / np.sqrt(40))


def test_dimension_of_which_no_item_was_asked_is_absent() -> None:
    form = instrument()
    asked = answered(instrument(TRUST, core="trust"), [[1, 2, 3]])

    assert [part.dimension.key for part in read_dimensions(asked, form)] == ["trust"]
