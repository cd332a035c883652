"""What was promised to be deleted, looked for in the files of PostgreSQL. AT-05."""

import datetime as dt
import secrets
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from surveys.models import Employee, Invitation, Release, ReleasedComment, Wave
from surveys.services.retention import apply_retention
from tests.attacks.files import contents
from tests.environment import current_run
from tests.surveys.factories import answer, hire, open_wave, release

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

RELEASED = dt.date(2026, 3, 2)
LATE = RELEASED + dt.timedelta(days=100)
AGREE = {"willing": 4, "able": 4, "rules": 4, "fear": 2}


def test_at_05_deleted_answers_are_gone_from_the_tables_files() -> None:
    marker = f"{released_marker()} writes"
    assert tables_with(marker), "the search finds what is stored in clear"
    other = ReleasedComment(release=Release.objects.get(), item="wish", text="Stays.", analysis={})
    other.save()
    ReleasedComment.objects.exclude(pk=other.pk).delete()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM surveys_releasedcomment")
    assert tables_with(marker), "the control: deleting and vacuuming leave the comments in place"

    apply_retention(today=LATE)

    assert Invitation.objects.count() == 0
    assert tables_with(marker) == []


def test_at_05_samples_of_columns_hold_no_answer() -> None:
    """What the planner samples of a table outlives the rows, once the table is empty."""
    marker = released_marker()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SELECT count(*), string_agg(s::text, ' ') FROM pg_stats AS s")
        ((columns, sampled),) = cursor.fetchall()

    assert columns > 100
    assert f"{marker}@example.org" in sampled, "the search finds what is sampled"
    assert f"{marker} writes" not in sampled


def test_a_table_that_is_read_all_the_while_is_passed_over_until_the_next_day() -> None:
    marker = f"{released_marker()} writes"
    address = current_run().postgres_url(str(connection.settings_dict["NAME"]))
    with psycopg.connect(address) as dump:
        dump.execute("SELECT count(*) FROM surveys_releasedcomment")
        apply_retention(today=LATE)
        assert tables_with(marker)

    apply_retention(today=LATE)

    assert tables_with(marker) == []


def released_marker() -> str:
    """A released wave, of which every comment and one address hold these words."""
    marker = f"quince{secrets.token_hex(12)}"  # nobody else's test writes it
    hire({"Sales": 12})
    Employee.objects.create(
        email=f"{marker}@example.org", name="Kim", attributes={"department": "Sales"}
    )
    wave = open_wave()
    for number, invitation in enumerate(Invitation.objects.all()):
        answer(invitation, AGREE, {"wish": f"{marker} writes, {number} times"})
    release(wave)
    Wave.objects.update(closed_date=RELEASED)
    Release.objects.update(released_date=RELEASED)
    return marker


def tables_with(text: str) -> list[str]:
    """Files of tables that hold a text; the write-ahead log is none, the server reuses its own."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    folder: Path = current_run().folder / "postgres" / "base"
    return [path.name for path, held in contents(folder) if text.encode() in held]
