import numpy as np
import pytest

from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.results import UnitScores
from surveys.scoring.shrinkage import share_between_groups, shrink_published
from surveys.scoring.units import score_units
from tests.surveys.scoring.waves import reference_answers, reference_values


def test_published_means_of_equal_teams_shrink_as_rs_mixed_model_does() -> None:
    """Teams of one size: from means and ICC(1) alone follows what lme4 estimates from answers."""
    answers = reference_answers()
    points = (answers.values[:, :4].mean(axis=1) - 1) * 25
    expected = reference_values()["units"]
    found = score_units(points, answers.groups["team"])
    assert isinstance(found, UnitScores)

    drawn = shrink_published(
        [unit.mean for unit in found.units], [unit.n for unit in found.units], expected["icc1"]
    )

    for unit, shrunken in zip(found.units, drawn, strict=True):
        assert shrunken == pytest.approx(expected["shrunken"][unit.label], abs=1e-3)


def test_a_group_of_ten_is_drawn_further_than_one_of_a_thousand() -> None:
    small, large, middle = shrink_published([80.0, 80.0, 50.0], [10, 1000, 1000], 0.05)

    assert middle < small < large < 80.0


@pytest.mark.parametrize("icc1", [0.0, -0.02])
def test_groups_that_differ_by_chance_alone_share_the_grand_mean(icc1: float) -> None:
    assert shrink_published([40.0, 60.0], [10, 30], icc1) == (55.0, 55.0)


def test_no_groups_give_no_means() -> None:
    assert shrink_published([], [], 0.1) == ()


def teams_of_reference(hidden: tuple[str, ...] = ()) -> tuple[dict[str, float], list[int], float]:
    """Mean core score of each team that is not hidden, their sizes, the spread of everybody."""
    answers = reference_answers()
    points = (answers.values[:, :4].mean(axis=1) - 1) * 25
    teams = answers.groups["team"]
    means = {
        str(team): float(points[teams == team].mean())
        for team in np.unique(teams)
        if team not in hidden
    }
    sizes = [int((teams == team).sum()) for team in means]
    return means, sizes, float(points.std(ddof=1))


def test_share_between_all_groups_is_rs_intraclass_correlation() -> None:
    """From means, sizes and the spread of everybody follows what R finds in the answers."""
    means, sizes, spread = teams_of_reference()

    share = share_between_groups(list(means.values()), sizes, spread)

    assert isinstance(share, Figure)
    assert share.value == pytest.approx(reference_values()["units"]["icc1"], abs=1e-9)
    assert share.n == 120


def test_groups_of_any_size_share_what_an_analysis_of_variance_finds() -> None:
    rng = np.random.default_rng(3)
    labels = np.repeat(["a", "b", "c", "d"], [12, 30, 55, 90])
    scores = rng.normal(50.0, 15.0, len(labels)) + np.repeat(
        [0.0, 9.0, -4.0, 3.0], [12, 30, 55, 90]
    )
    exact = score_units(scores, labels)
    assert isinstance(exact, UnitScores)
    units = sorted(exact.units, key=lambda unit: unit.label)
    means, sizes = [unit.mean for unit in units], [unit.n for unit in units]

    share = share_between_groups(means, sizes, float(scores.std(ddof=1)))

    assert isinstance(share, Figure)
    assert shrink_published(means, sizes, share.value) == pytest.approx(
        [unit.shrunken for unit in units], abs=1e-9
    )


def test_shown_groups_shrink_as_rs_mixed_model_of_them_does() -> None:
    """Teams t5 and t7 are hidden; with the spread of the others the formula is that of lme4."""
    means, sizes, _everybody = teams_of_reference(("t5", "t7"))
    expected = reference_values()["units_shown"]

    share = share_between_groups(list(means.values()), sizes, expected["spread"])
    assert isinstance(share, Figure)
    drawn = shrink_published(list(means.values()), sizes, share.value)

    assert share.value == pytest.approx(expected["icc1"], abs=1e-9)
    assert dict(zip(means, drawn, strict=True)) == pytest.approx(expected["shrunken"], abs=1e-3)


def test_spread_of_everybody_stands_in_for_that_of_the_shown() -> None:
    """Nobody knows the spread without the hidden teams; here it costs 0.6 points at most."""
    means, sizes, spread = teams_of_reference(("t5", "t7"))
    expected = reference_values()["units_shown"]

    share = share_between_groups(list(means.values()), sizes, spread)
    assert isinstance(share, Figure)
    drawn = shrink_published(list(means.values()), sizes, share.value)

    assert spread == pytest.approx(expected["spread_of_all"], abs=1e-9)
    assert dict(zip(means, drawn, strict=True)) == pytest.approx(expected["shrunken"], abs=0.6)


def test_groups_no_further_apart_than_chance_share_nothing() -> None:
    assert share_between_groups([50.0, 51.0, 49.0], [40, 40, 40], 20.0) == Figure(0.0, 120)


@pytest.mark.parametrize(
    ("means", "sizes", "spread", "reason"),
    [
        ([], [], 20.0, Reason.TOO_FEW_GROUPS),
        ([50.0], [40], 20.0, Reason.TOO_FEW_GROUPS),
        ([50.0, 60.0], [1, 1], 20.0, Reason.TOO_FEW_ANSWERS),
        ([50.0, 50.0], [40, 40], 0.0, Reason.NO_VARIANCE),
    ],
)
def test_share_of_too_little_is_an_outcome(
    means: list[float], sizes: list[int], spread: float, reason: Reason
) -> None:
    assert share_between_groups(means, sizes, spread) == Undefined(reason, sum(sizes))
