"""The respondent's walk through the pages, without a browser: statuses, cookies, headers, logs."""

import logging
import re
from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django import Settings

from readiness.logs import EventFormatter
from surveys.forms.response import ResponseForm
from surveys.instruments.reader import shipped_instruments
from surveys.models import Employee, Envelope, Invitation, Wave
from surveys.services.invitations import issue_token
from tests.surveys.factories import answer, hire, open_wave

pytestmark = pytest.mark.django_db

ANSWERS = {"willing": "4", "able": "na", "rules": "", "advice": "8", "wish": "More time, please."}
MARK = "a sentence that nobody else would write"


@pytest.fixture
def token() -> str:
    """The link of an invitation to an open wave; its reader prefers German."""
    hire({"Sales": 6})
    Employee.objects.update(language="de")
    open_wave()
    return issue_token(invitation=Invitation.objects.order_by("pk")[0])


@pytest.fixture
def entered(client: Client, token: str) -> Client:
    """A browser that has opened the link."""
    client.get(f"/i/{token}")
    return client


def heading(content: bytes) -> str:
    return re.search(r"<h1>(.*?)</h1>", content.decode(), re.DOTALL).group(1)


def test_link_leads_to_the_readers_language_and_out_of_the_address(client: Client, token: str):
    response = client.get(f"/i/{token}", headers={"accept-language": "en"})

    assert (response.status_code, response["Location"]) == (HTTPStatus.FOUND, "/s/de/")
    cookie = response.cookies["answer"]
    assert cookie.value == token
    assert {name: cookie[name] for name in ("path", "max-age", "expires", "samesite")} == {
        "path": "/s/", "max-age": "", "expires": "", "samesite": "Lax",
    }  # fmt: skip
    assert cookie["httponly"] is True


def test_cookie_is_sent_over_tls_alone_where_there_is_tls(
    client: Client, token: str, settings: Settings
):
    settings.IS_SERVED_BY_TLS = True

    assert client.get(f"/i/{token}").cookies["answer"]["secure"] is True


def test_language_that_is_not_offered_falls_back_to_english(client: Client, token: str):
    Employee.objects.update(language="fr")

    assert client.get(f"/i/{token}")["Location"] == "/s/en/"


def test_whole_walk_stores_one_answer_and_forgets_the_reader(entered: Client):
    promise = entered.get("/s/en/")
    questions = entered.get("/s/en/questions/")
    review = entered.post("/s/en/review/", ANSWERS)
    sent = entered.post("/s/en/send/", ANSWERS)
    thanks = entered.get(sent["Location"])

    assert [page.status_code for page in (promise, questions, review, sent, thanks)] == [
        200, 200, 200, 302, 200,
    ]  # fmt: skip
    assert Envelope.objects.count() == 1
    assert Invitation.objects.filter(state="done").count() == 1
    assert {name: morsel["max-age"] for name, morsel in sent.cookies.items()} == {
        "answer": 0,
        "csrftoken": 0,
    }
    assert "sessionid" not in entered.cookies


def test_review_shows_the_answers_in_words_and_carries_them(entered: Client):
    page = entered.post("/s/en/review/", ANSWERS).content.decode()

    shown = re.findall(r"<dd[^>]*>(.*?)</dd>", page)
    assert shown == [
        "Agree",
        "Don&#x27;t know / not applicable",
        "Left out",
        "Left out",
        "8",
        "More time, please.",
    ]
    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
    assert {key: hidden.get(key, "") for key in ANSWERS} == ANSWERS


def test_back_from_the_review_keeps_the_answers(entered: Client):
    page = entered.post("/s/en/questions/", ANSWERS).content.decode()

    checked = re.findall(r'name="(\w+)" value="(\w+)"[^>]*checked', page)
    assert checked == [("willing", "4"), ("able", "na"), ("advice", "8")]
    assert "More time, please.</textarea>" in page


@pytest.mark.parametrize("page", ["review", "send"])
@pytest.mark.parametrize(
    "given",
    [{"willing": "6"}, {"willing": "0"}, {"advice": "11"}, {"able": "x"}, {"wish": "x" * 4001}],
)
def test_answer_out_of_its_scale_is_shown_again_and_not_stored(
    entered: Client, page: str, given: dict[str, str]
):
    response = entered.post(f"/s/en/{page}/", ANSWERS | given)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'role="alert"' in response.content.decode()
    assert not Envelope.objects.exists()


def test_comment_too_long_for_the_envelope_is_said_in_words(entered: Client):
    response = entered.post("/s/en/send/", ANSWERS | {"wish": "🙂" * 4000})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Your comments are too long." in response.content.decode()
    assert not Envelope.objects.exists()


def test_line_breaks_count_once_and_control_characters_are_left_out(entered: Client):
    """Browsers send two characters for a line break, and count one."""
    text = "\r\n".join(["x" * 9] * 400) + "\x07\0"

    response = entered.post("/s/en/review/", ANSWERS | {"wish": text})

    assert response.status_code == HTTPStatus.OK
    assert response.context["answers"][-1].answer == "\n".join(["x" * 9] * 400)


def test_ends_of_the_recommendation_are_named_beside_their_points() -> None:
    instrument = next(i for i in shipped_instruments() if i.key == "hackathon_pulse")

    questions = {question.kind: question for question in ResponseForm(instrument, "en").questions}

    advocacy = questions["advocacy"]
    assert (advocacy.low_label, advocacy.high_label) == (
        "0: Not at all likely",
        "10: Extremely likely",
    )
    assert advocacy.described_by == "id_advocacy_ends"
    assert questions["open"].low_label == ""
    assert questions["open"].described_by == ""


def test_unknown_fields_are_ignored(entered: Client):
    entered.post("/s/en/send/", ANSWERS | {"labels": "Board", "unknown": "1"})

    assert Envelope.objects.count() == 1


@pytest.mark.parametrize("path", ["/i/{}", "/s/en/", "/s/en/questions/"])
def test_second_use_is_a_conflict_with_a_clear_page(client: Client, token: str, path: str):
    client.get(f"/i/{token}")
    answer(Invitation.objects.get(links__isnull=False), {})

    response = client.get(path.format(token))

    assert response.status_code == HTTPStatus.CONFLICT
    assert heading(response.content) == "You have already answered"


def test_second_submit_of_the_same_form_stores_nothing(client: Client, token: str):
    client.get(f"/i/{token}")
    other = Client()
    other.get(f"/i/{token}")
    client.post("/s/en/send/", ANSWERS)

    again = other.post("/s/en/send/", ANSWERS)

    assert again.status_code == HTTPStatus.CONFLICT
    assert Envelope.objects.count() == 1


def test_sending_again_after_the_thanks_says_that_the_answer_is_stored(entered: Client):
    entered.post("/s/en/send/", ANSWERS)

    again = entered.post("/s/en/send/", ANSWERS)

    assert again.status_code == HTTPStatus.NOT_FOUND
    assert heading(again.content) == "Open the link of your invitation"
    assert "If you have just sent your answers, they are stored." in again.content.decode()
    assert Envelope.objects.count() == 1


@pytest.mark.parametrize("state", ["scheduled", "closed", "released"])
def test_wave_that_is_not_open_is_gone(entered: Client, token: str, state: str):
    Wave.objects.update(state=state)

    for response in (entered.get(f"/i/{token}"), entered.post("/s/en/send/", ANSWERS)):
        assert response.status_code == HTTPStatus.GONE
        assert heading(response.content) == "This survey is closed"
    assert not Envelope.objects.exists()


@pytest.mark.parametrize("wrong", ["A" * 22, "%00", "%C3%A4", "x" * 3000, "..."])
def test_wrong_link_is_not_found(client: Client, wrong: str):
    response = client.get(f"/i/{wrong}")

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert heading(response.content) == "This link does not work"
    assert "answer" not in response.cookies


@pytest.mark.parametrize("language", ["sv", "xx", "..", "de-AT", "EN", "%00"])
def test_language_without_pages_is_not_found(entered: Client, language: str):
    assert entered.get(f"/s/{language}/").status_code == HTTPStatus.NOT_FOUND


def test_items_and_language_of_the_page_follow_the_address(entered: Client):
    german = entered.get("/s/de/questions/", headers={"accept-language": "en"}).content.decode()
    english = entered.get("/s/en/questions/", headers={"accept-language": "de"}).content.decode()

    assert '<html lang="de"' in german
    assert "Wir hier wollen das." in german
    assert '<html lang="en"' in english
    assert "People here want this." in english


@pytest.mark.parametrize("path", ["", "questions/", "thanks/"])
def test_other_language_is_offered_under_its_own_name(entered: Client, path: str):
    page = entered.get(f"/s/en/{path}").content.decode()

    assert re.search(rf'"/s/de/{path}" lang="de"[^>]*>Deutsch</', page)


def test_refusal_is_in_the_language_that_the_browser_asks_for(client: Client):
    response = client.get("/i/wrong", headers={"accept-language": "de"})

    assert '<html lang="de"' in response.content.decode()


@pytest.mark.parametrize("path", ["/i/{}", "/i/wrong", "/s/en/", "/s/en/questions/"])
def test_no_page_is_cached_or_tells_other_sites_its_address(entered: Client, token: str, path: str):
    response = entered.get(path.format(token))

    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("method", "path"),
    [("post", "/s/en/"), ("get", "/s/en/review/"), ("get", "/s/en/send/"), ("put", "/s/en/send/")],
)
def test_wrong_method_is_refused(entered: Client, method: str, path: str):
    response = getattr(entered, method)(path)

    assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert not Envelope.objects.exists()


def test_form_of_another_site_is_refused(token: str):
    strict = Client(enforce_csrf_checks=True)
    strict.get(f"/i/{token}")

    response = strict.post("/s/en/send/", ANSWERS, headers={"origin": "https://evil.example"})

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert not Envelope.objects.exists()


def test_no_log_record_carries_an_answer_or_the_token(
    entered: Client,
    token: str,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
):
    caplog.set_level(logging.DEBUG)

    entered.get(f"/i/{token}")
    entered.post("/s/en/review/", ANSWERS | {"wish": MARK, "willing": "77"})
    entered.post("/s/en/review/", ANSWERS | {"wish": MARK})
    entered.post("/s/en/send/", ANSWERS | {"wish": MARK})
    entered.post("/s/en/send/", ANSWERS | {"wish": MARK})
    entered.get(f"/i/{token}")

    said = capsys.readouterr()
    assert MARK not in said.err + said.out + caplog.text
    assert token not in said.err + said.out


def test_log_line_of_a_failing_page_hides_the_token(token: str):
    record = logging.makeLogRecord(
        {"msg": "%s: %s", "args": ("Internal Server Error", f"/i/{token}")}
    )

    assert '"event": "Internal Server Error: /i/…"' in EventFormatter().format(record)
