"""What a plan could report, from counts alone."""

from surveys.models import RetentionMode
from surveys.reportable import Outlook, plan_of_rows


def rows(**counts: int) -> list[tuple[str, ...]]:
    return [(level,) for level, count in counts.items() for _person in range(count)]


def told(plan: object) -> list[tuple[str, int, str]]:
    return [(one.level, one.invited, one.outlook.value) for one in plan.groups]


def test_outlook_depends_on_how_many_have_to_answer():
    plan = plan_of_rows(
        ["team"], rows(a=10, b=9, c=5), floor=5, retention_mode=RetentionMode.COHORT
    )

    assert told(plan) == [("a", 10, "likely"), ("b", 9, "demanding"), ("c", 5, "demanding")]
    assert [one.needed_percent for one in plan.groups] == [50, 56, 100]


def test_small_levels_are_named_in_the_group_that_takes_them():
    plan = plan_of_rows(
        ["team"], rows(a=10, b=3, c=4), floor=5, retention_mode=RetentionMode.COHORT
    )

    merged = [one for one in plan.groups if one.outlook is Outlook.MERGED]
    assert [(one.merged, one.invited) for one in merged] == [(("b", "c"), 7)]


def test_too_few_people_report_nothing():
    plan = plan_of_rows(["team"], rows(a=4), floor=5, retention_mode=RetentionMode.COHORT)

    assert plan.is_too_small
    assert plan.groups == ()


def test_second_dimension_that_tears_the_first_is_dropped():
    pairs = [("a", f"site {place % 5}") for place in range(12)]

    plan = plan_of_rows(["team", "site"], pairs, floor=5, retention_mode=RetentionMode.COHORT)

    assert "site" in plan.dropped


def test_aggregate_mode_hides_the_group_that_would_give_another_away():
    """Of three groups one is too small: with the total known, hiding it alone would not do."""
    plan = plan_of_rows(
        ["team"], rows(a=12, b=8, c=6), floor=7, retention_mode=RetentionMode.AGGREGATE
    )

    assert all(one.invited >= 7 or one.outlook is not Outlook.LIKELY for one in plan.groups)
    assert sum(one.invited for one in plan.groups) == 26


def test_nobody_is_a_group_of_its_own_however_the_floor_is_raised():
    for floor in range(5, 20):
        plan = plan_of_rows(
            ["team"], rows(a=20, b=9, c=7, d=2), floor=floor, retention_mode=RetentionMode.COHORT
        )
        assert all(one.invited >= floor for one in plan.groups)
