"""A worker killed by force half-way through a release loses nothing and releases nothing twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import Environment, PlayScene
from tests.processes import ROOT, wait_until

SEALED = {
    "wave": "closed",
    "envelopes": 26,
    "releases": 0,
    "is_readable": False,
    "has_key": True,
    "cells": [],
    "rows": [],
}
WRITTEN = {
    "wave": "released",
    "envelopes": 0,
    "releases": 1,
    "is_readable": False,  # nobody reads a cell before the key is gone
    "has_key": True,
}
RELEASED = {
    "wave": "released",
    "envelopes": 0,
    "spent": 26,
    "releases": 1,
    "is_readable": True,
    "has_key": False,
}
FOUND_AFTER_KILL: Mapping[str, Mapping[str, Any]] = {
    "before opening": SEALED,
    "after opening": SEALED,
    "after computing": SEALED,
    "inside the writing transaction": SEALED,
    "before the key is destroyed": WRITTEN,
    "before the disk is scrubbed": {**WRITTEN, "has_key": False},
    "after the disk is scrubbed": {**WRITTEN, "has_key": False},
}
PUBLISHED = ("cells", "rows", "comments", "expectations")


@contextmanager
def worker(environment: Environment, *options: str, output: Path) -> Iterator[None]:
    """A real Celery worker; at the end it and its children are killed without warning."""
    command = [sys.executable, "-m", "celery", "-A", "readiness", "worker", *options]
    command += ["--queues", "default,release", "--schedule", str(output.with_suffix(".schedule"))]
    with output.open("wb") as file:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=file, stderr=file, process_group=0
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.slow
def test_second_worker_finishes_what_a_killed_one_began(
    environment: Environment, play: PlayScene, tmp_path: Path
) -> None:
    play(environment, "prepare")
    pausing = {
        **environment,
        "PAUSE_AT": "inside the writing transaction",
        "PAUSE_FOLDER": str(tmp_path),
    }
    # one process at a time here, a pool of processes there: as each of the two is run
    pool = ["--pool", "solo" if "READINESS_DATABASE_URL" not in environment else "prefork"]
    first, second = tmp_path / "first", tmp_path / "second"
    with worker(pausing, *pool, "-c1", "--include", "tests.faults.pauses", output=first):
        wait_until((tmp_path / "halted").exists, output=first)

    with worker(environment, *pool, "-c1", "--beat", output=second):
        played = play(environment, "wait_and_compare")

    resumed, undisturbed = played["resumed"], played["undisturbed"]
    assert (resumed["job"], undisturbed["job"]) == (["succeeded", 2, ""], ["succeeded", 1, ""])
    assert resumed.items() >= RELEASED.items()
    assert (len(resumed["rows"]), len(resumed["comments"])) == (26, 12)
    assert {name: resumed[name] for name in PUBLISHED} == {
        name: undisturbed[name] for name in PUBLISHED
    }


@pytest.mark.slow
def test_at_32_release_killed_at_any_step_is_resumed(
    environment: Environment, play: PlayScene
) -> None:
    played = play(environment, "kill_at_every_step")

    undisturbed = played["undisturbed"]
    assert undisturbed["job"] == ["succeeded", 1, ""]
    assert undisturbed.items() >= RELEASED.items()
    assert played["steps"].keys() == FOUND_AFTER_KILL.keys()
    for step, expected in FOUND_AFTER_KILL.items():
        killed, resumed = played["steps"][step]["killed"], played["steps"][step]["resumed"]
        assert killed.items() >= {"job": ["running", 1, ""], "spent": 26, **expected}.items(), step
        assert resumed["job"] == ["succeeded", 2, ""], step
        assert resumed.items() >= RELEASED.items(), step
        assert {name: resumed[name] for name in PUBLISHED} == {
            name: undisturbed[name] for name in PUBLISHED
        }, step


@pytest.mark.slow
def test_trustee_types_a_passphrase_once_whenever_the_worker_is_killed(
    environment: Environment, play: PlayScene
) -> None:
    played = play(environment, "kill_a_trusted_wave")

    assert len(played) == 10
    for step, found in played.items():
        assert found["job"][0] == "succeeded", (step, found["job"])
        assert found.items() >= RELEASED.items(), step
        assert found["held"] == [None, None, 0], step
