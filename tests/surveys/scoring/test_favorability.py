import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.scoring.favorability import favorability
from surveys.scoring.outcomes import Reason, Undefined
from surveys.scoring.percents import whole_percents
from surveys.scoring.results import Favorability


@pytest.mark.parametrize(
    ("counts", "favorable", "neutral", "unfavorable"),
    [
        ([1, 2, 3, 4, 10], 14 / 20, 3 / 20, 3 / 20),
        ([1, 2, 3, 4], 7 / 10, 0.0, 3 / 10),
        ([1, 1, 1, 1, 1, 1, 4], 6 / 10, 1 / 10, 3 / 10),
        ([3, 1], 1 / 4, 0.0, 3 / 4),
    ],
)
def test_answers_beyond_the_middle_of_the_scale_are_favorable(
    counts: list[int], favorable: float, neutral: float, unfavorable: float
) -> None:
    result = favorability(np.array(counts), sum(counts))

    assert isinstance(result, Favorability)
    shares = (result.favorable.share, result.neutral.share, result.unfavorable.share)
    assert shares == pytest.approx((favorable, neutral, unfavorable))


def test_no_answer_has_no_favorability() -> None:
    assert favorability(np.zeros(5, dtype=int), 0) == Undefined(Reason.NO_ANSWERS, 0)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=8))
def test_whole_percents_sum_to_100_and_stay_within_one(counts: list[int]) -> None:
    total = sum(counts)

    percents = whole_percents(tuple(counts))

    assert sum(percents) == (100 if total else 0)
    assert all(
        abs(percent - 100 * count / total) < 1
        for percent, count in zip(percents, counts, strict=True)
        if total
    )
