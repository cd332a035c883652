from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.disclosure.cohorts import (
    CohortPlan,
    LevelMerge,
    TooFewAnswers,
    build_cohorts,
    declared_groups,
)
from surveys.disclosure.cube import WHOLE, Segment

LABELS = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("uvwxyz")), min_size=5, max_size=150
)


def sizes(plan: CohortPlan) -> dict[Segment, int]:
    return {
        group.segment: sum(plan.counts[cohort] for cohort in group.atoms) for group in plan.groups
    }


def test_large_teams_stand_alone() -> None:
    plan = build_cohorts(["team"], [("law",)] * 6 + [("it",)] * 9, floor=5)

    assert isinstance(plan, CohortPlan)
    assert sizes(plan) == {WHOLE: 15, Segment("team", "it"): 9, Segment("team", "law"): 6}
    assert (plan.merges, plan.dropped) == ((), ())


def test_single_small_team_is_merged_with_the_smallest_large_one() -> None:
    labels = [("law",)] * 6 + [("it",)] * 9 + [("hr",)] * 3

    plan = build_cohorts(["team"], labels, floor=5)

    assert isinstance(plan, CohortPlan)
    assert plan.merges == (LevelMerge("team", ("hr", "law")),)
    assert sizes(plan) == {WHOLE: 18, Segment("team", "hr + law"): 9, Segment("team", "it"): 9}


def test_team_of_4_disappears_and_5_with_4_answers_as_well() -> None:
    """Only answers count: five invited with four answers are four."""
    plan = build_cohorts(["team"], [("a",)] * 4 + [("b",)] * 20, floor=5)

    assert isinstance(plan, CohortPlan)
    assert set(sizes(plan)) == {WHOLE}
    assert plan.dropped == ("team",)


def test_fewer_answers_than_the_threshold_keep_nothing() -> None:
    assert build_cohorts(["team"], [("a",)] * 4, floor=5) == TooFewAnswers(4, 5)


def test_without_dimensions_everybody_is_one_cohort() -> None:
    plan = build_cohorts([], [()] * 7, floor=5)

    assert isinstance(plan, CohortPlan)
    assert sizes(plan) == {WHOLE: 7}
    assert plan.cohort_by_labels == {(): "cohort-0"}


def test_cross_of_two_large_dimensions_is_kept() -> None:
    labels = [(team, site) for team in ("it", "law") for site in ("ber", "muc")] * 5

    plan = build_cohorts(["team", "site"], labels, floor=5)

    assert isinstance(plan, CohortPlan)
    assert sizes(plan)[Segment("team × site", "it × muc")] == 5
    assert len(plan.groups) == 1 + 2 + 2 + 4


def test_empty_crossing_does_not_stand_in_the_way() -> None:
    labels = [("it", "ber")] * 5 + [("law", "ber")] * 5 + [("law", "muc")] * 5

    plan = build_cohorts(["team", "site"], labels, floor=5)

    assert isinstance(plan, CohortPlan)
    assert len(plan.counts) == 3
    assert plan.merges == ()


def test_third_dimension_is_refused() -> None:
    with pytest.raises(ValueError, match="at most two"):
        build_cohorts(["a", "b", "c"], [("1", "2", "3")], floor=5)


@given(LABELS, st.integers(5, 12))
def test_every_cohort_is_large_and_every_group_is_a_union_of_cohorts(
    labels: list[tuple[str, ...]], floor: int
) -> None:
    plan = build_cohorts(["team", "site"], labels, floor=floor)

    if isinstance(plan, TooFewAnswers):
        assert len(labels) < floor
        return
    assert min(plan.counts.values()) >= floor
    assert plan.counts == Counter(plan.cohort_by_labels[row] for row in labels)
    assert all(group.atoms <= plan.counts.keys() for group in plan.groups)
    assert sizes(plan)[WHOLE] == len(labels)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=9))
def test_with_one_dimension_no_other_choice_keeps_more_levels(team_sizes: list[int]) -> None:
    """Compared with every subset of levels that could be merged."""
    labels = [(f"t{place}",) for place, n in enumerate(team_sizes) for _ in range(n)]
    plan = build_cohorts(["team"], labels, floor=5)
    if isinstance(plan, TooFewAnswers):
        return
    merged = {level for merge in plan.merges for level in merge.levels}
    kept = 0 if plan.dropped else len(team_sizes) - len(merged)

    best = 0
    for mask in range(2 ** len(team_sizes)):
        alone = [n for place, n in enumerate(team_sizes) if mask >> place & 1]
        rest = sum(team_sizes) - sum(alone)
        if all(n >= 5 for n in alone) and (rest == 0 or rest >= 5):
            best = max(best, len(alone))
    assert kept == best or (plan.dropped and best <= 1)


def test_aggregate_mode_declares_breakdowns_and_one_cross() -> None:
    labels = [("it", "ber", "x"), ("law", "ber", "y"), ("law", "muc", "y")]

    declared = declared_groups(["team", "site", "level"], labels, cross=("team", "site"))

    by_segment = {group.segment: group.atoms for group in declared.groups}
    assert len(by_segment) == 1 + 2 + 2 + 2 + 3
    assert by_segment[WHOLE] == frozenset(declared.atom_by_labels.values())
    assert by_segment[Segment("team × site", "law × muc")] == {
        declared.atom_by_labels["law", "muc", "y"]
    }


def test_seventh_breakdown_is_refused() -> None:
    with pytest.raises(ValueError, match="at most six"):
        declared_groups(list("abcdefg"), [])
