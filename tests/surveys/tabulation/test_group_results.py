"""Scores of groups and their shrunken scores, from published cells alone."""

import pytest

from surveys.disclosure.cube import Bound
from surveys.published import Estimate, PublishedGroup, Withheld, WithheldReason
from surveys.tabulation.group_results import group_score, with_shrunken


def group(level: str, index: Estimate | Withheld, column: str = "site") -> PublishedGroup:
    return PublishedGroup(column, level, index.n, index, {})


HIDDEN = Withheld(WithheldReason.TOO_FEW)


def test_groups_that_are_shown_get_their_shrunken_score_beside_a_hidden_one() -> None:
    groups = [
        group("Bonn", Estimate(60.0, n=50)),
        group("Kiel", Estimate(40.0, n=50)),
        group("Ulm", Estimate(50.0, n=50)),
        group("Ahlen", HIDDEN),
    ]

    found = with_shrunken(groups, 20.0)

    # MSB = 5000, n₀ = 50, c = 100/149: τ² = 4600/(50 − c) = 93.251, σ² = 400 − cτ² = 337.415,
    # λ = τ²/(τ² + σ²/50) = 0.932517
    assert [entry.shrunken for entry in found] == [
        pytest.approx(59.325170, abs=1e-6),
        pytest.approx(40.674830, abs=1e-6),
        pytest.approx(50.0),
        None,
    ]


def test_a_hidden_group_moves_no_score_of_the_others() -> None:
    shown = [group(name, Estimate(mean, n=40)) for name, mean in (("A", 60.0), ("B", 45.0))]
    shown.append(group("C", Estimate(52.0, n=12)))

    alone = with_shrunken(shown, 18.0)
    beside = with_shrunken([*shown, group("D", HIDDEN), group("E", HIDDEN)], 18.0)

    assert beside[:3] == alone
    assert alone[0].shrunken is not None


def test_a_group_told_as_a_band_is_not_drawn() -> None:
    groups = [group(name, Estimate(50.0 + n, n=n)) for name, n in (("A", 30), ("B", 40), ("C", 50))]
    band = group("D", Estimate(90.0, n=10, bound=Bound.AT_LEAST))

    found = with_shrunken([*groups, band], 20.0)

    assert found[3].shrunken is None
    assert found[:3] == with_shrunken(groups, 20.0)


def test_two_groups_or_an_unknown_spread_leave_scores_as_they_are() -> None:
    two = [group("Bonn", Estimate(60.0, n=50)), group("Kiel", Estimate(40.0, n=50))]
    three = [*two, group("Ulm", Estimate(50.0, n=50))]

    assert [entry.shrunken for entry in with_shrunken(two, 20.0)] == [None, None]
    assert [entry.shrunken for entry in with_shrunken(three, None)] == [None, None, None]


WEIGHTS = {"core": 0.2, "trust": 0.1, "beside": 0.0}


def score(core: Estimate | Withheld, trust: Estimate | Withheld) -> Estimate | Withheld:
    return group_score(
        {"core": core, "trust": trust, "beside": HIDDEN}, WEIGHTS, n=12, whole_points_below=10
    )


def test_score_of_a_group_is_the_weighted_mean_of_what_is_told_of_it() -> None:
    # (2 × 61.2 + 50.5) / 3 = 57.6333; a dimension without weight does not matter
    assert score(Estimate(61.2, 12), Estimate(50.5, 11)) == Estimate(57.6, 12)


def test_score_is_as_coarse_as_the_coarsest_dimension() -> None:
    assert score(Estimate(61.2, 12), Estimate(50.0, 9)) == Estimate(57.0, 12)


def test_score_is_withheld_with_a_dimension() -> None:
    assert score(Estimate(61.2, 12), HIDDEN) == HIDDEN


def test_score_is_an_edge_where_a_dimension_is_one() -> None:
    high = Estimate(95.0, 12, bound=Bound.AT_LEAST)
    low = Estimate(5.0, 12, bound=Bound.AT_MOST)

    assert score(high, Estimate(50.0, 12)) == Estimate(80.0, 12, bound=Bound.AT_LEAST)
    assert score(high, low) == Withheld(WithheldReason.UNDEFINED, 12)
