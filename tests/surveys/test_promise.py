"""What respondents are told of their comments, before the first item."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from surveys.models import Invitation, Wave, WaveState
from surveys.obstacles import NotReadyToLaunch
from surveys.promise import wave_promise
from surveys.services.invitations import issue_token
from surveys.services.lifecycle import launch_wave
from tests.surveys.factories import dora_confidant, draft_wave, hire, open_wave

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_key_store(settings: Settings, tmp_path: Path) -> None:
    settings.KEY_STORE_DIR = tmp_path / "keys"


def first_page(language: str = "en") -> str:
    client = Client(headers={"accept-language": language})
    client.get(f"/i/{issue_token(invitation=Invitation.objects.all()[0])}")
    page = client.get(f"/s/{language}/").content.decode()
    folded = re.compile("<details.*?</details>", re.DOTALL)
    return folded.sub("", page)  # what can be read without opening anything


def test_respondent_reads_first_that_comments_are_never_quoted() -> None:
    hire({"Sales": 6})
    open_wave()

    assert "Comments are never quoted" in first_page()
    assert "person of trust" not in first_page()


def test_respondent_reads_first_that_comments_may_be_quoted() -> None:
    hire({"Sales": 6})
    open_wave(shows_verbatims=True)

    assert "Comments may be quoted word for word" in first_page()
    assert "Kommentare dürfen wörtlich zitiert werden" in first_page("de")


def test_respondent_reads_first_who_gets_comments_about_harassment() -> None:
    dora_confidant()
    hire({"Sales": 6})
    open_wave(passes_on_alerts=True)

    page = first_page()

    assert "person of trust: Dora Lind, dora@example.org" in page
    assert "call for help" in page


def test_wave_that_passes_comments_on_needs_somebody_who_receives_them() -> None:
    hire({"Sales": 6})
    wave = draft_wave(passes_on_alerts=True)

    with pytest.raises(NotReadyToLaunch, match="person of trust"):
        launch_wave(wave_id=wave.pk, now=timezone.now())

    assert Wave.objects.get().state == WaveState.DRAFT


def test_survey_without_open_items_says_nothing_of_comments_it_does_not_ask() -> None:
    hire({"Sales": 6})
    wave = draft_wave(shows_verbatims=True)
    Wave.objects.filter(pk=wave.pk).update(asked_items=["willing", "able", "rules"])
    launch_wave(wave_id=wave.pk, now=timezone.now())

    client = Client()
    client.get(f"/i/{issue_token(invitation=Invitation.objects.all()[0])}")
    page = client.get("/s/en/").content.decode()
    tables = client.get("/s/en/stored/").content.decode()

    assert "What becomes of comments" not in page
    assert "Comments may be quoted" not in page
    assert "surveys_releasedcomment" not in tables
    assert "surveys_verbatim" not in tables
    wave.refresh_from_db()
    assert wave_promise(wave, "en").quoting_text == "This survey asks for no comments."
