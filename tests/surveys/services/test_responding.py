"""Taking one answer: once, within the scale, sealed, and refused without a trace."""

import logging

import pytest
from django.conf import settings as product
from django.db import connection
from django.test.utils import CaptureQueriesContext

from surveys.models import Employee, Envelope, Invitation, InvitationLink, Wave
from surveys.obstacles import (
    AlreadyAnswered,
    AnswersTooLong,
    Obstacle,
    UnknownAnswer,
    WaveNotOpen,
    WrongToken,
)
from surveys.sealing.ballots import Answer
from surveys.services.invitations import issue_token
from surveys.services.responding import submit_response
from tests.surveys.factories import answer, hire, open_wave

pytestmark = pytest.mark.django_db

AGREE: dict[str, Answer] = {"willing": 4, "able": 4, "rules": 4, "fear": 2, "advice": 8}
EVERY_KIND_OF_TEXT = "Größe, 日本語, 🙂,\ttabs and\nlines"


def open_invitation() -> Invitation:
    hire({"Sales": 6})
    wave = open_wave()
    return Invitation.objects.filter(wave=wave).order_by("pk")[0]


def nothing_was_stored() -> bool:
    return not Envelope.objects.exists() and not Invitation.objects.filter(state="done").exists()


def test_answer_spends_the_invitation_and_leaves_one_envelope():
    invitation = open_invitation()

    answer(invitation, AGREE, {"wish": EVERY_KIND_OF_TEXT})

    assert Invitation.objects.filter(state="done").get() == invitation
    sealed = bytes(Envelope.objects.get().sealed)
    assert "Größe".encode() not in sealed
    assert b"willing" not in sealed


def test_empty_answer_is_an_answer():
    answer(open_invitation(), {})

    assert Envelope.objects.count() == 1


@pytest.mark.parametrize("key", ["willing", "advice"])
def test_no_answer_to_an_item_is_taken(key: str):
    answer(open_invitation(), {key: None})

    assert Envelope.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "comments"),
    [
        ({"willing": 0}, {}),
        ({"willing": 6}, {}),
        ({"willing": True}, {}),
        ({"willing": "4"}, {}),
        ({"willing": 4.0}, {}),
        ({"advice": -1}, {}),
        ({"advice": 11}, {}),
        ({"wish": "a text"}, {}),
        ({"wish": None}, {}),
        ({"unknown": 3}, {}),
        ({"": 3}, {}),
        ({}, {"willing": "text"}),
        ({}, {"unknown": "text"}),
        ({}, {"wish": "nul\0"}),
        ({}, {"wish": "bell\x07"}),
        ({}, {"wish": "half a character \ud800"}),
    ],
)
def test_answer_that_does_not_fit_is_refused_and_nothing_is_stored(
    answers: dict[str, Answer], comments: dict[str, str]
):
    invitation = open_invitation()

    with pytest.raises(UnknownAnswer):
        answer(invitation, {**AGREE, **answers}, comments)

    assert nothing_was_stored()


def test_refusal_names_the_item_and_not_the_answer():
    invitation = open_invitation()

    with pytest.raises(UnknownAnswer) as refusal:
        answer(invitation, {"willing": 77})

    assert str(refusal.value) == "The answer to “willing” does not fit it. Answer it again."


@pytest.mark.parametrize("text", ["x" * (product.COMMENT_MAX_CHARACTERS + 1), "🙂" * 4000])
def test_comment_that_does_not_fit_the_envelope_is_refused(text: str):
    invitation = open_invitation()

    with pytest.raises(AnswersTooLong):
        answer(invitation, AGREE, {"wish": text})

    assert nothing_was_stored()


def test_longest_comment_fits_and_gives_no_longer_envelope():
    first = open_invitation()
    second = Invitation.objects.exclude(pk=first.pk)[0]

    answer(first, AGREE, {"wish": "ä" * product.COMMENT_MAX_CHARACTERS})
    answer(second, {})

    short, long = (len(bytes(envelope.sealed)) for envelope in Envelope.objects.all())
    assert short == long


@pytest.mark.parametrize("token", ["", "wrong", "A" * 22, "\0", "ä", "x" * 10_000])
def test_wrong_token_is_refused(token: str):
    open_invitation()

    with pytest.raises(WrongToken):
        submit_response(token=token, answers=AGREE, comments={})

    assert nothing_was_stored()


def test_second_use_is_refused_and_the_first_answer_stays():
    invitation = open_invitation()
    token = issue_token(invitation=invitation)
    submit_response(token=token, answers=AGREE, comments={})
    first = bytes(Envelope.objects.get().sealed)

    with pytest.raises(AlreadyAnswered):
        submit_response(token=token, answers={}, comments={})
    with pytest.raises(AlreadyAnswered):
        answer(invitation, {})

    assert bytes(Envelope.objects.get().sealed) == first


@pytest.mark.parametrize("state", ["scheduled", "closed"])
def test_wave_that_is_not_open_takes_nothing(state: str):
    invitation = open_invitation()
    Wave.objects.update(state=state)

    with pytest.raises(WaveNotOpen):
        answer(invitation, AGREE)

    assert nothing_was_stored()


def test_token_of_another_wave_fills_that_wave_alone():
    first = open_invitation()
    second_wave = open_wave(survey=first.wave.survey)

    answer(first, AGREE)

    assert Envelope.objects.get().wave_id == first.wave_id
    assert not Invitation.objects.filter(wave=second_wave, state="done").exists()


def test_answer_by_somebody_who_left_meanwhile_counts():
    invitation = open_invitation()
    Employee.objects.filter(pk=invitation.employee_id).delete()

    answer(Invitation.objects.get(pk=invitation.pk), AGREE)

    assert Envelope.objects.count() == 1


def test_submission_writes_two_rows_and_no_time():
    """Everything that a submission writes: the flipped invitation and the envelope."""
    token = issue_token(invitation=open_invitation())

    with CaptureQueriesContext(connection) as captured:
        submit_response(token=token, answers=AGREE, comments={})

    writes = [query["sql"] for query in captured if query["sql"][:6] in {"UPDATE", "INSERT"}]
    assert [sql.split('"')[1] for sql in writes] == ["surveys_invitation", "surveys_envelope"]
    assert InvitationLink.objects.count() == 1


def test_nothing_of_an_answer_reaches_a_log(caplog: pytest.LogCaptureFixture):
    invitation = open_invitation()
    caplog.set_level(logging.DEBUG)
    caplog.clear()

    answer(invitation, AGREE, {"wish": "a marked sentence"})
    with pytest.raises(Obstacle):
        answer(invitation, AGREE, {"wish": "a marked sentence"})

    records = [record for record in caplog.records if record.name != "django.db.backends"]
    assert records == []
