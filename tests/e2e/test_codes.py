"""Codes in a real browser: a shared device from card to card, by keyboard, without script."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Error, expect
from pytest_django import Settings

from accounts.models import User
from surveys.models import CodeBatch, Envelope, Wave
from surveys.sealing.codes import shown_code
from surveys.services.codes import add_batch, print_codes
from surveys.services.lifecycle import launch_wave
from tests.e2e.browsing import DESKTOP, PHONE, Visit, follow, press_enter, screenshot
from tests.e2e.conftest import OpenVisit
from tests.surveys.factories import draft_wave, hire

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def wave(settings: Settings, tmp_path: Path) -> Wave:
    settings.KEY_STORE_DIR = tmp_path / "keys"
    hire({"Sales": 6})
    drafted = draft_wave()
    add_batch(wave=drafted, name="Plant 1", count=7, levels={"department": "Plant"})
    return launch_wave(wave_id=drafted.pk, now=timezone.now())


def answered(browsing: Visit, wave: Wave, code: str, language: str) -> None:
    """One person at the device: type, read, answer, send."""
    page = browsing.page
    page.locator("#code").fill(shown_code(code))
    follow(page.locator(".btn-primary"))
    expect(page).to_have_url(f"{browsing.origin}/k/device/{wave.pk}/{language}/promise/")
    follow(page.locator(".btn-primary"))
    page.locator("fieldset").first.locator("label").nth(3).click()
    follow(page.locator(".btn-primary"))
    follow(page.locator(".btn-primary"))
    expect(page).to_have_url(re.compile("/thanks/$"))


@pytest.mark.parametrize(
    ("size", "language", "has_script"),
    [(PHONE, "de", True), (DESKTOP, "en", True), (PHONE, "en", False)],
    ids=["phone-de", "desktop-en", "phone-en-no-script"],
)
def test_device_takes_one_person_after_another(
    visit: OpenVisit, wave: Wave, size: tuple[int, int], language: str, *, has_script: bool
) -> None:
    first, second, *_others = print_codes(batch=CodeBatch.objects.get())
    browsing = visit(size=size, language=language, has_script=has_script)
    page = browsing.open(f"/k/device/{wave.pk}/")
    expect(page).to_have_url(f"{browsing.origin}/k/device/{wave.pk}/{language}/")
    name = f"kiosk-{'phone' if size == PHONE else 'desktop'}-{language}"
    screenshot(page, f"{name}-1-code")
    if has_script:
        assert browsing.axe_violations() == []
        assert browsing.small_targets(side_pixels=44) == []
    answered(browsing, wave, first, language)
    follow(page.locator("main .btn"))  # at once: the page goes back by itself after some seconds
    expect(page).to_have_url(f"{browsing.origin}/k/device/{wave.pk}/{language}/")
    answered(browsing, wave, second, language)
    screenshot(page, f"{name}-2-thanks")

    assert Envelope.objects.count() == 2
    assert page.context.cookies() == []
    assert browsing.foreign_requests() == []
    assert [text for text in browsing.complaints if "422" not in text] == []


def test_going_back_shows_nothing_of_the_person_before(visit: OpenVisit, wave: Wave) -> None:
    first, *_others = print_codes(batch=CodeBatch.objects.get())
    browsing = visit()
    page = browsing.open(f"/k/device/{wave.pk}/en/")
    page.locator("#code").fill(first)
    follow(page.locator(".btn-primary"))
    follow(page.locator(".btn-primary"))
    page.locator("textarea").fill("words of the first person")
    follow(page.locator(".btn-primary"))
    expect(page.get_by_text("words of the first person")).to_be_visible()
    browsing.open(f"/k/device/{wave.pk}/en/")

    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # Chromium keeps no page that forbids it
        page.go_back()

    expect(page.locator("html")).not_to_contain_text("words of the first person")


def test_wrong_code_is_said_beside_its_field(visit: OpenVisit, wave: Wave) -> None:
    browsing = visit()
    page = browsing.open(f"/k/{wave.pk}/en/")

    page.locator("#code").fill("AAAAA-AAAAA")
    press_enter(page)

    expect(page.locator("#code_error")).to_have_text(re.compile("^This code is not known"))
    screenshot(page, "kiosk-phone-en-3-wrong")
    assert browsing.axe_violations() == []


def test_cards_and_poster_print(visit: OpenVisit, wave: Wave) -> None:
    """Both are looked at as a leader sees them; the print style leaves the frame out."""
    leader = User.objects.get(email="anna@example.org")
    browsing = visit(size=DESKTOP)
    signed_in(browsing, leader)
    page = browsing.open(f"/initiatives/waves/{wave.pk}/codes/")
    screenshot(page, "codes-desktop-en-1-list")
    assert browsing.axe_violations() == []
    follow(page.locator("main form .btn").first)
    screenshot(page, "codes-desktop-en-2-cards")
    page.emulate_media(media="print")
    screenshot(page, "codes-desktop-en-3-print")

    expect(page.locator(".code-card")).to_have_count(7)
    expect(page.locator(".app-nav")).to_be_hidden()
    page.emulate_media(media="screen")
    browsing.open(f"/initiatives/waves/{wave.pk}/codes/poster/")
    screenshot(page, "codes-desktop-en-4-poster")
    assert browsing.axe_violations() == []


def signed_in(browsing: Visit, leader: User) -> None:
    page = browsing.open("/accounts/sign-in/")
    page.locator("main input:not([type=hidden])").first.fill(leader.email)
    page.locator("input[type=password]").fill("a long test password")
    follow(page.locator("main .btn-primary"))
    expect(page).to_have_url(f"{browsing.origin}/")
