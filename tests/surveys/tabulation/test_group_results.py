"""Shrunken scores of groups, from published cells alone."""

import pytest

from surveys.published import Estimate, PublishedGroup, Withheld, WithheldReason
from surveys.tabulation.group_results import with_shrunken


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
