"""The worker that the demo starts beside itself, where a crash left messages in its folder."""

import pytest

from tests.faults.conftest import Environment, PlayScene


@pytest.mark.slow
def test_borrowed_worker_does_the_job_and_ends(
    embedded_environment: Environment, play: PlayScene
) -> None:
    environment = {**embedded_environment, "DJANGO_SETTINGS_MODULE": "readiness.settings"}

    played = play(environment, "borrow_worker")

    assert played["job"] == ["succeeded", 1, ""]
    assert played["wave"] == "released"
    assert played["is_running"] is False
    assert [name for name in played["messages"] if "release" in name or "torn" in name] == []
