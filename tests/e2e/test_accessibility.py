"""Every page and state is accessible, in light and dark, on a phone and on a desk.

A page that is not in the list fails the first test, so that a new one cannot be forgotten.
"""

from collections.abc import Iterator

import pytest
from django.urls import URLResolver, get_resolver
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Role
from tests.e2e.browsing import (
    DESKTOP,
    PHONE,
    Scheme,
    Visit,
    follow,
    open_context,
    screenshot,
    watch,
)
from tests.e2e.page_list import ELSEWHERE, PAGES, STATES, Opened
from tests.e2e.stage import Stage

pytestmark = pytest.mark.django_db
"""So that there is a database; what is on it was written before, by `stage`."""

LOOKS: tuple[tuple[tuple[int, int], Scheme], ...] = (
    (PHONE, "light"),
    (PHONE, "dark"),
    (DESKTOP, "light"),
    (DESKTOP, "dark"),
)
UNFOLD = "document.querySelectorAll('main details').forEach(part => { part.open = true })"
EVERYTHING = {**PAGES, **STATES}
SLUGS = {name: "".join(c if c.isalnum() else "-" for c in name).lower() for name in EVERYTHING}


@pytest.fixture
def visitor(stage: Stage, browser: Browser, server: LiveServer) -> Iterator["Visitor"]:
    """Somebody with a browser."""
    made = Visitor(browser, server.url, stage)
    yield made
    made.leave()


class Visitor:
    """Opens pages of the stage as somebody of a role."""

    def __init__(self, browser: Browser, origin: str, stage: Stage) -> None:
        self._context = open_context(
            browser, size=PHONE, scheme="light", language="en", has_script=True
        )
        self._origin = origin
        self._stage = stage
        self.browsing: Visit = watch(self._context.new_page(), origin)

    def sign_in(self, role: Role | None) -> None:
        """Carry the session of somebody of this role."""
        if role is not None:
            cookie = {"name": "sessionid", "value": self._stage.sessions[role]}
            self._context.add_cookies([{**cookie, "url": self._origin}])  # type: ignore[typeddict-item]  # a literal

    def speak(self, language: str) -> None:
        """Ask for pages in a language."""
        self._context.add_cookies(
            [{"name": "django_language", "value": language, "url": self._origin}]
        )

    def open(self, opened: Opened) -> int:
        """Go there; answers the status."""
        path = opened.path.format(**self._stage.ids)
        answered = self.browsing.page.goto(f"{self._origin}{path}")
        assert answered is not None
        return answered.status

    def faults_in_german(self, opened: Opened) -> list[str]:
        """Longer words must fit a phone too."""
        width, height = PHONE
        self.speak("de")
        self.browsing.page.set_viewport_size({"width": width, "height": height})
        self.open(Opened(opened.path.replace("/en/", "/de/"), opened.role))
        faults = []
        is_asked = opened.role is not None or "/en/" in opened.path  # others follow the browser
        if is_asked and self.browsing.page.locator("html").get_attribute("lang") != "de":
            faults.append("German: another language")
        if self.browsing.horizontal_overflow_pixels():
            faults.append("German: wider than a phone")
        return faults

    def leave(self) -> None:
        """Close the browser's window."""
        self._context.close()


def _names(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            for name, path in _names(pattern, inner):
                yield name, f"{pattern.pattern}{path}"
        else:
            yield f"{namespace}{pattern.name}", str(pattern.pattern)


def test_every_address_is_opened_or_has_a_reason() -> None:
    known = {name for name, path in _names(get_resolver()) if not path.startswith("api/")}

    assert set(PAGES) & set(ELSEWHERE) == set()
    assert known - set(PAGES) - set(ELSEWHERE) == set()
    assert set(PAGES) | set(ELSEWHERE) <= known


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERYTHING)
def test_page_is_accessible_in_every_look(visitor: Visitor, name: str) -> None:
    opened = EVERYTHING[name]
    visitor.sign_in(opened.role)
    browsing = visitor.browsing

    status, faults = 0, []
    for size, scheme in LOOKS:
        width, height = size
        browsing.page.set_viewport_size({"width": width, "height": height})
        browsing.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        status = visitor.open(opened)
        if size == DESKTOP:
            browsing.page.evaluate(UNFOLD)
        look = f"{'phone' if size == PHONE else 'desk'}-{scheme}"
        faults += [f"{look}: {fault}" for fault in browsing.axe_violations()]
        if browsing.horizontal_overflow_pixels():
            faults.append(f"{look}: wider than its window")
    screenshot(browsing.page, f"a11y-{SLUGS[name]}")
    faults += visitor.faults_in_german(opened)

    assert status == opened.status
    assert faults == []
    assert [c for c in browsing.complaints if f"status of {opened.status}" not in c] == []
    assert browsing.foreign_requests() == []


@pytest.mark.parametrize(
    "name",
    [
        *("accounts:users", "accounts:audit_log", "deployments:assessments", "reports:reports"),
        *("surveys:initiatives", "surveys:people"),
    ],
)
def test_list_on_a_phone_names_each_cell_and_never_scrolls_sideways(
    visitor: Visitor, name: str
) -> None:
    visitor.sign_in(Role.ADMINISTRATOR)
    page = visitor.browsing.page
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    visitor.open(PAGES[name])

    hidden_pixels, unnamed = page.evaluate(
        """() => {
            const list = document.querySelector('.card-table');
            const cells = [...list.querySelectorAll('tbody td:not([colspan]):not(:empty)')];
            const named = cell => getComputedStyle(cell, '::before').content.length > 2;
            return [list.parentElement.scrollWidth - list.parentElement.clientWidth,
                    cells.filter(cell => !named(cell)).length];
        }"""
    )

    assert (hidden_pixels, unnamed) == (0, 0)


def test_charts_have_a_name_a_description_and_a_table(visitor: Visitor) -> None:
    visitor.sign_in(Role.EXECUTIVE)
    for section in ("dimensions", "items", "groups", "expectation", "trend"):
        visitor.open(PAGES[f"results:{section}"])
        page = visitor.browsing.page
        charts = page.locator("main svg[role=img]:visible")
        count = charts.count()
        for place in range(count):
            ids = (charts.nth(place).get_attribute("aria-labelledby") or "").split()
            named, described = (page.locator(f"#{key}").text_content() for key in ids)
            assert named
            assert described
        expect(page.locator("main table").nth(count - 1)).to_be_attached()
        assert count > 0


def test_keyboard_reaches_every_fold_of_a_result_in_reading_order(visitor: Visitor) -> None:
    visitor.sign_in(Role.HR_LEADER)
    visitor.open(PAGES["results:dimensions"])
    page = visitor.browsing.page
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})

    tops, words = [], []
    for _press in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if not focused.count():
            break
        words.append(focused.inner_text().strip())
        if focused.evaluate("e => Boolean(e.closest('main'))"):
            tops.append(focused.evaluate("e => e.getBoundingClientRect().top + scrollY"))

    assert words[0] == "Skip to content"
    assert "How to read this" in words
    assert "Data as a table" in words
    assert tops == sorted(tops)


def test_fold_opens_by_keyboard_and_keeps_the_focus(visitor: Visitor) -> None:
    visitor.sign_in(Role.HR_LEADER)
    visitor.open(PAGES["results:dimensions"])
    page = visitor.browsing.page
    summary = page.locator("summary", has_text="Data as a table").first

    summary.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.locator(":focus")).to_have_text("Data as a table")


def test_reduced_motion_stops_every_transition(visitor: Visitor) -> None:
    visitor.sign_in(Role.HR_LEADER)
    visitor.browsing.page.emulate_media(reduced_motion="reduce")
    visitor.open(PAGES["results:overview"])

    longest = visitor.browsing.page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')].flatMap(e =>"
        " getComputedStyle(e).transitionDuration.split(',').map(parseFloat)))"
    )

    assert longest <= 0.001


def test_dark_is_chosen_without_script(browser: Browser, server: LiveServer, stage: Stage) -> None:
    context = open_context(browser, size=DESKTOP, scheme="light", language="en", has_script=False)
    session = stage.sessions[Role.ADMINISTRATOR]
    context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])
    page = context.new_page()
    page.goto(f"{server.url}/work/")

    page.locator(".menu-details summary").click()
    follow(page.get_by_role("button", name="Dark"))

    expect(page.locator("html")).to_have_attribute("data-theme", "readiness-dark")
    background = page.evaluate("getComputedStyle(document.body).colorScheme")
    context.close()
    assert background == "dark"
