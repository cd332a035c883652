"""Somebody who left out an item, subtracted from everybody who did not. AT-15."""

import random

import pytest

from surveys.disclosure.cube import Bound, CellAddress, Cube, Published, Statistic
from tests.attacks.test_histogram_attacks import cube_of_rows

SCALE_POINT = 25.0


def told(cube: Cube, statistic: Statistic, subject: str) -> Published | None:
    found = cube.at(CellAddress(statistic, subject))
    is_exact = isinstance(found, Published) and found.bound is Bound.EXACT
    return found if isinstance(found, Published) and is_exact else None


def left_open(cube: Cube, items: int, given: int) -> float | None:
    """Points that stay open of the mean answer of who answered so many items; None without means.

    n · dimension − Σ nᵢ · item / items: who answered everything is in both.
    """
    core = told(cube, Statistic.DIMENSION_MEAN, "core")
    parts = [told(cube, Statistic.ITEM_MEAN, f"i{place}") for place in range(items)]
    if core is None or any(part is None for part in parts):
        return None
    counts = {part.n for part in parts if part is not None}
    if counts == {core.n}:
        return 100.0  # nobody is in one and not in the other
    is_scored = core.n == max(counts)
    rounding = 0.05 * core.n + sum(0.1 * part.n for part in parts if part is not None) / items
    return min(100.0, rounding / abs(float(is_scored) - given / items))


@pytest.mark.parametrize("n", [25, 40, 70, 150])
@pytest.mark.parametrize(("items", "given"), [(2, 1), (3, 2), (4, 3), (4, 1)])
def test_at_15_who_left_out_an_item_is_not_had_from_the_others(
    n: int, items: int, given: int
) -> None:
    for seed in range(3):
        rows = even_rows(n, items, seed)
        rows[0] = {f"i{place}": 5 for place in range(given)}
        open_points = left_open(cube_of_rows(rows, items), items, given)

        assert open_points is not None, "all means are told"
        assert open_points >= SCALE_POINT


def even_rows(n: int, items: int, seed: int) -> list[dict[str, int]]:
    """As many people on each scale point of every item: no share is told as a band."""
    draw = random.Random(seed)
    columns = [draw.sample([1 + place % 5 for place in range(n)], n) for _ in range(items)]
    return [{f"i{place}": column[row] for place, column in enumerate(columns)} for row in range(n)]


@pytest.mark.parametrize("count", [1, 4, 5])
def test_answers_of_one_to_four_who_answered_in_part_are_left_out(count: int) -> None:
    """Of five and more they stay: the difference is about all of them."""
    draw = random.Random(1)
    rows = [{"i0": draw.randint(1, 5), "i1": draw.randint(1, 5)} for _ in range(40)]
    for row in rows[:count]:
        del row["i1"]
    cube = cube_of_rows(rows, 2)

    first = cube.at(CellAddress(Statistic.POINT_SHARE, "i0", category="1"))

    assert first.n == (40 if count == 5 else 40 - count)
