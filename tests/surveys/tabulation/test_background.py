"""What stands behind the score: only for whole waves, only for groups that are large enough."""

from collections.abc import Mapping

import numpy as np
import pytest

from surveys.disclosure.cube import (
    CellAddress,
    Published,
    RespondentSet,
    Statistic,
    Thresholds,
)
from surveys.scoring.careless import find_careless
from surveys.scoring.dimensions import read_dimensions
from surveys.scoring.drivers import drivers_of_readiness
from surveys.scoring.groups import respondent_scores
from surveys.scoring.outcomes import Figure, Undefined
from surveys.scoring.responses import Responses
from surveys.scoring.results import UnitScores
from surveys.scoring.shrinkage import share_between_groups
from surveys.scoring.units import score_units
from surveys.sealing.separation import AnswerRow
from surveys.tabulation.background_results import background_results
from surveys.tabulation.reading import CubeReader
from surveys.tabulation.wave import WEIGHT_SEED, WaveAnswers, tabulate_wave
from tests.surveys.scoring.waves import answered, instrument, random_answers

FORM = instrument()


def made_up(n: int, *, careless: int = 0) -> Responses:
    rows = random_answers(FORM, n)
    rows[:careless] = 4.0
    return answered(FORM, rows, invited=2 * n)


def cube_of(responses: Responses, sites: Mapping[str, int]) -> CubeReader:
    """The published cube of these respondents, who sit in sites of these sizes."""
    labels = [site for site, size in sites.items() for _ in range(size)]
    rows = [
        AnswerRow(
            answers={key: int(value) for key, value in zip(responses.items, row, strict=True)},
            labels={"site": label},
        )
        for row, label in zip(responses.values, labels, strict=True)
    ]
    wave = WaveAnswers(
        instrument=FORM,
        rows=rows,
        comments=[],
        expectations=[],
        earlier={},
        invited=responses.invited,
        reporting_dimensions=("site",),
        thresholds=Thresholds(),
        keeps_rows=False,
    )
    return CubeReader.of(tabulate_wave(wave).cube.cells)


def test_whole_wave_publishes_drivers_the_strongest_first() -> None:
    responses = made_up(160)

    background = background_results(FORM, cube_of(responses, {"north": 80, "south": 80}))

    found = drivers_of_readiness(read_dimensions(responses, FORM), seed=WEIGHT_SEED)
    assert not isinstance(found, Undefined)
    expected = {driver.key: (driver.lmg, driver.low, driver.high) for driver in found.drivers}
    assert {driver.dimension for driver in background.drivers} == expected.keys()
    for driver in background.drivers:
        assert (driver.share, driver.low, driver.high) == pytest.approx(
            expected[driver.dimension], abs=0.0051
        )
    shares = [driver.share for driver in background.drivers]
    assert shares == sorted(shares, reverse=True)


def test_fewer_than_a_hundred_publish_nothing_behind_the_score() -> None:
    cube = cube_of(made_up(99, careless=20), {"north": 50, "south": 49})

    found = background_results(FORM, cube)

    assert (found.drivers, found.group_shares, found.score_spread) == ((), {}, None)
    assert found.score_without_careless is None


def test_score_without_careless_answers_needs_ten_on_each_side() -> None:
    sites = {"north": 80, "south": 80}
    few, many = made_up(160, careless=9), made_up(160, careless=12)

    assert background_results(FORM, cube_of(few, sites)).score_without_careless is None
    without = background_results(FORM, cube_of(many, sites)).score_without_careless

    careless = find_careless(many, FORM)
    assert not isinstance(careless, Undefined)
    assert not isinstance(careless.score_without, Undefined)
    assert careless.flagged == 12
    assert without == pytest.approx(careless.score_without.value, abs=0.051)


def test_too_few_careless_leave_no_cell_that_could_count_them() -> None:
    cube = cube_of(made_up(160, careless=4), {"north": 80, "south": 80})

    assert all(address.respondents is not RespondentSet.UNFLAGGED for address in cube.cells)


SHARE = CellAddress(
    Statistic.UNIT_VARIANCE, "ors", category="site", respondents=RespondentSet.SHOWN_GROUPS
)
SPREAD = CellAddress(Statistic.SCORE_SPREAD, "ors")


def told(cube: CubeReader, address: CellAddress) -> Published:
    outcome = cube.cells[address]
    assert isinstance(outcome, Published)
    return outcome


def shown_scores(cube: CubeReader) -> dict[str, Published]:
    """Published score of each site that shows one."""
    return {
        address.segment.level: outcome
        for address, outcome in cube.cells.items()
        if address.statistic is Statistic.ORGANIZATION_SCORE
        and not address.segment.is_whole
        and isinstance(outcome, Published)
    }


def test_share_of_groups_is_that_of_an_analysis_of_variance_where_all_are_shown() -> None:
    responses = made_up(160)
    rows = responses.values.copy()
    rows[:80] = np.clip(rows[:80] + 1, 1, 5)
    shifted = answered(FORM, rows, invited=320)

    found = background_results(FORM, cube_of(shifted, {"north": 80, "south": 80}))

    scores = respondent_scores(read_dimensions(shifted, FORM), FORM)
    assert not isinstance(scores, Undefined)
    exact = score_units(scores, np.repeat(["north", "south"], 80))
    assert isinstance(exact, UnitScores)
    assert isinstance(exact.icc1, Figure)
    assert exact.icc1.value > 0.2
    assert found.group_shares["site"] == pytest.approx(exact.icc1.value, abs=0.0101)
    assert found.score_spread == pytest.approx(scores.std(ddof=1), abs=0.051)


def test_share_of_groups_is_told_of_those_that_are_shown() -> None:
    """Attic is too small, and a second site hides so that attic stays so."""
    cube = cube_of(made_up(220), {"north": 80, "middle": 70, "south": 66, "attic": 4})

    shown = shown_scores(cube)

    assert len(shown) == 2
    assert "attic" not in shown
    assert told(cube, SHARE).n == sum(score.n for score in shown.values())


def test_share_of_groups_follows_digit_for_digit_from_other_published_cells() -> None:
    cube = cube_of(
        made_up(240), {"north": 80, "middle": 70, "south": 60, "attic": 4, "cellar": 7, "loft": 19}
    )
    shown = shown_scores(cube).values()

    again = share_between_groups(
        [score.value for score in shown], [score.n for score in shown], told(cube, SPREAD).value
    )

    assert isinstance(again, Figure)
    assert told(cube, SHARE) == Published(round(again.value, 2), again.n)


def test_share_of_groups_needs_a_spread_that_may_be_told() -> None:
    assert SHARE not in cube_of(made_up(99), {"north": 50, "south": 49}).cells
