"""Attacks through links, forms and whatever else a request leaves behind. AT-09, 10, 12, 13, 20."""

import io
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from jobs.models import Job
from jobs.obstacles import Obstacle
from readiness.logs import EventFormatter
from surveys.models import Envelope, Invitation, InvitationState, ReleasedComment, Wave
from surveys.obstacles import AlreadyAnswered, WaveNotOpen, WrongToken
from surveys.services.invitations import issue_token
from surveys.services.lifecycle import close_wave, launch_wave
from surveys.services.responding import submit_response
from surveys.tasks import release_wave
from tests.surveys.factories import anna_leader, answer, draft_wave, hire, open_wave

pytestmark = pytest.mark.django_db(transaction=True)

AGREE = {"willing": 4, "able": 4, "rules": 4, "fear": 2, "advice": 8}
FORM = {"willing": "4", "able": "4", "rules": "4", "fear": "2", "advice": "8"}
MARK = "Brontosaurus tangerine umbrella"
ADDRESS = "203.0.113.77"
AGENT = "Netscape Navigator 4.77"
AT_ONCE = 20


def token_of_open_wave() -> str:
    hire({"Sales": 6})
    open_wave()
    return issue_token(invitation=Invitation.objects.order_by("pk")[0])


def submit(token: str) -> None:
    submit_response(token=token, answers=AGREE, comments={"wish": MARK})


def stored() -> tuple[int, int]:
    """Envelopes, and invitations that are used up."""
    done = Invitation.objects.filter(state=InvitationState.DONE).count()
    return Envelope.objects.count(), done


def test_at_09_the_second_use_of_a_link_is_refused() -> None:
    token = token_of_open_wave()
    submit(token)

    with pytest.raises(AlreadyAnswered):
        submit(token)

    assert stored() == (1, 1)


@pytest.mark.postgres
def test_at_09_of_twenty_at_once_one_is_stored() -> None:
    """SQLite lets one writer in at a time; its rush is played in `tests/faults/test_rush.py`."""
    token = token_of_open_wave()
    outcomes: list[str] = []
    start = threading.Barrier(AT_ONCE)

    def one_of_them() -> None:
        start.wait()
        try:
            submit(token)
            outcomes.append("stored")
        except Obstacle as obstacle:
            outcomes.append(type(obstacle).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=one_of_them) for _number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["AlreadyAnswered"] * (AT_ONCE - 1) + ["stored"]
    assert stored() == (1, 1)


def test_at_10_late_foreign_and_replayed_answers_store_nothing(client: Client) -> None:
    token = token_of_open_wave()
    client.get(f"/i/{token}")
    client.post("/s/en/send/", FORM)

    client.cookies["answer"] = token
    replayed = client.post("/s/en/send/", FORM)
    with pytest.raises(WrongToken):
        submit("0" * 32)
    late = issue_token(invitation=Invitation.objects.filter(state="open")[0])
    close_wave(wave_id=Wave.objects.get().pk, now=timezone.now())
    with pytest.raises(WaveNotOpen):
        submit(late)

    assert replayed.status_code == HTTPStatus.CONFLICT
    assert stored() == (1, 1)


def test_at_12_no_sink_holds_an_answer_an_address_or_a_token(
    client: Client, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """One walk with every kind of refusal, and one that the database makes fail."""
    caplog.set_level(logging.DEBUG)
    token = token_of_open_wave()
    sent = Client(raise_request_exception=False, headers={"user-agent": AGENT}, REMOTE_ADDR=ADDRESS)
    answers = FORM | {"wish": MARK}

    pages: list[Any] = [
        sent.get(f"/i/{token}"),
        sent.post("/s/en/review/", answers | {"willing": "77"}),
        sent.post("/s/en/review/", answers),
        failing(lambda: sent.post("/s/en/send/", answers)),
        sent.post("/s/en/send/", answers),
        sent.post("/s/en/send/", answers),
        client.get(f"/i/{token}x"),
    ]

    assert 500 in {page.status_code for page in pages}
    assert stored() == (1, 1)
    said = capfd.readouterr()
    told = {
        "log": "\n".join(f"{record.getMessage()} {record.exc_text}" for record in caplog.records),
        "output": said.out + said.err,
        "jobs": str(list(Job.objects.values())),
        "mails": "".join(message.message().as_string() for message in mail.outbox),
        "page of the failure": pages[3].content.decode(),
        "tables in clear": str(list(Invitation.objects.values())),
    }
    for secret in (MARK, ADDRESS, AGENT, token):
        found = [sink for sink, text in told.items() if secret in text]
        assert found == [], secret


def failing(send: Callable[[], Any]) -> Any:
    """Send while the database refuses envelopes."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE surveys_envelope RENAME TO surveys_envelope_away")
        try:
            return send()
        finally:
            cursor.execute("ALTER TABLE surveys_envelope_away RENAME TO surveys_envelope")


@pytest.mark.postgres
def test_at_12_a_release_that_the_database_refuses_logs_no_comment() -> None:
    """PostgreSQL quotes the row that it refuses; the worker's log must not."""
    hire({"Sales": 12})
    wave = open_wave()
    for invitation in Invitation.objects.all():
        answer(invitation, AGREE, {"wish": MARK})
    close_wave(wave_id=wave.pk, now=timezone.now())
    job = Job.objects.get(task="surveys.release_wave")
    refusing = "ADD CONSTRAINT refuses CHECK (item <> 'wish')"

    with logged() as log:
        ran = altered(refusing, "DROP CONSTRAINT refuses", lambda: run_release(str(job.pk)))

    assert MARK in str(ran.result), "the error itself quotes the comment"
    assert "IntegrityError" in log.getvalue()
    assert "store_figures" in log.getvalue(), "the administrator finds the place"
    assert MARK not in log.getvalue()
    assert "Failing row" not in log.getvalue()
    assert MARK not in str(list(Job.objects.values()))
    assert ReleasedComment.objects.count() == 0


def altered(change: str, back: str, work: Callable[[], Any]) -> Any:
    """Do something while the table of comments is another."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE surveys_releasedcomment {change}")
        try:
            return work()
        finally:
            cursor.execute(f"ALTER TABLE surveys_releasedcomment {back}")


def run_release(job_id: str) -> Any:
    """As a worker runs it, with Celery's own lines about what failed."""
    return release_wave.apply(args=(job_id,))


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Everything that is logged, as the product's processes write it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(EventFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield written
    finally:
        root.removeHandler(handler)


def test_at_13_an_answer_leaves_no_session_no_sign_in_and_no_cookie(client: Client) -> None:
    anna = anna_leader()
    client.get(f"/i/{token_of_open_wave()}")
    during = dict(client.cookies)

    client.post("/s/en/review/", FORM)
    client.post("/s/en/send/", FORM)

    assert during.keys() == {"answer"}
    assert all(cookie["max-age"] == "" for cookie in during.values())
    assert Session.objects.count() == 0
    assert User.objects.get(pk=anna.pk).last_login is None
    alive = {name for name, cookie in client.cookies.items() if cookie.value}
    assert alive == set()


def launched(*, dimensions: tuple[str, ...] = ("department",)) -> Wave:
    hire({"Sales": 12})
    wave = draft_wave(reporting_dimensions=dimensions)
    return launch_wave(wave_id=wave.pk, now=timezone.now())


@pytest.mark.parametrize(
    "change", [{"min_group_size": 5, "min_comment_size": 11}, {"reporting_dimensions": ["x", "y"]}]
)
def test_at_20_the_orm_cannot_weaken_a_launched_wave(change: dict[str, object]) -> None:
    wave = launched()

    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(**change)


@pytest.mark.parametrize(
    "assignment", ["min_distribution_size = 11", "reporting_dimensions = '[\"site\"]'"]
)
def test_at_20_plain_sql_cannot_weaken_a_launched_wave(assignment: str) -> None:
    launched()

    with (
        pytest.raises(DatabaseError, match="frozen"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE surveys_wave SET {assignment}")


def test_at_20_neither_page_nor_api_nor_admin_weakens_a_launched_wave(client: Client) -> None:
    wave = launched()
    before = Wave.objects.filter(pk=wave.pk).values().get()
    client.force_login(User.objects.get(email="anna@example.org"))
    weaker = {"min_group_size": 5, "reporting_dimensions": ["department", "site"]}

    page = client.post(f"/initiatives/waves/{wave.pk}/change/", weaker)
    written = [
        method(f"/api/waves/{wave.pk}/", weaker, content_type="application/json")
        for method in (client.put, client.patch, client.post)
    ]
    admin = client.get(f"/admin/surveys/wave/{wave.pk}/change/")

    assert page.status_code in {302, 403, 404, 409}
    assert {answer.status_code for answer in written} <= {403, 404, 405}
    assert admin.status_code == 404
    assert Wave.objects.filter(pk=wave.pk).values().get() == before
