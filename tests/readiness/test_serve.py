"""`manage.py serve`: one command starts everything, repairs it, and leaves nothing behind."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from readiness.serving import Address, CannotServe, serve
from tests.ports import free_port
from tests.processes import (
    PATIENCE_SECONDS,
    command_of,
    descendants,
    environment_of,
    is_alive,
    kill,
    run_manage,
    started,
    wait_until,
)


@dataclass(frozen=True)
class Served:
    """A running product, as its processes show it."""

    supervisor: subprocess.Popen[bytes]
    port: int
    output: Path

    def answer(self, path: str) -> tuple[int, dict[str, str]]:
        address = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as response:
            return response.status, json.load(response)

    def program(self, name: str) -> int | None:
        """Process of a program that the supervisor itself started."""
        for pid in descendants(self.supervisor.pid):
            parent = Path(f"/proc/{pid}/stat")
            if not parent.exists() or f"-m {name} " not in command_of(pid):
                continue
            if int(parent.read_text("utf-8").rpartition(")")[2].split()[1]) == self.supervisor.pid:
                return pid
        return None

    def wait_for_new(self, name: str, *, than: int | None) -> None:
        wait_until(lambda: self.program(name) not in {None, than}, output=self.output)

    def says(self, text: str) -> bool:
        return text in self.output.read_text("utf-8", "replace")


@contextmanager
def serving(environment: Mapping[str, str], folder: Path) -> Iterator[Served]:
    port = free_port()
    output = folder / "output"
    arguments = ["manage.py", "serve", "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    with started(environment, *arguments, output=output) as supervisor:
        served = Served(supervisor, port, output)
        wait_until(
            lambda: supervisor.poll() is not None or served.says("Readiness serves"), output=output
        )
        assert supervisor.poll() is None, output.read_text("utf-8")
        yield served


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    environment = environment_of(tmp_path_factory.mktemp("served"))
    assert run_manage(environment, "migrate", "-v0").returncode == 0
    return environment


@pytest.mark.slow
def test_one_command_serves_repairs_itself_and_ends_whole(
    migrated: dict[str, str], tmp_path: Path
) -> None:
    with serving(migrated, tmp_path) as served:
        assert served.says(f"Readiness serves http://127.0.0.1:{served.port} ")
        assert served.answer("/health/live") == (200, {"status": "alive"})
        assert served.answer("/health/ready") == (200, {"status": "ready"})

        refused = run_manage(migrated, "serve", "--bind", f"127.0.0.1:{free_port()}")
        assert refused.returncode == 1
        assert f"is served already, by process {served.supervisor.pid}" in refused.stderr

        worker, web = served.program("celery"), served.program("gunicorn")
        assert worker is not None
        assert web is not None
        clock_and_pages = descendants(worker) | descendants(web)
        kill(worker)
        kill(web)
        served.wait_for_new("celery", than=worker)
        served.wait_for_new("gunicorn", than=web)
        wait_until(lambda: not any(map(is_alive, clock_and_pages)), output=served.output)
        # the socket was never closed, so this waits for the new web server instead of failing
        assert served.answer("/health/ready") == (200, {"status": "ready"})

        everything = descendants(served.supervisor.pid)
        served.supervisor.send_signal(signal.SIGTERM)
        assert served.supervisor.wait(PATIENCE_SECONDS) == 0
        wait_until(lambda: not any(map(is_alive, everything)), output=served.output)


@pytest.mark.slow
def test_frozen_worker_is_replaced_and_a_killed_supervisor_leaves_nobody(
    migrated: dict[str, str], tmp_path: Path
) -> None:
    impatient = {**migrated, "DJANGO_SETTINGS_MODULE": "tests.readiness.impatient_settings"}
    with serving(impatient, tmp_path) as served:
        served.wait_for_new("celery", than=None)
        worker = served.program("celery")
        with contextlib.suppress(ProcessLookupError):  # on a loaded machine it is given up unfrozen
            os.kill(worker or 0, signal.SIGSTOP)
        served.wait_for_new("celery", than=worker)
        assert served.says("worker.stale")

        wait_until(lambda: len(descendants(served.supervisor.pid)) >= 3, output=served.output)
        everything = descendants(served.supervisor.pid)
        kill(served.supervisor.pid)
        wait_until(lambda: not any(map(is_alive, everything)), output=served.output)


def test_missing_tables_are_refused_with_the_remedy(embedded_environment: dict[str, str]) -> None:
    refused = run_manage(embedded_environment, "serve", "--bind", f"127.0.0.1:{free_port()}")

    assert refused.returncode == 1
    assert refused.stderr.endswith("The tables are not up to date. Run: ./run manage migrate\n")
    assert refused.stdout == ""


def test_taken_port_is_refused_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(CannotServe, match=f"127.0.0.1:{port} cannot be used: Address already"):
            serve(bind=f"127.0.0.1:{port}", workers=1, say=print)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:8000", Address("127.0.0.1", 8000)),
        ("localhost:1", Address("localhost", 1)),
        ("[::1]:65535", Address("::1", 65535)),
    ],
)
def test_address_is_read_and_written_alike(text: str, address: Address) -> None:
    assert Address.parse(text) == address
    assert str(address) == text


@pytest.mark.parametrize("text", ["", "8000", ":8000", "localhost", "localhost:", "a:0", "a:65536"])
def test_wrong_address_is_refused(text: str) -> None:
    with pytest.raises(CannotServe, match=r"Write it like 127\.0\.0\.1:8000"):
        Address.parse(text)
