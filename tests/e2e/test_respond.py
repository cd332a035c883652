"""The respondent's pages on their own: any device, no script, little weight."""

import gzip

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import DESKTOP, PHONE, ROOT, Scheme, follow, screenshot
from tests.e2e.conftest import OpenVisit

SIZES = {"phone": PHONE, "desktop": DESKTOP}
PAGES = ["promise", "questions", "refused", "review", "thanks", "problem"]
HEADINGS = {
    "promise": "AI readiness",
    "questions": "How do you see it?",
    "refused": "How do you see it?",
    "review": "Look over your answers",
    "thanks": "Thank you",
    "problem": "This survey is closed",
}
PAGE_WEIGHT_LIMIT_BYTES = 60_000  # the page itself as it is, its files compressed
pytestmark = [pytest.mark.urls("tests.e2e.addresses"), pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("name", "size", "scheme"),
    [*((name, "phone", "dark") for name in PAGES), ("refused", "desktop", "light")],
)
def test_page_is_accessible_and_stays_at_home(
    visit: OpenVisit, name: str, size: str, scheme: Scheme
) -> None:
    browsing = visit(size=SIZES[size], scheme=scheme)

    page = browsing.open(f"/respond/{name}/")

    screenshot(page, f"respond-{name}-{size}-{scheme}")
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS[name])
    assert browsing.axe_violations() == []
    assert [text for text in browsing.complaints if "410" not in text] == []
    assert browsing.foreign_requests() == []
    assert browsing.horizontal_overflow_pixels() == 0
    assert browsing.small_targets(side_pixels=44) == []


def test_what_is_stored_opens_without_script(visit: OpenVisit) -> None:
    browsing = visit(has_script=False)
    page = browsing.open("/respond/promise/")

    page.get_by_text("What is stored").click()

    expect(page.get_by_text("provided no copy of the key was made")).to_be_visible()
    screenshot(page, "respond-stored-phone-light")


@pytest.mark.parametrize("has_script", [True, False])
def test_answers_survive_the_way_to_the_review(visit: OpenVisit, has_script: bool) -> None:
    browsing = visit(has_script=has_script)
    page = browsing.open("/respond/questions/")

    page.locator("fieldset").first.get_by_text("Agree", exact=True).click()
    follow(page.get_by_role("button", name="Look over my answers"))

    expect(page).to_have_url(f"{browsing.origin}/respond/review/")
    expect(page.locator("dd").first).to_have_text("Agree")
    expect(page.locator("dd").nth(1)).to_have_text("Left out")


def test_keyboard_alone_answers_an_item(visit: OpenVisit) -> None:
    browsing = visit(size=DESKTOP)
    page = browsing.open("/respond/questions/")

    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")

    expect(page.locator("input:checked")).to_have_value("3")
    expect(page.locator("[data-respond-progress]")).to_have_text("1 of 31 answered")


def test_nothing_is_stored_in_the_browser(visit: OpenVisit) -> None:
    browsing = visit()
    page = browsing.open("/respond/questions/")
    page.locator("textarea").first.fill("Time to try things out.")

    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert {cookie.get("name") for cookie in page.context.cookies()} <= {"csrftoken"}


def test_comment_with_markup_is_shown_as_text(visit: OpenVisit) -> None:
    page = visit().open("/respond/review/")

    expect(page.get_by_text("<b>gute</b> Beispiele.")).to_be_visible()


def test_full_questionnaire_weighs_less_than_60_kilobytes(visit: OpenVisit) -> None:
    browsing = visit()
    page = browsing.open("/respond/questions/")

    paths = {request.url.removeprefix(browsing.origin) for request in browsing.requests}
    files = [
        ROOT / "frontend" / "dist" / path[len("/static/") :]
        for path in paths - {"/respond/questions/"}
    ]
    weight = len(page.content().encode()) + sum(len(gzip.compress(f.read_bytes())) for f in files)

    assert {file.name for file in files} == {"respondent.css", "mark.svg", "respond.js"}
    assert weight < PAGE_WEIGHT_LIMIT_BYTES
