"""PostgreSQL with the shipped settings: no statement, no value, no client in its log."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.deploy.respondent import MARK, prepared
from tests.processes import ROOT, environment_of
from tests.servers import FOLDER_VARIABLE, TestRun

SETTINGS = ROOT / "deploy" / "postgresql.conf"
SILENT = {
    "log_statement": "none",
    "log_duration": "off",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_connections": "off",
    "log_disconnections": "off",
    "log_line_prefix": "%t [%p] %e ",
    "track_commit_timestamp": "off",
    "shared_preload_libraries": "",
    "compute_query_id": "off",
}
ANSWER = """
import django
django.setup()
from django.test import Client
import sys
client = Client(headers={"host": "localhost"})
client.get(f"/i/{sys.argv[1]}")
form = {"willing": "4", "able": "4", "rules": "4", "fear": "2", "advice": "8", "wish": sys.argv[2]}
print(client.post("/s/en/send/", form).status_code, client.get(f"/i/{sys.argv[1]}").status_code)
"""

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def written() -> dict[str, str]:
    """The file's settings by name."""
    lines = re.findall(r"^(\w+) = ([^#\n]*)", SETTINGS.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: value.strip().strip("'") for name, value in lines}


@pytest.fixture
def server() -> Iterator[TestRun]:
    """A PostgreSQL of its own, started with the shipped file."""
    run = TestRun.begin()
    copy = run.folder / "postgresql.conf"
    shutil.copy(SETTINGS, copy)
    copy.chmod(0o644)
    run.ensure_postgres(f"-c config_file={copy}")
    yield run
    run.end()


def log_of(run: TestRun) -> str:
    return (run.folder / "postgres" / "server.log").read_text("utf-8", "replace")


def test_server_takes_every_setting_of_the_file(server: TestRun) -> None:
    with psycopg.connect(server.postgres_url()) as connection:
        shown = {
            name: str((connection.execute(f"SHOW {name}").fetchone() or [""])[0])
            for name in written()
        }

    assert {name: shown[name] for name in SILENT} == SILENT
    assert SILENT.items() <= written().items() | {("log_line_prefix", "%t [%p] %e ")}


def test_answers_and_errors_leave_no_value_in_the_log(server: TestRun, tmp_path: Path) -> None:
    environment = {
        **environment_of(tmp_path / "data"),
        "READINESS_DATABASE_URL": server.postgres_url(),
        "READINESS_BROKER_URL": "memory://",
        "READINESS_WRAPPING_SECRET": "known to tests alone",
        "DJANGO_SETTINGS_MODULE": "readiness.settings",
    }
    environment.pop(FOLDER_VARIABLE, None)
    token, *_rest = prepared(environment)

    sent = subprocess.run(
        [sys.executable, "-c", ANSWER, token, MARK],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert sent.stdout.split() == ["302", "409"], sent.stderr
    _provoke(server, f"{MARK} in clear")

    _start, is_logging, said = log_of(server).partition("ready to accept connections")
    assert is_logging  # the control: the server does log
    for secret in (MARK, token, "INSERT", "SELECT", "127.0.0.1", "DETAIL", "STATEMENT"):
        assert secret not in said, secret


def test_usual_settings_would_tell(server: TestRun) -> None:
    """The control: the same errors in a session with the server's own defaults."""
    usual = "SET log_min_messages = warning; SET log_min_error_statement = error"

    _provoke(server, f"{MARK} in clear", before=usual)

    said = log_of(server)
    assert said.count(MARK) >= 2
    assert "STATEMENT" in said


def _provoke(run: TestRun, text: str, *, before: str = "SELECT 1") -> None:
    """Make the server refuse statements that hold a text, as a literal and as a parameter."""
    with psycopg.connect(run.postgres_url(), autocommit=True) as connection:
        connection.execute(before)
        connection.execute("CREATE TEMPORARY TABLE held (word text PRIMARY KEY)")
        connection.execute("INSERT INTO held VALUES (%s)", [text])
        for statement, values in (
            ("INSERT INTO held VALUES (%s)", [text]),
            (f"INSERT INTO held VALUES ('{text}')", []),
            ("SELECT %s::int", [text]),
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(statement, values or None)
