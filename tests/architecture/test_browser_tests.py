"""Tests that drive a browser wait for what they assert: a read at once may see the page before."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import Source, sources_of_tests

READS = frozenset(
    {
        *("all_inner_texts", "all_text_contents", "count", "get_attribute", "inner_html"),
        *("inner_text", "input_value", "is_checked", "is_disabled", "is_editable", "is_enabled"),
        *("is_hidden", "is_visible", "text_content"),
    }
)
WAITS_ALLOWED_IN = {
    "wait_for_load_state": "tests/e2e/browsing.py",  # after the new document has come
    "wait_for_timeout": "tests/e2e/test_layout_shift.py",  # measures what happens in a time
}


def reads_at_once(source: Source) -> Iterator[str]:
    """Reads of a page inside an assertion; rows of the database are read by `objects`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assert):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and _reads_a_page(call.func):
                    yield f"{source.path}:{call.lineno}: use Playwright's expect, which waits."


def waits_for_nothing(source: Source) -> Iterator[str]:
    """Waits for a state that the page before is in too, or for a time."""
    for call, name in source.calls():
        method = name.rpartition(".")[2]
        if WAITS_ALLOWED_IN.get(method, source.path) != source.path:
            yield f"{source.path}:{call.lineno}: {method}; use follow or expect."


def _reads_a_page(function: ast.expr) -> bool:
    if not isinstance(function, ast.Attribute) or function.attr not in READS:
        return False
    parts = (part.attr for part in ast.walk(function) if isinstance(part, ast.Attribute))
    return "objects" not in parts


def _drives_a_browser(source: Source) -> bool:
    modules = [module for _line, module in source.imported_modules()]
    return any(module.startswith(("playwright", "tests.e2e.browsing")) for module in modules)


def test_browser_tests_wait_for_what_they_assert() -> None:
    sources = [source for source in sources_of_tests() if _drives_a_browser(source)]

    assert len(sources) > 10
    faults = [fault for source in sources for fault in reads_at_once(source)]
    assert faults + [fault for source in sources for fault in waits_for_nothing(source)] == []


@pytest.mark.parametrize(
    "text",
    [
        "assert page.get_by_text('Sales').is_visible()",
        "assert not page.locator('.app-nav').first.is_visible()",
        "assert page.locator('dd').nth(1).inner_text() == 'Left out'",
        "assert shown.count() >= 2",
    ],
)
def test_read_at_once_is_named(text: str) -> None:
    assert len(list(reads_at_once(Source("tests/e2e/test_a.py", text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "expect(page.get_by_text('Sales')).to_be_visible()",
        "assert Envelope.objects.count() == 1",
        "assert Job.objects.filter(subject_id='1').count() == 2",
        "shown = charts.count()",
    ],
)
def test_other_reads_are_allowed(text: str) -> None:
    assert list(reads_at_once(Source("tests/e2e/test_a.py", text))) == []


@pytest.mark.parametrize("text", ["page.wait_for_load_state()", "page.wait_for_timeout(400)"])
def test_wait_for_nothing_is_named(text: str) -> None:
    assert len(list(waits_for_nothing(Source("tests/e2e/test_a.py", text)))) == 1
