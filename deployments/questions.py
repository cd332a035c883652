"""Questions of the catalog as an assessment stands to them, and what its requests carry.

Frozen values with their texts in every language, so that who keeps them can print them later.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from deployments.catalog.entries import Catalog, Destination
from deployments.inputs import Assignment
from deployments.sizing.scenario import (
    Answer,
    AnswerValue,
    DataClassShare,
    Evidence,
    Pillar,
)

_ENOUGH_EVIDENCE = frozenset({Evidence.DOCUMENT, Evidence.MEASURED})


class Lack(StrEnum):
    """What keeps a question from being settled."""

    UNANSWERED = "unanswered"
    INCOMPLETE = "incomplete"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class QuestionState:
    """One question: what was answered, what is lacking, who settles it until when.

    `value` and `evidence` are None without an answer; `lack` is None once it is settled.
    """

    key: str
    pillar: Pillar
    text: Mapping[str, str]
    value: AnswerValue | None
    evidence: Evidence | None
    lack: Lack | None
    owner: str
    due_date: dt.date | None


@dataclass(frozen=True, slots=True)
class DataShare:
    """A class of data: which share of the requests carries it, and how far it may go."""

    title: Mapping[str, str]
    share: float
    destination: Destination


def question_states(
    catalog: Catalog, answers: Sequence[Answer], assignments: Sequence[Assignment]
) -> tuple[QuestionState, ...]:
    """Every question of the catalog, in its order."""
    answer_of = {answer.key: answer for answer in answers}
    assigned = {assignment.key: assignment for assignment in assignments}
    states = []
    for question in catalog.questions:
        answer = answer_of.get(question.key)
        assignment = assigned.get(question.key, Assignment(question.key))
        states.append(
            QuestionState(
                key=question.key,
                pillar=Pillar(question.pillar),
                text=question.text,
                value=answer.value if answer else None,
                evidence=answer.evidence if answer else None,
                lack=lack_of(answer),
                owner=assignment.owner,
                due_date=assignment.due_date,
            )
        )
    return tuple(states)


def lack_of(answer: Answer | None) -> Lack | None:
    """What an answer lacks to settle its question."""
    if answer is None:
        return Lack.UNANSWERED
    if answer.value is not AnswerValue.FULLY:
        return Lack.INCOMPLETE
    return None if answer.evidence in _ENOUGH_EVIDENCE else Lack.UNPROVEN


def data_shares(catalog: Catalog, classes: Sequence[DataClassShare]) -> tuple[DataShare, ...]:
    """Classes of data with their names; a class that left the catalog keeps its key."""
    titles = {entry.key: entry.title for entry in catalog.data_classes}
    return tuple(
        DataShare(titles.get(entry.key, {"en": entry.key}), entry.share, entry.destination)
        for entry in classes
    )
