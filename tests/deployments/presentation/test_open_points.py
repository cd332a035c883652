import datetime as dt

from deployments.catalog.loader import load_catalog
from deployments.inputs import Assignment
from deployments.presentation.open_points import open_points
from deployments.sizing.scenario import Answer, AnswerValue, Evidence

TODAY = dt.date(2026, 11, 24)
QUESTIONS = load_catalog().questions[:4]
FIRST, SECOND, THIRD, FOURTH = (question.key for question in QUESTIONS)


def test_what_is_not_settled_is_listed_the_next_due_on_top() -> None:
    answers = [
        Answer(FIRST, AnswerValue.FULLY, Evidence.MEASURED),
        Answer(SECOND, AnswerValue.FULLY, Evidence.DECLARED),
        Answer(THIRD, AnswerValue.PARTLY, Evidence.DOCUMENT),
    ]
    assignments = [
        Assignment(THIRD, "Ada Lind", dt.date(2026, 12, 24)),
        Assignment(FOURTH, "", dt.date(2026, 11, 23)),
    ]

    points = open_points(QUESTIONS, answers, assignments, today=TODAY)

    assert [(point.missing, point.owner, point.is_overdue) for point in points] == [
        ("not answered", "", True),
        ("not fully in place", "Ada Lind", False),
        ("no document or measurement", "", False),
    ]


def test_nothing_is_open_when_all_is_proven() -> None:
    answers = [Answer(entry.key, AnswerValue.FULLY, Evidence.DOCUMENT) for entry in QUESTIONS]

    assert open_points(QUESTIONS, answers, (), today=TODAY) == ()
