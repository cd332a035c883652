"""Leaders import people after a preview, and save audiences; a faulty list changes nothing."""

import io
import re
import uuid
import zipfile
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Role
from jobs.models import Job, JobState
from jobs.services import claim_job, fail_job
from surveys.models import Audience, Employee, PeopleImport
from surveys.services.people_imports import check_people, write_people
from surveys.staging import FOLDER
from tests.surveys.views.conftest import ClientOf, Page
from tests.surveys.views.pages import text_of

LIST = (
    "email,name,language,manager,department\n"
    "mona@example.org,Mona,de,no,Sales\n"
    "liam@example.org,Liam,en,yes,IT\n"
)


def quiet(_percent: int, _step: str) -> None:
    """Nobody watches the progress."""


def upload(client: Client, content: bytes | str, name: str = "people.csv") -> Page:
    """Upload, let the worker check the list, and load the page that follows."""
    data = content.encode() if isinstance(content, str) else content
    answer = client.post(
        reverse("surveys:preview_import"), {"file": SimpleUploadedFile(name, data)}
    )
    if answer.status_code != HTTPStatus.FOUND:
        return answer
    check_people(import_id=PeopleImport.objects.latest("asked_at").pk, progress=quiet)
    return client.get(answer["Location"])


def asked_for(page: Page) -> uuid.UUID:
    found = re.search(r"/people/imports/([0-9a-f-]{36})/confirm/", page.content.decode())
    assert found
    return uuid.UUID(found.group(1))


def confirm(client: Client, import_id: uuid.UUID, **fields: str) -> Page:
    """Confirm, and let the worker write."""
    answer = client.post(reverse("surveys:confirm_import", args=[import_id]), fields)
    write_people(import_id=import_id, progress=quiet)
    return answer


def test_nothing_is_written_before_the_confirmation(grace: Client) -> None:
    page = upload(grace, LIST)

    assert "2 people in the list" in page.content.decode()
    assert Employee.objects.count() == 0

    confirm(grace, asked_for(page))

    assert list(Employee.objects.values_list("name", "is_manager")) == [
        ("Liam", True),
        ("Mona", False),
    ]


def test_confirmed_list_is_kept_no_longer(grace: Client, settings: Settings) -> None:
    asked = asked_for(upload(grace, LIST))
    [staged] = (settings.MEDIA_ROOT / FOLDER).iterdir()
    assert staged.stat().st_mode & 0o077 == 0

    confirm(grace, asked)

    assert list((settings.MEDIA_ROOT / FOLDER).iterdir()) == []


def test_list_whose_file_is_gone_has_to_be_uploaded_again(
    grace: Client, settings: Settings
) -> None:
    asked = asked_for(upload(grace, LIST))
    [staged] = (settings.MEDIA_ROOT / FOLDER).iterdir()
    staged.unlink()

    confirm(grace, asked)

    page = grace.get(reverse("surveys:people")).content.decode()
    assert "Upload the list again" in page
    assert Employee.objects.count() == 0


def test_altered_upload_is_not_imported(grace: Client, settings: Settings) -> None:
    asked = asked_for(upload(grace, LIST))
    [staged] = (settings.MEDIA_ROOT / FOLDER).iterdir()
    staged.write_text(LIST.replace("Mona", "Eve"))

    confirm(grace, asked)

    assert Employee.objects.count() == 0


def test_result_says_what_was_added_changed_and_left_alone(grace: Client) -> None:
    confirm(grace, asked_for(upload(grace, LIST)))
    asked = asked_for(
        upload(grace, LIST.replace("Sales", "Care").rsplit("liam", 1)[0] + "bo@example.org,Bo,,,\n")
    )

    confirm(grace, asked)

    page = text_of(grace.get(reverse("surveys:people_import", args=[asked])))
    assert "2 people in the list Added 1 Changed 1 Stored but not in the list; they stay 1" in page
    assert "nobody: a list with a fault is not imported at all" in page


def test_import_is_found_again_by_those_who_left_the_page(grace: Client) -> None:
    asked = asked_for(upload(grace, LIST))

    people, work = (text_of(grace.get(url)) for url in (reverse("surveys:people"), "/work/"))

    assert "Imports of this week" in people
    assert "Waits for you" in people
    assert "Checking a list of employees" in work
    assert f"/people/imports/{asked}/" in grace.get("/work/").content.decode()


def test_page_of_an_import_at_work_asks_for_itself_and_can_be_loaded_again(grace: Client) -> None:
    client_answer = grace.post(
        reverse("surveys:preview_import"), {"file": SimpleUploadedFile("p.csv", LIST.encode())}
    )
    asked = PeopleImport.objects.get()

    page = grace.get(client_answer["Location"]).content.decode()
    part = grace.get(reverse("surveys:people_import_progress", args=[asked.pk]))

    assert f'hx-get="/people/imports/{asked.pk}/progress/"' in page
    assert "Check again" in page
    assert "HX-Redirect" not in part
    check_people(import_id=asked.pk, progress=quiet)
    part = grace.get(reverse("surveys:people_import_progress", args=[asked.pk]))
    assert part["HX-Redirect"] == f"/people/imports/{asked.pk}/"


def test_work_that_gave_up_is_done_again_on_request(grace: Client) -> None:
    grace.post(
        reverse("surveys:preview_import"), {"file": SimpleUploadedFile("p.csv", LIST.encode())}
    )
    asked = PeopleImport.objects.get()
    job = claim_job(job_id=Job.objects.get(task="surveys.check_people").pk)
    assert job is not None
    fail_job(job=job, error="The disk is full.", is_final=True)
    assert "The disk is full." in text_of(grace.get(f"/people/imports/{asked.pk}/"))

    grace.post(reverse("surveys:retry_import", args=[asked.pk]))
    grace.post(reverse("surveys:retry_import", args=[asked.pk]))  # pressed twice

    states = Job.objects.filter(task="surveys.check_people").values_list("state", flat=True)
    assert sorted(states) == [JobState.FAILED, JobState.QUEUED]


def test_faults_are_told_in_the_language_of_who_uploaded(grace: Client) -> None:
    data = SimpleUploadedFile("p.csv", (LIST + "no-address,Eve,de,no,Sales\n").encode())
    grace.post(reverse("surveys:preview_import"), {"file": data}, headers={"Accept-Language": "de"})

    check_people(import_id=PeopleImport.objects.get().pk, progress=quiet)

    [fault] = PeopleImport.objects.get().faults
    assert fault.startswith("Zeile 4:")


def test_absent_people_are_removed_only_on_request(grace: Client) -> None:
    confirm(grace, asked_for(upload(grace, LIST)))
    shorter = asked_for(upload(grace, LIST.rsplit("liam", 1)[0]))

    confirm(grace, shorter)
    assert Employee.objects.count() == 2

    again = asked_for(upload(grace, LIST.rsplit("liam", 1)[0]))
    confirm(grace, again, removes_absent="on")
    assert list(Employee.objects.values_list("name", flat=True)) == ["Mona"]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("", "people.csv", "empty"),
        ("email\nmona@example.org\n", "people.csv", "name"),
        (LIST + "mona@example.org,Mona,de,no,Sales\n", "people.csv", "Line 4"),
        (LIST + "no-address,Eve,de,no,Sales\n", "people.csv", "Line 4"),
        (LIST + "eve@example.org,=1+1,de,no,Sales\n", "people.csv", "Line 4"),
        (LIST + "eve@example.org,Eve,de,perhaps,Sales\n", "people.csv", "Line 4"),
        (LIST.encode("utf-16"), "people.csv", "UTF-8"),
        (b"PK\x03\x04 broken", "people.xlsx", "XLSX"),
        (LIST, "people.pdf", "pdf"),
    ],
)
def test_faulty_list_is_refused_with_its_place(
    grace: Client, content: bytes | str, name: str, words: str
) -> None:
    page = upload(grace, content, name)

    assert words in page.content.decode()
    assert "Nothing was written" in page.content.decode()
    assert Employee.objects.count() == 0


def test_too_large_list_is_refused_before_it_is_read(grace: Client, settings: Settings) -> None:
    settings.IMPORT_MAX_BYTES = 100

    page = upload(grace, LIST)

    assert page.status_code == 422
    assert "larger than" in page.content.decode()


def test_empty_list_says_how_to_begin(grace: Client) -> None:
    assert "Nobody is in the list yet" in grace.get(reverse("surveys:people")).content.decode()


def test_example_can_be_imported_as_it_is(grace: Client) -> None:
    example = grace.get(reverse("surveys:people_example"))

    confirm(grace, asked_for(upload(grace, example.content)))

    assert Employee.objects.count() == 2


def test_search_finds_by_name_and_address(grace: Client) -> None:
    confirm(grace, asked_for(upload(grace, LIST)))

    page = grace.get(reverse("surveys:people"), {"q": "liam@"}).content.decode()

    assert "Liam" in page
    assert "Mona" not in page


def test_audience_is_saved_renamed_and_never_doubled(grace: Client) -> None:
    confirm(grace, asked_for(upload(grace, LIST)))
    new = reverse("surveys:new_audience")
    grace.post(new, {"name": "Sellers", "attribute_department": ["Sales"]})
    grace.post(new, {"name": "Everybody", "includes_managers": "on"})
    sellers = Audience.objects.get(name="Sellers")

    renamed = {"name": "Sales", "attribute_department": ["Sales", "IT"]}
    grace.post(reverse("surveys:audience", args=[sellers.pk]), renamed)
    taken = grace.post(new, {"name": "Everybody"})

    assert taken.status_code == 422
    assert dict(Audience.objects.values_list("name", "selection")) == {
        "Sales": {"department": ["IT", "Sales"]},
        "Everybody": {},
    }


def test_audience_is_counted_while_it_is_chosen(grace: Client) -> None:
    confirm(grace, asked_for(upload(grace, LIST)))
    new = reverse("surveys:new_audience")
    chosen = {"attribute_department": ["Sales", "IT"], "count": "1"}

    part = grace.post(new, chosen, headers={"HX-Request": "true"}).content.decode()
    page = grace.post(new, {**chosen, "includes_managers": "on"})

    assert "<html" not in part
    assert "1 person belongs" in part  # Liam manages
    assert "2 people belong" in page.content.decode()
    assert page.status_code == 200
    assert "Please correct" not in page.content.decode()  # without a name nothing is wrong yet
    assert Audience.objects.count() == 0


def test_known_audience_says_how_many_it_has(grace: Client) -> None:
    confirm(grace, asked_for(upload(grace, LIST)))
    audience = Audience.objects.create(name="All", includes_managers=True)

    page = grace.get(reverse("surveys:audience", args=[audience.pk]))

    assert "2 people belong" in page.content.decode()


def test_list_of_people_asks_the_database_equally_often(
    grace: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    confirm(grace, asked_for(upload(grace, LIST)))
    people = reverse("surveys:people")
    grace.get(people)
    with CaptureQueriesContext(connection) as two:
        grace.get(people)
    needed = len(two)
    many = "".join(f"p{number}@example.org,P,en,no,Sales\n" for number in range(60))
    confirm(grace, asked_for(upload(grace, LIST + many)))
    grace.get(people)  # takes the message of the import

    with django_assert_num_queries(needed):
        page = grace.get(people).content.decode()
    assert "Page 1 of 2" in page


def test_level_that_nobody_has_is_refused(grace: Client) -> None:
    confirm(grace, asked_for(upload(grace, LIST)))

    page = grace.post(
        reverse("surveys:new_audience"), {"name": "Moon", "attribute_department": ["Moon"]}
    )

    assert page.status_code == 422
    assert Audience.objects.count() == 0


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.HR_LEADER}))
def test_others_do_not_see_people(client_of: ClientOf, role: Role) -> None:
    client = client_of(role)

    assert client.get(reverse("surveys:people")).status_code == 403
    assert upload(client, LIST).status_code == 403


def test_bomb_is_refused(grace: Client) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 300_000_000)

    page = upload(grace, bomb.getvalue(), "people.xlsx")

    assert "unpacks to more than" in page.content.decode()
    assert Employee.objects.count() == 0
