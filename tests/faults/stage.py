"""Plays scenes on the database of its environment and prints what is there afterwards, as JSON.

Runs as a process of its own (`python -m tests.faults.stage SCENE`), because the settings of the
embedded default and of production are read once per process.
"""

import datetime as dt
import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 -- after the settings are read
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.db.models import Value  # noqa: E402
from django.db.models.functions import Concat  # noqa: E402
from django.utils import timezone  # noqa: E402

from jobs.models import Job  # noqa: E402
from jobs.obstacles import Obstacle  # noqa: E402
from jobs.services import sweep_stale_jobs  # noqa: E402
from readiness.serving import running_worker  # noqa: E402
from readiness.tether import tie_to_parent  # noqa: E402
from surveys.models import (  # noqa: E402
    Cell,
    Employee,
    Envelope,
    Expectation,
    Invitation,
    InvitationState,
    Release,
    ReleasedComment,
    ReleasedResponse,
    Trusteeship,
    Wave,
)
from surveys.sealed_wave import key_store, slot_store  # noqa: E402
from surveys.services.invitations import issue_token  # noqa: E402
from surveys.services.lifecycle import close_wave, launch_wave  # noqa: E402
from surveys.services.planning import state_expectation  # noqa: E402
from surveys.services.responding import submit_response  # noqa: E402
from surveys.services.trustee import hand_passphrase  # noqa: E402
from surveys.tasks import release_wave, take_passphrase  # noqa: E402
from tests.faults.pauses import RELEASE_STEPS, TRUSTEE_STEPS, pause_at  # noqa: E402
from tests.processes import wait_until  # noqa: E402
from tests.surveys.factories import (  # noqa: E402
    PASSPHRASE,
    anna_leader,
    draft_wave,
    hire,
    tara_trustee,
)

THREADS = 20
COMMENT_AUTHORS = 12
STAFF = {"Sales": 14, "Care": 12}
AFTER_ITS_DEATH = dt.timedelta(minutes=1)


def prepare(*, has_comments: bool = True) -> Job:
    """A closed wave, its waiting release, one expectation, 26 answers: the same at every call."""
    wave = _open_wave()
    for place, token in enumerate(_tokens(wave)):
        _answer(token, place, has_comment=has_comments and place < COMMENT_AUTHORS)
    close_wave(wave_id=wave.pk, now=timezone.now())
    return Job.objects.get(task="surveys.release_wave", subject_id=str(wave.pk))


def wait_and_compare() -> dict[str, object]:
    """Wait until the worker has released the wave, then another in which nobody disturbs it."""
    job = Job.objects.get(task="surveys.release_wave")
    _wait_for_worker(job)
    resumed = _state(job)  # before another survey asks the same: it drops the rows of this one
    twin = prepare()
    _wait_for_worker(twin)
    return {"resumed": resumed, "undisturbed": _state(twin)}


def borrow_worker() -> dict[str, object]:
    """Start a worker beside this process where a torn message and one of a lost job wait for it."""
    prepare().delete()
    (settings.BROKER_DIR / "messages" / "1_torn.default.msg").write_text('{"body": "W1s')
    with running_worker() as worker:
        job = prepare()
        _wait_for_worker(job)
    messages = sorted(path.name for path in (settings.BROKER_DIR / "messages").iterdir())
    return {"is_running": worker.is_running, "messages": messages, **_state(job)}


def kill_at_every_step() -> dict[str, object]:
    """Kill a release at each step, sweep, release again; and one release that nobody disturbs."""
    reports: dict[str, object] = {}
    for step in RELEASE_STEPS:
        job = prepare(has_comments=False)  # reading them takes most of the time
        _kill_at(step, partial(release_wave, str(job.pk)))
        killed = _state(job)
        sweep_stale_jobs(now=timezone.now() + AFTER_ITS_DEATH)
        _release_in_a_child(job)
        reports[step] = {"killed": killed, "resumed": _state(job)}
    job = prepare(has_comments=False)
    _release_in_a_child(job)
    return {"undisturbed": _state(job), "steps": reports}


def kill_a_trusted_wave() -> dict[str, object]:
    """Kill the worker at each step of a wave with a trustee, who types every passphrase once."""
    reports: dict[str, object] = {}
    tara_trustee()
    for step in (*TRUSTEE_STEPS, *RELEASE_STEPS):
        job = _trusted_release(step)
        if step in RELEASE_STEPS or step == "before the slot is destroyed":
            _kill_at(step, partial(release_wave, str(job.pk)))
            sweep_stale_jobs(now=timezone.now() + AFTER_ITS_DEATH)
        _release_in_a_child(job)
        held = Trusteeship.objects.get(wave=job.subject_id)
        sealed = [held.slot, held.sealed_passphrase, len(slot_store().names())]
        reports[step] = {**_state(job), "held": sealed}
    return reports


def _trusted_release(step: str) -> Job:
    """A closed wave with its passphrase handed over; perhaps the worker was killed at the first."""
    if not Employee.objects.exists():
        hire(STAFF)
    wave = draft_wave(has_trustee=True)
    hand_passphrase(wave_id=wave.pk, passphrase=PASSPHRASE, now=timezone.now())
    locking = Job.objects.get(task="surveys.take_passphrase", subject_id=str(wave.pk))
    if step in {"before the key is made", "before the slot is renewed"}:
        _kill_at(step, partial(take_passphrase, str(locking.pk)))
        sweep_stale_jobs(now=timezone.now() + AFTER_ITS_DEATH)
    _wait_for(_fork(partial(take_passphrase, str(locking.pk))))
    launch_wave(wave_id=wave.pk, now=timezone.now())
    for place, token in enumerate(_tokens(wave)):
        _answer(token, place)
    close_wave(wave_id=wave.pk, now=timezone.now())
    hand_passphrase(wave_id=wave.pk, passphrase=PASSPHRASE, now=timezone.now())
    return Job.objects.get(task="surveys.release_wave", subject_id=str(wave.pk))


def rush() -> dict[str, object]:
    """Many answers at once, then answers against the close of their wave."""
    return {
        "one link": _send_one_link_often(),
        "against the close": _answer_while_closing(),
        "in the middle": _close_in_the_middle_of_an_answer(),
    }


def _send_one_link_often() -> dict[str, object]:
    """Many send the same link at once, then each sends a link of their own at once."""
    wave = _open_wave()
    first, *others = _tokens(wave)
    same = _at_once([lambda: _answer(first, 0)] * THREADS)
    stored_by_one = Envelope.objects.filter(wave=wave).count()
    others = others[:THREADS]
    own = _at_once([partial(_answer, token, 1) for token in others])
    return {"same": same, "stored_by_one": stored_by_one, "own": own, **_counts(wave)}


def _answer_while_closing() -> dict[str, object]:
    """Everybody answers while the wave is closed and released in the middle of it."""
    wave = _open_wave()
    answers = [partial(_answer, token, place) for place, token in enumerate(_tokens(wave))]
    outcomes = _at_once([*answers[:13], lambda: _close_and_release(wave), *answers[13:]])
    release = Release.objects.get(wave=wave)
    return {"outcomes": outcomes, "counted": release.answered_count, **_counts(wave)}


def _close_in_the_middle_of_an_answer() -> dict[str, object]:
    """One answer found the wave open and is not yet stored when the wave is closed and released."""
    _be_other_people()
    wave = _open_wave()
    *early, late = _tokens(wave)
    for place, token in enumerate(early):
        _answer(token, place)
    folder = Path(tempfile.mkdtemp())
    answering = _fork(
        partial(_answer, late, 0), step="before the envelope is stored", folder=folder
    )
    wait_until((folder / "halted").exists)
    closing = _fork(partial(_close_and_release, wave))
    time.sleep(1)  # for a close or a release that does not wait to go wrong
    (folder / "go").touch()
    _wait_for(answering)
    _wait_for(closing)
    return {"counted": Release.objects.get(wave=wave).answered_count, **_counts(wave)}


def _be_other_people() -> None:
    """A wave that nearly the same people answered is refused: it would tell of the few others."""
    Employee.objects.update(email=Concat(Value("new."), "email"))


def _open_wave() -> Wave:
    if not Employee.objects.exists():
        hire(STAFF)
        anna_leader()
    wave = draft_wave()
    leader_points = {"willing": 5, "able": 4, "rules": 4, "fear": 1}
    state_expectation(wave=wave, leader=wave.survey.initiative.owner, answers=leader_points)
    return launch_wave(wave_id=wave.pk, now=timezone.now())


def _tokens(wave: Wave) -> list[str]:
    invitations = Invitation.objects.filter(wave=wave).order_by("employee__email")
    return [issue_token(invitation=invitation) for invitation in invitations]


def _answer(token: str, place: int, *, has_comment: bool = False) -> None:
    point = 1 + place % 5
    submit_response(
        token=token,
        answers={"willing": point, "able": 3, "rules": 6 - point, "fear": 2, "advice": 2 * point},
        comments={"wish": f"More time to learn, please: {place} hours."} if has_comment else {},
    )


def _close_and_release(wave: Wave) -> None:
    close_wave(wave_id=wave.pk, now=timezone.now())
    release_wave(str(Job.objects.get(task="surveys.release_wave", subject_id=str(wave.pk)).pk))
    connections.close_all()


def _at_once(acts: Sequence[Callable[[], None]]) -> dict[str, int]:
    """How often each outcome came: "done" or the name of what stood in the way."""
    gate = threading.Barrier(len(acts))
    outcomes: list[str] = []

    def run(act: Callable[[], None]) -> None:
        gate.wait()
        try:
            act()
        except Obstacle as obstacle:
            outcomes.append(type(obstacle).__name__)
        except Exception as error:  # noqa: BLE001 -- printed and asserted on by the test
            outcomes.append(f"{type(error).__name__}: {error}")
        else:
            outcomes.append("done")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {outcome: outcomes.count(outcome) for outcome in sorted(set(outcomes))}


def _wait_for_worker(job: Job) -> None:
    def is_over() -> bool:
        job.refresh_from_db()
        return not job.is_active

    wait_until(is_over)


def _kill_at(step: str, act: Callable[[], None]) -> None:
    folder = Path(tempfile.mkdtemp())
    child = _fork(act, step=step, folder=folder)
    wait_until((folder / "halted").exists)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _release_in_a_child(job: Job) -> None:
    """The reader of comments starts threads of its own, after which a process must not fork."""
    _wait_for(_fork(partial(release_wave, str(job.pk))))


def _fork(act: Callable[[], None], *, step: str = "", folder: Path = Path()) -> int:
    connections.close_all()  # a connection must not be shared with the child
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        tie_to_parent(parent)
        if step:
            pause_at(step, folder)
        act()
        os._exit(0)
    return child


def _wait_for(child: int) -> None:
    _pid, status = os.waitpid(child, 0)
    if status:
        raise ChildProcessError(os.waitstatus_to_exitcode(status))


def _counts(wave: Wave) -> dict[str, int]:
    done = Invitation.objects.filter(wave=wave, state=InvitationState.DONE)
    return {"envelopes": Envelope.objects.filter(wave=wave).count(), "spent": done.count()}


def _state(job: Job) -> dict[str, object]:
    """Everything that a killed release could lose or do twice."""
    job.refresh_from_db()
    wave = Wave.objects.get(pk=job.subject_id)
    names = [field.name for field in Cell._meta.fields if field.name not in {"id", "release"}]
    cells = Cell.objects.filter(release__wave=wave).values_list(*names)
    rows = ReleasedResponse.objects.filter(release__wave=wave).values_list("cohort", "answers")
    texts = ReleasedComment.objects.filter(release__wave=wave).values_list("cohort", "text")
    return {
        "job": [job.state, job.attempts, job.error],
        "wave": wave.state,
        **_counts(wave),
        "releases": Release.objects.filter(wave=wave).count(),
        "is_readable": Wave.objects.readable().filter(pk=wave.pk).exists(),
        "has_key": key_store().load(wave.pk) is not None,
        "cells": sorted(json.dumps(row, default=str) for row in cells),
        "rows": sorted(json.dumps(row, sort_keys=True) for row in rows),
        "comments": sorted(json.dumps(row) for row in texts),
        "expectations": [
            expectation.answers for expectation in Expectation.objects.filter(wave=wave)
        ],
    }


SCENES: dict[str, Callable[[], object]] = {
    scene.__name__: scene
    for scene in (
        prepare,
        wait_and_compare,
        borrow_worker,
        kill_at_every_step,
        kill_a_trusted_wave,
        rush,
    )
}

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(SCENES[sys.argv[1]](), default=str))
