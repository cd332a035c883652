"""A real Chromium against a real server: `visit` opens pages in any size, theme and language."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.e2e.browsing import (
    CHROMIUM_ARGUMENTS,
    PATIENCE_MILLISECONDS,
    PHONE,
    ROOT,
    Scheme,
    Visit,
    open_context,
    watch,
)
from tests.e2e.stage import Stage, set_stage


class OpenVisit(Protocol):
    """Makes a visit in a fresh browser profile."""

    def __call__(
        self,
        *,
        size: tuple[int, int] = PHONE,
        scheme: Scheme = "light",
        language: str = "en",
        has_script: bool = True,
    ) -> Visit: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as one that drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One Chromium for all tests of the session."""
    # Playwright keeps an event loop in this thread, where Django would refuse its database
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_path, args=CHROMIUM_ARGUMENTS
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def static_root() -> None:
    """Make sure that there is something to serve: what `npm run build` makes."""
    if not (ROOT / "frontend" / "dist" / "app.css").exists():
        pytest.fail("frontend/dist is missing. Run: npm ci && npm run build")


@pytest.fixture
def visit(browser: Browser, static_root: None, live_server: LiveServer) -> Iterator[OpenVisit]:
    """Open pages of the running product."""
    contexts: list[BrowserContext] = []

    def open_visit(
        *,
        size: tuple[int, int] = PHONE,
        scheme: Scheme = "light",
        language: str = "en",
        has_script: bool = True,
    ) -> Visit:
        context = open_context(
            browser, size=size, scheme=scheme, language=language, has_script=has_script
        )
        contexts.append(context)
        return watch(context.new_page(), live_server.url)

    yield open_visit
    for context in contexts:
        context.close()
    await_last_answers()


def await_last_answers() -> None:
    """Let the server end what closed pages still asked for: it would write into emptied tables."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE_MILLISECONDS / 1000)
            assert not thread.is_alive(), f"{thread.name} still answers a page that is closed"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keys and files of this module's own."""
    folder: Path = tmp_path_factory.mktemp("stage")
    with override_settings(KEY_STORE_DIR=folder / "keys", MEDIA_ROOT=folder / "files"):
        yield


@pytest.fixture(scope="module")
def stage(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, folders: None
) -> Iterator[Stage]:
    """The organization, written once for all pages and removed afterwards."""
    with django_db_blocker.unblock():
        yield set_stage()
        call_command("flush", interactive=False, verbosity=0)
        connections.close_all()


@pytest.fixture(scope="module")
def server(stage: Stage, static_root: None) -> Iterator[LiveServer]:
    """The running product on that organization."""
    running = LiveServer("localhost")
    yield running
    running.stop()
    await_last_answers()
