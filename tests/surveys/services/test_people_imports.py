"""An import of employees as jobs: twice, at once, killed half-way, without traces of the list."""

import datetime as dt
import json
import threading
from pathlib import Path

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from jobs.models import Job, JobState
from surveys.models import Employee, ImportState, PeopleImport
from surveys.obstacles import ImportOver
from surveys.rosters import Roster, RosterRow
from surveys.services.people import import_employees
from surveys.services.people_imports import (
    ask_for_check,
    check_people,
    confirm_import,
    forget_old_imports,
    write_people,
)
from surveys.staging import FOLDER
from surveys.tasks import check_people as check_task
from tests.surveys.factories import anna_leader

pytestmark = pytest.mark.django_db(transaction=True)
HEADER = "email,name,language,manager,department\n"
LIST = HEADER + "mona@example.org,Mona,de,no,Sales\nliam@example.org,Liam,en,yes,IT\n"


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def quiet(_percent: int, _step: str) -> None:
    """Nobody watches the progress."""


def uploaded(content: str = LIST) -> PeopleImport:
    user = User.objects.first() or anna_leader()
    return ask_for_check(user=user, data=content.encode(), language="en", now=timezone.now())


def confirmed(content: str = LIST, *, removes_absent: bool = False) -> PeopleImport:
    asked = uploaded(content)
    check_people(import_id=asked.pk, progress=quiet)
    confirm_import(import_id=asked.pk, removes_absent=removes_absent)
    return asked


def files(settings: Settings) -> list[Path]:
    return sorted((settings.MEDIA_ROOT / FOLDER).iterdir())


def test_list_is_checked_confirmed_and_written(settings: Settings) -> None:
    asked = confirmed()

    write_people(import_id=asked.pk, progress=quiet)

    asked.refresh_from_db()
    assert (asked.state, asked.people, asked.added, asked.changed) == ("done", 2, 2, 0)
    assert (asked.managers, asked.attributes) == (1, ["department"])
    assert set(Employee.objects.values_list("name", flat=True)) == {"Mona", "Liam"}
    assert files(settings) == []


def test_every_call_twice_writes_once() -> None:
    asked = uploaded()
    for _time in range(2):
        check_people(import_id=asked.pk, progress=quiet)
    for _time in range(2):
        confirm_import(import_id=asked.pk, removes_absent=False)
    for _time in range(2):
        write_people(import_id=asked.pk, progress=quiet)

    assert Employee.objects.count() == 2
    assert Job.objects.filter(task="surveys.import_people").count() == 1


def test_list_that_is_not_confirmed_is_not_written() -> None:
    asked = uploaded()
    check_people(import_id=asked.pk, progress=quiet)

    write_people(import_id=asked.pk, progress=quiet)

    assert not Employee.objects.exists()


def test_worker_that_is_killed_before_the_writing_leaves_it_to_the_next() -> None:
    asked = confirmed()

    def killed(percent: int, _step: str) -> None:
        if percent == 50:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_people(import_id=asked.pk, progress=killed)

    assert not Employee.objects.exists()
    write_people(import_id=asked.pk, progress=quiet)
    assert Employee.objects.count() == 2


def test_writing_that_breaks_off_changes_nobody() -> None:
    """Anna's change is written before the row that the database refuses."""
    Employee.objects.create(email="anna@example.org", name="Anna")
    changed = RosterRow("anna@example.org", "Anna Berg", "en", is_manager=False, attributes={})
    double = [RosterRow("bo@example.org", "Bo", "en", is_manager=False, attributes={})] * 2

    with pytest.raises(IntegrityError):
        import_employees(roster=Roster((changed, *double), ()))

    assert list(Employee.objects.values_list("name", flat=True)) == ["Anna"]


def test_list_with_faults_is_refused_with_every_line_and_its_file_goes(
    settings: Settings,
) -> None:
    asked = uploaded(LIST + "nobody,Eve,de,no,Sales\nkim@example.org,,de,no,Sales\n")

    check_people(import_id=asked.pk, progress=quiet)

    asked.refresh_from_db()
    assert asked.state == ImportState.REFUSED
    assert asked.faults == [
        "Line 4: “nobody” is not an e-mail address.",
        "Line 5: The name is missing.",
    ]
    assert files(settings) == []
    with pytest.raises(ImportOver):
        confirm_import(import_id=asked.pk, removes_absent=True)
    assert not Employee.objects.exists()


def test_same_list_uploaded_twice_serves_both(settings: Settings) -> None:
    first, second = uploaded(), uploaded()
    for asked in (first, second):
        check_people(import_id=asked.pk, progress=quiet)

    confirm_import(import_id=first.pk, removes_absent=False)
    write_people(import_id=first.pk, progress=quiet)
    confirm_import(import_id=second.pk, removes_absent=False)
    write_people(import_id=second.pk, progress=quiet)

    second.refresh_from_db()
    assert (second.state, second.added, second.changed) == ("done", 0, 0)
    assert files(settings) == []


@pytest.mark.postgres
def test_two_imports_at_once_are_written_one_after_the_other() -> None:
    one = confirmed(HEADER + "".join(f"p{n}@example.org,One,en,no,A\n" for n in range(200)))
    two = confirmed(HEADER + "".join(f"p{n}@example.org,Two,en,no,B\n" for n in range(100, 300)))
    ready = threading.Barrier(2)

    def write(asked: PeopleImport) -> None:
        ready.wait()
        write_people(import_id=asked.pk, progress=quiet)
        connection.close()

    threads = [threading.Thread(target=write, args=(asked,)) for asked in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Employee.objects.count() == 300
    states = PeopleImport.objects.values_list("state", "added", "changed")
    assert sorted(states) == [("done", 100, 100), ("done", 200, 0)]


def test_nothing_of_the_list_is_in_the_job_or_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    asked = confirmed(removes_absent=True)
    write_people(import_id=asked.pk, progress=quiet)

    rows = json.dumps(list(Job.objects.values()), default=str)
    written = " ".join(str(vars(record)) for record in caplog.records if "sql" not in vars(record))

    for text in ("mona", "liam", "Sales", asked.upload):
        assert text not in rows.lower()
        assert text not in written


def test_job_that_finds_no_file_ends_with_what_to_do(settings: Settings) -> None:
    asked = uploaded()
    for path in files(settings):
        path.unlink()

    check_task(str(Job.objects.get(task="surveys.check_people").pk))

    asked.refresh_from_db()
    assert Job.objects.get(task="surveys.check_people").state == JobState.SUCCEEDED
    assert asked.faults == ["The upload is not there any more. Upload the list again."]


def test_imports_are_forgotten_after_a_week() -> None:
    asked = uploaded()
    forget_old_imports(now=asked.asked_at + dt.timedelta(days=6))
    assert PeopleImport.objects.count() == 1

    forget_old_imports(now=asked.asked_at + dt.timedelta(days=8))

    assert not PeopleImport.objects.exists()
