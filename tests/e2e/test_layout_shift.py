"""Nothing moves while a page loads: the cumulative layout shift of the main pages of each area."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.e2e.browsing import DESKTOP, PHONE, open_context
from tests.e2e.page_list import PAGES
from tests.e2e.stage import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MOST = 0.1
"""What counts as good (Core Web Vitals: cumulative layout shift at most 0.1)."""
QUIET_MILLISECONDS = 400
"""After everything is loaded: fonts swap and scripts run in this time."""
MEASURED = (
    *("home", "work", "surveys:people", "surveys:initiatives", "surveys:wave", "surveys:actions"),
    *("surveys:comments", "surveys:sharing", "surveys:plan_audience", "surveys:plan_summary"),
    *("results:overview", "results:dimensions", "results:items", "results:groups"),
    *("results:expectation", "results:trend", "deployments:assessments", "deployments:compare"),
    *("deployments:assessment", "deployments:model", "deployments:questionnaire"),
    *("reports:reports", "reports:report", "reports:page", "accounts:users", "accounts:account"),
    *("accounts:sign_in", "respond:follow_up", "respond:code_entry"),
)
OBSERVE = """
window.moved = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    const parts = entry.sources.map(source => source.node && source.node.className || '?');
    if (!entry.hadRecentInput) window.moved.push([entry.value, parts.join(', ')]);
  }
}).observe({type: 'layout-shift', buffered: true});
"""


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_nothing_moves_while_a_page_loads(
    browser: Browser, server: LiveServer, stage: Stage, size: tuple[int, int]
) -> None:
    shifts: dict[str, tuple[float, list[str]]] = {}
    for name in MEASURED:
        opened = PAGES[name]
        context = open_context(browser, size=size, scheme="light", language="en", has_script=True)
        if opened.role is not None:
            cookie = {"name": "sessionid", "value": stage.sessions[opened.role]}
            context.add_cookies([{**cookie, "url": server.url}])  # type: ignore[typeddict-item]  # a literal
        context.add_init_script(OBSERVE)
        page = context.new_page()
        page.goto(f"{server.url}{opened.path.format(**stage.ids)}", wait_until="networkidle")
        page.wait_for_timeout(QUIET_MILLISECONDS)
        moved: list[tuple[float, str]] = page.evaluate("window.moved")
        shifts[name] = (sum(value for value, _parts in moved), [parts for _v, parts in moved])
        context.close()

    for name, (total, parts) in sorted(shifts.items(), key=lambda entry: -entry[1][0]):
        print(f"{name:28} {total:.4f} {parts if total else ''}")  # noqa: T201  # the table of shifts
    assert {name: found for name, found in shifts.items() if found[0] > MOST} == {}
