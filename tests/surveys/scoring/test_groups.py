import numpy as np
import pytest

from surveys.scoring.index import score_responses
from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.results import Agreement, UnitScores
from tests.surveys.scoring.waves import (
    REFERENCE_DIMENSIONS,
    answered,
    instrument,
    random_answers,
    reference_answers,
    reference_values,
    value_of,
)


def test_groups_are_scored_by_each_dimension() -> None:
    form = instrument(REFERENCE_DIMENSIONS)

    teams = score_responses(reference_answers(), form).groups["team"].dimensions["core"]

    assert isinstance(teams, UnitScores)
    expected = reference_values()["units"]
    assert value_of(teams.icc1) == pytest.approx(expected["icc1"])


def test_mean_of_a_group_is_the_weighted_score_of_its_members() -> None:
    form = instrument({"core": (0.75, 1), "trust": (0.25, 1)})
    rows = [[5, 1]] * 3 + [[1, 5]] * 3
    labels = {"site": ["north"] * 3 + ["south"] * 3}

    result = score_responses(answered(form, rows, groups=labels), form).groups["site"]

    assert isinstance(result.composite, UnitScores)
    assert {unit.label: unit.mean for unit in result.composite.units} == {
        "north": 75.0,
        "south": 25.0,
    }


def test_respondent_without_core_has_no_part_in_the_composite() -> None:
    form = instrument({"core": (0.5, 1), "trust": (0.5, 1)})
    rows = np.array([[5, 5], [3, 5], [np.nan, 1], [1, np.nan], [1, 1]])
    labels = {"site": ["a", "a", "a", "b", "b"]}

    result = score_responses(answered(form, rows, groups=labels), form).groups["site"]

    assert isinstance(result.composite, UnitScores)
    assert {unit.label: (unit.n, unit.mean) for unit in result.composite.units} == {
        "a": (2, 87.5),
        "b": (2, 0.0),
    }


def test_instrument_without_core_compares_groups_by_dimension_only() -> None:
    form = instrument({"trust": (1.0, 3)}, core="")
    responses = answered(form, random_answers(form, 40), groups={"site": ["a", "b"] * 20})

    result = score_responses(responses, form).groups["site"]

    assert result.composite == Undefined(Reason.NO_CORE_DIMENSION, 0)
    assert isinstance(result.dimensions["trust"], UnitScores)


def test_agreement_is_given_for_each_known_label() -> None:
    form = instrument({"core": (1.0, 2)})
    rows = [[3, 4]] * 4 + [[1, 5], [5, 1]] * 2 + [[1, 1]]
    labels = {"site": ["a"] * 4 + ["b"] * 4 + [""]}

    result = score_responses(answered(form, rows, groups=labels), form).groups["site"].agreement

    assert list(result) == ["a", "b"]
    assert isinstance(result["a"], Agreement)
    assert isinstance(result["b"], Agreement)
    assert result["a"].ad_mean == Figure(0.0, 4)
    assert result["b"].is_polarized
