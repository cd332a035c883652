"""What keeps a question of the catalog from being settled."""

import pytest

from deployments.catalog.entries import Destination
from deployments.catalog.loader import load_catalog
from deployments.inputs import Assignment
from deployments.questions import Lack, data_shares, lack_of, question_states
from deployments.sizing.scenario import Answer, AnswerValue, DataClassShare, Evidence


@pytest.mark.parametrize(
    ("answer", "lack"),
    [
        (None, Lack.UNANSWERED),
        (Answer("a", AnswerValue.MOSTLY, Evidence.MEASURED), Lack.INCOMPLETE),
        (Answer("a", AnswerValue.FULLY, Evidence.DECLARED), Lack.UNPROVEN),
        (Answer("a", AnswerValue.FULLY, Evidence.NONE), Lack.UNPROVEN),
        (Answer("a", AnswerValue.FULLY, Evidence.DOCUMENT), None),
        (Answer("a", AnswerValue.FULLY, Evidence.MEASURED), None),
    ],
)
def test_a_question_is_settled_when_fully_in_place_and_proven(
    answer: Answer | None, lack: Lack | None
) -> None:
    assert lack_of(answer) is lack


def test_every_question_of_the_catalog_has_its_state() -> None:
    catalog = load_catalog()
    first = catalog.questions[0]

    states = question_states(
        catalog,
        (Answer(first.key, AnswerValue.FULLY, Evidence.DOCUMENT),),
        (Assignment(catalog.questions[1].key, owner="Ines Kramer"),),
    )

    assert [state.key for state in states] == [question.key for question in catalog.questions]
    assert states[0].lack is None
    assert (states[1].owner, states[1].lack) == ("Ines Kramer", Lack.UNANSWERED)


def test_a_class_of_data_that_left_the_catalog_keeps_its_key() -> None:
    (share,) = data_shares(
        load_catalog(), (DataClassShare("retired_class", 0.4, Destination.REGION),)
    )

    assert share.title == {"en": "retired_class"}
