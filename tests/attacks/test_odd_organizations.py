"""Small organizations built to embarrass the audit: nested, almost equal, one-sided. AT-14."""

import random
from collections.abc import Callable, Sequence

import pytest

from surveys.disclosure.cube import Statistic
from tests.attacks.made_up_waves import Person, cube_of
from tests.attacks.test_differencing_attacks import (
    FLOOR,
    ROUNDING,
    SCALE_POINT,
    Attacker,
    exposed,
    narrowed_bands,
    narrowest,
    nested_pairs,
)

SEEDS = 12
Labels = list[dict[str, str]]


def nested(draw: random.Random) -> Labels:
    """Every team lies in one department, and some departments have one team alone."""
    rows: Labels = []
    for department in range(draw.randint(2, 4)):
        for team in range(draw.randint(1, 3)):
            names = {"department": f"d{department}", "team": f"d{department}t{team}"}
            rows += [names] * draw.randint(1, 12)
    return rows


def almost_equal(draw: random.Random) -> Labels:
    """Two attributes that differ by one person, or a few."""
    size = draw.randint(12, 40)
    rows = [{"department": f"d{place % 3}", "site": f"s{place % 3}"} for place in range(size)]
    for row in draw.sample(rows, draw.randint(1, 4)):
        row["site"] = f"s{draw.randrange(3)}"
    return rows


def exactly_the_floor(draw: random.Random) -> Labels:
    """Groups of just five, of one fewer and of one more, beside two other partitions."""
    sizes = [draw.choice((FLOOR - 1, FLOOR, FLOOR + 1)) for _group in range(draw.randint(3, 7))]
    return [
        {"department": f"d{place}", "site": f"s{draw.randrange(2)}", "grade": f"g{member % 2}"}
        for place, size in enumerate(sizes)
        for member in range(size)
    ]


def one_apart(draw: random.Random) -> Labels:
    """Everybody in one group but for one to four people, in each of three attributes."""
    size = draw.randint(14, 40)
    few = [set(draw.sample(range(size), draw.randint(1, 4))) for _attribute in range(3)]
    return [
        {f"a{number}": "odd" if place in odd else "usual" for number, odd in enumerate(few)}
        for place in range(size)
    ]


def all_different(draw: random.Random) -> Labels:
    """As many levels as people, nearly."""
    size = draw.randint(12, 30)
    return [
        {"department": f"d{draw.randrange(size)}", "site": f"s{draw.randrange(4)}"}
        for _place in range(size)
    ]


def people_of(rows: Labels, draw: random.Random) -> list[Person]:
    """Some departments agree fully, some leave out a part of the survey, most answer anyhow."""
    habit = {level: draw.random() for row in rows for level in row.values()}
    people = []
    for number, row in enumerate(rows):
        kind = habit[next(iter(row.values()))]
        point = draw.randint(1, 5) if kind > 0.3 else 5
        answers = {
            "willing": point,
            "able": draw.randint(1, 5) if kind > 0.3 else 5,
            "rules": draw.randint(1, 5),
            "fear": draw.randint(1, 5),
        }
        left_out = {"rules", "fear"} if kind > 0.85 or draw.random() < 0.04 else set()
        people.append(
            Person(
                f"person {number}",
                row,
                {item: given for item, given in answers.items() if item not in left_out},
            )
        )
    return people


@pytest.mark.parametrize("keeps_rows", [False, True], ids=["figures only", "by cohort"])
@pytest.mark.parametrize(
    "design", [nested, almost_equal, exactly_the_floor, one_apart, all_different]
)
def test_at_14_odd_organizations_give_nobody_away(
    design: Callable[[random.Random], Labels], *, keeps_rows: bool
) -> None:
    told = stopped = 0
    for seed in range(SEEDS):
        draw = random.Random(seed)
        people = people_of(design(draw), draw)
        dimensions = sorted(people[0].labels)[: 2 if keeps_rows else 3]
        cube = cube_of(people, dimensions, keeps_rows=keeps_rows) if len(people) >= FLOOR else None
        if cube is None:
            stopped += 1
            continue
        attacker = Attacker(people, cube)
        assert exposed(attacker, dimensions) == 0, seed
        assert nested_pairs(attacker) == 0, seed
        assert narrowest(attacker, dimensions, seed) >= SCALE_POINT - 0.01, seed
        assert narrowed_bands(attacker) == 0, seed
        assert max(attacker.unexplained_scores(), default=0.0) <= ROUNDING, seed
        told += sum(cell.address.statistic is Statistic.DIMENSION_MEAN for cell in cube.cells)

    print(f"\n{design.__name__}: {SEEDS} organizations, {told} means, {stopped} stopped")  # noqa: T201  # a figure to show
    assert told
    assert stopped < SEEDS


def test_at_14_the_same_attack_succeeds_on_groups_that_nobody_audited() -> None:
    """The control: every group of five or more shown, as a threshold alone would."""
    found = 0
    for seed in range(SEEDS):
        draw = random.Random(seed)
        rows = one_apart(draw)
        found += any(_is_few_apart(rows, name) for name in rows[0])

    assert found == SEEDS


def _is_few_apart(rows: Sequence[dict[str, str]], name: str) -> bool:
    usual = sum(row[name] == "usual" for row in rows)
    return usual >= FLOOR and 0 < len(rows) - usual < FLOOR
