import pytest

from surveys.scoring.nonresponse import assess_nonresponse
from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.results import ResponseSignal


@pytest.mark.parametrize(
    ("answered", "invited", "signal"),
    [
        (50, 100, ResponseSignal.ENOUGH),
        (49, 100, ResponseSignal.AMBER),
        (30, 100, ResponseSignal.AMBER),
        (29, 100, ResponseSignal.NO_BAND),
        (9, 10, ResponseSignal.NO_BAND),
        (10, 10, ResponseSignal.ENOUGH),
        (12, 10, ResponseSignal.AMBER),
    ],
)
def test_response_rate_decides_how_far_the_score_carries(
    answered: int, invited: int, signal: ResponseSignal
) -> None:
    assert assess_nonresponse(answered, invited, 60.0).signal is signal


def test_bounds_follow_the_share_that_is_missing() -> None:
    result = assess_nonresponse(75, 100, 60.0)

    assert result.scenario == Figure(57.5, 75)
    assert result.tipping_delta == Figure(20.0, 75)
    assert result.manski_low == Figure(45.0, 75)
    assert result.manski_high == Figure(70.0, 75)


def test_when_everyone_answered_nothing_can_tip() -> None:
    result = assess_nonresponse(40, 40, 60.0)

    assert result.tipping_delta == Undefined(Reason.EVERYONE_ANSWERED, 40)
    assert result.scenario == result.manski_low == result.manski_high == Figure(60.0, 40)


def test_lowest_band_cannot_fall() -> None:
    result = assess_nonresponse(20, 40, 30.0)

    assert result.tipping_delta == Undefined(Reason.NO_LOWER_BAND, 20)


def test_scenario_does_not_leave_the_scale() -> None:
    assert assess_nonresponse(20, 40, 2.0).scenario == Figure(0.0, 20)


def test_more_answers_than_invited_leave_every_bound_undefined() -> None:
    result = assess_nonresponse(12, 10, 60.0)

    unknown = Undefined(Reason.MORE_ANSWERS_THAN_INVITED, 12)
    assert result.response_rate == result.scenario == result.manski_low == unknown


def test_nobody_invited_is_an_outcome() -> None:
    assert assess_nonresponse(0, 0, None).response_rate == Undefined(Reason.NOBODY_INVITED, 0)


def test_without_a_score_there_are_no_bounds() -> None:
    result = assess_nonresponse(5, 10, None)

    assert result.response_rate == Figure(0.5, 5)
    assert result.scenario == Undefined(Reason.NO_ANSWERS, 5)


@pytest.mark.parametrize(("invited", "is_small"), [(29, True), (30, False)])
def test_small_workforce_is_marked(invited: int, is_small: bool) -> None:
    assert assess_nonresponse(20, invited, 60.0).is_small_workforce is is_small
