"""What a person chooses for a report: files, edition, organization, paper, color, logo."""

import base64
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Role, User
from jobs.models import Job
from reports.kinds import Edition, FileKind
from reports.looks import HOUSE_LOOK
from reports.models import Report, ReportState
from reports.selectors import file_shelf, last_look
from reports.services.building import build_report
from surveys.models import Wave
from tests.reports.factories import asked_report, ready_report
from tests.reports.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def grace(db: None) -> Client:
    """Grace's browser; she leads HR."""
    user = User.objects.create(email="grace@example.org", name="Grace", role=Role.HR_LEADER)
    client = Client()
    client.force_login(user)
    return client


def asked(client: Client, wave: Wave, **changed: Any) -> Any:
    given = {
        "title": "AI 2026",
        "wave": str(wave.pk),
        "assessment": "",
        "language": "en",
        "paper": "a4",
        "accent": "#0b5c8a",
        "organization": "",
    }
    return client.post(reverse("reports:new"), given | changed)


def upload(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_choice_is_kept_with_the_report(grace: Client, wave: Wave) -> None:
    asked(
        grace,
        wave,
        kinds=["slides", "data"],
        is_draft="on",
        organization="Nordlicht AG",
        paper="letter",
        accent="#7A1F5C",
        logo=upload(picture()),
    )

    report = Report.objects.get()
    assert report.kinds == ["slides", "data"]
    assert report.edition == Edition.DRAFT
    look = last_look()
    assert (look.organization, look.paper.value, look.accent) == (
        "Nordlicht AG",
        "letter",
        "#7a1f5c",
    )
    assert look.logo is not None
    assert look.logo.media_type == "image/png"
    assert base64.b64decode(look.logo.data_base64) == picture()


def test_next_report_starts_from_the_look_of_the_last(grace: Client, wave: Wave) -> None:
    asked(grace, wave, organization="Nordlicht AG", logo=upload(picture("JPEG"), "logo.jpg"))

    form = grace.get(reverse("reports:new")).context["form"]
    assert form["organization"].value() == "Nordlicht AG"
    assert form["keeps_logo"].value() is True
    asked(grace, wave, organization="Nordlicht AG", keeps_logo="on")
    asked(grace, wave, organization="Nordlicht AG")

    logos = [report.look["logo"] for report in Report.objects.order_by("requested_at")]
    assert logos[0] == logos[1]
    assert logos[2] is None


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "logo.png"),
        (b"no picture", "logo.png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "logo.svg"),
        (picture("GIF"), "logo.png"),
        (picture("BMP"), "logo.png"),
        (picture(size=(2_001, 10)), "logo.png"),
        (picture() + bytes(400_000), "logo.png"),
    ],
    ids=["empty", "text", "svg", "gif", "bmp", "wide", "large"],
)
def test_file_that_is_no_small_picture_is_refused(
    grace: Client, wave: Wave, content: bytes, name: str
) -> None:
    answered = asked(grace, wave, organization="Nordlicht AG", logo=upload(content, name))

    assert answered.context["form"].errors.keys() == {"logo"}
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "accent", ["", "blue", "#fff", "#ffff00", "#0b5c8a; }", "url(https://example.org)"]
)
def test_color_that_is_none_or_too_pale_is_refused(grace: Client, wave: Wave, accent: str) -> None:
    answered = asked(grace, wave, accent=accent)

    assert answered.context["form"].errors.keys() == {"accent"}
    assert "open" in answered.content.decode().split('<details class="fold" ')[1][:10]


def test_logo_needs_the_name_of_its_organization(grace: Client, wave: Wave) -> None:
    answered = asked(grace, wave, logo=upload(picture()))

    assert answered.context["form"].errors.keys() == {"organization"}


@pytest.mark.parametrize(
    "wrong", [{"paper": "a3"}, {"kinds": ["exe"]}, {"organization": "x" * 200}]
)
def test_unknown_choice_is_refused(grace: Client, wave: Wave, wrong: dict[str, Any]) -> None:
    assert asked(grace, wave, **wrong).context["form"].errors.keys() == set(wrong)


def test_stored_look_of_another_version_does_not_stop_the_form(grace: Client, wave: Wave) -> None:
    ready_report(wave)
    Report.objects.update(look={"color": 1})

    assert last_look() == HOUSE_LOOK
    assert grace.get(reverse("reports:new")).status_code == 200


def test_further_files_are_made_from_the_same_snapshot(grace: Client, wave: Wave) -> None:
    report = asked_report(wave).report
    build_report(report_id=report.pk)
    report.refresh_from_db()
    before = report.snapshot_sha256
    pdf = report.files.get()

    grace.post(reverse("reports:add_files", args=[report.pk]), {"kinds": ["workbook", "data"]})
    build_report(report_id=report.pk)

    report.refresh_from_db()
    assert report.snapshot_sha256 == before
    assert [file.kind for file in file_shelf(report.pk).files] == [
        FileKind.PDF,
        FileKind.WORKBOOK,
        FileKind.DATA,
    ]
    assert report.files.get(kind=FileKind.PDF) == pdf


@pytest.mark.parametrize("given", [{}, {"kinds": ["exe"]}, {"kinds": ["pdf"]}])
def test_nothing_is_added_without_a_known_kind(
    grace: Client, wave: Wave, given: dict[str, Any]
) -> None:
    report = ready_report(wave)
    Job.objects.all().delete()

    grace.post(reverse("reports:add_files", args=[report.pk]), given)

    report.refresh_from_db()
    assert report.kinds == []
    assert not Job.objects.exists()


def test_draft_becomes_final_without_a_new_snapshot(grace: Client, wave: Wave) -> None:
    asked(grace, wave, is_draft="on")
    report = Report.objects.get()
    build_report(report_id=report.pk)
    draft = report.files.get()

    grace.post(reverse("reports:make_final", args=[report.pk]))
    report.refresh_from_db()
    assert report.state == ReportState.REQUESTED
    build_report(report_id=report.pk)

    final = file_shelf(report.pk).files[0]
    assert (draft.edition, final.edition) == ("draft", "final")
    assert draft.sha256 != final.sha256
    assert report.files.count() == 2


def test_page_offers_the_files_that_are_there(grace: Client, wave: Wave) -> None:
    report = ready_report(wave)
    Job.objects.update(state="succeeded")

    shown = grace.get(reverse("reports:report", args=[report.pk])).content.decode()

    assert reverse("reports:file", args=[report.pk, "pdf"]) in shown
    assert reverse("reports:file", args=[report.pk, "slides"]) not in shown
    assert reverse("reports:page", args=[report.pk]) in shown
    assert reverse("reports:send", args=[report.pk]) in shown


@pytest.mark.parametrize("kind", ["workbook", "exe", "PDF"])
def test_file_that_is_not_there_is_not_found(grace: Client, wave: Wave, kind: str) -> None:
    report = ready_report(wave)

    assert grace.get(f"/reports/{report.pk}/files/{kind}/").status_code == 404


def test_report_on_screen_says_everything_and_nothing_without_escape(
    grace: Client, wave: Wave, settings: Settings
) -> None:
    report = ready_report(wave, title="<script>alert(1)</script>")

    answered = grace.get(reverse("reports:page", args=[report.pk]))

    shown = answered.content.decode()
    assert answered["Cache-Control"] == "private, no-store"
    assert "<script>alert" not in shown
    assert shown.count("<h1") == 1
    assert 'src="picture:' not in shown
    assert " style=" not in shown
    for section in ("summary", "organization", "technology", "method"):
        assert f'id="{section}"' in shown
    assert report.snapshot_sha256 in shown
