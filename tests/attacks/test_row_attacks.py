"""Kept answer rows beside every published figure: who of a cohort gave which answers? AT-29."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from surveys.disclosure.cube import Bound, Published, Segment, Statistic
from surveys.tabulation.wave import Tabulated
from tests.attacks.made_up_waves import Person, make_people, tabulate

SEEDS = 20
COLUMNS_OF = frozenset({Statistic.DIMENSION_MEAN, Statistic.ITEM_MEAN})
COLUMNS = ("core", "trust", "willing", "able", "rules", "fear")
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Sum = tuple[Floats, float, float]


@dataclass(frozen=True)
class Guess:
    """How many of the sought people were found, beside what chance finds."""

    hits: float
    expected: float
    variance: float


def scores(people: Sequence[Person]) -> Floats:
    """Points of each person's core and trust, and of each item, as published means are made of."""
    rows = []
    for one in people:
        turned = {key: 6 - point if key == "fear" else point for key, point in one.answers.items()}
        items = [25.0 * (turned[item] - 1) for item in ("willing", "able", "rules", "fear")]
        rows.append([sum(items[:2]) / 2, sum(items[2:]) / 2, *items])
    return np.array(rows)


def choose(size: int, sums: Sequence[Sum], count: int, wish: Floats) -> Floats | None:
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
    people: Sequence[Person], tabulated: Tabulated, rows: npt.NDArray[np.intp]
) -> list[Sum]:
    """What published means say of the sought people among the rows of one cohort.

    A mean over whole cohorts is what the kept rows give themselves, whoever is sought: it says
    nothing. Any other mean is a constraint on the rows of its people who are in the cohort.
    """
    values, cohorts, found = scores(people), np.array(tabulated.row_cohorts), []
    for cell in tabulated.cube.cells:
        address, told = cell.address, cell.outcome
        if not isinstance(told, Published) or address.statistic not in COLUMNS_OF:
            continue
        column = COLUMNS.index(address.subject)
        members = is_member(people, address.segment)
        half = told.n * (0.5 if told.n < 10 else 0.05) + 1e-6
        low, high = told.value * told.n - half, told.value * told.n + half
        if told.bound is Bound.AT_MOST:
            low = 0.0
        if told.bound is Bound.AT_LEAST:
            high = 100.0 * told.n
        if set(cohorts[members]).isdisjoint(cohorts[~members]):
            assert low <= values[members, column].sum() <= high, "the attacker reads it rightly"
        else:
            others = np.setdiff1d(np.flatnonzero(members), rows)
            rest = float(values[others, column].sum())
            found.append((values[rows, column], low - rest, high - rest))
    return found


def is_member(people: Sequence[Person], segment: Segment) -> Flags:
    """Who belongs to a published group: merged levels are read from its name."""
    levels = set(segment.level.split(" + "))
    return np.array([segment.is_whole or one.labels[segment.dimension] in levels for one in people])


def shuffled_within_cohorts(
    people: Sequence[Person], cohorts: Sequence[str], seed: int
) -> list[Person]:
    """The same rows in the same cohorts, each the answers of somebody else of its cohort."""
    draw = random.Random(seed)
    changed = list(people)
    for cohort in set(cohorts):
        places = [place for place, one in enumerate(cohorts) if one == cohort]
        drawn = draw.sample(places, len(places))
        for place, other in zip(places, drawn, strict=True):
            labels = people[other].labels
            kept = {"department": people[place].labels["department"]}
            changed[place] = replace(people[place], labels={**labels, **kept})
    return changed


def largest_cohort(people: Sequence[Person]) -> npt.NDArray[np.intp]:
    cohorts = np.array(tabulate(people, ["department"], keeps_rows=True).row_cohorts)
    names, counts = np.unique(cohorts, return_counts=True)
    return np.flatnonzero(cohorts == names[counts.argmax()])


def guess(people: Sequence[Person], sums_of: Callable[[Flags], list[Sum]], seed: int) -> Guess:
    """Choose the people of the largest site of the largest cohort; count how many are right."""
    rows = largest_cohort(people)
    sites = [people[place].labels["site"] for place in rows]
    sought = max(sorted(set(sites)), key=sites.count)
    is_there = np.array([site == sought for site in sites])
    wish = np.random.default_rng(seed).random(len(rows))
    chosen = choose(len(rows), sums_of(is_there), int(is_there.sum()), wish)
    assert chosen is not None
    share = float(is_there.mean())
    count = int(is_there.sum())
    return Guess(float(chosen @ is_there), count * share, count * share * (1 - share))


def known_of_anybody(sums: list[Sum]) -> Callable[[Flags], list[Sum]]:
    """What is known does not depend on who is sought."""
    return lambda _is_there: sums


@pytest.mark.parametrize("seed", range(SEEDS))
def test_at_29_no_cell_tells_rows_of_a_cohort_apart(seed: int) -> None:
    """Who of a cohort gave which answers may be dealt out anew: not one cell of any kind changes.

    Whatever program is run on rows and cells together, it finds all these deals alike.
    """
    people = make_people(60 + 7 * seed, seed)
    before = tabulate(people, ["department"], keeps_rows=True)
    dealt = shuffled_within_cohorts(people, before.row_cohorts, seed)

    after = tabulate(dealt, ["department"], keeps_rows=True)

    assert [one.labels for one in dealt] != [one.labels for one in people]
    assert set(after.cube.cells) == set(before.cube.cells)
    assert after.row_cohorts == before.row_cohorts


@pytest.mark.parametrize("seed", range(0, SEEDS, 5))
def test_at_29_cells_change_where_a_further_dimension_is_published(seed: int) -> None:
    """The control: of figures by site beside the rows, the same deal changes some."""
    people = make_people(60 + 7 * seed, seed)
    cohorts = tabulate(people, ["department"], keeps_rows=True).row_cohorts
    dealt = shuffled_within_cohorts(people, cohorts, seed)

    before, after = (tabulate(one, ["department", "site"]).cube for one in (people, dealt))

    assert set(after.cells) != set(before.cells)


def test_at_29_guesses_of_the_program_are_as_good_as_chance() -> None:
    """With every published mean as a constraint, of whichever group it is."""
    made = []
    for seed in range(SEEDS):
        people = make_people(60 + 7 * seed, seed)
        tabulated = tabulate(people, ["department"], keeps_rows=True)
        rows = largest_cohort(people)

        sums = published_sums(people, tabulated, rows)
        made.append(guess(people, known_of_anybody(sums), seed))

    hits, expected = sum(one.hits for one in made), sum(one.expected for one in made)
    print(f"\n{hits:.0f} found, {expected:.1f} by chance")  # noqa: T201  # a figure to show
    assert abs(hits - expected) < 3 * sum(one.variance for one in made) ** 0.5


def test_at_29_the_program_beats_chance_beside_figures_of_the_same_sites() -> None:
    """The control on the same people: with means and shares of their site it knows far more."""
    made = []
    for seed in range(SEEDS):
        people = make_people(60 + 7 * seed, seed)
        values = scores(people)[largest_cohort(people)]
        points = [values[:, 2:] == 25.0 * point for point in range(5)]
        columns = np.hstack([values, *points]).astype(np.float64)

        def sums_of(is_there: Flags, columns: Floats = columns) -> list[Sum]:
            told = columns[is_there].sum(axis=0)
            return [
                (column, total - 1e-6, total + 1e-6)
                for column, total in zip(columns.T, map(float, told), strict=True)
            ]

        made.append(guess(people, sums_of, seed))

    hits, expected = sum(one.hits for one in made), sum(one.expected for one in made)
    print(f"\n{hits:.0f} found, {expected:.1f} by chance")  # noqa: T201  # a figure to show
    assert hits - expected > 3 * sum(one.variance for one in made) ** 0.5


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
