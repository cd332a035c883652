"""pytest plugin that points the settings at the test servers before Django reads them.

Loaded with `-p tests.environment`: pytest-django reads the settings before any `conftest.py`.
READINESS_TEST_DATABASE chooses the main database: `postgres` (the default) or `sqlite`.
"""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.servers import FOLDER_VARIABLE, TestRun

DATABASES = ("postgres", "sqlite")


def chosen_database() -> str:
    """Which database carries the suite."""
    choice = os.environ.get("READINESS_TEST_DATABASE", "postgres")
    if choice not in DATABASES:
        message = f"READINESS_TEST_DATABASE={choice!r}: write one of {', '.join(DATABASES)}."
        raise pytest.UsageError(message)
    return choice


def current_run() -> TestRun:
    """The run that this process belongs to."""
    return TestRun.of(Path(os.environ[FOLDER_VARIABLE]))


def worker_number() -> int:
    """0, or the number of this worker of pytest-xdist from 1 on."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw-1")
    return int(worker.removeprefix("gw")) + 1


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Begin the run, or join it as a worker of pytest-xdist, and set the environment."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    if worker == "main":
        run = TestRun.begin()
        early_config.add_cleanup(run.end)
        _forget_settings_of_the_caller()
        os.environ[FOLDER_VARIABLE] = str(run.folder)
    else:
        run = current_run()
    os.environ["READINESS_DATA_DIR"] = str(run.folder / worker)
    os.environ["READINESS_BROKER_URL"] = "memory://"
    os.environ["READINESS_WRAPPING_SECRET"] = "known to tests alone"
    if chosen_database() == "postgres":
        os.environ["READINESS_DATABASE_URL"] = run.postgres_url()
    yield


def _forget_settings_of_the_caller() -> None:
    for name in list(os.environ):
        if name.startswith("READINESS_") and name != "READINESS_TEST_DATABASE":
            del os.environ[name]
