"""Scores of groups and their shrunken scores, from published cells alone."""

import pytest

from surveys.disclosure.cube import Bound
from surveys.published import Estimate, PublishedGroup, Withheld, WithheldReason
from surveys.tabulation.group_results import group_score, with_shrunken


def group(level: str, index: Estimate | Withheld, column: str = "site") -> PublishedGroup:
    return PublishedGroup(column, level, index.n, index, {})


HIDDEN = Withheld(WithheldReason.TOO_FEW)


def test_groups_get_their_shrunken_score_where_their_share_is_published() -> None:
    groups = [
        group("Bonn", Estimate(60.0, n=50)),
        group("Kiel", Estimate(40.0, n=50)),
        group("Ulm", Estimate(50.0, n=50)),
        group("Ahlen", HIDDEN),
    ]

    found = with_shrunken(groups, {"site": 0.1})

    # λ = 50 × 0.1 / (1 + 49 × 0.1) = 0.847458
    assert [entry.shrunken for entry in found] == [
        pytest.approx(58.474576, abs=1e-6),
        pytest.approx(41.525424, abs=1e-6),
        pytest.approx(50.0),
        None,
    ]


def test_two_groups_or_an_unpublished_share_leave_scores_as_they_are() -> None:
    two = [group("Bonn", Estimate(60.0, n=50)), group("Kiel", Estimate(40.0, n=50))]
    three = [*two, group("Ulm", Estimate(50.0, n=50))]

    assert [entry.shrunken for entry in with_shrunken(two, {"site": 0.1})] == [None, None]
    assert [entry.shrunken for entry in with_shrunken(three, {"team": 0.1})] == [None, None, None]


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
