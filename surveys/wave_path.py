"""Where the answers of a wave are on their way to results: what is done, runs, waits or failed.

Every step is told for the wave as a whole. There is no count in it: nothing here may say how many
answered before the release does.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from jobs.selectors import JobStatus, latest_job
from surveys.audit_reasons import audit_stop
from surveys.models import DisclosureAudit, Release, Wave, WaveState
from surveys.path_words import WORDS, Step
from surveys.release_stages import stage_at
from surveys.trusteeships import TrusteeStep, trustee_step

RELEASE_TASK = "surveys.release_wave"
SLOW_START_SECONDS = 60
"""A release worker that lives takes a job within seconds."""
NEED_ENOUGH_ANSWERS = frozenset({Step.SHUFFLE, Step.SCORE, Step.AUDIT, Step.STORE, Step.PUBLISH})
"""Left out where too few answered."""


class StepState(StrEnum):
    """How far one step is."""

    DONE = "done"
    RUNNING = "running"
    WAITING = "waiting"
    FAILED = "failed"
    LEFT_OUT = "left_out"
    TO_COME = "to_come"


@dataclass(frozen=True)
class PathStep:
    """One step. `when` and `note` are empty where there is nothing to say."""

    key: Step
    title: str
    reason: str
    state: StepState
    when: str = ""
    note: str = ""
    """What somebody has to do, or why the step failed or was left out."""

    @property
    def is_current(self) -> bool:
        """Whether the way has come to this step."""
        return self.state in {StepState.RUNNING, StepState.WAITING, StepState.FAILED}


@dataclass(frozen=True)
class WavePath:
    """The steps, and what is to say of them in one sentence."""

    steps: tuple[PathStep, ...]
    headline: str
    is_moving: bool
    """Whether a worker is at it, or will be in a moment."""
    is_waiting: bool
    """Whether it goes on by itself once somebody has done their part."""
    can_try_again: bool

    @property
    def mark(self) -> str:
        """Changes when anything changes that a reader would see."""
        return "-".join(f"{step.state.value[0]}{len(step.note)}" for step in self.steps)


@dataclass(frozen=True)
class _Place:
    """How far a wave is: the step it has come to, and the state and words of that step."""

    step: Step
    state: StepState
    when: str = ""
    note: str = ""


def wave_path(wave: Wave, now: dt.datetime) -> WavePath | None:
    """The way of the wave's answers; None for a draft, and where answers came from elsewhere."""
    if wave.is_imported:
        return None
    job = release_job(wave)
    place = _place(wave, job, now)
    keys = [key for key in Step if key is not Step.UNLOCK or wave.has_trustee]
    notes, days = dict(_notes(wave)), _days(wave)
    steps = tuple(
        _step(
            key,
            place,
            _told_day(days.get(key)),
            notes.get(key, ""),
            is_held_back=wave.state == WaveState.TOO_FEW,
        )
        for key in keys
    )
    is_moving = place.state is StepState.RUNNING and place.step is not Step.COLLECT
    return WavePath(
        steps=steps,
        headline=_headline(place, steps),
        is_moving=is_moving,
        is_waiting=place.step is Step.UNLOCK,
        can_try_again=place.state is StepState.FAILED and not audit_stop(wave),
    )


def release_job(wave: Wave) -> JobStatus | None:
    """The newest release of a wave that was closed and whose key may not be destroyed yet."""
    if wave.state not in {WaveState.CLOSED, WaveState.RELEASED, WaveState.TOO_FEW}:
        return None
    return latest_job(task=RELEASE_TASK, subject_id=str(wave.pk))


def is_on_its_way(wave: Wave) -> bool:
    """Whether the wave is closed and its results can not be read yet."""
    if wave.state == WaveState.CLOSED:
        return True
    is_written = wave.state in {WaveState.RELEASED, WaveState.TOO_FEW} and not wave.is_imported
    return is_written and Release.objects.filter(wave=wave, is_complete=False).exists()


def _place(wave: Wave, job: JobStatus | None, now: dt.datetime) -> _Place:
    match WaveState(wave.state):
        case WaveState.DRAFT:
            return _Place(Step.COLLECT, StepState.TO_COME)
        case WaveState.SCHEDULED:
            day = _("opens on %(moment)s") % {"moment": _moment(wave.opens_at)}
            return _Place(Step.COLLECT, StepState.WAITING, day)
        case WaveState.OPEN:
            day = _("until %(moment)s") % {"moment": _moment(wave.closes_at)}
            note = _("It closes by itself. You can close it earlier.")
            return _Place(Step.COLLECT, StepState.RUNNING, day, note)
        case WaveState.CLOSED:
            return _closed_place(wave, job, now)
    if is_on_its_way(wave):
        return _job_place(job, now, at_least=Step.DESTROY)
    return _Place(Step.PUBLISH, StepState.DONE)


def _closed_place(wave: Wave, job: JobStatus | None, now: dt.datetime) -> _Place:
    if job and job.is_active:
        return _job_place(job, now)
    if audit_stop(wave):
        note = _("The audit stopped the release. Above you read why, and what can be done.")
        return _Place(Step.AUDIT, StepState.FAILED, note=note)
    if wave.has_trustee and trustee_step(wave) is not TrusteeStep.IN_USE:
        error = job.error if job and job.is_failed else ""
        asked = _("A mail has asked the trustee. Nobody else can go on from here.")
        return _Place(Step.UNLOCK, StepState.WAITING, note=f"{error} {asked}".strip())
    return _job_place(job, now)


def _job_place(job: JobStatus | None, now: dt.datetime, *, at_least: Step = Step.OPEN) -> _Place:
    """Where the release job is. A job that nobody takes says who has to look."""
    reached = Step(stage_at(job.progress_percent if job else 0).value)
    step = max(reached, at_least, key=list(Step).index)
    if job and job.is_failed:
        return _Place(step, StepState.FAILED, note=_failure(job, step))
    if job is None or job.started_at is None or not job.step:
        return _Place(step, StepState.RUNNING, note=_waiting_for_worker(job, now))
    since = time_format(timezone.localtime(job.started_at), "TIME_FORMAT")
    return _Place(step, StepState.RUNNING, _("at work since %(time)s") % {"time": since})


def _failure(job: JobStatus, step: Step) -> str:
    remedy = (
        _("Nobody can read the results before the key is destroyed. Try again.")
        if step is Step.DESTROY
        else _("Nothing is lost and nothing was published: the answers are still sealed.")
    )
    return f"{job.error} {remedy}"


def _waiting_for_worker(job: JobStatus | None, now: dt.datetime) -> str:
    asked_at = job.created_at if job else now
    if (now - asked_at).total_seconds() < SLOW_START_SECONDS:
        return _("It starts in a moment.")
    return _(
        "No release worker has taken it yet. Ask an administrator whether the release worker runs."
    )


def _notes(wave: Wave) -> Iterator[tuple[Step, str]]:
    """What was special about steps that are done."""
    if wave.state == WaveState.TOO_FEW:
        yield Step.STORE, _("Nothing was stored: the answers were deleted unread.")
        held_back = _(
            "Held back: fewer than %(minimum)s people answered, and any figure would tell too much."
        )
        yield Step.PUBLISH, held_back % {"minimum": wave.min_group_size}
    if DisclosureAudit.objects.filter(wave=wave, is_without_groups=True).exists():
        yield Step.AUDIT, _("Groups were given up: figures are for everybody together.")


def _step(key: Step, place: _Place, day: str, note: str, *, is_held_back: bool) -> PathStep:
    title, reason = str(WORDS[key].title), str(WORDS[key].reason)
    if key is place.step and place.state is not StepState.DONE:
        return PathStep(key, title, reason, place.state, place.when, place.note)
    order = list(Step)
    if order.index(key) > order.index(place.step):
        return PathStep(key, title, reason, StepState.TO_COME, note=note)
    if is_held_back and key in NEED_ENOUGH_ANSWERS:
        return PathStep(key, title, reason, StepState.LEFT_OUT, note=note)
    return PathStep(key, title, reason, StepState.DONE, day, note)


def _days(wave: Wave) -> Mapping[Step, dt.date | None]:
    """The days that are kept of steps. Times of day are not, so that they tell nothing."""
    released = Release.objects.filter(wave=wave).values_list("released_date", flat=True).first()
    return {Step.CLOSE: wave.closed_date, Step.PUBLISH: released}


def _told_day(day: dt.date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def _headline(place: _Place, steps: tuple[PathStep, ...]) -> str:
    """The step that the way has come to, for everybody, and read aloud when it changes."""
    title = str(WORDS[place.step].title)
    coming = [step.title for step in steps if step.state is StepState.TO_COME]
    if place.state is StepState.FAILED:
        return _("Stopped at: %(step)s.") % {"step": title}
    if any(step.state is StepState.LEFT_OUT for step in steps) and not coming:
        return _("All steps are done; the results are held back.")
    if not coming:
        return _("All steps are done.")
    words = {"step": title, "next": coming[0]}
    if place.state is StepState.WAITING:
        return _("Waiting for: %(step)s. Next: %(next)s.") % words
    if place.state is StepState.TO_COME:
        return _("Nothing has begun. Next: %(next)s.") % words
    return _("Now: %(step)s. Next: %(next)s.") % words


def _moment(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
