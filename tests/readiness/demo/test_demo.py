"""`demo --once` does the whole main job with a real worker, and its scores recover the truth."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from accounts.models import Role
from accounts.services import create_user
from readiness.demo.story import REPORT_TITLE
from readiness.demo.telling import run_demo
from readiness.demo.truth import EXPECTED_BY_LEADERS, FIRST_WAVE, SECOND_WAVE
from readiness.demo.waiting import DemoStopped

ROOT = Path(__file__).parents[3]
STORY = (
    r"Imported 1200 employees .*",
    r"Wave 1: 12 leaders sealed what they expect",
    r"Wave 1: 1188 invited, \d+ answered, all sealed",
    r"Wave 1: scored, audited, released; its key is destroyed",
    r"Wave 2: 12 leaders sealed what they expect",
    r"Wave 2: 1188 invited, \d+ answered, all sealed",
    r"Wave 2: scored, audited, released; its key is destroyed",
    r"Wave 1: 3 actions planned, people told what was done",
    r"Wave 2: \d+ comments reviewed and approved for quoting",
    r"Sized Llama 3\.1 70B on 8 x H100 .*",
    r"Printed the report, \d+ pages",
    r"Hackathon pulse: 236 invited, open for answers",
)

pytestmark = pytest.mark.slow


class Demo:
    """A data folder in which the demo ran."""

    def __init__(self, data_dir: Path) -> None:
        kept = {name: v for name, v in os.environ.items() if not name.startswith("READINESS_")}
        self._environment = {
            **kept,
            "READINESS_DATA_DIR": str(data_dir),
            "DJANGO_SETTINGS_MODULE": "readiness.settings",
        }
        self.output = self.run("manage.py", "demo", "--once")

    def run(self, *arguments: str) -> str:
        """Run Python on the data folder; a failure shows its whole output."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @property
    def report_path(self) -> Path:
        return Path(named(self.output, "Report"))


def named(output: str, name: str) -> str:
    """Value that a line of the output gives to a name."""
    found = re.search(rf"^{name} +(\S+)", output, re.MULTILINE)
    assert found, output
    return found.group(1)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return Demo(tmp_path_factory.mktemp("demo") / "data")


@pytest.fixture(scope="module")
def waves(demo: Demo) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(
        demo.run("-m", "tests.readiness.demo.published_waves").splitlines()[-1]
    )
    return told


def test_story_is_told_in_order(demo: Demo) -> None:
    place = 0
    for line in STORY:
        found = re.compile(line).search(demo.output, place)
        assert found, f"{line} after {demo.output[:place]}"
        place = found.end()


def test_scores_recover_the_truth(waves: list[dict[str, Any]]) -> None:
    """Of 18 intervals of 95 %, about one misses; more than three would be a fault."""
    misses = 0
    for told, truth in zip(waves, (FIRST_WAVE, SECOND_WAVE), strict=True):
        assert told["answered"] / told["invited"] == pytest.approx(truth.response_share, abs=0.04)
        assert told["scores"].keys() == truth.scores.keys()
        for dimension, (low, score, high) in told["scores"].items():
            distance = abs(score - truth.scores[dimension])
            misses += distance > (high - low) / 2
            assert distance < high - low
    assert misses <= 3


def test_gaps_recover_what_leaders_expect_too_much(waves: list[dict[str, Any]]) -> None:
    gaps = waves[-1]["gaps"]
    true_gaps = {key: EXPECTED_BY_LEADERS[key] - score for key, score in SECOND_WAVE.scores.items()}

    assert gaps.keys() == true_gaps.keys()
    missed = [key for key, (low, _gap, high) in gaps.items() if not low <= true_gaps[key] <= high]
    assert len(missed) <= 1


def test_report_pairs_people_and_machines(demo: Demo) -> None:
    text = subprocess.run(
        ["pdftotext", "-layout", demo.report_path, "-"], capture_output=True, check=True, text=True
    ).stdout

    for expected in (REPORT_TITLE, "Company-wide AI hackathon", "Llama 3.1 70B", "H100"):
        assert expected in text


def test_second_run_finds_everything_done(demo: Demo) -> None:
    again = demo.run("manage.py", "demo", "--once")

    assert not re.search("Wave|Imported|Sized|Printed", again)
    assert named(again, "Report") == str(demo.report_path)
    assert named(again, "Password") != named(demo.output, "Password")


@pytest.mark.django_db
def test_real_people_are_left_alone() -> None:
    create_user(
        email="ada@company.example", name="Ada", role=Role.HR_LEADER, password="rMq7-long-enough"
    )

    with pytest.raises(DemoStopped, match="READINESS_DATA_DIR"):
        run_demo(say=print, brings_worker=False)
