import pytest

from reports.verdict import (
    CELLS,
    Cell,
    Limit,
    LimitingScore,
    Missing,
    MissingReason,
    Paired,
    Standing,
    Tier,
    Unpaired,
    limiting_score,
    organization_standing,
    pair,
    technology_standing,
)


def people(score: float, low: float, high: float, band: str, *caps: str) -> Standing:
    return organization_standing(score=score, low=low, high=high, band=band, caps=caps)


def machines(score: float, low: float, high: float, band: str) -> Standing:
    return technology_standing(score=score, low=low, high=high, band=band)


@pytest.mark.parametrize(
    ("organization", "technology", "cell"),
    [
        (people(30, 28, 32, "at_risk"), machines(20, 15, 30, "not_ready"), Cell.PREPARE_BOTH),
        (
            people(50, 48, 52, "emerging"),
            machines(70, 65, 75, "ready_with_conditions"),
            Cell.PEOPLE_FIRST,
        ),
        (people(50, 48, 52, "emerging"), machines(90, 85, 95, "ready"), Cell.SHELFWARE_RISK),
        (
            people(60, 57, 63, "developing"),
            machines(50, 45, 55, "foundations"),
            Cell.PREPARE_PLATFORM,
        ),
        (
            people(60, 57, 63, "developing"),
            machines(70, 65, 75, "ready_with_conditions"),
            Cell.GUARDED_PILOT,
        ),
        (people(60, 57, 63, "developing"), machines(90, 85, 95, "ready"), Cell.STAGED_ROLLOUT),
        (people(75, 72, 78, "ready"), machines(50, 45, 55, "foundations"), Cell.SHADOW_AI_RISK),
        (
            people(75, 72, 78, "ready"),
            machines(70, 65, 75, "ready_with_conditions"),
            Cell.SCALE_BOTH,
        ),
        (people(88, 86, 90, "leading"), machines(90, 85, 95, "ready"), Cell.GO),
    ],
)
def test_each_pair_of_bands_has_its_cell(
    organization: Standing, technology: Standing, cell: Cell
) -> None:
    assert pair(organization, technology) == Paired(organization, technology, cell, (cell,))


def test_nine_pairs_of_tiers_have_nine_different_cells() -> None:
    assert len(CELLS) == 9
    assert set(CELLS.values()) == set(Cell)


def test_interval_across_one_edge_names_both_cells() -> None:
    verdict = pair(people(53, 50, 56, "emerging"), machines(90, 85, 95, "ready"))

    assert isinstance(verdict, Paired)
    assert verdict.cells == (Cell.SHELFWARE_RISK, Cell.STAGED_ROLLOUT)
    assert not verdict.is_clear


def test_intervals_across_edges_of_both_axes_name_four_cells() -> None:
    verdict = pair(people(56, 53, 59, "developing"), machines(79, 74, 84, "ready_with_conditions"))

    assert isinstance(verdict, Paired)
    assert verdict.cells == (
        Cell.GUARDED_PILOT,
        Cell.PEOPLE_FIRST,
        Cell.SHELFWARE_RISK,
        Cell.STAGED_ROLLOUT,
    )


def test_upper_limit_on_the_edge_reaches_the_next_tier() -> None:
    assert people(53, 51, 55, "emerging").reached == (Tier.LOW, Tier.MIDDLE)
    assert people(53, 51, 54.99, "emerging").reached == (Tier.LOW,)


def test_gate_holds_the_whole_interval_below_its_cap() -> None:
    """ORS-1: a dimension with upper limit under 40 caps at emerging, whatever the mean says."""
    standing = people(66, 60, 72, "emerging", "developing", "emerging")

    assert standing.tier is Tier.LOW
    assert standing.reached == (Tier.LOW,)


def test_gate_that_allows_developing_keeps_the_lower_tier_in_reach() -> None:
    assert people(58, 53, 72, "developing", "developing").reached == (Tier.LOW, Tier.MIDDLE)


def test_missing_axis_names_no_cell() -> None:
    technology = Missing(MissingReason.NOT_ASSESSED)
    organization = people(60, 57, 63, "developing")

    assert pair(organization, technology) == Unpaired(organization, technology)
    assert pair(Missing(MissingReason.NO_BAND), technology) == Unpaired(
        Missing(MissingReason.NO_BAND), technology
    )


@pytest.mark.parametrize(
    ("organization_score", "technology_score", "limiting"),
    [
        (48.0, 85.0, LimitingScore(48.0, Limit.ORGANIZATION)),
        (85.0, 48.0, LimitingScore(48.0, Limit.TECHNOLOGY)),
        (48.0, 48.0, LimitingScore(48.0, Limit.BOTH)),
    ],
)
def test_limiting_score_is_the_smaller_one_and_no_average(
    organization_score: float, technology_score: float, limiting: LimitingScore
) -> None:
    verdict = Paired(
        Standing(organization_score, 0, 100, Tier.LOW, (Tier.LOW,)),
        Standing(technology_score, 0, 100, Tier.LOW, (Tier.LOW,)),
        Cell.PREPARE_BOTH,
        (Cell.PREPARE_BOTH,),
    )

    assert limiting_score(verdict) == limiting
