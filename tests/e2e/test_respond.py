"""The respondent's pages on their own: any device, no script, little weight."""

import gzip

import pytest

from tests.e2e.browsing import DESKTOP, PHONE, ROOT, Scheme, screenshot
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
    assert page.get_by_role("heading", level=1).inner_text() == HEADINGS[name]
    assert browsing.axe_violations() == []
    assert [text for text in browsing.complaints if "410" not in text] == []
    assert browsing.foreign_requests() == []
    assert browsing.horizontal_overflow_pixels() == 0
    assert browsing.small_targets(side_pixels=44) == []


def test_what_is_stored_opens_without_script(visit: OpenVisit) -> None:
    browsing = visit(has_script=False)
    page = browsing.open("/respond/promise/")

    page.get_by_text("What is stored").click()

    assert page.get_by_text("provided no copy of the key was made").is_visible()
    screenshot(page, "respond-stored-phone-light")


@pytest.mark.parametrize("has_script", [True, False])
def test_answers_survive_the_way_to_the_review(visit: OpenVisit, has_script: bool) -> None:
    browsing = visit(has_script=has_script)
    page = browsing.open("/respond/questions/")

    page.locator("fieldset").first.get_by_text("Agree", exact=True).click()
    page.get_by_role("button", name="Look over my answers").click()

    page.wait_for_url("**/review/")
    assert page.locator("dd").first.inner_text() == "Agree"
    assert page.locator("dd").nth(1).inner_text() == "Left out"


def test_keyboard_alone_answers_an_item(visit: OpenVisit) -> None:
    browsing = visit(size=DESKTOP)
    page = browsing.open("/respond/questions/")

    page.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")

    assert page.locator("input:checked").get_attribute("value") == "3"
    assert page.locator("[data-respond-progress]").inner_text() == "1 of 31 answered"


def test_nothing_is_stored_in_the_browser(visit: OpenVisit) -> None:
    browsing = visit()
    page = browsing.open("/respond/questions/")
    page.locator("textarea").first.fill("Time to try things out.")

    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert {cookie.get("name") for cookie in page.context.cookies()} <= {"csrftoken"}


def test_comment_with_markup_is_shown_as_text(visit: OpenVisit) -> None:
    page = visit().open("/respond/review/")

    assert page.get_by_text("<b>gute</b> Beispiele.").is_visible()


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
