"""Pages of reviewers, of persons of trust, and of names to redact: who gets in and what they do."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, Role
from surveys.models import (
    AlertState,
    CommentAlert,
    OtherName,
    Release,
    ReviewState,
    Verbatim,
    Wave,
    WaveState,
)
from tests.surveys.factories import draft_wave
from tests.surveys.views.conftest import ClientOf

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def wave() -> Wave:
    """A released wave whose comments may be quoted, as a release leaves it."""
    drafted = draft_wave(shows_verbatims=True, passes_on_alerts=True)
    Wave.objects.filter(pk=drafted.pk).update(
        state=WaveState.RELEASED, settings_hash="0" * 64, roster_hash="0" * 64, invited_count=20
    )
    Release.objects.create(
        wave=drafted,
        released_date=timezone.localdate(),
        answered_count=20,
        has_cells=True,
        is_complete=True,
    )
    drafted.refresh_from_db()
    return drafted


def verbatim(wave: Wave, text: str = "The tool is not good.") -> Verbatim:
    return Verbatim.objects.create(release=wave.release, item="wish", text=text, places={"": 0})


def alert(wave: Wave) -> CommentAlert:
    return CommentAlert.objects.create(release=wave.release, item="wish", text="He touches me.")


def review_url(wave: Wave, item: str = "") -> str:
    return f"/initiatives/waves/{wave.pk}/review/" + (f"{item}/" if item else "")


def decision(one: Verbatim, state: str, **more: str) -> dict[str, str]:
    return {"verbatim": str(one.pk), "version": str(one.version), "decision": state, **more}


@pytest.mark.parametrize("role", Role)
def test_pages_are_for_their_roles_alone(client_of: ClientOf, wave: Wave, role: Role) -> None:
    client = client_of(role)
    reviews = role in {Role.ADMINISTRATOR, Role.HR_LEADER}

    assert client.get(review_url(wave)).status_code == (200 if reviews else 403)
    assert client.get("/people/names/").status_code == (200 if reviews else 403)
    assert client.get("/passed-on/").status_code == (200 if role is Role.CONFIDANT else 403)


def test_reviewer_approves_one_comment_after_the_other(grace: Client, wave: Wave) -> None:
    one = verbatim(wave)
    assert "The tool is not good." in grace.get(review_url(wave, "wish")).content.decode()

    sent = grace.post(review_url(wave, "wish"), decision(one, "approved"), follow=True)

    page = sent.content.decode()
    assert "Everything is decided" in page
    assert "1 of 1 decided" in page
    assert Verbatim.objects.get().state == ReviewState.APPROVED


def test_reviewer_takes_a_decision_back(grace: Client, wave: Wave) -> None:
    one = verbatim(wave)
    grace.post(review_url(wave, "wish"), decision(one, "withheld"))
    one.refresh_from_db()

    grace.post(review_url(wave, "wish"), decision(one, "pending"))

    assert Verbatim.objects.get().state == ReviewState.PENDING


def test_edit_that_adds_a_word_is_refused_and_kept_in_the_form(grace: Client, wave: Wave) -> None:
    one = verbatim(wave)

    sent = grace.post(
        review_url(wave, "wish"), decision(one, "approved", text="The tool is very good.")
    )

    assert sent.status_code == 422
    assert "Words can only be taken out" in sent.content.decode()
    assert "The tool is very good." in sent.content.decode()
    assert Verbatim.objects.get().state == ReviewState.PENDING


def test_comment_that_somebody_else_decided_on_is_not_overwritten(
    client_of: ClientOf, wave: Wave
) -> None:
    one = verbatim(wave)
    client_of(Role.HR_LEADER).post(review_url(wave, "wish"), decision(one, "withheld"))

    sent = client_of(Role.ADMINISTRATOR).post(
        review_url(wave, "wish"), decision(one, "approved"), follow=True
    )

    assert "Somebody else has decided" in sent.content.decode()
    assert Verbatim.objects.get().state == ReviewState.WITHHELD


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"verbatim": "x", "version": "0", "decision": "approved"},
        {"verbatim": str(uuid.uuid4()), "version": "-1", "decision": "approved"},
        {"verbatim": str(uuid.uuid4()), "version": "0", "decision": "published"},
    ],
)
def test_nonsense_decides_nothing(grace: Client, wave: Wave, data: dict[str, str]) -> None:
    verbatim(wave)

    assert grace.post(review_url(wave, "wish"), data).status_code == 422
    assert Verbatim.objects.get().version == 0


def test_comment_is_shown_as_text_and_not_as_markup(grace: Client, wave: Wave) -> None:
    verbatim(wave, "<script>alert(1)</script> The tool")

    page = grace.get(review_url(wave, "wish")).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_wave_whose_respondents_were_not_told_has_no_review(grace: Client, wave: Wave) -> None:
    other = draft_wave()
    Wave.objects.filter(pk=other.pk).update(state=WaveState.RELEASED)
    Release.objects.create(
        wave=other,
        released_date=timezone.localdate(),
        answered_count=20,
        has_cells=True,
        is_complete=True,
    )

    assert grace.get(review_url(other)).status_code == 404
    assert grace.get(review_url(wave, "unknown")).status_code == 404


def test_person_of_trust_reads_and_notes(client_of: ClientOf, wave: Wave) -> None:
    one = alert(wave)
    dora = client_of(Role.CONFIDANT)
    page = dora.get("/passed-on/").content.decode()
    assert "He touches me." in page
    assert "What should change?" in page

    data = {"alert": str(one.pk), "version": "0", "state": "handled", "note": "Spoke with HR."}
    dora.post("/passed-on/", data)

    one.refresh_from_db()
    assert (one.state, one.note) == (AlertState.HANDLED, "Spoke with HR.")


def test_audit_log_is_the_same_with_an_alert_and_without(client_of: ClientOf, wave: Wave) -> None:
    dora = client_of(Role.CONFIDANT)
    dora.get("/passed-on/")
    without = list(AuditEntry.objects.values_list("verb", "subject"))
    AuditEntry.objects.all().delete()
    one = alert(wave)

    dora.get("/passed-on/")
    data = {"alert": str(one.pk), "version": "0", "state": "seen", "note": "Spoke with HR."}
    dora.post("/passed-on/", data)

    assert list(AuditEntry.objects.values_list("verb", "subject")) == without


def test_leaders_pages_are_the_same_with_an_alert_and_without(grace: Client, wave: Wave) -> None:
    verbatim(wave)

    def pages() -> list[str]:
        return [
            TOKEN.sub("", grace.get(url).content.decode().partition("<main")[2])
            for url in (review_url(wave), "/", f"/initiatives/waves/{wave.pk}/")
        ]

    without = pages()
    alert(wave)

    assert pages() == without


def test_list_of_names_replaces_the_one_before(grace: Client) -> None:
    OtherName.objects.create(name="Old Customer")
    file = SimpleUploadedFile("names.csv", "name;city\nZoë Ünal;Kiel\nBo Li;Bern\n".encode())

    page = grace.post("/people/names/import/", {"file": file}).content.decode()
    assert "2 names in the list" in page
    assert OtherName.objects.get().name == "Old Customer"
    upload = page.partition('name="upload" value="')[2].partition('"')[0]
    grace.post("/people/names/import/confirm/", {"upload": upload})

    assert list(OtherName.objects.values_list("name", flat=True)) == ["Bo Li", "Zoë Ünal"]
    entry = AuditEntry.objects.get(verb="names.replace")
    assert entry.subject == "2"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "empty"),
        (b"name\n", "empty"),
        (b"Ann Lee\n4711\n", "Line 2"),
        (b"Ann Lee,Kiel\nBo Li,Bern\n", "Line 1: There are several columns"),
        (b"Ann Lee\n\xff\xfe\n", "Line 2: The file is not UTF-8"),
        (b"name\n" + b"x" * 300 + b"\n", "Line 2: The name has more than"),
        (b"PK\x03\x04nonsense", "XLSX"),
    ],
)
def test_faults_of_a_list_are_named_and_nothing_is_written(
    grace: Client, content: bytes, fault: str
) -> None:
    OtherName.objects.create(name="Old Customer")
    file = SimpleUploadedFile("names.csv", content)

    sent = grace.post("/people/names/import/", {"file": file})

    assert sent.status_code == 422
    assert fault in sent.content.decode()
    assert OtherName.objects.get().name == "Old Customer"
