"""Pages of reports for every role, and the download."""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import AuditEntry, Role
from jobs.models import Job
from reports.files import file_path
from reports.models import Report, ReportFile, ReportState
from reports.services.building import build_report
from surveys.models import Wave
from tests.reports.factories import asked_report, somebody

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Role], Client]
BUILDERS = {Role.ADMINISTRATOR, Role.HR_LEADER, Role.INITIATIVE_OWNER, Role.ENGINEERING_LEAD}
READERS = BUILDERS | {Role.EXECUTIVE}
LOOK = {"paper": "a4", "accent": "#0b5c8a"}


@pytest.fixture
def client_of(db: None) -> ClientOf:
    """Make a browser in which somebody of a role is signed in."""

    def signed_in(role: Role) -> Client:
        client = Client()
        client.force_login(somebody(role))
        return client

    return signed_in


@pytest.fixture
def grace(client_of: ClientOf) -> Client:
    """Grace's browser; she leads HR."""
    return client_of(Role.HR_LEADER)


@pytest.fixture
def requested(wave: Wave) -> Report:
    """A report that waits for a worker."""
    return asked_report(wave, title="Übersicht / KI: “2026”").report


@pytest.fixture
def ready(requested: Report) -> Report:
    """A finished report."""
    build_report(report_id=requested.pk)
    requested.refresh_from_db()
    return requested


def page(client: Client, name: str, *arguments: object) -> Any:
    return client.get(reverse(f"reports:{name}", args=arguments))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", ["reports", "report", "progress", "verdict", "download"])
def test_reading_is_for_those_who_may(
    client_of: ClientOf, requested: Report, role: Role, name: str
) -> None:
    arguments = [] if name == "reports" else [requested.pk]

    answered = page(client_of(role), name, *arguments)

    not_there_yet = {"verdict": 404, "download": 404}
    assert answered.status_code == (not_there_yet.get(name, 200) if role in READERS else 403)


@pytest.mark.parametrize("role", Role)
def test_asking_is_for_those_who_may(client_of: ClientOf, wave: Wave, role: Role) -> None:
    given = LOOK | {"title": "One", "wave": str(wave.pk), "assessment": "", "language": "de"}

    answered = client_of(role).post(reverse("reports:new"), given)

    assert answered.status_code == (302 if role in BUILDERS else 403)
    assert Report.objects.exists() is (role in BUILDERS)


@pytest.mark.parametrize("role", Role)
def test_trying_again_is_for_those_who_may(
    client_of: ClientOf, requested: Report, role: Role
) -> None:
    answered = client_of(role).post(reverse("reports:rebuild", args=[requested.pk]))

    assert answered.status_code == (302 if role in BUILDERS else 403)


@pytest.mark.parametrize("name", ["reports", "new"])
def test_stranger_is_asked_to_sign_in(client: Client, name: str) -> None:
    answered = page(client, name)

    assert answered.status_code == 302
    assert answered["Location"].startswith(f"{reverse('accounts:sign_in')}?next=")


def test_form_offers_waves_and_makes_a_report_with_its_job(grace: Client, wave: Wave) -> None:
    shown = page(grace, "new").content.decode()
    assert str(wave.pk) in shown

    given = LOOK | {"title": "AI 2026", "wave": str(wave.pk), "assessment": "", "language": "de"}
    answered = grace.post(reverse("reports:new"), given)

    report = Report.objects.get()
    assert answered["Location"] == reverse("reports:report", args=[report.pk])
    assert (report.title, report.language, report.wave_id) == ("AI 2026", "de", wave.pk)
    assert report.assessment_id is None
    assert Job.objects.get(task="reports.build_report").subject_id == str(report.pk)
    assert AuditEntry.objects.filter(verb="report_requested", subject=str(report.pk)).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"wave": str(uuid.uuid4())},
        {"wave": "not a wave"},
        {"assessment": str(uuid.uuid4())},
        {"language": "xx"},
    ],
)
def test_faulty_request_is_shown_again_and_writes_nothing(
    grace: Client, wave: Wave, wrong: dict[str, str]
) -> None:
    right = {"title": "AI", "wave": str(wave.pk), "assessment": "", "language": "en"}
    given = LOOK | right | wrong

    answered = grace.post(reverse("reports:new"), given)

    assert answered.status_code == 200
    (field,) = wrong
    assert answered.context["form"].errors.keys() == {field}
    assert not Report.objects.exists()


def test_without_a_released_wave_the_form_leads_to_the_initiatives(grace: Client) -> None:
    shown = page(grace, "new").content.decode()

    assert "No released wave yet" in shown
    assert 'name="wave"' not in shown


def test_waiting_report_shows_its_progress_and_no_download(
    grace: Client, requested: Report
) -> None:
    shown = page(grace, "report", requested.pk).content.decode()

    assert reverse("reports:progress", args=[requested.pk]) in shown
    assert reverse("reports:download", args=[requested.pk]) not in shown


def test_progress_asks_for_the_whole_page_once_the_work_has_ended(
    grace: Client, requested: Report
) -> None:
    assert "HX-Redirect" not in page(grace, "progress", requested.pk).headers
    Job.objects.filter(subject_id=str(requested.pk)).update(state="succeeded")

    ended = page(grace, "progress", requested.pk)

    assert ended["HX-Redirect"] == reverse("reports:report", args=[requested.pk])


def test_ready_report_shows_what_it_says(grace: Client, ready: Report) -> None:
    Job.objects.update(state="succeeded")

    answered = page(grace, "report", ready.pk)

    shown = answered.content.decode()
    summary = answered.context["summary"]
    assert summary.title.text in shown
    assert summary.findings[0].text in shown
    assert reverse("reports:verdict", args=[ready.pk]) in shown
    assert reverse("reports:download", args=[ready.pk]) in shown
    assert ready.snapshot_sha256 in shown


def test_verdict_is_a_picture_of_its_own(grace: Client, ready: Report) -> None:
    answered = page(grace, "verdict", ready.pk)

    assert answered["Content-Type"] == "image/svg+xml"
    assert answered["X-Content-Type-Options"] == "nosniff"
    assert answered.content.startswith(b"<svg ")


def test_download_hands_out_the_file_under_a_plain_name(grace: Client, ready: Report) -> None:
    answered = page(grace, "download", ready.pk)

    content = b"".join(answered.streaming_content)
    assert content == file_path(ready.files.get().name).read_bytes()
    assert answered["Content-Type"] == "application/pdf"
    assert answered["Content-Disposition"] == 'attachment; filename="ubersicht-ki-2026.pdf"'
    assert answered["Cache-Control"] == "private, no-store"
    assert answered["X-Content-Type-Options"] == "nosniff"
    assert int(answered["Content-Length"]) == len(content)
    entry = AuditEntry.objects.get(verb="report_downloaded")
    assert entry.subject == f"{ready.pk} pdf"


def test_name_without_a_letter_still_makes_a_file_name(grace: Client, ready: Report) -> None:
    Report.objects.update(title="報告書 ../../etc/passwd\r\nX-Bad: 1")

    answered = page(grace, "download", ready.pk)

    answered.close()
    assert answered["Content-Disposition"] == 'attachment; filename="etcpasswd-x-bad-1.pdf"'
    assert "X-Bad" not in answered.headers


@pytest.mark.parametrize("path", ["../../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "x.pdf"])
def test_address_names_a_report_never_a_file(grace: Client, path: str) -> None:
    assert grace.get(f"/reports/{path}/download/").status_code == 404


def test_stored_name_that_leads_elsewhere_is_not_followed(
    grace: Client, ready: Report, settings: Settings
) -> None:
    (Path(settings.MEDIA_ROOT) / "secret").write_text("key")
    ReportFile.objects.update(name="../secret")

    assert page(grace, "download", ready.pk).status_code == 404
    assert not AuditEntry.objects.filter(verb="report_downloaded").exists()


def test_altered_file_is_not_handed_out_and_may_be_built_again(
    grace: Client, ready: Report
) -> None:
    Job.objects.update(state="succeeded")
    path = file_path(ready.files.get().name)
    original = path.read_bytes()
    path.write_bytes(original + b"%")

    assert page(grace, "download", ready.pk).status_code == 404
    shown = page(grace, "report", ready.pk).content.decode()
    assert "is missing or was altered" in shown
    assert reverse("reports:download", args=[ready.pk]) not in shown

    grace.post(reverse("reports:rebuild", args=[ready.pk]))
    build_report(report_id=ready.pk)
    assert path.read_bytes() == original


def test_failed_report_says_why_and_offers_another_try(
    client_of: ClientOf, requested: Report
) -> None:
    Job.objects.update(state="failed")
    Report.objects.update(state=ReportState.FAILED, error="The disk is full.")

    for role, may_retry in ((Role.HR_LEADER, True), (Role.EXECUTIVE, False)):
        shown = page(client_of(role), "report", requested.pk).content.decode()
        assert "The disk is full." in shown
        assert (reverse("reports:rebuild", args=[requested.pk]) in shown) is may_retry


def test_damaged_snapshot_is_named_on_the_page(grace: Client, ready: Report) -> None:
    Report.objects.update(snapshot={"format_version": 0})

    shown = page(grace, "report", ready.pk).content.decode()

    assert "The frozen results of this report cannot be read" in shown
    assert page(grace, "verdict", ready.pk).status_code == 404


@pytest.mark.parametrize("name", ["report", "progress", "verdict", "download"])
def test_unknown_report_is_not_found(grace: Client, name: str) -> None:
    assert page(grace, name, uuid.uuid4()).status_code == 404


def test_unknown_report_cannot_be_tried_again(grace: Client) -> None:
    answered = grace.post(reverse("reports:rebuild", args=[uuid.uuid4()]))

    assert answered.status_code == 404
    assert not Job.objects.filter(task="reports.build_report").exists()


def test_list_takes_one_query_however_long_it_is(
    grace: Client, wave: Wave, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page(grace, "reports")
    for number in range(5):
        asked_report(wave, title=f"Report {number}")

    with django_assert_num_queries(3):  # session, user, reports
        shown = page(grace, "reports").content.decode()

    assert shown.index("Report 4") < shown.index("Report 0")
