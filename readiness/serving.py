"""Runs the embedded default: a web server, a worker with its clock, and a watch over both."""

import contextlib
import fcntl
import http.client
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError

from jobs.obstacles import Obstacle
from readiness.health import has_every_migration
from readiness.programs import Program
from readiness.pulse import Pulse
from readiness.static_files import collect_static_files

logger = logging.getLogger(__name__)

WATCH_SECONDS = 0.2
START_TIMEOUT_SECONDS = 300.0  # a loaded machine takes minutes
WEB_THREADS = 4
WEB_SETTINGS = settings.BASE_DIR / "deploy" / "gunicorn.conf.py"
LOCK_NAME = "serve.lock"


class CannotServe(Obstacle):
    """Something keeps the product from being served; the message says what to do."""


@dataclass(frozen=True)
class Address:
    """Where the web server listens."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Read `HOST:PORT`; an IPv6 host stands in brackets."""
        host, _colon, port = text.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) < 2**16:
            raise CannotServe(f"“{text}” is no address. Write it like 127.0.0.1:8000.")
        return cls(host.strip("[]"), int(port))

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def serve(*, bind: str, workers: int, say: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT, then stop in order.

    Parameters
    ----------
    bind
        `HOST:PORT` of the web server.
    workers
        Number of its processes.
    say
        Is told once, when pages and background work are ready.

    Raises
    ------
    CannotServe
        The port is taken, the data folder is served already, tables are not up to date, or a
        program does not start.
    """
    address = Address.parse(bind)
    with _owned_data_folder(), _listening_socket(address) as listener, _stop_requests() as stop:
        _require_migrations()
        collect_static_files()
        pulse, worker, web = Pulse(), _worker_program(), _web_program(listener, workers)
        try:
            worker.start()
            web.start()
            _wait_until(lambda: pulse.has_begun and _answers(address), [worker, web], stop)
            if not stop.is_requested:
                say(f"Readiness serves http://{address} (stop with Ctrl+C)")
            _watch(web, worker, pulse, stop)
        finally:
            web.stop()
            worker.stop()


@contextlib.contextmanager
def running_worker() -> Iterator[Program]:
    """A worker for the data folder of this process, ready for jobs and stopped at the end.

    Raises
    ------
    CannotServe
        The data folder is served already, tables are not up to date, or the worker does not start.
    """
    with _owned_data_folder():
        _require_migrations()
        pulse, worker = Pulse(), _worker_program()
        try:
            worker.start()
            _wait_until(lambda: pulse.has_begun, [worker], StopRequests())
            yield worker
        finally:
            worker.stop()


class StopRequests:
    """Remembers that somebody asked us to stop."""

    def __init__(self) -> None:
        self.is_requested = False

    def __call__(self, _signal_number: int, _frame: object) -> None:
        """Handle SIGTERM and SIGINT."""
        self.is_requested = True


@contextlib.contextmanager
def _stop_requests() -> Iterator[StopRequests]:
    stop = StopRequests()
    earlier = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _owned_data_folder() -> Iterator[None]:
    """Hold the lock that the kernel gives back when this process ends in whatever way."""
    path = settings.DATA_DIR / LOCK_NAME
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise CannotServe(
                f"The data folder {settings.DATA_DIR} is served already, by process "
                f"{file.read().strip()}. Stop that one, or name another folder in "
                "READINESS_DATA_DIR."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@contextlib.contextmanager
def _listening_socket(address: Address) -> Iterator[socket.socket]:
    """The web server's socket. Held here, it stays open while the web server is restarted."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address.host, address.port))
        except OSError as error:
            raise CannotServe(
                f"{address} cannot be used: {error.strerror}. Stop the program that listens there, "
                "or choose another address with --bind HOST:PORT."
            ) from error
        yield listener


def _require_migrations() -> None:
    try:
        is_migrated = has_every_migration()
    except DatabaseError as error:
        raise CannotServe(f"The database does not answer: {error}") from error
    if not is_migrated:
        raise CannotServe("The tables are not up to date. Run: ./run manage migrate")


def _web_program(listener: socket.socket, workers: int) -> Program:
    handle = listener.fileno()
    options = ["--config", str(WEB_SETTINGS), "--bind", f"fd://{handle}"]
    options += ["--workers", str(workers), "--threads", str(WEB_THREADS)]
    command = [sys.executable, "-m", "gunicorn", "readiness.wsgi", *options]
    return Program("web", command, passed_fds=[handle])


def _worker_program() -> Program:
    options = ["--pool", "solo", "--beat", "--queues", "default,release", "--loglevel", "WARNING"]
    options += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    # in a container or a demo root is who there is; tasks are woken by name, never unpickled
    python = [sys.executable, "-W", "ignore:You're running the worker with superuser"]
    command = [*python, "-m", "celery", "-q", "-A", "readiness", "worker", *options]
    return Program("worker", command, is_chatty=True)


def _wait_until(condition: Callable[[], bool], programs: list[Program], stop: StopRequests) -> None:
    """Wait for the first start to succeed. Later ends are repaired, an early one is a fault."""
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while not stop.is_requested and not condition():
        for program in programs:
            if not program.is_running:
                raise CannotServe(f"The {program.name} ended at its start; it said why above.")
        if time.monotonic() > deadline:
            raise CannotServe(f"Not ready after {START_TIMEOUT_SECONDS:.0f} seconds; giving up.")
        time.sleep(WATCH_SECONDS)


def _answers(address: Address) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.host, address.host)  # noqa: S104 -- compared
    connection = http.client.HTTPConnection(host, address.port, timeout=5)
    try:
        connection.request("GET", "/health/ready", headers={"Host": _allowed_host()})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _allowed_host() -> str:
    first = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    return "localhost" if first == "*" else first.lstrip(".")


def _watch(web: Program, worker: Program, pulse: Pulse, stop: StopRequests) -> None:
    while not stop.is_requested:
        if worker.is_running and pulse.is_stale(worker_age_seconds=worker.age_seconds):
            logger.error("worker.stale")
            worker.kill()
        for program in (web, worker):
            program.restart_when_ended()
        time.sleep(WATCH_SECONDS)
