"""The way of answers to results, told step by step, and never how many answered."""

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from jobs.models import Job, JobState
from jobs.services import claim_job, fail_job, report_progress
from surveys.disclosure.finding import Attack, Finding
from surveys.models import DisclosureAudit, Invitation, Release, Wave
from surveys.path_words import Step
from surveys.services.auditing import record_findings
from surveys.services.lifecycle import close_wave, launch_wave
from surveys.wave_path import StepState, WavePath, is_on_its_way, wave_path
from tests.surveys.factories import answer, draft_wave, hire, open_wave, release, trusted_wave

pytestmark = pytest.mark.django_db(transaction=True)
ANSWERS = {"willing": 4, "able": 2, "rules": 3, "fear": 5, "advice": 6}


@pytest.fixture(autouse=True)
def _own_keys(settings: Settings, tmp_path: Path) -> None:
    settings.KEY_STORE_DIR = tmp_path / "keys"


def closed_wave() -> Wave:
    hire({"Sales": 12})
    wave = open_wave()
    close_wave(wave_id=wave.pk, now=timezone.now())
    wave.refresh_from_db()
    return wave


def release_job_of(wave: Wave) -> Job:
    return Job.objects.get(task="surveys.release_wave", subject_id=str(wave.pk))


def at_work(wave: Wave, percent: int) -> Job:
    job = claim_job(job_id=release_job_of(wave).pk)
    assert job is not None
    report_progress(job=job, percent=percent, step="Something")
    return job


def told(wave: Wave) -> WavePath:
    path = wave_path(wave, timezone.now())
    assert path is not None
    return path


def states(path: WavePath) -> dict[str, str]:
    return {step.key.value: step.state.value for step in path.steps}


def current(path: WavePath) -> tuple[str, str]:
    [step] = [step for step in path.steps if step.is_current]
    return step.key.value, step.state.value


def note_of(path: WavePath, key: Step) -> str:
    return next(step.note for step in path.steps if step.key is key)


def test_open_wave_collects_and_everything_else_is_to_come() -> None:
    hire({"Sales": 12})

    path = told(open_wave())

    assert states(path) == {
        "collect": "running",
        "close": "to_come",
        "open": "to_come",
        "shuffle": "to_come",
        "score": "to_come",
        "audit": "to_come",
        "store": "to_come",
        "destroy": "to_come",
        "publish": "to_come",
    }
    assert path.headline == "Now: Answers are collected. Next: The survey is closed."


def test_way_of_an_open_wave_says_the_same_after_every_answer() -> None:
    """Somebody who loads the page again and again must not see an answer arrive."""
    hire({"Sales": 12})
    wave = open_wave()
    before = told(wave)

    for invitation in Invitation.objects.filter(wave=wave):
        answer(invitation, ANSWERS)

        assert told(wave) == before


@pytest.mark.parametrize(
    ("percent", "step"),
    [(5, "open"), (25, "shuffle"), (30, "score"), (60, "audit"), (80, "store"), (95, "destroy")],
)
def test_step_at_work_is_read_from_the_job(percent: int, step: str) -> None:
    wave = closed_wave()
    at_work(wave, percent)

    path = told(wave)

    assert current(path) == (step, "running")
    assert path.is_moving
    order = list(states(path))
    done = order[: order.index(step)]
    assert [states(path)[key] for key in done] == ["done"] * len(done)
    assert set(order[len(done) + 1 :]) == {k for k, s in states(path).items() if s == "to_come"}


def test_release_that_no_worker_takes_says_whom_to_ask() -> None:
    wave = closed_wave()
    asked_at = release_job_of(wave).created_at

    soon = wave_path(wave, asked_at + dt.timedelta(seconds=5))
    late = wave_path(wave, asked_at + dt.timedelta(minutes=5))

    assert soon is not None
    assert late is not None
    assert note_of(soon, Step.OPEN) == "It starts in a moment."
    assert note_of(late, Step.OPEN).endswith(
        "Ask an administrator whether the release worker runs."
    )


def test_failed_step_says_why_and_that_nothing_is_lost() -> None:
    wave = closed_wave()
    fail_job(job=at_work(wave, 5), error="The key is not there.", is_final=True)

    path = told(wave)

    assert current(path) == ("open", "failed")
    assert path.headline == "Stopped at: The answers are opened together."
    assert note_of(path, Step.OPEN) == (
        "The key is not there. "
        "Nothing is lost and nothing was published: the answers are still sealed."
    )
    assert path.can_try_again
    assert not path.is_moving


def test_stopped_audit_offers_no_second_try_of_the_same() -> None:
    wave = closed_wave()
    fail_job(job=at_work(wave, 30), error="The audit stopped it.", is_final=True)
    record_findings(wave, [Finding(Attack.BOUNDS, 4, (), "")])

    path = told(wave)

    assert current(path) == ("audit", "failed")
    assert not path.can_try_again


def test_trustee_has_to_act_before_anything_is_opened() -> None:
    hire({"Sales": 12})
    wave = trusted_wave()
    launch_wave(wave_id=wave.pk, now=timezone.now())
    close_wave(wave_id=wave.pk, now=timezone.now())
    wave.refresh_from_db()

    path = told(wave)

    assert current(path) == ("unlock", "waiting")
    assert note_of(path, Step.UNLOCK) == (
        "A mail has asked the trustee. Nobody else can go on from here."
    )
    assert path.is_waiting


def test_released_wave_has_done_every_step() -> None:
    hire({"Sales": 12})
    wave = open_wave()
    for place, invitation in enumerate(Invitation.objects.filter(wave=wave).order_by("pk")):
        answer(invitation, ANSWERS | {"willing": 1 + place % 5, "able": 1 + place % 3})

    path = told(release(wave))

    assert set(states(path).values()) == {"done"}
    assert path.headline == "All steps are done."
    assert not is_on_its_way(wave)


def test_wave_of_too_few_is_held_back_and_says_so() -> None:
    hire({"Sales": 12})
    wave = open_wave()
    answer(Invitation.objects.filter(wave=wave)[0], ANSWERS)

    path = told(release(wave))

    left_out = [key for key, state in states(path).items() if state == "left_out"]
    assert left_out == ["shuffle", "score", "audit", "store", "publish"]
    assert path.headline == "All steps are done; the results are held back."
    assert note_of(path, Step.PUBLISH) == (
        "Held back: fewer than 5 people answered, and any figure would tell too much."
    )


def test_key_that_is_not_destroyed_yet_keeps_the_wave_on_its_way() -> None:
    hire({"Sales": 12})
    wave = open_wave()
    answer(Invitation.objects.filter(wave=wave)[0], ANSWERS)
    wave = release(wave)
    Release.objects.filter(wave=wave).update(is_complete=False)
    fail_job(job=at_work(wave, 95), error="The disk is full.", is_final=True)

    path = told(wave)

    assert is_on_its_way(wave)
    assert current(path) == ("destroy", "failed")
    assert path.can_try_again


def test_groups_that_were_given_up_are_named_at_the_audit() -> None:
    wave = closed_wave()
    DisclosureAudit.objects.create(wave=wave, is_without_groups=True)
    at_work(wave, 80)

    assert note_of(told(wave), Step.AUDIT) == (
        "Groups were given up: figures are for everybody together."
    )


def test_answers_from_elsewhere_have_no_way_to_tell() -> None:
    hire({"Sales": 12})
    wave = draft_wave()
    wave.is_imported = True

    assert wave_path(wave, timezone.now()) is None


def leader_of(wave: Wave) -> Client:
    client = Client()
    client.force_login(wave.survey.initiative.owner)
    return client


def test_page_marks_the_step_that_runs_and_can_be_loaded_again() -> None:
    wave = closed_wave()
    at_work(wave, 60)

    page = leader_of(wave).get(reverse("surveys:wave", args=[wave.pk])).content.decode()

    assert page.count('aria-current="step"') == 1
    assert 'class="path-step path-running" aria-current="step"' in page
    assert "<noscript><a class" in page
    assert 'id="path-now" class="path-now" role="status"' in page


def test_part_is_sent_only_where_something_changed() -> None:
    wave = closed_wave()
    job = at_work(wave, 60)
    client, url = leader_of(wave), reverse("surveys:wave_progress", args=[wave.pk])
    seen = told(wave).mark

    same = client.get(url, {"seen": seen})
    report_progress(job=job, percent=80, step="Writing")
    changed = client.get(url, {"seen": seen})

    assert (same.status_code, same.content) == (204, b"")
    assert changed.status_code == 200
    assert 'hx-swap-oob="innerHTML">Now: The figures are stored.' in changed.content.decode()


def test_whole_page_is_loaded_when_the_release_ends_or_stops() -> None:
    wave = closed_wave()
    job = at_work(wave, 60)
    client, url = leader_of(wave), reverse("surveys:wave_progress", args=[wave.pk])
    seen = told(wave).mark

    fail_job(job=job, error="The disk is full.", is_final=True)

    assert client.get(url, {"seen": seen})["HX-Redirect"] == f"/initiatives/waves/{wave.pk}/"


def test_failed_release_is_tried_again_once_however_often_it_is_asked_for() -> None:
    wave = closed_wave()
    fail_job(job=at_work(wave, 80), error="The disk is full.", is_final=True)
    client, url = leader_of(wave), reverse("surveys:retry", args=[wave.pk])

    client.post(url)
    client.post(url)

    found = Job.objects.filter(task="surveys.release_wave").values_list("state", flat=True)
    assert sorted(found) == [JobState.FAILED, JobState.QUEUED]
    assert current(told(wave)) == ("open", StepState.RUNNING.value)
