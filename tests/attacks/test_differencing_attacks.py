"""Adding and subtracting everything that a wave publishes. AT-14, AT-15."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import linprog

from surveys.disclosure.cube import Bound, Cube, Published, Segment, Statistic
from tests.attacks.elimination import Numbers, Solver
from tests.attacks.made_up_waves import DIMENSIONS, ITEMS, Person, cube_of, make_people

FLOOR = 5
SCALE_POINT = 25.0
ROUNDING = 0.1001
"""Two means and the score, each rounded to tenths of a point."""
SEEDS = 100
Flags = npt.NDArray[np.bool_]


def organization(seed: int, *, nonresponse: float = 0.0) -> tuple[list[Person], list[str], bool]:
    """People, reporting dimensions and whether rows are kept; 30 to 500 people, more often few."""
    draw = random.Random(seed)
    n = round(30 * (500 / 30) ** draw.random())
    keeps_rows = seed % 4 == 3
    dimensions = draw.sample(sorted(DIMENSIONS), 2 if keeps_rows else draw.choice((2, 3, 4)))
    return make_people(n, seed, nonresponse=nonresponse), dimensions, keeps_rows


@dataclass(frozen=True)
class Attacker:
    """Somebody who reads all figures and knows everybody's levels, and who answered what."""

    people: Sequence[Person]
    cube: Cube

    def answered(self, subject: str) -> Flags:
        """Who has a score: of two items both are needed."""
        return np.array(
            [all(item in one.answers for item in ITEMS[subject]) for one in self.people]
        )

    def members(self, segment: Segment) -> Flags:
        """Who belongs to a published group: merged levels and crosses are read from its name."""
        if segment.is_whole:
            return np.ones(len(self.people), dtype=np.bool_)
        names = segment.dimension.split(" × ")
        parts = segment.level.split(" × ")
        allowed = dict(zip(names, [set(part.split(" + ")) for part in parts], strict=True))
        return np.array(
            [
                all(one.labels[name] in levels for name, levels in allowed.items())
                for one in self.people
            ]
        )

    def means(self, subject: str) -> dict[Segment, Published]:
        return {
            cell.address.segment: cell.outcome
            for cell in self.cube.cells
            if isinstance(cell.outcome, Published)
            and cell.address.subject == subject
            and cell.address.statistic is Statistic.DIMENSION_MEAN
        }

    def published_sums(self) -> Numbers:
        """All sums that are told, over the core scores of all people, then their trust scores."""
        core, trust = self.answered("core"), self.answered("trust")
        rows = [
            np.concatenate([flags & core, np.zeros_like(trust)]).astype(np.int64)
            for flags in map(self.members, self.means("core"))
        ]
        rows += [
            np.concatenate([np.zeros_like(core), flags & trust]).astype(np.int64)
            for flags in map(self.members, self.means("trust"))
        ]
        return np.array(rows)

    def unexplained_scores(self) -> list[float]:
        """By how many points each score of a group misses the mean of its two dimensions.

        A score that says more than they do is one more sum: over the people who left one of them
        out, whom nobody thought of as a group.
        """
        core, trust = self.means("core"), self.means("trust")
        return [
            abs(cell.outcome.value - (core[segment].value + trust[segment].value) / 2)
            for cell in self.cube.cells
            for segment in (cell.address.segment,)
            if cell.address.statistic is Statistic.ORGANIZATION_SCORE
            and isinstance(cell.outcome, Published)
            and cell.outcome.bound is Bound.EXACT
        ]

    def few(self, subject: str, dimensions: Sequence[str]) -> Iterator[Flags]:
        """Everybody of one to four people whom up to three levels, or all, single out."""
        answered = np.flatnonzero(self.answered(subject))
        seen: set[tuple[int, ...]] = set()
        for size in sorted({1, 2, 3, len(dimensions)}):
            for names in combinations(dimensions, min(size, len(dimensions))):
                by_levels: dict[tuple[str, ...], list[int]] = defaultdict(list)
                for place in answered.tolist():
                    levels = self.people[place].labels
                    by_levels[tuple(levels[name] for name in names)].append(place)
                seen |= {tuple(places) for places in by_levels.values() if len(places) < FLOOR}
        for places in sorted(seen):
            flags = np.zeros(len(self.people), dtype=np.bool_)
            flags[list(places)] = True
            yield flags


def exposed(attacker: Attacker, dimensions: Sequence[str]) -> int:
    """How many sets of one to four people can be solved for."""
    rows = attacker.published_sums()
    width = len(attacker.people)
    solver = Solver(rows)
    found = 0
    for subject, offset in (("core", 0), ("trust", width)):
        targets = np.zeros((0, 2 * width), dtype=np.int64)
        few = list(attacker.few(subject, dimensions))
        if few:
            targets = np.zeros((len(few), 2 * width), dtype=np.int64)
            targets[:, offset : offset + width] = np.array(few)
            found += int(solver.solves(targets).sum())
    return found


def nested_pairs(attacker: Attacker) -> int:
    """How many published groups lie within another that has one to four people more."""
    found = 0
    for subject in ITEMS:
        answered = attacker.answered(subject)
        sets = [attacker.members(segment) & answered for segment in attacker.means(subject)]
        for one, other in combinations(sets, 2):
            more = int((one ^ other).sum())
            is_nested = not (one & ~other).any() or not (other & ~one).any()
            found += is_nested and 0 < more < FLOOR
    return found


def narrowest(attacker: Attacker, dimensions: Sequence[str], seed: int) -> float:
    """Least width, in points, that linear programs leave to the mean of few people."""
    width = 100.0
    for subject in ITEMS:
        answered = attacker.answered(subject)
        means = attacker.means(subject)
        few = list(attacker.few(subject, dimensions))
        if not few or not means:
            continue
        sets = np.array([attacker.members(segment) & answered for segment in means])
        known = np.array([_range(one) for one in means.values()]) * sets.sum(axis=1)[:, None]
        # people with the same levels are one unknown
        columns, kind = np.unique(np.vstack([sets, few]), axis=1, return_inverse=True)
        size = np.bincount(kind.reshape(-1), weights=answered, minlength=columns.shape[1])
        rows = columns[: len(sets)].astype(float)
        for target in random.Random(seed).sample(range(len(few)), min(8, len(few))):
            wanted = columns[len(sets) + target].astype(float)
            ends = [
                float(
                    linprog(
                        sign * wanted,
                        A_ub=np.vstack([rows, -rows]),
                        b_ub=np.concatenate([known[:, 1], -known[:, 0]]) + 1e-6,
                        bounds=list(zip(np.zeros(len(size)), 100 * size, strict=True)),
                    ).fun
                    or 0.0
                )
                for sign in (1, -1)
            ]
            width = min(width, -sum(ends) / int(few[target].sum()))
    return width


def narrowed_bands(attacker: Attacker) -> int:
    """How many groups told as a band are known too well from everybody else's figures.

    Four people of each must be able to stand a scale point away from that end.
    """
    found = 0
    for subject in ITEMS:
        answered = attacker.answered(subject)
        means = attacker.means(subject)
        if not means:
            continue
        sets = np.array([attacker.members(segment) & answered for segment in means])
        known = np.array([_range(one) for one in means.values()]) * sets.sum(axis=1)[:, None]
        columns, kind = np.unique(sets, axis=1, return_inverse=True)
        size = np.bincount(kind.reshape(-1), weights=answered, minlength=columns.shape[1])
        rows = columns.astype(float)
        for place, told in enumerate(means.values()):
            if told.bound is Bound.EXACT:
                continue
            sign = 1 if told.bound is Bound.AT_LEAST else -1
            end = linprog(
                sign * rows[place],
                A_ub=np.vstack([rows, -rows]),
                b_ub=np.concatenate([known[:, 1], -known[:, 0]]) + 1e-6,
                bounds=list(zip(np.zeros(len(size)), 100 * size, strict=True)),
            )
            furthest = float(end.fun or 0.0)
            least = furthest if sign > 0 else 100 * sets[place].sum() + furthest
            left_open = 100 * sets[place].sum() - least
            found += left_open < (FLOOR - 1) * SCALE_POINT - 0.1
    return found


def _range(told: Published) -> tuple[float, float]:
    """What a reader knows of a mean: rounded to whole points below ten people, else to tenths."""
    if told.bound == "at_least":
        return told.value, 100.0
    if told.bound == "at_most":
        return 0.0, told.value
    half = 0.5 if told.n < 10 else 0.05
    return told.value - half, told.value + half


@pytest.mark.parametrize("part", range(4))
def test_at_14_nobody_is_had_by_subtracting_all_figures(part: int) -> None:
    attack(range(part, SEEDS, 4), nonresponse=0.0)


@pytest.mark.parametrize("part", range(4))
def test_at_15_nobody_is_had_where_a_fifth_of_the_answers_is_missing(part: int) -> None:
    """The groups of each part of the survey differ then."""
    attack(range(part, SEEDS // 2, 4), nonresponse=0.2)


def attack(seeds: range, *, nonresponse: float) -> None:
    """Subtract in every organization; of waves that the audit stops nothing is published."""
    groups = stopped = 0
    scores: list[float] = []
    for seed in seeds:
        people, dimensions, keeps_rows = organization(seed, nonresponse=nonresponse)
        cube = cube_of(people, dimensions, keeps_rows=keeps_rows)
        if cube is None:
            stopped += 1
            continue
        attacker = Attacker(people, cube)

        assert exposed(attacker, dimensions) == 0
        assert nested_pairs(attacker) == 0
        assert narrowest(attacker, dimensions, seed) >= SCALE_POINT - 0.01
        assert narrowed_bands(attacker) == 0
        groups += len(attacker.means("core"))
        scores += attacker.unexplained_scores()
    print(f"\n{len(seeds)} organizations: {groups} groups shown, {stopped} waves stopped")  # noqa: T201  # a figure to show
    assert stopped <= len(seeds) // 10
    assert groups > 5 * len(seeds)
    assert len(scores) > len(seeds)
    assert max(scores) <= ROUNDING
