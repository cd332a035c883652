import numpy as np
import pytest

from surveys.scoring.index import score_responses
from surveys.scoring.intervals import t_estimate
from surveys.scoring.outcomes import Estimate, Reason, Undefined
from surveys.scoring.responses import Responses
from surveys.scoring.results import Trend, TrendChange, TrendReading
from surveys.scoring.trends import compare_waves, judge_changes
from tests.surveys.scoring.waves import READINESS, answered, instrument, random_answers

FORM = instrument()


def wave(n: int = 300, mean: float = 3.0, seed: int = 1) -> Responses:
    return answered(FORM, random_answers(FORM, n, mean=mean, seed=seed), invited=2 * n)


@pytest.mark.parametrize(
    ("later", "se", "reading"),
    [
        (57.0, 1.0, TrendReading.MOVED),
        (43.0, 1.0, TrendReading.MOVED),
        (54.0, 0.5, TrendReading.INCONCLUSIVE),
        (51.0, 0.5, TrendReading.STABLE),
        (51.0, 4.0, TrendReading.INCONCLUSIVE),
        (60.0, 8.0, TrendReading.INCONCLUSIVE),
    ],
    ids=["up", "down", "sure but small", "sure and still", "unsure and still", "unsure"],
)
def test_change_needs_size_and_evidence(later: float, se: float, reading: TrendReading) -> None:
    pair = (t_estimate(50.0, se, 100, df=99), t_estimate(later, se, 100, df=99))

    change = judge_changes({"trust": pair})["trust"]

    assert isinstance(change, TrendChange)
    assert change.reading is reading


def test_change_adds_the_errors_of_both_waves() -> None:
    pair = (t_estimate(50.0, 3.0, 30, df=29), t_estimate(60.0, 4.0, 30, df=29))

    change = judge_changes({"trust": pair})["trust"]

    assert isinstance(change, TrendChange)
    assert (change.change.value, change.change.se) == (10.0, 5.0)


def test_wave_compared_with_itself_is_stable() -> None:
    result = compare_waves(wave(), FORM, wave(), FORM)

    assert isinstance(result, Trend)
    assert {change.reading for change in result.dimensions.values()} == {TrendReading.STABLE}  # type: ignore[union-attr]
    assert isinstance(result.organization, TrendChange)
    assert result.organization.change.value == 0.0


def test_trend_of_the_whole_score_equals_the_difference_of_both_scores() -> None:
    before, after = wave(), wave(mean=3.6, seed=2)

    result = compare_waves(before, FORM, after, FORM)

    first = score_responses(before, FORM).organization.estimate  # type: ignore[union-attr]
    second = score_responses(after, FORM).organization.estimate  # type: ignore[union-attr]
    assert isinstance(first, Estimate)
    assert isinstance(second, Estimate)
    assert isinstance(result, Trend)
    assert isinstance(result.organization, TrendChange)
    assert result.organization.change.value == pytest.approx(second.value - first.value)
    assert result.organization.reading is TrendReading.MOVED
    assert result.favorability["trust"].low > 0


def test_pulse_is_compared_on_the_items_it_shares() -> None:
    pulse = instrument({key: (weight, 1) for key, (weight, _) in READINESS.items()})
    later = answered(pulse, random_answers(pulse, 100), invited=200)

    result = compare_waves(wave(), FORM, later, pulse)

    assert isinstance(result, Trend)
    assert result.items == tuple(f"{key}_1" for key in READINESS)


def test_other_weights_begin_a_new_series() -> None:
    other = instrument({key: (1 / 9, items) for key, (_, items) in READINESS.items()})

    result = compare_waves(wave(), FORM, wave(), other)

    assert isinstance(result, Trend)
    assert result.organization == Undefined(Reason.WEIGHTS_CHANGED, 300)
    assert isinstance(result.dimensions["trust"], TrendChange)


def test_item_turned_around_is_not_common() -> None:
    turned = instrument(reversed_items=("core_1",))

    result = compare_waves(wave(), FORM, wave(), turned)

    assert isinstance(result, Trend)
    assert "core_1" not in result.items


def test_other_scale_has_no_trend() -> None:
    other = instrument(scale_points=7)

    result = compare_waves(wave(), FORM, wave(), other)

    assert result == Undefined(Reason.NO_COMMON_ITEMS, 300)


def test_wave_too_small_for_an_interval_has_no_trend() -> None:
    result = compare_waves(wave(9), FORM, wave(), FORM)

    assert isinstance(result, Trend)
    assert result.dimensions["trust"] == Undefined(Reason.TOO_FEW_ANSWERS, 9)
    assert result.organization == Undefined(Reason.TOO_FEW_ANSWERS, 9)


def test_empty_wave_has_no_trend() -> None:
    empty = answered(FORM, np.empty((0, 28)), invited=10)

    result = compare_waves(empty, FORM, wave(), FORM)

    assert isinstance(result, Trend)
    assert result.dimensions["core"] == Undefined(Reason.NO_ANSWERS, 0)
    assert result.organization == Undefined(Reason.NO_ANSWERS, 0)
