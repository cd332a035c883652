"""Bands near the ends of the scale, held against all other figures. AT-19."""

import random

import pytest

from surveys.disclosure.cube import WHOLE, CellAddress, Published, Statistic, Suppressed
from tests.attacks.made_up_waves import Person, tabulate
from tests.attacks.test_cube_attacks import FULL, mean_of, people_of, team


def test_at_19_band_of_five_is_not_had_from_everybody_without_the_others() -> None:
    """Of everybody, IT and HR one is withheld, or all of Law would be known to answer 100."""
    others = people_of({"it": 20, "hr": 20})
    law = [Person(f"law {number}", {"team": "law"}, FULL) for number in range(5)]
    cube = tabulate([*law, *others], ["team"]).cube
    segments = (WHOLE, team("it"), team("hr"))
    told = {one: mean_of(cube, one) for one in segments}

    assert isinstance(told[WHOLE], Published)
    assert sum(isinstance(one, Published) for one in told.values()) == 2
    # the control: with true means it is plain
    core = [25 * (one.answers["willing"] + one.answers["able"] - 2) / 2 for one in others]
    everybody = round((sum(core) + 500) / 45, 1)
    assert (45 * everybody - sum(core)) / 5 == pytest.approx(100, abs=1)


def test_at_19_mean_that_a_band_withholds_is_told_by_no_score() -> None:
    """The score is half of each dimension; twice the score without trust would be the mean."""
    draw = random.Random(3)
    people = [
        Person(
            f"it {number}",
            {"team": "it"},
            {
                "willing": 5,
                "able": 3,
                "rules": draw.randint(1, 5),
                "fear": draw.randint(1, 5),
            },
        )
        for number in range(24)
    ]
    cube = tabulate(people, ["team"]).cube
    score = CellAddress(Statistic.ORGANIZATION_SCORE, "ors")

    assert isinstance(mean_of(cube, WHOLE), Suppressed)
    assert isinstance(mean_of(cube, WHOLE, "trust"), Published)
    assert isinstance(cube.at(score), Suppressed)
