import numpy as np
import pytest

from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.results import UnitScores
from surveys.scoring.units import score_units
from tests.surveys.scoring.waves import reference_answers, reference_values, value_of

# Shrout & Fleiss (1979), Psychological Bulletin 86, 420-428, table 2: six targets, four judges
RATINGS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def test_intraclass_correlations_match_shrout_and_fleiss() -> None:
    scores = np.array(RATINGS, dtype=np.float64).ravel()
    targets = np.repeat(np.array(list("abcdef")), 4)

    result = score_units(scores, targets)

    assert isinstance(result, UnitScores)
    assert value_of(result.icc1) == pytest.approx(0.165742, abs=1e-6)
    assert value_of(result.icc2) == pytest.approx(0.442797, abs=1e-6)


def test_equal_teams_match_rs_intraclass_correlations_and_mixed_model() -> None:
    answers = reference_answers()
    points = (answers.values[:, :4].mean(axis=1) - 1) * 25
    expected = reference_values()["units"]

    result = score_units(points, answers.groups["team"])

    assert isinstance(result, UnitScores)
    assert value_of(result.icc1) == pytest.approx(expected["icc1"], abs=1e-9)
    assert value_of(result.icc2) == pytest.approx(expected["icc2"], abs=1e-9)
    assert value_of(result.tau2) == pytest.approx(expected["tau2"], rel=1e-3)
    for unit in result.units:
        assert unit.shrunken == pytest.approx(expected["shrunken"][unit.label], abs=1e-3)


def test_units_stand_in_the_order_of_their_shrunken_means() -> None:
    """A single very happy person does not lead the table."""
    scores = np.array([100.0, *[80.0, 70.0] * 20, *[30.0, 40.0] * 20])
    labels = np.array(["one", *["happy"] * 40, *["sad"] * 40])

    result = score_units(scores, labels)

    assert isinstance(result, UnitScores)
    one = next(unit for unit in result.units if unit.label == "one")
    assert one.mean == 100.0
    assert one.shrunken < 100.0


def test_units_that_differ_less_than_chance_all_get_the_grand_mean() -> None:
    scores = np.array([40.0, 60.0, 40.0, 60.0, 40.0, 60.0, 50.0])
    labels = np.array(["a", "a", "b", "b", "c", "c", "c"])

    result = score_units(scores, labels)

    assert isinstance(result, UnitScores)
    assert not result.units_differ
    assert result.tau2 == Figure(0.0, 7)
    assert {unit.shrunken for unit in result.units} == {50.0}


def test_all_equal_scores_have_no_intraclass_correlation() -> None:
    result = score_units(np.full(6, 50.0), np.array(list("aabbcc")))

    assert isinstance(result, UnitScores)
    assert result.icc1 == result.icc2 == Undefined(Reason.NO_VARIANCE, 6)


@pytest.mark.parametrize(
    ("scores", "labels", "outcome"),
    [
        ([], [], Undefined(Reason.NO_ANSWERS, 0)),
        ([np.nan, np.nan], ["a", "b"], Undefined(Reason.NO_ANSWERS, 0)),
        ([50.0, 60.0], ["", ""], Undefined(Reason.NO_ANSWERS, 0)),
        ([50.0, 60.0], ["a", "a"], Undefined(Reason.TOO_FEW_GROUPS, 2)),
        ([50.0, 60.0], ["a", "b"], Undefined(Reason.TOO_FEW_ANSWERS, 2)),
    ],
)
def test_too_little_to_compare_groups_is_an_outcome(
    scores: list[float], labels: list[str], outcome: Undefined
) -> None:
    assert score_units(np.array(scores), np.array(labels, dtype=np.str_)) == outcome
