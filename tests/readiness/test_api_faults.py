"""Whatever a program sends or asks for, the interface answers JSON that says what was wrong."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from accounts.models import Role, User
from readiness.error_pages import failed
from surveys.models import Initiative

pytestmark = [pytest.mark.urls("readiness.urls"), pytest.mark.django_db]

ADDRESS = "/api/initiatives/"
JSON = "application/json"


@pytest.fixture
def program(client: Client) -> Client:
    """A program signed in as somebody who may make initiatives."""
    user = User.objects.create(email="p@example.org", name="P", role=Role.HR_LEADER)
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("body", "kind", "status", "words"),
    [
        (b'{"title": ', JSON, 400, "JSON parse error"),
        (b"\xff\xfe", JSON, 400, "JSON parse error"),
        (b"[" * 100_000, JSON, 400, "nested too deeply"),
        (b'{"title": "T", "purpose": 1e999}', JSON, 400, "1e999 is not a finite number"),
        (b'{"title": NaN, "purpose": "P"}', JSON, 400, "NaN is not a finite number"),
        (b"<title/>", "application/xml", 415, "Unsupported media type"),
    ],
)
def test_body_that_is_no_json_is_refused_in_json(
    program: Client, body: bytes, kind: str, status: int, words: str
) -> None:
    answer = program.generic("POST", ADDRESS, body, content_type=kind)

    assert answer.status_code == status
    assert words in answer.json()["detail"]
    assert not Initiative.objects.exists()


def test_body_over_the_limit_is_refused_without_being_read(program: Client) -> None:
    title = b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    answer = program.generic("POST", ADDRESS, b'{"title": "%s"}' % title, content_type=JSON)

    assert answer.status_code == 413
    assert answer.json() == {"detail": "The request is too large. Send less at once."}


def test_document_within_the_limit_is_taken(program: Client) -> None:
    given = '{"title": "Größe", "purpose": "P"}'

    answer = program.generic("POST", ADDRESS, given.encode(), content_type=JSON)

    assert (answer.status_code, answer.json()["title"]) == (201, "Größe")


@pytest.mark.parametrize(
    "address", ["/api/nothing/", "/api/reports/nope/", "/api/reports/A-1/data/"]
)
def test_address_that_is_not_there_is_answered_in_json(program: Client, address: str) -> None:
    answer = program.get(address)

    assert (answer.status_code, answer.json()) == (404, {"detail": "Not found."})


def test_people_read_a_page_about_an_address_that_is_not_there(program: Client) -> None:
    answer = program.get("/nothing/")

    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(("address", "kind"), [("/api/waves/", JSON), ("/people/", "text/html")])
def test_failure_is_told_without_its_cause(address: str, kind: str) -> None:
    request: HttpRequest = RequestFactory().get(address)

    answer: HttpResponse = failed(request)

    assert answer.status_code == 500
    assert answer.headers["Content-Type"].startswith(kind)
