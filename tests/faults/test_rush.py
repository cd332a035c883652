"""Many answers at once, and answers against the close: each is counted or refused, none is lost."""

import pytest

from tests.faults.conftest import Environment, PlayScene


@pytest.mark.slow
def test_answers_at_once_are_counted_or_refused(environment: Environment, play: PlayScene) -> None:
    played = play(environment, "rush")

    one_link = played["one link"]
    assert one_link["same"] == {"done": 1, "AlreadyAnswered": 19}
    assert one_link["stored_by_one"] == 1
    assert one_link["own"] == {"done": 20}  # none is told that the database is locked
    assert one_link["envelopes"] == one_link["spent"] == 21

    racing = played["against the close"]
    assert racing["outcomes"].keys() <= {"done", "WaveNotOpen"}
    assert sum(racing["outcomes"].values()) == 27
    assert (
        racing["counted"] == racing["spent"] == racing["outcomes"]["done"] - 1
    )  # one is the close

    # it found the wave open, and was stored after somebody had begun to close and release it
    assert played["in the middle"] == {"counted": 26, "envelopes": 0, "spent": 26}
