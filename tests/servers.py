"""Starts a PostgreSQL and a Redis of our own for one test run, on loopback, and stops them again.

All processes of a run (pytest-xdist starts several) share one folder. The first that needs a server
starts it under a lock; the process that made the folder stops everything at its end.
"""

import contextlib
import fcntl
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port

FOLDER_PREFIX = "readiness-tests-"
FOLDER_VARIABLE = "READINESS_TEST_FOLDER"
START_TIMEOUT_SECONDS = 300  # a loaded machine takes minutes
REMEDY = (
    "Run ./run test, which installs it, or start the suite on SQLite with "
    "READINESS_TEST_DATABASE=sqlite."
)


class ServerMissingError(RuntimeError):
    """A server program is not installed; the message says how to get it."""


@dataclass(frozen=True)
class TestRun:
    """The folder, the ports and the password that one test run uses."""

    __test__ = False

    folder: Path
    postgres_port: int
    redis_port: int
    password: str

    @classmethod
    def begin(cls) -> "TestRun":
        """Make the folder of a new run; nothing is started yet."""
        _remove_abandoned_runs()
        folder = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX))
        folder.chmod(0o711)  # PostgreSQL runs as another user when the tests run as root
        values = [str(free_port()), str(free_port()), secrets.token_hex(16), str(os.getpid())]
        (folder / "run").write_text("\n".join(values), encoding="utf-8")
        (folder / "run").chmod(0o600)
        return cls.of(folder)

    @classmethod
    def of(cls, folder: Path) -> "TestRun":
        """Read back the run that lives in `folder`."""
        postgres_port, redis_port, password, _ = (folder / "run").read_text("utf-8").split("\n")
        return cls(folder, int(postgres_port), int(redis_port), password)

    @property
    def owner_pid(self) -> int:
        """The process that began the run and has to end it."""
        return int((self.folder / "run").read_text("utf-8").split("\n")[3])

    def postgres_url(self, database: str = "postgres") -> str:
        """Address of a database on the run's PostgreSQL, started or not."""
        return f"postgresql://readiness:{self.password}@127.0.0.1:{self.postgres_port}/{database}"

    def redis_url(self, number: int = 0) -> str:
        """Address of a database on the run's Redis, started or not."""
        return f"redis://:{self.password}@127.0.0.1:{self.redis_port}/{number}"

    def ensure_postgres(self, *more_options: str) -> None:
        """Start PostgreSQL unless a process of this run already did."""
        with self._started_once("postgres") as is_first:
            if is_first:
                _start_postgres(self, more_options)

    def ensure_redis(self) -> None:
        """Start Redis unless a process of this run already did."""
        with self._started_once("redis") as is_first:
            if is_first:
                _start_redis(self)

    def end(self) -> None:
        """Stop what was started and remove the folder."""
        if (self.folder / "postgres" / "postmaster.pid").exists():
            _as_server_user("pg_ctl", "stop", "-m", "immediate", "-D", self.folder / "postgres")
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, ValueError):
            os.kill(int((self.folder / "redis.pid").read_text("utf-8")), signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextlib.contextmanager
    def _started_once(self, name: str) -> Iterator[bool]:
        mark = self.folder / f"{name}.started"
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield not mark.exists()
            mark.touch()


def _start_postgres(run: TestRun, more_options: Sequence[str]) -> None:
    data, password_file = run.folder / "postgres", run.folder / "postgres.password"
    password_file.write_text(run.password, encoding="utf-8")
    data.mkdir(mode=0o700)
    if user := _server_user():
        shutil.chown(data, user)
        shutil.chown(password_file, user)
    _as_server_user(
        *("initdb", "--pgdata", data, "--username", "readiness", "--pwfile", password_file),
        *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
    )
    options = " ".join(more_options) + (
        f" -c listen_addresses=127.0.0.1 -c port={run.postgres_port} -c unix_socket_directories='' "
        # the data is thrown away, so nothing has to survive a power cut
        "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
    )
    _as_server_user(
        *("pg_ctl", "start", "--wait", "--timeout", START_TIMEOUT_SECONDS, "--pgdata", data),
        *("--log", data / "server.log", "--options", options),
    )


def _start_redis(run: TestRun) -> None:
    if not (program := shutil.which("redis-server")):
        message = f"Redis is not installed. {REMEDY}"
        raise ServerMissingError(message)
    configuration = (
        f"bind 127.0.0.1\nport {run.redis_port}\nrequirepass {run.password}\n"
        f'save ""\nappendonly no\ndaemonize yes\ndatabases 64\ndir {run.folder}\n'
        f"pidfile {run.folder}/redis.pid\nlogfile {run.folder}/redis.log\n"
    )
    subprocess.run([program, "-"], input=configuration, text=True, check=True)
    _wait_for_port(run.redis_port)


def _as_server_user(program: str, *arguments: object) -> None:
    """Run a program of PostgreSQL, which refuses to work as root, as an ordinary user."""
    user = _server_user()
    finished = subprocess.run(
        [postgres_program(program), *map(str, arguments)],
        user=user,
        group=pwd.getpwnam(user).pw_gid if user else None,
        extra_groups=[] if user else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,  # it leaves a child
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        message = (
            f"{program} failed with {finished.returncode}: {finished.stdout or 'see server.log'}"
        )
        raise RuntimeError(message)


def _server_user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def postgres_program(name: str) -> str:
    """Path of a program of the newest PostgreSQL that is installed."""

    def version_of(path: Path) -> int:
        return int(path.parent.parent.name) if path.parent.parent.name.isdigit() else 0

    # Debian keeps the server programs of each version off the PATH
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=version_of)
    found = str(installed[-1]) if installed else shutil.which(name)
    if not found:
        message = f"PostgreSQL is not installed ({name} not found). {REMEDY}"
        raise ServerMissingError(message)
    return found


def _wait_for_port(port: int) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        with (
            contextlib.suppress(ConnectionRefusedError),
            socket.create_connection(("127.0.0.1", port)),
        ):
            return
        time.sleep(0.02)
    message = f"nothing answers on port {port} after {START_TIMEOUT_SECONDS} seconds"
    raise TimeoutError(message)


def _remove_abandoned_runs() -> None:
    """End runs whose owner was killed before it could do so itself."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER_PREFIX}*"):
        with contextlib.suppress(OSError, ValueError, RuntimeError):
            if folder.stat().st_uid == os.geteuid() and not _is_alive(TestRun.of(folder).owner_pid):
                TestRun.of(folder).end()


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
