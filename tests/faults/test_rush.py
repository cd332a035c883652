"""Many answers at once, and answers against the close: each is counted or refused, none is lost."""

import pytest

from tests.faults.conftest import Environment, PlayScene


@pytest.mark.slow
def test_one_link_sent_twenty_times_at_once_stores_one_answer(
    environment: Environment, play: PlayScene
) -> None:
    played = play(environment, "send_one_token_often")

    assert played["same"] == {"done": 1, "AlreadyAnswered": 19}
    assert played["stored_by_one"] == 1
    assert played["own"] == {"done": 20}  # none is told that the database is locked
    assert played["envelopes"] == played["spent"] == 21


@pytest.mark.slow
def test_answers_racing_the_close_are_counted_or_refused(
    environment: Environment, play: PlayScene
) -> None:
    played = play(environment, "answer_while_closing")

    outcomes = played["outcomes"]
    assert outcomes.keys() <= {"done", "WaveNotOpen"}
    assert sum(outcomes.values()) == 27
    assert played["counted"] == played["spent"] == outcomes["done"] - 1  # one of them closed


@pytest.mark.slow
def test_answer_that_found_the_wave_open_is_counted(
    environment: Environment, play: PlayScene
) -> None:
    played = play(environment, "close_in_the_middle_of_an_answer")

    assert played == {"counted": 26, "envelopes": 0, "spent": 26}
