import numpy as np
import numpy.typing as npt
import pytest

from surveys.instruments.format import Instrument
from surveys.scoring.index import score_responses
from surveys.scoring.outcomes import Estimate, Figure, Reason, Undefined
from surveys.scoring.results import Band, BandReading, OrganizationScore
from tests.surveys.scoring.waves import (
    REFERENCE_DIMENSIONS,
    answered,
    instrument,
    random_answers,
    reference_answers,
    reference_values,
    value_of,
)


def organization_of(
    form: Instrument, rows: npt.ArrayLike, invited: int | None = None
) -> OrganizationScore:
    score = score_responses(answered(form, rows, invited=invited), form).organization
    assert isinstance(score, OrganizationScore)
    return score


def test_score_reliability_and_interval_match_r() -> None:
    expected = reference_values()["composite"]

    score = score_responses(reference_answers(), instrument(REFERENCE_DIMENSIONS)).organization

    assert isinstance(score, OrganizationScore)
    assert value_of(score.reliability) == pytest.approx(expected["reliability"])
    assert isinstance(score.estimate, Estimate)
    assert score.estimate.value == pytest.approx(expected["mean"])
    assert score.estimate.se == pytest.approx(expected["se"])
    assert [score.estimate.low, score.estimate.high] == pytest.approx(expected["interval"])


def test_missing_answers_move_neither_the_weights_nor_the_score() -> None:
    """A respondent without a dimension leaves the dimension's mean to the others."""
    form = instrument({"core": (0.5, 1), "trust": (0.5, 1)})
    rows = np.array([[5, 5]] * 10 + [[1, np.nan]] * 10)

    score = organization_of(form, rows)

    assert score.mean == Figure(0.5 * 50 + 0.5 * 100, 20)


def test_linearized_variance_counts_the_larger_part_of_those_who_answered() -> None:
    form = instrument({"core": (0.5, 1), "trust": (0.5, 1)})
    core = np.array([1, 2, 3, 4, 5] * 4, dtype=float)
    trust = np.array([5, 1, 3, 3] * 5, dtype=float)
    trust[::2] = np.nan

    score = organization_of(form, np.stack([core, trust], axis=1), invited=10_000)

    points = (core - 1) * 25, (trust - 1) * 25
    by_hand = 0.5 * (points[0] - np.mean(points[0]))
    by_hand += np.where(np.isnan(trust), 0.0, 0.5 * 20 / 10 * (points[1] - np.nanmean(points[1])))
    assert isinstance(score.estimate, Estimate)
    assert score.estimate.se**2 == pytest.approx(np.sum(by_hand**2) / 19 / 20)


def test_instrument_without_core_has_no_organizational_score() -> None:
    form = instrument({"trust": (1.0, 3)}, core="")

    result = score_responses(answered(form, random_answers(form, 40)), form)

    assert result.organization == Undefined(Reason.NO_CORE_DIMENSION, 40)
    assert result.dimensions["trust"].n == 40


def test_unanswered_core_has_no_organizational_score() -> None:
    form = instrument()
    rows = random_answers(form, 40)
    rows[:, :4] = np.nan

    result = score_responses(answered(form, rows), form)

    assert result.organization == Undefined(Reason.CORE_NOT_ANSWERED, 40)


def test_two_missing_dimensions_are_weighed_out_and_three_end_the_score() -> None:
    form = instrument()
    rows = random_answers(form, 40)
    rows[:, -6:] = np.nan
    two = organization_of(form, rows)
    rows[:, -9:] = np.nan

    three = score_responses(answered(form, rows), form).organization

    assert two.missing_dimensions == ("capability", "trust")
    assert three == Undefined(Reason.TOO_MANY_DIMENSIONS_MISSING, 40)


def test_nobody_answered_has_no_organizational_score() -> None:
    form = instrument()

    result = score_responses(answered(form, np.empty((0, 28)), invited=50), form)

    assert result.organization == Undefined(Reason.NO_ANSWERS, 0)
    assert result.nonresponse.response_rate == Figure(0.0, 0)


def test_one_respondent_has_a_mean_and_nothing_more() -> None:
    score = organization_of(instrument(), [[4] * 28])

    assert value_of(score.mean) == pytest.approx(75.0)
    too_few = Undefined(Reason.TOO_FEW_ANSWERS, 1)
    assert score.estimate == score.reliability == score.reading == score.band == too_few


def test_all_equal_answers_are_certain() -> None:
    score = organization_of(instrument(), [[4] * 28] * 20)

    assert isinstance(score.estimate, Estimate)
    assert (score.estimate.low, score.estimate.high) == pytest.approx((75.0, 75.0))
    assert score.reliability == Undefined(Reason.NO_VARIANCE, 20)
    assert score.band is Band.READY


def test_low_response_withholds_the_band_but_not_the_score() -> None:
    form = instrument()

    score = organization_of(form, random_answers(form, 20), invited=100)

    assert score.band == score.reading == Undefined(Reason.LOW_RESPONSE, 20)
    assert isinstance(score.estimate, Estimate)


def test_more_answers_than_invited_take_nothing_off_the_error() -> None:
    form = instrument()
    rows = random_answers(form, 40)

    too_many = organization_of(form, rows, invited=30)
    unlimited = organization_of(form, rows, invited=10**9)

    assert isinstance(too_many.estimate, Estimate)
    assert isinstance(unlimited.estimate, Estimate)
    assert too_many.estimate.se == pytest.approx(unlimited.estimate.se)


def test_scale_of_seven_points_reaches_the_same_ends() -> None:
    form = instrument(scale_points=7)

    low, high = organization_of(form, [[1] * 28] * 12), organization_of(form, [[7] * 28] * 12)

    assert (low.mean.value, high.mean.value) == pytest.approx((0.0, 100.0))


def test_surely_weak_dimension_caps_the_band() -> None:
    form = instrument()
    rows = random_answers(form, 60, mean=4.4)
    rows[:, 4:7] = np.random.default_rng(2).choice([1.0, 2.0], (60, 3))

    score = organization_of(form, rows)

    assert isinstance(score.reading, BandReading)
    assert score.reading.band is Band.READY
    assert score.band is Band.EMERGING
    assert [gate.dimensions for gate in score.gates] == [("direction",)]


def test_order_of_respondents_does_not_matter() -> None:
    form = instrument()
    rows = random_answers(form, 50, missing=0.1)

    forward = organization_of(form, rows)
    backward = organization_of(form, rows[::-1])

    assert forward.mean.value == pytest.approx(backward.mean.value)
    assert isinstance(forward.estimate, Estimate)
    assert isinstance(backward.estimate, Estimate)
    assert forward.estimate.se == pytest.approx(backward.estimate.se)
