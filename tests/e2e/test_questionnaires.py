"""Writing a questionnaire and reading a trial of it in another language, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from surveys.instruments.shipped import shipped_source
from surveys.models import Audience
from surveys.services.planning import create_initiative, create_survey, store_instrument
from surveys.services.trial import trial_token
from tests.e2e.browsing import DESKTOP, PHONE, follow, screenshot
from tests.e2e.conftest import OpenVisit
from tests.e2e.test_codes import signed_in
from tests.surveys.factories import anna_leader, draft_wave, hire

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("size", "language"), [(DESKTOP, "en"), (PHONE, "de")], ids=["desktop-en", "phone-de"]
)
def test_questionnaire_is_derived_and_changed(
    visit: OpenVisit, size: tuple[int, int], language: str
) -> None:
    name = f"write-{'phone' if size == PHONE else 'desktop'}-{language}"
    browsing = visit(size=size, language=language)
    signed_in(browsing, anna_leader())
    page = browsing.open("/initiatives/questionnaires/")
    screenshot(page, f"{name}-1-list")
    assert browsing.axe_violations() == []

    page.locator("input[name=title]").fill("Our pulse")
    page.locator("input[name=base][value=ai_readiness_pulse]").check()
    follow(page.locator("main form .btn-primary").first)
    expect(page).to_have_url(re.compile("/drafts/[^/]+/$"))
    screenshot(page, f"{name}-2-draft")
    assert browsing.axe_violations() == []
    assert browsing.horizontal_overflow_pixels() == 0
    follow(page.locator(".draft-item a").first)
    page.locator("textarea").first.fill("People here always test and check.")
    screenshot(page, f"{name}-3-item")
    assert browsing.axe_violations() == []
    follow(page.locator("main form .btn-primary"))
    expect(page).to_have_url(re.compile("/drafts/[^/]+/$"))

    expect(page.locator(".draft-hint").nth(1)).to_be_visible()
    screenshot(page, f"{name}-4-hints")
    assert browsing.complaints == []


def test_trial_in_french_switches_among_six_languages(
    visit: OpenVisit, settings: Settings, tmp_path: Path
) -> None:
    settings.KEY_STORE_DIR = tmp_path / "keys"
    hire({"Sales": 6})
    survey = create_survey(
        initiative=create_initiative(title="IA", purpose="Pourquoi.", owner=anna_leader()),
        instrument=store_instrument(source=shipped_source("ai_readiness_pulse"), origin="shipped"),
        audience=Audience.objects.create(name="Everybody"),
        title="Pulse",
    )
    wave = draft_wave(survey=survey)
    browsing = visit()

    page = browsing.open(f"/t/{trial_token(wave)}/fr/questions/")
    screenshot(page, "trial-phone-fr")

    expect(page.locator(".language-list button")).to_have_count(6)
    expect(page.locator("legend").first).to_have_text(
        re.compile("Ici, nous voulons que l'IA fonctionne bien dans notre travail quotidien\\.$")
    )
    assert browsing.axe_violations() == []
    assert browsing.horizontal_overflow_pixels() == 0
    page.locator("fieldset").first.locator("label").nth(4).click()
    page.locator(".language-menu summary").click()
    follow(page.get_by_role("button", name="Italiano"))
    expect(page).to_have_url(re.compile("/it/questions/$"))
    expect(page.locator("input:checked")).to_have_value("5")
