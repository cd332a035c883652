"""Attacks through the role that pages use in PostgreSQL. AT-23."""

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from surveys.models import (
    Cell,
    Envelope,
    Invitation,
    InvitationState,
    Release,
    ReleasedResponse,
    Wave,
)
from surveys.partitions import partition_name
from surveys.services.invitations import issue_token
from surveys.services.lifecycle import close_wave, launch_wave
from surveys.services.release import release_wave
from surveys.services.retention import apply_retention
from tests.environment import current_run
from tests.surveys.factories import answer, draft_wave, hire

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

PASSWORD = "only-for-this-test-run"
FORM = {"willing": "4", "able": "4", "rules": "4", "fear": "2", "advice": "8"}
AGREE = {"willing": 4, "able": 4, "rules": 4, "fear": 2, "advice": 8}


def role() -> str:
    """Roles belong to the server: each test process has one of its own."""
    return f"web_of_{connection.settings_dict['NAME']}"


@pytest.fixture(autouse=True)
def _web_role(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    call_command("grant_database_roles", role(), f"--password-file={tmp_path / 'password'}")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {role()}")
        cursor.execute(f"DROP ROLE {role()}")


@contextmanager
def web_role() -> Iterator[None]:
    """Pages as they run in production: without the rights of the owner."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role()}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


def test_at_23_pages_launch_collect_and_close_without_reading_an_answer(client: Client) -> None:
    hire({"Sales": 12})
    wave = draft_wave()

    with web_role():
        launch_wave(wave_id=wave.pk, now=timezone.now())
        first, *others = Invitation.objects.all()
        client.get(f"/i/{issue_token(invitation=first)}")
        sent = client.post("/s/en/send/", FORM)
        for invitation in others:
            answer(invitation, AGREE)
        close_wave(wave_id=wave.pk, now=timezone.now())

    assert sent.status_code == HTTPStatus.FOUND
    assert Invitation.objects.filter(state=InvitationState.DONE).count() == 12
    release_wave(wave_id=wave.pk, progress=lambda _percent, _step: None)
    assert ReleasedResponse.objects.count() == 12
    with web_role():
        assert Cell.objects.exists()
        Release.objects.update(released_date=timezone.localdate() - dt.timedelta(days=400))
        apply_retention(today=timezone.localdate())
    assert ReleasedResponse.objects.count() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT sealed FROM surveys_envelope",
        "SELECT count(*) FROM surveys_envelope",
        "SELECT sealed FROM {partition}",
        "INSERT INTO {partition} SELECT * FROM surveys_envelope",
        "UPDATE surveys_envelope SET sealed = ''",
        "DELETE FROM surveys_envelope",
        "DROP TABLE {partition}",
        "TRUNCATE surveys_envelope",
        "SELECT answers FROM surveys_releasedresponse",
        "SELECT * FROM surveys_releasedresponse",
        "SELECT cohort FROM surveys_releasedresponse",
        "UPDATE surveys_releasedresponse SET cohort = ''",
        "SELECT text FROM surveys_releasedcomment",
        "COPY surveys_releasedcomment TO STDOUT",
        "INSERT INTO surveys_verbatim SELECT * FROM surveys_verbatim",
        "INSERT INTO surveys_commentalert SELECT * FROM surveys_commentalert",
        "UPDATE surveys_commentsummarytext SET model = ''",
        "CREATE TABLE copied AS SELECT 1",
        "ALTER TABLE surveys_wave DISABLE TRIGGER ALL",
    ],
)
def test_at_23_web_role_is_refused_what_it_must_not_do(statement: str) -> None:
    hire({"Sales": 6})
    wave = launch_wave(wave_id=draft_wave().pk, now=timezone.now())
    answer(Invitation.objects.all()[0], AGREE)
    sql = statement.format(partition=partition_name(wave.pk))

    with (
        web_role(),
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert Envelope.objects.count() == 1


def test_at_23_web_role_signs_in_with_its_password() -> None:
    address = current_run().postgres_url(str(connection.settings_dict["NAME"]))
    own = address.replace(f"readiness:{current_run().password}", f"{role()}:{PASSWORD}")

    with psycopg.connect(own) as signed_in:
        assert signed_in.execute("SELECT count(*) FROM surveys_wave").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            signed_in.execute("SELECT sealed FROM surveys_envelope")


def test_second_grant_takes_back_what_was_given_by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT ON surveys_envelope TO {role()}")

    call_command("grant_database_roles", role(), stdout=io.StringIO())

    with web_role(), pytest.raises(ProgrammingError), transaction.atomic():
        Envelope.objects.exists()


def test_owner_of_the_tables_is_not_taken_for_a_web_role() -> None:
    with pytest.raises(CommandError, match="Name another"):
        call_command("grant_database_roles", "readiness")


def test_statements_can_be_read_before_they_are_run() -> None:
    out = io.StringIO()

    call_command("grant_database_roles", "somebody_else", "--sql", stdout=out)

    assert 'GRANT INSERT ON "surveys_envelope" TO "somebody_else";' in out.getvalue()
    assert Wave.objects.count() == 0
