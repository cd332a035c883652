"""Summaries at the release: shown where they hold, and never in the way."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pytest_django import Settings

from surveys.models import CommentSummaryText, Invitation, Wave, WaveState
from surveys.published import CommentSummary, MachineSummary
from surveys.selectors import published_wave
from tests.surveys.factories import answer, dora_confidant, hire, open_wave, release

pytestmark = pytest.mark.django_db(transaction=True)

AGREE = {"willing": 4, "able": 4, "rules": 4, "fear": 2, "advice": 8}
SAID = "There is no time for training, write to anton@acme.example."
ALARM = "My boss keeps touching me at the printer."


class Model(BaseHTTPRequestHandler):
    """Says that all comments speak of training, unless it is told to fail."""

    asked: list[str] = []
    status = 200

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        question = body["messages"][1]["content"]
        self.asked.append(question)
        numbers = [comment["number"] for comment in json.loads(question)["comments"]]
        points = [
            {"text": "Time for training is missing.", "comments": numbers},
            {"text": "Some write to acme.", "comments": numbers[:3]},
        ]
        message = {"content": json.dumps({"points": points})}
        answer = json.dumps({"choices": [{"message": message}]}).encode()
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_args: object) -> None:
        """Stay quiet."""


@pytest.fixture
def model(settings: Settings) -> Iterator[type[Model]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SUMMARY_URL = f"http://127.0.0.1:{server.server_port}/v1"
    settings.SUMMARY_HOSTS = ["127.0.0.1"]
    settings.SUMMARY_MODEL = "small-model"
    Model.asked, Model.status = [], 200
    yield Model
    server.shutdown()
    server.server_close()


def answered() -> Wave:
    dora_confidant()
    hire({"Sales": 13})
    wave = open_wave(passes_on_alerts=True)
    for place, invitation in enumerate(Invitation.objects.all()):
        answer(invitation, AGREE, {"wish": SAID if place < 12 else ALARM})
    return wave


def test_summary_is_labeled_counted_and_written_from_redacted_comments(
    model: type[Model],
) -> None:
    wave = release(answered())

    (summary,) = published_wave(wave.pk).comments
    assert isinstance(summary, CommentSummary)
    assert summary.summary == MachineSummary(
        "small-model", (("Time for training is missing.", 12),)
    )
    (asked,) = model.asked
    assert "[email]" in asked
    assert "anton@acme" not in asked
    assert "printer" not in asked, "what is passed on is sent to no model"


def test_failing_model_does_not_keep_a_wave_from_its_release(model: type[Model]) -> None:
    model.status = 500

    wave = release(answered())

    assert wave.state == WaveState.RELEASED
    assert not CommentSummaryText.objects.exists()
    assert model.asked


def test_wave_launched_without_a_model_is_never_summarized(
    model: type[Model], settings: Settings
) -> None:
    """Its respondents were not told."""
    url, settings.SUMMARY_URL = settings.SUMMARY_URL, ""
    wave = answered()
    settings.SUMMARY_URL = url

    release(wave)

    assert model.asked == []
    assert not CommentSummaryText.objects.exists()


def test_public_address_is_not_asked(model: type[Model], settings: Settings) -> None:
    settings.SUMMARY_URL, settings.SUMMARY_HOSTS = "http://8.8.8.8/v1", ["8.8.8.8"]

    wave = release(answered())

    assert wave.state == WaveState.RELEASED
    assert not CommentSummaryText.objects.exists()
