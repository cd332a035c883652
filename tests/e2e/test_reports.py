"""A leader asks for a report, watches it being built, reads its page and takes the file."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from accounts.models import Role, User
from accounts.services import create_user
from deployments.selectors import sized_assessments
from jobs.models import Job
from reports.files import digest_of
from reports.models import Report
from reports.tasks import build_report
from surveys.models import Wave
from tests.e2e.browsing import DESKTOP, PHONE, Scheme, Visit, follow, screenshot
from tests.e2e.conftest import OpenVisit
from tests.reports.factories import asked_report, released_wave, sized_assessment

PASSWORD = "copper-lantern-orbit-42"
LOOKS = [("phone", PHONE, "light"), ("phone", PHONE, "dark"), ("desktop", DESKTOP, "light")]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def grace() -> User:
    """She leads HR."""
    return create_user(
        email="grace@example.org", name="Grace", role=Role.HR_LEADER, password=PASSWORD
    )


@pytest.fixture
def wave(grace: User, settings: Settings, tmp_path: Path) -> Wave:
    """A released wave, and beside it a sized assessment."""
    settings.KEY_STORE_DIR = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "files"
    sized_assessment()
    return released_wave()


def sign_in(browsing: Visit) -> None:
    page = browsing.open("/accounts/sign-in/")
    page.get_by_label("E-mail").fill("grace@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in", exact=True))


def assert_sound(browsing: Visit) -> None:
    assert browsing.complaints == []
    assert browsing.foreign_requests() == []
    assert browsing.axe_violations() == []
    assert browsing.horizontal_overflow_pixels() == 0
    assert browsing.small_targets(side_pixels=44) == []


@pytest.mark.parametrize(("size", "pixels", "scheme"), LOOKS)
def test_report_from_the_form_to_the_file(
    visit: OpenVisit, wave: Wave, size: str, pixels: tuple[int, int], scheme: Scheme
) -> None:
    browsing = visit(size=pixels, scheme=scheme)
    sign_in(browsing)
    look = f"{size}-{scheme}"

    page = browsing.open("/reports/new/")
    screenshot(page, f"report-1-form-{look}")
    assert_sound(browsing)
    page.get_by_label("Title").fill("Hackathon 2026")
    page.get_by_label("Wave").select_option(str(wave.pk))
    (assessment,) = sized_assessments()
    page.get_by_label("Technical assessment").select_option(str(assessment.id))
    follow(page.get_by_role("button", name="Build report"))
    expect(page).to_have_url(re.compile("/reports/[^/]+-[^/]+/$"))
    screenshot(page, f"report-2-progress-{look}")
    assert_sound(browsing)

    report = Report.objects.get()
    build_report(str(Job.objects.get(subject_id=str(report.pk)).pk))
    with page.expect_download() as started:  # the page asks by itself and shows the finished one
        page.get_by_role("link", name="Download PDF").click()
    screenshot(page, f"report-3-ready-{look}")
    assert_sound(browsing)

    report.refresh_from_db()
    assert started.value.suggested_filename == "hackathon-2026.pdf"
    assert digest_of(Path(started.value.path()).read_bytes()) == report.files.get().sha256
    picture = page.locator(".chart-paper img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth > 0")
    browsing.open("/reports/")
    screenshot(page, f"report-4-list-{look}")
    assert_sound(browsing)


def test_failed_report_is_tried_again(visit: OpenVisit, wave: Wave, settings: Settings) -> None:
    browsing = visit()
    sign_in(browsing)
    blocker = Path(settings.MEDIA_ROOT)  # from here on the test's server has a file at "/"
    blocker.write_text("in the way")
    asked = asked_report(wave)
    build_report(asked.job_id)

    page = browsing.open(f"/reports/{asked.report.pk}/")
    expect(page.get_by_role("alert")).to_contain_text("cannot be written")
    screenshot(page, "report-5-failed-phone-light")
    assert_sound(browsing)
    blocker.unlink()
    follow(page.get_by_role("button", name="Try again"))

    expect(page.get_by_role("progressbar")).to_have_count(1)
    assert Job.objects.filter(subject_id=str(asked.report.pk)).count() == 2
