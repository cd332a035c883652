import numpy as np
import pytest

from surveys.scoring.dimensions import read_dimensions
from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.raking import Raked, rake, raked_score
from tests.surveys.scoring.waves import (
    answered,
    instrument,
    random_answers,
    reference_answers,
    reference_values,
    value_of,
)


def test_weights_match_rs_survey_package() -> None:
    teams = reference_answers().groups["team"]
    half = np.where(np.isin(teams, ["t0", "t1", "t2"]), "a", "b")
    role = np.where(np.arange(1, 121) % 3 == 0, "lead", "staff")
    expected = reference_values()["raking"]

    raked = rake(
        {"half": half, "role": role},
        {"half": {"a": 70, "b": 80}, "role": {"lead": 30, "staff": 120}},
        floor=5,
    )

    assert isinstance(raked, Raked)
    assert raked.effective_n == pytest.approx(expected["effective"], abs=1e-3)
    for cell, weight in expected["weights"].items():
        first = np.flatnonzero(np.char.add(np.char.add(half, " "), role) == cell)[0]
        assert raked.weights[first] == pytest.approx(weight * 120 / 150, abs=1e-3)


def test_respondents_who_mirror_the_workforce_keep_weight_one() -> None:
    raked = rake({"site": np.array(["n", "s"] * 10)}, {"site": {"n": 50, "s": 50}}, floor=5)

    assert isinstance(raked, Raked)
    assert raked.weights.tolist() == [1.0] * 20
    assert (raked.effective_n, raked.design_effect, raked.is_trimmed) == (20.0, 1.0, False)


def test_extreme_weights_are_trimmed() -> None:
    site = np.array(["n"] * 95 + ["s"] * 5)

    raked = rake({"site": site}, {"site": {"n": 50, "s": 50}}, floor=5)

    assert isinstance(raked, Raked)
    assert raked.is_trimmed
    assert raked.weights.max() / raked.weights.min() == pytest.approx(3.0 / (50 / 95))
    assert raked.weights.mean() == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("labels", "headcounts", "outcome"),
    [
        (["n"] * 16 + ["s"] * 4, {"n": 50, "s": 50}, Undefined(Reason.SMALL_MARGIN, 20)),
        (["n"] * 20, {"n": 50, "s": 50}, Undefined(Reason.SMALL_MARGIN, 20)),
        (["n"] * 10 + ["x"] * 10, {"n": 50, "s": 50}, Undefined(Reason.NO_FIT, 20)),
        (["n"] * 20, {"n": 0}, Undefined(Reason.NO_FIT, 20)),
        ([], {"n": 50}, Undefined(Reason.NO_ANSWERS, 0)),
    ],
    ids=["small cell", "empty cell", "unknown label", "nobody invited", "nobody answered"],
)
def test_margins_that_cannot_be_met_are_an_outcome(
    labels: list[str], headcounts: dict[str, int], outcome: Undefined
) -> None:
    result = rake({"site": np.array(labels, dtype=np.str_)}, {"site": headcounts}, floor=5)

    assert result == outcome


def test_margins_that_contradict_each_other_are_an_outcome() -> None:
    same = np.array(["x"] * 10 + ["y"] * 10)

    result = rake(
        {"one": same, "two": same}, {"one": {"x": 5, "y": 15}, "two": {"x": 15, "y": 5}}, floor=5
    )

    assert result == Undefined(Reason.NO_FIT, 20)


def test_equal_weights_leave_the_score_as_it_is() -> None:
    form = instrument()
    dimensions = read_dimensions(answered(form, random_answers(form, 40, missing=0.1)), form)

    score = raked_score(dimensions, np.ones(40))

    means = [part.dimension.weight * part.mean for part in dimensions]
    assert value_of(score) == pytest.approx(sum(means))


def test_heavier_respondents_pull_the_score() -> None:
    form = instrument({"core": (1.0, 1)})
    dimensions = read_dimensions(answered(form, [[1], [5]]), form)

    assert raked_score(dimensions, np.array([0.5, 1.5])) == Figure(75.0, 2)


def test_nobody_has_no_weighted_score() -> None:
    form = instrument({"core": (1.0, 1)})
    dimensions = read_dimensions(answered(form, np.empty((0, 1))), form)

    assert raked_score(dimensions, np.ones(0)) == Undefined(Reason.NO_ANSWERS, 0)
