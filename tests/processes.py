"""Runs the product's own commands as processes and looks at the processes they start."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE_SECONDS = 300.0  # a loaded machine starts our processes in half a minute, or slower


def environment_of(data_dir: Path) -> dict[str, str]:
    """Environment of a process on the embedded default: SQLite and a filesystem broker."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("READINESS_")}
    return {**kept, "READINESS_DATA_DIR": str(data_dir)}


def run_manage(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one command of `manage.py` to its end."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )


@contextmanager
def started(
    environment: Mapping[str, str], *arguments: str, output: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A Python process that is killed at the end if it still runs; its output goes to a file."""
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=file, stderr=file
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(condition: Callable[[], object], *, output: Path | None = None) -> None:
    """Wait for something that other processes do; fail with their output when it never comes."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        said = output.read_text("utf-8", "replace") if output else ""
        assert time.monotonic() < deadline, f"it never came; the processes said:\n{said}"
        time.sleep(0.05)


def descendants(pid: int) -> set[int]:
    """Processes that a process started, and those that they started."""
    children = {child for child, parent in _parents().items() if parent == pid}
    return children.union(*(descendants(child) for child in children))


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that ended and was not yet waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def command_of(pid: int) -> str:
    """The command line of a process, empty when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def kill(pid: int) -> None:
    """Kill without a chance to tidy up."""
    os.kill(pid, signal.SIGKILL)


def _parents() -> dict[int, int]:
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):  # ended while we looked
            continue
        parents[int(path.parent.name)] = int(fields[1])
    return parents
