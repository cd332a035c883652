import pytest

from charts.scale import Linear, Stepped, ceiling, ticks


def test_linear_maps_the_ends_and_holds_what_lies_outside() -> None:
    scale = Linear(0, 100, 20, 220)

    assert [scale(value) for value in (0, 50, 100, -5, 130)] == [20, 120, 220, 20, 220]


def test_linear_over_an_empty_range_returns_its_start() -> None:
    assert Linear(5, 5, 20, 220)(5) == 20


def test_stepped_gives_each_tier_the_same_room() -> None:
    scale = Stepped((0, 55, 70, 100), 0, 300)

    assert [scale(value) for value in (0, 27.5, 55, 70, 85, 100)] == [0, 50, 100, 200, 250, 300]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 100, (0, 20, 40, 60, 80, 100)),
        (0, 93, (0, 20, 40, 60, 80)),
        (-12, 31, (-10, 0, 10, 20, 30)),
        (0, 0.45, (0, 0.1, 0.2, 0.3, 0.4)),
        (3, 3, (3,)),
    ],
)
def test_ticks_are_round_and_inside(low: float, high: float, expected: tuple[float, ...]) -> None:
    assert ticks(low, high) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(83, 100), (100, 100), (101, 150), (0.7, 0.8), (0, 1), (-3, 1)]
)
def test_ceiling_is_the_next_round_value(value: float, expected: float) -> None:
    assert ceiling(value) == pytest.approx(expected)
