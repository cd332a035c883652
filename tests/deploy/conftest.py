"""A running web server with the shipped settings, and links to answer through it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy.respondent import Respondent, prepared
from tests.ports import free_port
from tests.processes import started, wait_until


@dataclass(frozen=True)
class WebServer:
    """gunicorn on a port, what it says, and unused links."""

    port: int
    output: Path
    tokens: list[str]

    def said(self) -> str:
        """Everything on its standard output and error."""
        return self.output.read_text("utf-8", "replace")


def serve(
    environment: dict[str, str], tokens: list[str], output: Path, *options: str
) -> Iterator[WebServer]:
    """Run gunicorn until the test ends."""
    port = free_port()
    arguments = ["-m", "gunicorn", "readiness.wsgi", "--bind", f"127.0.0.1:{port}", *options]
    with started(environment, *arguments, "--threads", "2", output=output):
        wait_until(lambda: _answers(port), output=output)
        yield WebServer(port, output, tokens)


def _answers(port: int) -> bool:
    try:
        return Respondent(port).ask("GET", "/health/live")[0] == 200
    except OSError:
        return False


@pytest.fixture
def web_server(embedded_environment: dict[str, str], tmp_path: Path) -> Iterator[WebServer]:
    """As it is shipped."""
    tokens = prepared(embedded_environment)
    yield from serve(
        embedded_environment,
        tokens,
        tmp_path / "gunicorn.out",
        *("--config", "deploy/gunicorn.conf.py"),
    )


@pytest.fixture
def talkative_web_server(
    embedded_environment: dict[str, str], tmp_path: Path
) -> Iterator[WebServer]:
    """The control: the usual access log."""
    tokens = prepared(embedded_environment)
    yield from serve(
        embedded_environment,
        tokens,
        tmp_path / "gunicorn.out",
        *("--access-logfile", "-", "--log-level", "debug", "--no-control-socket"),
    )
