from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.disclosure.bands import band_shares
from surveys.disclosure.cube import Bound, Candidate, CellAddress, Statistic
from surveys.disclosure.rounding import share_edge

POINTS = (1, 2, 3, 4, 5)
SIDES = {"unfavorable": (1, 2), "neutral": (3,), "favorable": (4, 5)}


def point_shares(counts: tuple[int, ...], item: str = "q1") -> list[Candidate]:
    n = sum(counts)
    return [
        Candidate(
            CellAddress(Statistic.POINT_SHARE, item, category=str(point)),
            n,
            counts[point - 1] / n,
            bins={f"{item}={point}": 1.0},
        )
        for point in POINTS
    ]


def side_shares(counts: tuple[int, ...], item: str = "q1") -> list[Candidate]:
    n = sum(counts)
    return [
        Candidate(
            CellAddress(Statistic.FAVORABILITY_SHARE, item, category=side),
            n,
            sum(counts[point - 1] for point in points) / n,
            bins={f"{item}={point}": 1.0 for point in points},
        )
        for side, points in SIDES.items()
    ]


def item_mean(counts: tuple[int, ...], item: str = "q1") -> Candidate:
    n = sum(counts)
    return Candidate(
        CellAddress(Statistic.ITEM_MEAN, item),
        n,
        sum(25 * (point - 1) * counts[point - 1] for point in POINTS) / n,
        bins={f"{item}={point}": 25.0 * (point - 1) for point in POINTS},
    )


def told(candidates: list[Candidate]) -> list[Bound | None]:
    bounds = band_shares(candidates).bounds
    return [bounds[candidate.address] for candidate in candidates]


def test_shares_away_from_the_ends_are_exact() -> None:
    assert told(point_shares((20, 20, 20, 20, 20))) == [Bound.EXACT] * 5


def test_share_near_the_end_is_a_band_and_the_sum_does_not_undo_it() -> None:
    """49 + 48 leaves 3 for the last: one of the two exact shares is withheld."""
    bounds = told(side_shares((24, 24, 3, 24, 25)))

    assert bounds[1] is Bound.AT_MOST
    assert bounds.count(None) == 1


def test_unanimous_answer_is_a_band() -> None:
    bounds = told(side_shares((0, 0, 0, 5, 5)))

    assert bounds == [Bound.AT_MOST, Bound.AT_MOST, Bound.AT_LEAST]


def test_two_empty_shares_beside_two_halves_are_not_given_away_by_the_sum() -> None:
    bounds = told(point_shares((0, 6, 0, 6, 0)))

    assert bounds[0] is bounds[2] is bounds[4] is Bound.AT_MOST
    assert None in bounds


def test_mean_is_withheld_before_any_share() -> None:
    counts = (1, 20, 30, 30, 19)

    bounds = told([*side_shares(counts), *point_shares(counts), item_mean(counts)])

    assert bounds[-1] is None


def test_shares_of_many_options_are_protected_without_a_histogram_of_points() -> None:
    candidates = [
        Candidate(CellAddress(Statistic.CHOICE_SHARE, "tool", category=option), 40, share)
        for option, share in (("a", 0.5), ("b", 0.475), ("c", 0.025))
    ]

    assert told(candidates) == [Bound.EXACT, None, Bound.AT_MOST]


def test_exact_shares_of_a_dimension_do_not_narrow_the_band_of_its_items() -> None:
    """Three items; the pooled share minus two exact ones would give the third."""
    items = {"q1": (4, 4, 4, 4, 4), "q2": (4, 4, 4, 4, 4), "q3": (4, 4, 11, 0, 1)}
    pooled = [
        Candidate(
            CellAddress(Statistic.FAVORABILITY_SHARE, "core", category=side),
            20,
            sum(counts[point - 1] for counts in items.values() for point in points) / 60,
            bins={f"{item}={point}": 1.0 for item in items for point in points},
            base=60,
        )
        for side, points in SIDES.items()
    ]
    shares = [share for item, counts in items.items() for share in side_shares(counts, item)]

    bounds = band_shares([*pooled, *shares]).bounds

    assert bounds[shares[-1].address] is Bound.AT_MOST
    assert None in [bounds[one.address] for one in [*pooled, *shares]]


def histograms(n: int) -> list[tuple[int, ...]]:
    return [(*head, n - sum(head)) for head in product(range(n + 1), repeat=4) if sum(head) <= n]


@settings(max_examples=25)
@given(st.lists(st.integers(0, 6), min_size=5, max_size=5).filter(lambda one: sum(one) >= 10))
def test_every_histogram_that_fits_leaves_three_counts_for_every_band(answers: list[int]) -> None:
    """An attacker who lists all histograms of n people and keeps those that fit what is told."""
    counts = tuple(answers)
    n = sum(counts)
    if n > 14:
        counts = (*counts[:4], max(0, 14 - sum(counts[:4])))
        n = sum(counts)
    candidates = [*side_shares(counts), *point_shares(counts), item_mean(counts)]
    bounds = band_shares(candidates).bounds
    edge = share_edge(n)

    def fits(histogram: tuple[int, ...]) -> bool:
        for candidate in candidates:
            weight = sum(
                share * histogram[int(name[-1]) - 1] for name, share in candidate.bins.items()
            )
            bound = bounds[candidate.address]
            told_value = candidate.value or 0.0
            if bound is Bound.EXACT and abs(weight / n - told_value) > 1e-9:
                return False
            if bound is Bound.AT_MOST and weight / n > edge + 1e-9:
                return False
            if bound is Bound.AT_LEAST and weight / n < 1 - edge - 1e-9:
                return False
        return True

    fitting = [histogram for histogram in histograms(n) if fits(histogram)]
    for candidate in candidates:
        if bounds[candidate.address] in {Bound.AT_MOST, Bound.AT_LEAST}:
            possible = {
                sum(histogram[int(name[-1]) - 1] for name in candidate.bins)
                for histogram in fitting
            }
            assert len(possible) >= 3


def test_figure_without_a_value_cannot_be_banded() -> None:
    with pytest.raises(ValueError, match="without a value"):
        band_shares([Candidate(CellAddress(Statistic.POINT_SHARE, "q1"), 10, None)])
