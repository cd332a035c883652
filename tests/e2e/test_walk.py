"""The respondent's whole walk through the running product, from the link in the mail to the end."""

import re
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect
from pytest_django import Settings

from surveys.models import Audience, Employee, Envelope, Invitation, Wave
from surveys.services.invitations import issue_token
from surveys.services.planning import create_initiative, create_survey, store_instrument
from tests.e2e.browsing import DESKTOP, PHONE, Visit, follow, press_enter, screenshot
from tests.e2e.conftest import OpenVisit
from tests.surveys.factories import anna_leader, answer, hire, open_wave

pytestmark = pytest.mark.django_db(transaction=True)

PURPOSE = "We want to know what would make the hackathon worth your time, before we plan it."
FIRST_PAGE = {"en": "AI hackathon pulse", "de": "Puls zum KI-Hackathon"}
BROWSER_STORES = """async () => [
    localStorage.length,
    sessionStorage.length,
    (await indexedDB.databases()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
    (await caches.keys()).length,
]"""


@pytest.fixture
def wave(settings: Settings, tmp_path: Path) -> Wave:
    """An open wave of the hackathon pulse; everybody reads German."""
    settings.KEY_STORE_DIR = tmp_path / "keys"
    hire({"Sales": 6})
    Employee.objects.update(language="de")
    file = resources.files("surveys.instruments") / "hackathon_pulse.toml"
    initiative = create_initiative(
        title="Company-wide AI hackathon", purpose=PURPOSE, owner=anna_leader()
    )
    survey = create_survey(
        initiative=initiative,
        instrument=store_instrument(source=file.read_text("utf-8"), origin=file.name),
        audience=Audience.objects.create(name="Everybody"),
        title="Hackathon pulse",
    )
    return open_wave(survey=survey)


@pytest.fixture
def link(wave: Wave) -> str:
    """The path of one person's link."""
    return f"/i/{issue_token(invitation=Invitation.objects.order_by('pk')[0])}"


def press(page: Page, path: str) -> None:
    """Press the button that sends the form there."""
    follow(page.locator(".btn-primary"))
    expect(page).to_have_url(re.compile(f"{path}$"))


def assert_sound(browsing: Visit, *, has_script: bool = True) -> None:
    """Nothing on the page is out of reach, out of the house or against the security policy."""
    assert browsing.complaints == []
    assert browsing.foreign_requests() == []
    if has_script:
        assert browsing.axe_violations() == []
        assert browsing.horizontal_overflow_pixels() == 0
        assert browsing.small_targets(side_pixels=44) == []


@pytest.mark.parametrize(
    ("size", "language"),
    [(PHONE, "en"), (PHONE, "de"), (DESKTOP, "de")],
    ids=["phone-en", "phone-de", "desktop-de"],
)
def test_walk_from_the_link_to_the_thanks(
    visit: OpenVisit, link: str, size: tuple[int, int], language: str
) -> None:
    browsing = visit(size=size, language=language)
    name = f"walk-{'phone' if size == PHONE else 'desktop'}-{language}"
    page = browsing.open(link)
    expect(page).to_have_url(f"{browsing.origin}/s/de/")
    if language == "en":
        page.locator(".language-menu > summary").click()
        follow(page.get_by_role("link", name="English"))
    expect(page.get_by_role("heading", level=1)).to_have_text(FIRST_PAGE[language])
    expect(page.locator("html")).to_have_attribute("lang", language)
    screenshot(page, f"{name}-1-promise")
    assert_sound(browsing)

    press(page, f"/s/{language}/questions/")
    page.locator("fieldset").nth(0).locator("label").nth(3).click()
    page.locator("fieldset").nth(1).locator("label").nth(5).click()
    page.locator(".options-advocacy label").nth(8).click()
    page.locator("textarea").first.fill("Mehr Zeit.\nUnd <b>gute</b> Beispiele.")
    screenshot(page, f"{name}-2-questions")
    assert_sound(browsing)
    press(page, f"/s/{language}/review/")
    screenshot(page, f"{name}-3-review")
    assert_sound(browsing)
    press(page, f"/s/{language}/thanks/")
    screenshot(page, f"{name}-4-thanks")
    assert_sound(browsing)

    assert Envelope.objects.count() == 1
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_at_27_walk_without_script_and_in_another_language_half_way(
    visit: OpenVisit, link: str
) -> None:
    browsing = visit(has_script=False)
    page = browsing.open(link)
    press(page, "/s/de/questions/")

    page.locator("fieldset").nth(0).locator("label").nth(3).click()
    page.locator(".language-menu > summary").click()
    follow(page.get_by_role("button", name="English"))
    expect(page).to_have_url(f"{browsing.origin}/s/en/questions/")
    expect(page.locator("fieldset").nth(0).locator("input:checked")).to_have_value("4")
    press(page, "/s/en/review/")
    expect(page.locator("dd").first).to_have_text("Agree")
    page.locator(".language-menu > summary").click()
    follow(page.get_by_role("button", name="Deutsch"))
    expect(page).to_have_url(f"{browsing.origin}/s/de/review/")
    expect(page.locator("dd").first).to_have_text("Stimme zu")
    press(page, "/s/de/thanks/")

    assert Envelope.objects.count() == 1
    assert_sound(browsing, has_script=False)


def test_at_27_walk_writes_nothing_into_the_browser(visit: OpenVisit, link: str) -> None:
    """One cookie until the answer is sent; no storage, no database, no worker, no other site."""
    browsing = visit()
    page = browsing.open(link)
    kept = [page.evaluate(BROWSER_STORES)]
    press(page, "/questions/")
    page.locator("fieldset").nth(0).locator("label").nth(3).click()
    kept.append(page.evaluate(BROWSER_STORES))
    press(page, "/review/")
    kept.append(page.evaluate(BROWSER_STORES))
    press(page, "/thanks/")
    kept.append(page.evaluate(BROWSER_STORES))

    assert kept == [[0, 0, 0, 0, 0]] * 4
    assert page.context.cookies() == []
    assert browsing.foreign_requests() == []


def test_walk_by_keyboard_alone(visit: OpenVisit, link: str) -> None:
    browsing = visit(size=DESKTOP)
    page = browsing.open(link)
    page.locator("a.btn-primary").focus()
    press_enter(page)

    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    first_item = page.get_by_role("radio").first.get_attribute("name")
    assert first_item
    expect(page.locator(":focus")).not_to_have_attribute("name", first_item)
    page.locator("textarea").last.focus()
    page.keyboard.press("Tab")
    press_enter(page)
    expect(page).to_have_url(re.compile("/review/$"))
    page.locator(".btn-primary").focus()
    press_enter(page)
    expect(page).to_have_url(re.compile("/thanks/$"))

    assert Envelope.objects.count() == 1


def test_return_key_in_an_answer_goes_on_and_keeps_the_language(
    visit: OpenVisit, link: str
) -> None:
    """Browsers press the first button of a form, and languages stand before the items."""
    page = visit(size=DESKTOP).open(link)
    press(page, "/s/de/questions/")

    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    press_enter(page)

    expect(page).to_have_url(re.compile("/s/de/review/$"))
    expect(page.locator("dd").first).to_have_text("Stimme gar nicht zu")


def test_sending_is_within_reach_of_the_thumb_however_long_the_list(
    visit: OpenVisit, link: str
) -> None:
    page = visit(size=PHONE).open(link)
    press(page, "/questions/")
    press(page, "/review/")

    expect(page.locator(".btn-primary")).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 x 1024 at 400 percent
    expect(page.locator(".btn-primary")).not_to_be_in_viewport()


def test_back_and_change_keeps_the_answers(visit: OpenVisit, link: str) -> None:
    page = visit().open(link)
    press(page, "/questions/")
    page.locator("fieldset").nth(2).locator("label").nth(1).click()
    page.locator("textarea").first.fill("Mehr Zeit.")
    press(page, "/review/")

    follow(page.locator(".btn-outlined"))

    expect(page).to_have_url(re.compile("/questions/$"))
    expect(page.locator("fieldset").nth(2).locator("input:checked")).to_have_value("2")
    expect(page.locator("textarea").first).to_have_value("Mehr Zeit.")


def test_back_button_after_the_thanks_shows_no_answer(visit: OpenVisit, link: str) -> None:
    """On a shared computer the next person must not find the answers."""
    browsing = visit()
    page = browsing.open(link)
    press(page, "/questions/")
    page.locator("textarea").first.fill("Mehr Zeit.")
    press(page, "/review/")
    press(page, "/thanks/")

    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # the review was sent, and is not kept
        page.go_back()
    page = page.context.new_page()
    page.goto(f"{browsing.origin}/s/de/questions/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Öffnen Sie den Link Ihrer Einladung")
    assert "Mehr Zeit." not in page.content()
    assert Envelope.objects.count() == 1


def test_double_click_on_send_stores_one_answer(visit: OpenVisit, link: str) -> None:
    page = visit().open(link)
    press(page, "/questions/")
    press(page, "/review/")

    page.locator(".btn-primary").dblclick()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile("^(Vielen Dank|Sie haben schon geantwortet)$")
    )
    assert Envelope.objects.count() == 1


@pytest.mark.parametrize("language", ["en", "de"])
def test_refusals_are_pages_of_their_own(
    visit: OpenVisit, wave: Wave, link: str, language: str
) -> None:
    answer(Invitation.objects.get(links__isnull=False), {})
    browsing = visit(language=language)
    statuses = []

    def look(path: str, name: str) -> None:
        response = browsing.page.goto(f"{browsing.origin}{path}")
        statuses.append(response.status if response else 0)
        screenshot(browsing.page, f"walk-refused-{language}-{name}")
        assert browsing.axe_violations() == []

    look(link, "used")
    look("/i/wrong", "wrong")
    look(f"/s/{language}/", "no-link")
    other = issue_token(invitation=Invitation.objects.filter(state="open")[0])
    Wave.objects.filter(pk=wave.pk).update(state="closed")
    look(f"/i/{other}", "closed")

    assert statuses == [409, 404, 404, 410]
    assert all("status of 4" in complaint for complaint in browsing.complaints)
    assert browsing.foreign_requests() == []
