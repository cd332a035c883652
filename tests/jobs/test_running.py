"""What a worker does with a wake-up: the work, its heartbeat, and how it ended."""

import threading
import uuid

import pytest
from pytest_django import Settings

from jobs.models import Job, JobState
from jobs.obstacles import Obstacle
from jobs.running import Progress, perform_job
from jobs.services import enqueue_job
from tests.processes import PATIENCE_SECONDS, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

SUBJECT = "wave-1"


class KeyLost(Obstacle):
    """An expected failure."""


def waiting() -> Job:
    return enqueue_job(task="surveys.release_wave", subject_id=SUBJECT)


def test_work_is_done_once_with_its_subject() -> None:
    job = waiting()
    done: list[str] = []

    for _wake_up in range(2):
        perform_job(str(job.pk), lambda subject, _progress: done.append(subject))

    job.refresh_from_db()
    assert done == [SUBJECT]
    assert (job.state, job.attempts, job.progress_percent) == (JobState.SUCCEEDED, 1, 100)


def test_wake_up_for_a_job_that_is_gone_does_nothing() -> None:
    done: list[str] = []

    perform_job(str(uuid.uuid4()), lambda subject, _progress: done.append(subject))

    assert done == []


def test_work_reports_how_far_it_is() -> None:
    job = waiting()
    seen: list[tuple[int, str]] = []

    def work(_subject: str, progress: Progress) -> None:
        progress(40, "x" * 300)
        seen.append(Job.objects.values_list("progress_percent", "step").get())

    perform_job(str(job.pk), work)

    assert seen == [(40, "x" * 200)]


def test_obstacle_ends_the_job_with_its_message() -> None:
    job = waiting()

    def work(_subject: str, _progress: Progress) -> None:
        raise KeyLost("Restore the key from its backup.")

    perform_job(str(job.pk), work)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 1)
    assert job.error == "Restore the key from its backup."


def test_unexpected_error_rises_and_is_tried_again_without_its_text() -> None:
    job = waiting()

    def work(_subject: str, _progress: Progress) -> None:
        raise ValueError("what somebody wrote")

    for _attempt in range(3):
        with pytest.raises(ValueError, match="what somebody wrote"):
            perform_job(str(job.pk), work)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 3)
    assert job.error == ("Unexpected error (ValueError). The administrator finds it in the log.")


@pytest.mark.postgres
def test_heart_beats_while_the_work_is_silent(settings: Settings) -> None:
    settings.JOB_HEARTBEAT_SECONDS = 0.05
    job = waiting()
    moments = set()

    def has_beaten() -> bool:
        moments.add(Job.objects.get().heartbeat_at)
        return len(moments) >= 3

    perform_job(str(job.pk), lambda _subject, _progress: wait_until(has_beaten))

    assert len(moments) == 3


@pytest.mark.postgres
def test_heart_of_work_that_hangs_stops(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.JOB_HEARTBEAT_SECONDS = 0.05
    settings.JOB_LIMIT_SECONDS = 0.2
    job = waiting()
    found = []

    def hearts() -> list[threading.Thread]:
        return [thread for thread in threading.enumerate() if "_beat_until" in thread.name]

    def work(_subject: str, _progress: Progress) -> None:
        for heart in hearts():
            heart.join(PATIENCE_SECONDS)
        found.append((hearts(), Job.objects.get().state))

    perform_job(str(job.pk), work)

    assert found == [([], JobState.RUNNING)]  # the work went on without its heart
    assert "job.hangs" in caplog.messages
