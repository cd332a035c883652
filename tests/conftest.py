"""Fixtures for every test: real servers, started on first use, and a real browser."""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from django.conf import settings as django_settings
from django.db import connection
from django.test import override_settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from psycopg import sql
from pytest_django import DjangoDbBlocker

from tests.environment import chosen_database, current_run, worker_number
from tests.passwords import STRONG, WEAK
from tests.processes import environment_of

# A busy machine is no failure: benchmarks measure speed, properties do not. All runs try the same
# examples; --hypothesis-profile=default draws new ones.
hypothesis_settings.register_profile(
    "suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def plain_static_files() -> Iterator[None]:
    """Name static files without the manifest that only a deployment makes."""
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**django_settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(scope="session", autouse=True)
def weak_password_hashes() -> Iterator[None]:
    """Hash passwords of tests weakly, wherever the product hashes them strongly."""
    hashers = [WEAK if name == STRONG else name for name in django_settings.PASSWORD_HASHERS]
    with override_settings(PASSWORD_HASHERS=hashers):
        yield


@pytest.fixture(autouse=True)
def english() -> None:
    """Begin in English: a page that another test asked for leaves its language behind."""
    translation.activate("en")


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """Address of a running PostgreSQL, for tests that make databases of their own."""
    run = current_run()
    run.ensure_postgres()
    return run.postgres_url()


@pytest.fixture(scope="session")
def redis_server() -> str:
    """Address of a database on a running Redis that no other process of this run uses."""
    run = current_run()
    run.ensure_redis()
    return run.redis_url(worker_number())


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Start PostgreSQL when the first test asks for the database, so that pure tests stay fast."""
    if chosen_database() == "postgres":
        request.getfixturevalue("postgres_server")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """End sessions that a browser's last request left behind: a database in use is not dropped."""
    yield
    if chosen_database() == "postgres":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def embedded_environment(tmp_path: Path) -> dict[str, str]:
    """Environment of a process on the embedded default: SQLite and a filesystem broker."""
    return environment_of(tmp_path / "data")


@pytest.fixture
def server_environment(
    tmp_path: Path, postgres_server: str, redis_server: str
) -> Iterator[dict[str, str]]:
    """Environment of a process on an empty PostgreSQL database and Redis, as in production."""
    name = f"process_{secrets.token_hex(6)}"
    with redis.Redis.from_url(redis_server) as broker:
        broker.flushdb()  # wake-ups that an earlier test left behind
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield {
            **environment_of(tmp_path / "data"),
            "READINESS_DATABASE_URL": current_run().postgres_url(name),
            "READINESS_BROKER_URL": redis_server,
            "READINESS_WRAPPING_SECRET": "known to tests alone",
        }
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Program of an installed Chromium; `./run test` installs one."""
    for name in ("chromium", "google-chrome"):
        if found := shutil.which(name):
            return found
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "~/.cache/ms-playwright")).expanduser()
    for path in sorted(cache.glob("chromium-*/chrome-linux*/chrome")):
        return str(path)
    pytest.fail("No Chromium. Run ./run test, which installs one.")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On SQLite, which somebody chose, tests of PostgreSQL itself are skipped and say so."""
    if chosen_database() == "sqlite":
        reason = "READINESS_TEST_DATABASE=sqlite; run without it to test on PostgreSQL"
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason=reason))
