"""Job rows: asked for once, claimed once, given back when their worker dies."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import connections
from django.utils import timezone

from jobs.models import Job, JobState
from jobs.selectors import is_any_job_alive, latest_job
from jobs.services import (
    beat_job,
    claim_job,
    enqueue_job,
    fail_job,
    finish_job,
    report_progress,
    sweep_stale_jobs,
)

pytestmark = pytest.mark.django_db

TASK = "surveys.release_wave"
THREADS = 8


def queued(subject: str = "wave-1") -> Job:
    return enqueue_job(task=TASK, subject_id=subject)


def claimed(subject: str = "wave-1") -> Job:
    job = claim_job(job_id=queued(subject).pk)
    assert job is not None
    return job


def after(seconds: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(seconds=seconds)


def test_asking_twice_gives_one_job() -> None:
    first, second, other = queued(), queued(), queued("wave-2")

    assert first == second
    assert first != other
    assert Job.objects.count() == 2
    assert (first.state, first.attempts, first.max_attempts) == (JobState.QUEUED, 0, 3)


def test_asking_while_it_runs_gives_the_running_job() -> None:
    running = claimed()

    assert queued() == running
    assert Job.objects.count() == 1


def test_asking_after_the_end_gives_a_new_job() -> None:
    done = claimed()
    finish_job(job=done)

    again = queued()

    assert again != done
    status = latest_job(task=TASK, subject_id="wave-1")
    assert status is not None
    assert status.id == again.pk


def test_job_is_claimed_once() -> None:
    job = queued()

    first, second = claim_job(job_id=job.pk), claim_job(job_id=job.pk)

    assert first is not None
    assert (first.state, first.attempts) == (JobState.RUNNING, 1)
    assert first.heartbeat_at == first.started_at
    assert second is None


def test_unknown_job_is_not_claimed() -> None:
    assert claim_job(job_id=uuid.uuid4()) is None


def test_progress_and_end_are_shown() -> None:
    job = claimed()

    report_progress(job=job, percent=30, step="Computing")
    halfway = latest_job(task=job.task, subject_id=job.subject_id)
    finish_job(job=job)
    ended = latest_job(task=job.task, subject_id=job.subject_id)

    assert halfway is not None
    assert (halfway.progress_percent, halfway.step, halfway.is_active) == (30, "Computing", True)
    assert ended is not None
    assert (ended.state, ended.progress_percent, ended.step) == (JobState.SUCCEEDED, 100, "")
    assert ended.finished_at is not None


def test_final_failure_ends_the_job_with_its_reason() -> None:
    job = claimed()

    fail_job(job=job, error="The key is gone.", is_final=True)

    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (JobState.FAILED, "The key is gone.", 1)
    assert job.finished_at is not None


def test_failure_is_tried_again_until_the_attempts_are_used() -> None:
    job = queued()
    states = []

    for _attempt in range(3):
        attempt = claim_job(job_id=job.pk)
        assert attempt is not None
        fail_job(job=attempt, error="Unexpected.", is_final=False)
        job.refresh_from_db()
        states.append((job.state, job.attempts))

    assert states == [(JobState.QUEUED, 1), (JobState.QUEUED, 2), (JobState.FAILED, 3)]


def test_new_attempt_forgets_step_and_error_of_the_last() -> None:
    first = claimed()
    report_progress(job=first, percent=80, step="Writing")
    fail_job(job=first, error="Unexpected.", is_final=False)

    second = claim_job(job_id=first.pk)

    assert second is not None
    assert (second.progress_percent, second.step, second.error) == (0, "", "")


def test_attempt_that_was_given_up_cannot_write_over_its_successor() -> None:
    dead = claimed()
    sweep_stale_jobs(now=after(31))
    successor = claim_job(job_id=dead.pk)
    assert successor is not None

    report_progress(job=dead, percent=99, step="Late")
    finish_job(job=dead)
    fail_job(job=dead, error="Late.", is_final=True)

    assert beat_job(job=dead) is False
    assert beat_job(job=successor) is True
    successor.refresh_from_db()
    assert (successor.state, successor.attempts) == (JobState.RUNNING, 2)
    assert (successor.progress_percent, successor.step, successor.error) == (0, "", "")


def test_sweeper_puts_back_a_job_without_heartbeat_and_leaves_a_living_one() -> None:
    job = claimed()

    sweep_stale_jobs(now=after(29))
    job.refresh_from_db()
    assert job.state == JobState.RUNNING

    woken = sweep_stale_jobs(now=after(31))
    job.refresh_from_db()
    assert (woken, job.state, job.attempts) == (1, JobState.QUEUED, 1)
    assert job.error == "The worker stopped while it did this."


def test_sweeper_gives_up_a_job_that_killed_three_workers() -> None:
    job = queued()

    for _death in range(3):
        assert claim_job(job_id=job.pk) is not None
        sweep_stale_jobs(now=after(31))

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 3)


def test_sweeper_wakes_only_what_waits_for_long() -> None:
    queued()
    finish_job(job=claimed("wave-2"))

    assert sweep_stale_jobs(now=after(19)) == 0
    assert sweep_stale_jobs(now=after(21)) == 1


def test_job_is_alive_as_long_as_its_heart_beats() -> None:
    assert not is_any_job_alive(now=timezone.now())

    claimed()

    assert is_any_job_alive(now=after(29))
    assert not is_any_job_alive(now=after(31))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_claims_at_once_one_wins() -> None:
    jobs = [queued(f"wave-{number}") for number in range(10)]
    gate = threading.Barrier(THREADS)
    won: list[uuid.UUID] = []

    def claim_all() -> None:
        gate.wait()
        won.extend(job.pk for job in jobs if claim_job(job_id=job.pk))
        connections.close_all()

    threads = [threading.Thread(target=claim_all) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(won) == sorted(job.pk for job in jobs)
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_asking_at_once_get_one_job() -> None:
    gate = threading.Barrier(THREADS)
    asked: list[uuid.UUID] = []

    def ask() -> None:
        gate.wait()
        asked.append(queued().pk)
        connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(asked) == THREADS
    assert set(asked) == set(Job.objects.values_list("pk", flat=True))
    assert Job.objects.count() == 1
