"""The demo does the whole main job, and its scores recover the truth that it was made from."""

import subprocess

import pytest

from readiness.demo.story import REPORT_TITLE, Told, tell_story
from readiness.demo.truth import EXPECTED_BY_LEADERS, FIRST_WAVE, SECOND_WAVE, WaveTruth
from readiness.demo.waiting import work_here
from reports.files import file_path
from reports.selectors import report_file
from surveys.models import Envelope, WaveState
from surveys.selectors import CulturalAlignment, Estimate, Figure, PublishedWave, published_wave

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_story_told_twice_recovers_the_truth_once() -> None:
    first, again = list[str](), list[str]()
    told = tell_story(finish=work_here, say=first.append)
    retold = tell_story(finish=work_here, say=again.append)

    assert (len(first), again) == (10, [])
    assert retold.report == told.report
    assert told.open_wave.state == WaveState.OPEN
    assert Envelope.objects.count() == 0
    _check_scores(told)
    _check_gaps(published_wave(told.waves[-1].pk))
    _check_report(told)


def _check_scores(told: Told) -> None:
    """Nine dimensions in two waves: 95 % intervals miss the truth in about one of 18."""
    misses = 0
    for wave, truth in zip(told.waves, (FIRST_WAVE, SECOND_WAVE), strict=True):
        published = published_wave(wave.pk)
        for score, true_score in _scores(published, truth):
            assert isinstance(score, Estimate)
            assert score.low is not None
            assert score.high is not None
            half_width = (score.high - score.low) / 2
            misses += abs(score.value - true_score) > half_width
            assert abs(score.value - true_score) < 2 * half_width
    assert misses <= 3


def _scores(published: PublishedWave, truth: WaveTruth) -> list[tuple[Figure, float]]:
    return [(dimension.score, truth.scores[dimension.key]) for dimension in published.dimensions]


def _check_gaps(published: PublishedWave) -> None:
    alignment = published.alignment
    assert isinstance(alignment, CulturalAlignment)
    misses = 0
    for gap in alignment.gaps:
        true_gap = EXPECTED_BY_LEADERS[gap.dimension] - SECOND_WAVE.scores[gap.dimension]
        misses += not gap.low <= true_gap <= gap.high
        assert gap.gap == pytest.approx(true_gap, abs=10)
    assert (len(alignment.gaps), misses <= 1) == (9, True)


def _check_report(told: Told) -> None:
    file = report_file(told.report.id)
    assert file is not None
    text = subprocess.run(
        ["pdftotext", "-layout", file_path(file.name), "-"], capture_output=True, check=True
    ).stdout.decode()
    assert REPORT_TITLE in text
    assert "Llama 3.1 70B" in text
