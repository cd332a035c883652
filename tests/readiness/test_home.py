"""The first page answers its own question with the newest report that the reader may see."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import Role
from reports.models import Report
from tests.reports.factories import ready_report, released_wave, somebody

pytestmark = [pytest.mark.urls("readiness.urls"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.KEY_STORE_DIR = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "files"


def answer_for(role: Role, language: str = "en") -> str:
    """The sentence under the title, empty where there is none."""
    client = Client()
    client.force_login(somebody(role))
    page = client.get("/", headers={"accept-language": language}).content.decode()
    found = re.search(r'id="answer"[^>]*>(.*?)</h2>', page, re.DOTALL)
    return found.group(1) if found else ""


def test_newest_finished_report_is_the_answer_in_the_readers_language() -> None:
    ready_report(released_wave())

    english, german = (answer_for(Role.EXECUTIVE, language) for language in ("en", "de"))

    assert "machines" in english
    assert "Maschinen" in german


def test_nobody_without_the_right_reads_it() -> None:
    ready_report(released_wave())

    assert answer_for(Role.AUDITOR) == ""


def test_altered_report_answers_nothing() -> None:
    ready_report(released_wave())
    Report.objects.update(snapshot_sha256="0" * 64)

    assert answer_for(Role.EXECUTIVE) == ""


def test_draft_is_no_answer() -> None:
    ready_report(released_wave())
    Report.objects.update(edition="draft")

    assert answer_for(Role.EXECUTIVE) == ""


def test_without_a_report_the_page_stands_as_well() -> None:
    assert answer_for(Role.EXECUTIVE) == ""
