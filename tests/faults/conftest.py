"""Plays scenes on the embedded default and on the servers of production."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.processes import PATIENCE_SECONDS, ROOT

Environment = dict[str, str]
PlayScene = Callable[[Mapping[str, str], str], dict[str, Any]]
SCENE_TIMEOUT_SECONDS = 3 * PATIENCE_SECONDS  # a scene waits more than once


@pytest.fixture(
    params=[
        "embedded",
        pytest.param("server", marks=[pytest.mark.postgres, pytest.mark.redis]),
    ]
)
def environment(request: pytest.FixtureRequest) -> Environment:
    """Environment of SQLite with a filesystem broker, then of PostgreSQL with Redis."""
    chosen: Environment = request.getfixturevalue(f"{request.param}_environment")
    return {
        **chosen,
        "DJANGO_SETTINGS_MODULE": "tests.faults.impatient_settings",
        "READINESS_LOG_LEVEL": "ERROR",
    }


@pytest.fixture
def play() -> PlayScene:
    """Play a scene in a process of its own and return what it printed."""

    def play_scene(environment: Mapping[str, str], scene: str) -> dict[str, Any]:
        played = subprocess.run(
            [sys.executable, "-m", "tests.faults.stage", scene],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=SCENE_TIMEOUT_SECONDS,
        )
        assert played.returncode == 0, played.stderr
        result: dict[str, Any] = json.loads(played.stdout.splitlines()[-1])
        return result

    return play_scene
