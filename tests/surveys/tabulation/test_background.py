"""What stands behind the score: only for whole waves, only for groups that are large enough."""

from collections.abc import Mapping

import numpy as np
import pytest

from surveys.disclosure.cube import (
    CellAddress,
    Published,
    RespondentSet,
    Statistic,
    Suppressed,
    Thresholds,
)
from surveys.scoring.careless import find_careless
from surveys.scoring.dimensions import read_dimensions
from surveys.scoring.drivers import drivers_of_readiness
from surveys.scoring.outcomes import Undefined
from surveys.scoring.responses import Responses
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

    told = background_results(FORM, cube_of(responses, {"north": 80, "south": 80}))

    found = drivers_of_readiness(read_dimensions(responses, FORM), seed=WEIGHT_SEED)
    assert not isinstance(found, Undefined)
    expected = {driver.key: (driver.lmg, driver.low, driver.high) for driver in found.drivers}
    assert {driver.dimension for driver in told.drivers} == expected.keys()
    for driver in told.drivers:
        assert (driver.share, driver.low, driver.high) == pytest.approx(
            expected[driver.dimension], abs=0.0051
        )
    shares = [driver.share for driver in told.drivers]
    assert shares == sorted(shares, reverse=True)


def test_fewer_than_a_hundred_publish_nothing_behind_the_score() -> None:
    cube = cube_of(made_up(99, careless=20), {"north": 50, "south": 49})

    told = background_results(FORM, cube)

    assert (told.drivers, told.group_shares, told.score_without_careless) == ((), {}, None)


def test_score_without_careless_answers_needs_ten_on_each_side() -> None:
    sites = {"north": 80, "south": 80}
    few, many = made_up(160, careless=9), made_up(160, careless=12)

    assert background_results(FORM, cube_of(few, sites)).score_without_careless is None
    told = background_results(FORM, cube_of(many, sites)).score_without_careless

    careless = find_careless(many, FORM)
    assert not isinstance(careless, Undefined)
    assert not isinstance(careless.score_without, Undefined)
    assert careless.flagged == 12
    assert told == pytest.approx(careless.score_without.value, abs=0.051)


def test_too_few_careless_leave_no_cell_that_could_count_them() -> None:
    cube = cube_of(made_up(160, careless=4), {"north": 80, "south": 80})

    assert all(address.respondents is RespondentSet.ALL for address in cube.cells)


def test_share_of_groups_ignores_those_too_small_to_be_shown() -> None:
    responses = made_up(160)
    rows = responses.values.copy()
    rows[:80] = np.clip(rows[:80] + 1, 1, 5)
    shifted = answered(FORM, rows, invited=320)
    alike = cube_of(shifted, {"north": 80, "south": 80})
    small = {"attic": 4, "cellar": 4, "loft": 6}
    with_small = cube_of(shifted, {"north": 80, "south": 66, **small})

    assert background_results(FORM, alike).group_shares["site"] > 0.2
    address = CellAddress(Statistic.UNIT_VARIANCE, "ors", category="site")
    outcome = with_small.cells[address]
    assert isinstance(outcome, Published)
    assert outcome.n == 146


def test_share_of_groups_is_withheld_where_one_of_them_is() -> None:
    """South is hidden so that attic stays so; the share of groups would give it once more."""
    told = cube_of(made_up(160), {"north": 80, "south": 76, "attic": 4})

    address = CellAddress(Statistic.UNIT_VARIANCE, "ors", category="site")
    assert isinstance(told.cells[address], Suppressed)
