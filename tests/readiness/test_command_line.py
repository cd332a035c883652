"""A command on a database that is not set up says what to do."""

import os
import subprocess
import sys
from pathlib import Path

from readiness.command_line import NO_TABLES
from tests.docs.pages import ROOT
from tests.ports import free_port


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_command_without_tables_names_the_one_that_makes_them(tmp_path: Path) -> None:
    ended = run(
        *("create_administrator", "--email", "you@example.org"),
        READINESS_DATA_DIR=str(tmp_path),
        READINESS_DATABASE_URL="",
    )

    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == f"error: {NO_TABLES}"
    assert "Traceback" not in ended.stderr


def test_database_that_does_not_answer_is_named(tmp_path: Path) -> None:
    ended = run(
        *("create_administrator", "--email", "you@example.org"),
        READINESS_DATA_DIR=str(tmp_path),
        READINESS_DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/nothing",
    )

    assert ended.returncode == 1
    assert "error: The database does not answer" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_fault_of_a_command_itself_is_not_hidden() -> None:
    ended = run("no_such_command")

    assert ended.returncode == 1
    assert "Unknown command: 'no_such_command'" in ended.stderr
