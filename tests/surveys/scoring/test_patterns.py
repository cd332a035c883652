import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from surveys.scoring.patterns import AnswerPatterns, encode_answers, find_patterns

answer_rows = arrays.arrays(
    np.float64,
    st.tuples(st.integers(0, 30), st.integers(1, 4)),
    elements=st.sampled_from([np.nan, 1.0, 2.0, 3.0, 4.0, 5.0]),
)


def patterns_of(rows: npt.NDArray[np.float64], reversed_items: tuple[bool, ...]) -> AnswerPatterns:
    return find_patterns(encode_answers(rows, 5), reversed_items, 5)


@given(answer_rows)
def test_patterns_give_back_every_answer(rows: npt.NDArray[np.float64]) -> None:
    patterns = patterns_of(rows, (False,) * rows.shape[1])

    np.testing.assert_array_equal(patterns.answers[patterns.of_respondent], rows)
    assert patterns.counts.sum() == len(rows)


@given(answer_rows)
def test_turning_an_item_twice_changes_nothing(rows: npt.NDArray[np.float64]) -> None:
    flags = (True,) * rows.shape[1]

    turned = patterns_of(rows, flags)
    back = patterns_of(turned.answers[turned.of_respondent], flags)

    np.testing.assert_array_equal(back.answers[back.of_respondent], rows)


@given(answer_rows)
def test_scores_stay_on_the_scale(rows: npt.NDArray[np.float64]) -> None:
    points = patterns_of(rows, (False,) * rows.shape[1]).person_points()

    scored = points[~np.isnan(points)]
    assert ((scored >= 0) & (scored <= 100)).all()


def test_long_dimension_is_scored_like_a_short_one() -> None:
    rows = np.array([[1.0, 5.0] * 6, [2.0, np.nan] * 6])

    patterns = patterns_of(rows, (False,) * 12)

    np.testing.assert_array_equal(patterns.person_points(), [50.0, np.nan])
    assert patterns.histograms()[0].tolist() == [1, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("row", "points"),
    [
        ([5, 5, 5, np.nan], 100.0),
        ([5, 5, np.nan, np.nan], np.nan),
        ([5, 3, np.nan], 75.0),
        ([5, np.nan, np.nan], np.nan),
        ([5, np.nan], np.nan),
        ([4], 75.0),
        ([np.nan], np.nan),
    ],
)
def test_two_thirds_of_the_items_rounded_up_make_a_score(row: list[float], points: float) -> None:
    patterns = patterns_of(np.array([row]), (False,) * len(row))

    np.testing.assert_array_equal(patterns.person_points(), [points])


@pytest.mark.parametrize("wrong", [0.0, 6.0, 2.5, -1.0, 257.0, np.inf])
@pytest.mark.parametrize("items", [1, 12])
def test_answer_off_the_scale_is_refused(wrong: float, items: int) -> None:
    rows = np.full((1, items), wrong)

    with pytest.raises(ValueError, match="whole numbers from 1 to 5"):
        patterns_of(rows, (False,) * items)
