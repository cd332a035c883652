"""A page in a real browser that remembers what went wrong, and what can be asked of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "var" / "screenshots"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

Scheme = Literal["light", "dark"]
PHONE = (390, 844)
DESKTOP = (1280, 900)
PATIENCE_MILLISECONDS = 30_000
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

FIND_VIOLATIONS = """tags => {
    const held = new AbortController();
    for (const name of ['htmx:beforeRequest', 'htmx:beforeOnLoad']) {
        const options = {capture: true, signal: held.signal};
        addEventListener(name, event => event.preventDefault(), options);
    }
    return axe.run({runOnly: {type: 'tag', values: tags}})
        .then(result => result.violations)
        .finally(() => held.abort());
}"""
"""Parts of pages ask for themselves every few seconds: not while they are looked at."""


@dataclass
class Visit:
    """One page of one browser context, with its complaints and requests."""

    page: Page
    origin: str
    complaints: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the product."""
        self.page.goto(f"{self.origin}{path}")
        return self.page

    def foreign_requests(self) -> list[str]:
        """Addresses that were asked outside the product."""
        return [
            request.url
            for request in self.requests
            if urlsplit(request.url).scheme != "data" and not request.url.startswith(self.origin)
        ]

    def axe_violations(self) -> list[str]:
        """What axe-core finds against WCAG 2.2 AA and its best practices; the page holds still."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(FIND_VIOLATIONS, WCAG)
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in found
            for node in violation["nodes"]
        ]

    def horizontal_overflow_pixels(self) -> int:
        """How far the page is wider than its window; a phone must not scroll sideways."""
        overflow: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return overflow

    def small_targets(self, *, side_pixels: int) -> list[str]:
        """Visible controls lower than the side; links within a sentence are exempt."""
        found: list[str] = self.page.evaluate(
            """side => [...document.querySelectorAll('button, summary, a.btn, label.option')]
                .filter(element => element.ariaHidden !== 'true')
                .filter(element => element.checkVisibility())
                .filter(element => element.getBoundingClientRect().height < side)
                .map(element => element.outerHTML.slice(0, 120))""",
            side_pixels,
        )
        return found


@contextmanager
def arrival(page: Page) -> Iterator[None]:
    """Wait for the page that an act within leads to: its document is here, and all is loaded.

    A click alone may leave the old page open. A navigation that another one overtakes counts for
    nothing, where `expect_navigation` would fail.
    """
    with page.expect_event("framenavigated", lambda frame: frame == page.main_frame):
        yield
    page.wait_for_load_state()


def follow(control: Locator) -> None:
    """Click what leads to another page, and wait for that page."""
    with arrival(control.page):
        control.click()


def press_enter(page: Page) -> None:
    """Send the form, or follow the link, that has the focus, and wait for the page it leads to."""
    with arrival(page):
        page.keyboard.press("Enter")


def screenshot(page: Page, name: str) -> Path:
    """Keep a picture of the whole page below `var/screenshots`, which git ignores."""
    assert re.fullmatch(r"[a-z0-9-]+", name)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path


def open_context(
    browser: Browser,
    *,
    size: tuple[int, int],
    scheme: Scheme,
    language: str,
    has_script: bool,
) -> BrowserContext:
    """Open a fresh browser profile: no cookie, no cache."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",  # else axe may look at a color that is on its way to another
        locale=language,
        java_script_enabled=has_script,
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    return context


def watch(page: Page, origin: str) -> Visit:
    """Note console errors (a broken security policy is one), script errors and requests."""
    visit = Visit(page=page, origin=origin)

    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            visit.complaints.append(message.text)

    page.on("console", note_console)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("request", lambda request: visit.requests.append(request))  # noqa: PLW0108  a builtin cannot carry the attribute that Playwright sets on a handler
    return visit
