"""Leaders import people after a preview, and save audiences; a faulty list changes nothing."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Role
from surveys.models import Audience, Employee
from surveys.staging import FOLDER
from tests.surveys.views.conftest import ClientOf, Page

LIST = (
    "email,name,language,manager,department\n"
    "mona@example.org,Mona,de,no,Sales\n"
    "liam@example.org,Liam,en,yes,IT\n"
)


def upload(client: Client, content: bytes | str, name: str = "people.csv") -> Page:
    data = content.encode() if isinstance(content, str) else content
    return client.post(reverse("surveys:preview_import"), {"file": SimpleUploadedFile(name, data)})


def staged_name(page: Page) -> str:
    found = re.search(r'name="upload" value="([0-9a-f]{64})"', page.content.decode())
    assert found
    return found.group(1)


def confirm(client: Client, name: str, **fields: str) -> Page:
    return client.post(reverse("surveys:confirm_import"), {"upload": name, **fields})


def test_nothing_is_written_before_the_confirmation(grace: Client) -> None:
    page = upload(grace, LIST)

    assert page.status_code == 200
    assert "2 people in the list" in page.content.decode()
    assert Employee.objects.count() == 0

    confirm(grace, staged_name(page))

    assert list(Employee.objects.values_list("name", "is_manager")) == [
        ("Liam", True),
        ("Mona", False),
    ]


def test_confirmed_list_is_kept_no_longer(grace: Client, settings: Settings) -> None:
    name = staged_name(upload(grace, LIST))
    assert (settings.MEDIA_ROOT / FOLDER / name).stat().st_mode & 0o077 == 0

    confirm(grace, name)

    assert list((settings.MEDIA_ROOT / FOLDER).iterdir()) == []
    assert "Upload the list again" in confirm_again(grace, name)


def confirm_again(client: Client, name: str) -> str:
    confirm(client, name)
    return client.get(reverse("surveys:people")).content.decode()


def test_altered_upload_is_not_imported(grace: Client, settings: Settings) -> None:
    name = staged_name(upload(grace, LIST))
    (settings.MEDIA_ROOT / FOLDER / name).write_text(LIST.replace("Mona", "Eve"))

    confirm(grace, name)

    assert Employee.objects.count() == 0


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "." * 64])
def test_made_up_upload_is_refused(grace: Client, name: str) -> None:
    confirm(grace, name)

    assert Employee.objects.count() == 0


def test_absent_people_are_removed_only_on_request(grace: Client) -> None:
    confirm(grace, staged_name(upload(grace, LIST)))
    shorter = staged_name(upload(grace, LIST.rsplit("liam", 1)[0]))

    confirm(grace, shorter)
    assert Employee.objects.count() == 2

    again = staged_name(upload(grace, LIST.rsplit("liam", 1)[0]))
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

    assert page.status_code == 422
    assert words in page.content.decode()
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

    confirm(grace, staged_name(upload(grace, example.content)))

    assert Employee.objects.count() == 2


def test_search_finds_by_name_and_address(grace: Client) -> None:
    confirm(grace, staged_name(upload(grace, LIST)))

    page = grace.get(reverse("surveys:people"), {"q": "liam@"}).content.decode()

    assert "Liam" in page
    assert "Mona" not in page


def test_audience_is_saved_renamed_and_never_doubled(grace: Client) -> None:
    confirm(grace, staged_name(upload(grace, LIST)))
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
    confirm(grace, staged_name(upload(grace, LIST)))
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
    confirm(grace, staged_name(upload(grace, LIST)))
    audience = Audience.objects.create(name="All", includes_managers=True)

    page = grace.get(reverse("surveys:audience", args=[audience.pk]))

    assert "2 people belong" in page.content.decode()


def test_list_of_people_asks_the_database_equally_often(
    grace: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    confirm(grace, staged_name(upload(grace, LIST)))
    people = reverse("surveys:people")
    grace.get(people)
    with CaptureQueriesContext(connection) as two:
        grace.get(people)
    needed = len(two)
    many = "".join(f"p{number}@example.org,P,en,no,Sales\n" for number in range(60))
    confirm(grace, staged_name(upload(grace, LIST + many)))
    grace.get(people)  # takes the message of the import

    with django_assert_num_queries(needed):
        page = grace.get(people).content.decode()
    assert "Page 1 of 2" in page


def test_level_that_nobody_has_is_refused(grace: Client) -> None:
    confirm(grace, staged_name(upload(grace, LIST)))

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

    assert page.status_code == 422
    assert Employee.objects.count() == 0
