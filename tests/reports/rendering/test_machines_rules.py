"""Rules, people and open points; candidates side by side."""

from dataclasses import replace

from reports.rendering.document import document_of
from reports.rendering.machines_compared import comparison_part
from reports.rendering.machines_rules import rules_part
from tests.reports import assessments, snapshots


def test_data_stand_with_their_share_and_how_far_they_may_go() -> None:
    part = rules_part(assessments.technology(assessments.conditional_result()))

    assert [(fact.value, fact.note) for fact in part.facts[:2]] == [
        ("35% of the requests", "Own premises only"),
        ("65% of the requests", "Own region"),
    ]


def test_open_points_with_a_date_stand_first_and_name_their_owner() -> None:
    part = rules_part(assessments.technology(assessments.conditional_result()))

    assert part.open_points is not None
    assert part.open_points.caption == f"{len(part.open_points.rows)} open points"
    first, *others = part.open_points.rows
    assert first[1:] == ("Security", "not answered", "Ines Kramer", "Dec. 1, 2026")
    assert {row[3] for row in others} == {"nobody yet"}


def test_a_question_is_settled_only_when_it_is_in_place_and_proven() -> None:
    technology = assessments.technology(assessments.conditional_result())

    part = rules_part(technology)

    assert part.settled is not None
    lacking = {question.lack for question in technology.questions}
    assert {lack.value for lack in lacking if lack} == {"unanswered", "incomplete", "unproven"}
    settled = sum(int(row[3]) for row in part.settled.rows)
    answered = sum(int(row[2]) for row in part.settled.rows)
    assert 0 < settled < answered


def test_nothing_asked_leaves_the_tables_out() -> None:
    technology = replace(
        assessments.technology(assessments.conditional_result()), questions=(), data_shares=()
    )

    part = rules_part(technology)

    assert part.settled is None
    assert part.open_points is None
    assert part.facts[0].label == "Role under the EU AI Act"


def test_candidates_stand_side_by_side_the_chosen_one_first() -> None:
    technology = document_of(snapshots.compared()).technology

    assert technology is not None
    assert technology.comparison is not None
    table = technology.comparison.table
    assert [column.label for column in table.columns] == [
        "Figure",
        "Assistant for everybody, own data center",
        "Two sites, sixteen H200",
        "One server in the branch",
    ]
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Technical readiness"] == ("72 (66 to 77)", "88 (84 to 91)", "20 (14 to 20)")
    assert rows["Fits"] == ("yes", "yes", "no")
    assert rows["First token, ms"][2] == "–"
    assert [figure.key for figure in technology.comparison.memory] == ["memory-2", "memory-3"]


def test_a_candidate_that_could_not_be_sized_is_not_compared() -> None:
    chosen = assessments.technology(assessments.conditional_result())

    assert comparison_part(chosen, ()) is None
    assert comparison_part(chosen, (assessments.technology(assessments.refusal()),)) is None
