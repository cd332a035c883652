"""Kept answer rows beside every published figure: who of a cohort gave which answers? AT-29."""

import random
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from surveys.disclosure.cube import Published, Statistic
from tests.attacks.made_up_waves import ITEMS, Person, make_people, tabulate

SEEDS = 20
Floats = npt.NDArray[np.float64]


def scores(people: Sequence[Person]) -> Floats:
    """Points of each person's core and trust, and of each item, as published means are made of."""
    rows = []
    for one in people:
        turned = {key: 6 - point if key == "fear" else point for key, point in one.answers.items()}
        items = [25.0 * (turned[item] - 1) for item in ("willing", "able", "rules", "fear")]
        rows.append([sum(items[:2]) / 2, sum(items[2:]) / 2, *items])
    return np.array(rows)


def choose(
    size: int, sums: Sequence[tuple[Floats, float, float]], count: int, wish: Floats
) -> Floats | None:
    """Rows of one cohort that could be the sought people; an integer program with a random wish."""
    constraints = [LinearConstraint(np.ones(size), count, count)]
    constraints += [LinearConstraint(row, low, high) for row, low, high in sums]
    solved = milp(
        wish,
        integrality=np.ones(size, dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=constraints,
    )
    return None if solved.x is None else np.round(solved.x)


def published_sums(
    people: Sequence[Person], rows: npt.NDArray[np.intp], sought: str
) -> tuple[list[tuple[Floats, float, float]], str]:
    """Every published mean as a constraint on which rows of a cohort are the sought people's.

    A group of the sought level would be such a constraint; everything else is a sum over whole
    cohorts, which holds for every choice.
    """
    tabulated = tabulate(people, ["department"], keeps_rows=True)
    values = scores(people)
    found = []
    for cell in tabulated.cube.cells:
        is_mean = cell.address.statistic is Statistic.DIMENSION_MEAN
        if isinstance(cell.outcome, Published) and is_mean and cell.address.segment.level == sought:
            column = list(ITEMS).index(cell.address.subject)
            middle = cell.outcome.value * cell.outcome.n
            half = cell.outcome.n * (0.5 if cell.outcome.n < 10 else 0.05)
            found.append((values[rows, column], middle - half, middle + half))
    return found, tabulated.row_cohorts[int(rows[0])]


def largest_cohort(people: Sequence[Person]) -> npt.NDArray[np.intp]:
    cohorts = np.array(tabulate(people, ["department"], keeps_rows=True).row_cohorts)
    names, counts = np.unique(cohorts, return_counts=True)
    return np.flatnonzero(cohorts == names[counts.argmax()])


@pytest.mark.parametrize("seed", range(SEEDS))
def test_at_29_rows_and_figures_leave_guessing_within_the_cohort(seed: int) -> None:
    """Who of the largest department sits at its largest site? All rows can be theirs, or not."""
    people = make_people(60 + 7 * seed, seed)
    rows = largest_cohort(people)
    sites = [people[place].labels["site"] for place in rows]
    sought = max(sorted(set(sites)), key=sites.count)
    count = sites.count(sought)
    sums, _cohort = published_sums(people, rows, sought)

    assert sums == []
    for place in range(min(len(rows), 8)):
        wish = np.zeros(len(rows))
        wish[place] = 1.0
        without, within = (choose(len(rows), sums, count, sign * wish) for sign in (1, -1))
        assert within is not None
        assert within[place] == 1
        assert count == len(rows) or (without is not None and without[place] == 0)


def test_at_29_guesses_of_the_program_are_as_good_as_chance() -> None:
    hits = expected = variance = 0.0
    for seed in range(SEEDS):
        people = make_people(60 + 7 * seed, seed)
        rows = largest_cohort(people)
        sites = np.array([people[place].labels["site"] for place in rows])
        sought = max(sorted(set(sites)), key=list(sites).count)
        is_there = sites == sought
        wish = np.random.default_rng(seed).random(len(rows))
        chosen = choose(len(rows), [], int(is_there.sum()), wish)
        assert chosen is not None
        share = is_there.mean()
        hits += chosen @ is_there
        expected += is_there.sum() * share
        variance += is_there.sum() * share * (1 - share)

    print(f"\n{hits:.0f} found, {expected:.1f} by chance")  # noqa: T201  # a figure to show
    assert abs(hits - expected) < 3 * variance**0.5


def test_at_29_the_attack_succeeds_beside_exact_means_of_a_further_dimension() -> None:
    """The control: means of a site over its people, beside their rows, give all its members."""
    found = 0
    for seed in range(SEEDS):
        draw = random.Random(seed)
        # two scales of many items: people rarely score alike, as in a survey of forty questions
        values = np.array([[draw.randint(0, 400) / 4 for _ in range(5)] for _ in range(20)])
        members = np.zeros(20, dtype=bool)
        members[draw.sample(range(20), 6)] = True
        sums = [
            (values[:, column], total - 1e-6, total + 1e-6)
            for column in range(values.shape[1])
            for total in (float(values[members, column].sum()),)
        ]
        chosen = choose(20, sums, 6, np.zeros(20))
        assert chosen is not None
        found += bool((chosen.astype(bool) == members).all())

    assert found == SEEDS
