"""The servers of a test run are real, separate and stopped at its end."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from django.conf import settings
from django.db import connection

from tests.servers import ServerMissingError, TestRun


@pytest.mark.postgres
@pytest.mark.django_db
def test_suite_runs_on_the_servers_own_postgres() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), inet_server_addr()::text")
        name, address = cursor.fetchone()

    assert name.startswith("test_")
    assert address == "127.0.0.1/32"


@pytest.mark.redis
def test_redis_answers_with_its_password_and_refuses_without(redis_server: str) -> None:
    assert redis.Redis.from_url(redis_server).ping() is True
    without_password = "redis://" + redis_server.split("@")[1]
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(without_password).ping()


@pytest.mark.postgres
@pytest.mark.redis
def test_end_of_a_run_stops_its_servers_and_removes_its_folder() -> None:
    run = TestRun.begin()
    run.ensure_postgres()
    run.ensure_redis()
    psycopg.connect(run.postgres_url()).close()

    run.end()

    assert not run.folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(run.postgres_url())
    with pytest.raises(redis.ConnectionError):
        redis.Redis.from_url(run.redis_url()).ping()


@pytest.fixture
def own_temporary_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place where no other process of this run looks for runs to end."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o711)  # PostgreSQL runs as another user when the tests run as root
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    shutil.rmtree(folder)


@pytest.mark.postgres
def test_killed_run_is_ended_by_the_next_one(own_temporary_folder: Path) -> None:
    code = (
        "import os; from tests.servers import TestRun;"
        "run = TestRun.begin(); run.ensure_postgres();"
        "print(run.folder, flush=True); os._exit(9)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
        check=False,
    )
    abandoned = Path(killed.stdout.strip())
    assert abandoned.parent == own_temporary_folder
    assert (abandoned / "postgres" / "postmaster.pid").exists()

    TestRun.begin().end()

    assert not abandoned.exists()


def test_missing_server_is_named_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    run = TestRun.begin()

    with pytest.raises(ServerMissingError, match=r"Redis is not installed\. Run \./run test"):
        run.ensure_redis()

    run.end()


def test_tests_keep_their_files_out_of_the_checkout() -> None:
    assert not settings.DATA_DIR.is_relative_to(settings.BASE_DIR)
