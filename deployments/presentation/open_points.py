"""Questions that are not settled yet: who settles them, and until when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from deployments.catalog.entries import Question
from deployments.inputs import Assignment
from deployments.questions import lack_of
from deployments.sizing.scenario import Answer, Pillar
from deployments.wording import in_reader_language, lack_words, pillar_words


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One question, what is missing, and who answers for it; empty texts where nobody does."""

    pillar: str
    question: str
    missing: str
    owner: str
    due_date: dt.date | None
    is_overdue: bool


def open_points(
    questions: Sequence[Question],
    answers: Sequence[Answer],
    assignments: Sequence[Assignment],
    *,
    today: dt.date,
) -> tuple[OpenPoint, ...]:
    """Questions without an answer, not fully in place, or without proof; the next due on top."""
    answer_of = {answer.key: answer for answer in answers}
    assigned = {assignment.key: assignment for assignment in assignments}
    found = []
    for question in questions:
        lack = lack_of(answer_of.get(question.key))
        if lack is None:
            continue
        assignment = assigned.get(question.key, Assignment(question.key))
        due_date = assignment.due_date
        found.append(
            OpenPoint(
                pillar=pillar_words(Pillar(question.pillar)),
                question=in_reader_language(question.text),
                missing=lack_words(lack),
                owner=assignment.owner,
                due_date=due_date,
                is_overdue=due_date is not None and due_date < today,
            )
        )
    return tuple(sorted(found, key=lambda point: point.due_date or dt.date.max))
