"""A leader plans and launches a survey in a real browser: phone and desktop, two languages."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from accounts.models import Role, User
from surveys.models import Audience, Employee, Wave, WaveState
from surveys.services.lifecycle import prepare_wave
from tests.e2e.browsing import DESKTOP, PHONE, Visit, follow, screenshot
from tests.e2e.conftest import OpenVisit
from tests.surveys.factories import hire

PASSWORD = "a long test password"  # of a person who exists in this test alone
pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {
    "en": {"sign_in": "Sign in", "launch": "Launch and invite"},
    "de": {"sign_in": "Anmelden", "launch": "Starten und"},
}


@pytest.fixture(autouse=True)
def people(settings: Settings, tmp_path: Path) -> None:
    settings.KEY_STORE_DIR = tmp_path / "keys"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    hire({"Sales": 14, "Production": 9, "Finance": 6, "Legal": 2, "Board": 3})
    for place, person in enumerate(Employee.objects.order_by("pk")):
        person.attributes["site"] = ("Hamburg", "Leipzig")[place % 2]
        person.language = ("en", "de", "fr")[place % 3]
        person.save()
    Audience.objects.create(name="Everybody")
    Audience.objects.create(name="Sales", selection={"department": ["Sales"]})
    user = User(email="grace@example.org", name="Grace Hopper", role=Role.HR_LEADER)
    user.set_password(PASSWORD)
    user.save()


def signed_in(browsing: Visit, language: str) -> None:
    page = browsing.open("/accounts/sign-in/")
    page.locator("input[type=email], input[name=username], input[name=login]").first.fill(
        "grace@example.org"
    )
    page.locator("input[type=password]").fill(PASSWORD)
    follow(page.locator("main .btn-primary"))
    expect(page).to_have_url(f"{browsing.origin}/")


def assert_sound(browsing: Visit, name: str) -> None:
    screenshot(browsing.page, name)
    assert [text for text in browsing.complaints if "422" not in text] == []
    assert browsing.foreign_requests() == []
    assert browsing.horizontal_overflow_pixels() == 0
    assert browsing.axe_violations() == []


@pytest.mark.parametrize(
    ("size", "language"), [(DESKTOP, "en"), (PHONE, "de")], ids=["desktop-en", "phone-de"]
)
def test_launch_from_a_template_to_the_open_wave(
    visit: OpenVisit, size: tuple[int, int], language: str
) -> None:
    name = f"launch-{'phone' if size == PHONE else 'desktop'}-{language}"
    browsing = visit(size=size, language=language)
    signed_in(browsing, language)
    page = browsing.page
    assert_sound(browsing, f"{name}-0-home")

    follow(page.locator(".page-actions .btn-primary"))
    assert_sound(browsing, f"{name}-1-begin")
    follow(page.locator(".launch-templates .btn-primary").first)
    assert_sound(browsing, f"{name}-2-initiative")
    follow(page.locator("main .btn-primary"))
    assert_sound(browsing, f"{name}-3-questionnaire")
    follow(page.locator(".launch-card a").first)
    assert_sound(browsing, f"{name}-4-preview")
    page.go_back()
    follow(page.locator("main .btn-primary"))
    page.get_by_label("Everybody").check()
    assert_sound(browsing, f"{name}-5-audience")
    follow(page.locator("main .btn-primary"))
    expect(page).to_have_url(re.compile("/groups/$"))
    prepare_wave(wave_id=Wave.objects.get().pk)

    with page.expect_response("**/groups/check/"):
        page.locator("input[value=department]").check()
    expect(page.locator("#reportable").get_by_text("Sales")).to_be_visible()
    assert_sound(browsing, f"{name}-6-groups")
    for step in ("expectation", "schedule", "languages", "trial"):
        follow(page.locator("main .btn-primary"))
        expect(page).to_have_url(re.compile(f"/{step}/$"))
        assert_sound(browsing, f"{name}-7-{step}")
    follow(page.locator("main .btn-primary"))
    assert_sound(browsing, f"{name}-8-summary")
    follow(page.get_by_role("button", name=WORDS[language]["launch"]))
    expect(page).to_have_url(re.compile("/waves/[^/]+/$"))

    assert_sound(browsing, f"{name}-9-wave")
    assert Wave.objects.get().state == WaveState.OPEN
    assert Wave.objects.get().reporting_dimensions == ["department"]


def test_check_of_groups_works_by_a_button_without_script(visit: OpenVisit) -> None:
    browsing = visit(has_script=False)
    signed_in(browsing, "en")
    page = browsing.open("/initiatives/launches/new/")
    follow(page.locator(".launch-templates .btn-primary").first)
    follow(page.locator("main .btn-primary"))
    follow(page.locator("main .btn-primary"))
    page.get_by_label("Everybody").check()
    follow(page.locator("main .btn-primary"))

    page.locator("input[value=department]").check()
    follow(page.get_by_role("button", name="Check the groups"))

    expect(page.locator("#reportable").get_by_text("Sales")).to_be_visible()
    assert Wave.objects.get().reporting_dimensions == []
