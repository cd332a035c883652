import numpy as np
import pytest

from surveys.scoring.careless import Careless, find_careless, individual_variability, longstring
from surveys.scoring.outcomes import Figure, Reason, Undefined
from tests.surveys.scoring.waves import answered, instrument, random_answers, value_of

FORM = instrument()


@pytest.mark.parametrize(
    ("row", "longest"),
    [
        ([1, 2, 3, 4], 1),
        ([1, 2, 2, 2, 1, 1], 3),
        ([4, 4, np.nan, 4], 2),
        ([np.nan, np.nan], 0),
        ([5], 1),
    ],
)
def test_longest_row_of_equal_answers(row: list[float], longest: int) -> None:
    assert longstring(np.array([row])).tolist() == [longest]


def test_variability_is_the_standard_deviation_of_the_given_answers() -> None:
    rows = np.array([[1.0, 3.0, 5.0, np.nan], [4.0, np.nan, np.nan, np.nan]])

    result = individual_variability(rows)

    assert result[0] == pytest.approx(np.std([1, 3, 5], ddof=1))
    assert np.isnan(result[1])


def test_straight_liners_are_counted_and_their_effect_is_shown() -> None:
    rows = random_answers(FORM, 40, mean=2.5)
    rows[:8] = 5.0

    result = find_careless(answered(FORM, rows), FORM)

    assert isinstance(result, Careless)
    assert (result.n, result.flagged, result.longstring_limit) == (40, 8, 14)
    assert value_of(result.difference) < -5
    assert result.score_without == Figure(value_of(result.score_without), 32)


def test_attentive_respondents_change_nothing() -> None:
    result = find_careless(answered(FORM, random_answers(FORM, 40)), FORM)

    assert isinstance(result, Careless)
    assert result.flagged == 0
    assert value_of(result.difference) == 0.0


def test_when_all_are_flagged_nothing_is_left_to_score() -> None:
    result = find_careless(answered(FORM, [[3] * 28] * 12), FORM)

    assert isinstance(result, Careless)
    assert result.flagged == 12
    assert result.difference == Undefined(Reason.NO_ANSWERS, 0)


def test_short_form_is_not_judged() -> None:
    form = instrument({"core": (1.0, 4)})

    result = find_careless(answered(form, [[3] * 4] * 12), form)

    assert result == Undefined(Reason.TOO_FEW_ITEMS, 12)


def test_blank_answers_are_not_judged() -> None:
    result = find_careless(answered(FORM, np.full((5, 28), np.nan)), FORM)

    assert result == Undefined(Reason.NO_ANSWERS, 0)
