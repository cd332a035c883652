"""The main job told once, step by step, each step through the services that the pages use.

A step that was done is left as it is: told twice, or killed and told again, the story ends alike.
"""

import datetime as dt
import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

import numpy as np
from django.utils import timezone

from accounts.models import Role, User
from accounts.services import create_user
from deployments.selectors import assessment_listings
from deployments.services.sizing import SIZING_TASK
from readiness.demo import afterwards, company, machines
from readiness.demo.truth import (
    EXPECTED_BY_LEADERS,
    FIRST_WAVE,
    SECOND_WAVE,
    WaveTruth,
    draw_expectation,
)
from readiness.demo.waiting import DemoStopped, wait_for_job
from readiness.demo.workforce import answer_wave
from reports.selectors import ReportListing, report_listings
from reports.services.requesting import BUILD_TASK, request_report
from surveys.models import Audience, Employee, Expectation, Initiative, Survey, Wave, WaveState
from surveys.sealed_wave import questionnaire_of
from surveys.services.lifecycle import close_wave, launch_wave
from surveys.services.people import import_employees, read_employees, save_audience
from surveys.services.planning import (
    create_initiative,
    create_survey,
    create_wave,
    state_expectation,
    store_instrument,
)

Say = Callable[[str], None]

ADMINISTRATOR_EMAIL = f"admin@{company.EMAIL_DOMAIN}"
INITIATIVE = "Company-wide AI hackathon"
PURPOSE = (
    "Three days in which every department builds something useful with the new language model. "
    "We ask before and after: is this wanted, is there time for it, and what happens to the ideas?"
)
SURVEY_INSTRUMENT = "ai_readiness"
PULSE_INSTRUMENT = "hackathon_pulse"
REPORTING_DIMENSIONS = ("department", "level")
WAVE_TRUTHS: Mapping[int, WaveTruth] = MappingProxyType({1: FIRST_WAVE, 2: SECOND_WAVE})
WAVE_DAYS = 14
ROSTER_SEED = 2026
REPORT_TITLE = "AI readiness: the hackathon and the machines behind it"


@dataclass(frozen=True)
class Told:
    """What the story left behind."""

    waves: tuple[Wave, ...]
    open_wave: Wave
    report: ReportListing


def tell_story(*, say: Say) -> Told:
    """Do the main job: people, two waves, machines, the report; one more wave stays open.

    A worker must run. `say` is told every step that was just done.

    Raises
    ------
    DemoStopped
        A job failed, or no worker did it.
    """
    administrator = _administrator()
    _import_people(say)
    leaders = _leaders()
    afterwards.prepare_people()
    initiative = _initiative(administrator)
    survey = _survey(initiative, SURVEY_INSTRUMENT, "AI readiness", _audience())
    waves = tuple(
        _wave(survey, number, truth, leaders, say) for number, truth in WAVE_TRUTHS.items()
    )
    afterwards.follow_up(administrator, waves[0], say)
    afterwards.review_comments(waves[-1], say)
    assessment_id = _assessment(administrator, say)
    report = _report(administrator, waves[-1], assessment_id, say)
    return Told(waves, _open_pulse(initiative, say), report)


def _administrator() -> User:
    known = User.objects.filter(email=ADMINISTRATOR_EMAIL).first()
    return known or create_user(
        email=ADMINISTRATOR_EMAIL,
        name="Ada Demo",
        role=Role.ADMINISTRATOR,
        password=secrets.token_urlsafe(24),
    )


def _import_people(say: Say) -> None:
    if Employee.objects.exists():
        return
    roster = read_employees(data=company.roster_csv(np.random.default_rng(ROSTER_SEED)))
    say(f"Imported {import_employees(roster=roster).people} employees from a CSV list")


def _leaders() -> list[User]:
    """The heads of department, who state what they expect."""
    heads = Employee.objects.filter(is_manager=True).order_by("email")
    known = {user.email: user for user in User.objects.filter(role=Role.EXECUTIVE)}
    return [
        known.get(head.email)
        or create_user(
            email=head.email,
            name=head.name,
            role=Role.EXECUTIVE,
            password=secrets.token_urlsafe(24),
        )
        for head in heads
    ]


def _initiative(owner: User) -> Initiative:
    known = Initiative.objects.filter(title=INITIATIVE).first()
    return known or create_initiative(title=INITIATIVE, purpose=PURPOSE, owner=owner)


def _audience() -> Audience:
    known = Audience.objects.filter(name="Everybody").first()
    return known or save_audience(name="Everybody", selection={})


def _survey(initiative: Initiative, key: str, title: str, audience: Audience) -> Survey:
    known = Survey.objects.filter(initiative=initiative, instrument__key=key).first()
    if known:
        return known
    source = resources.files("surveys.instruments").joinpath(f"{key}.toml").read_text("utf-8")
    instrument = store_instrument(source=source, origin=f"{key}.toml")
    return create_survey(
        initiative=initiative, instrument=instrument, audience=audience, title=title
    )


def _wave(survey: Survey, number: int, truth: WaveTruth, leaders: list[User], say: Say) -> Wave:
    """Take one wave from draft to released, from wherever it stands."""
    wave = _drafted(survey, number, REPORTING_DIMENSIONS)
    if wave.state == WaveState.DRAFT:
        _state_expectations(wave, leaders)
        say(f"Wave {number}: {len(leaders)} leaders sealed what they expect")
        launch_wave(wave_id=wave.pk, now=timezone.now())
        wave.refresh_from_db()
    if wave.state == WaveState.OPEN:
        wait_for_job("surveys.send_invitations", str(wave.pk))
        answered = answer_wave(wave, truth)
        say(f"Wave {number}: {wave.invited_count} invited, {answered} answered, all sealed")
        close_wave(wave_id=wave.pk, now=timezone.now())
        wave.refresh_from_db()
    if wave.state == WaveState.CLOSED:
        wait_for_job("surveys.release_wave", str(wave.pk))
        wave.refresh_from_db()
        say(f"Wave {number}: scored, audited, released; its key is destroyed")
    if wave.state != WaveState.RELEASED:
        raise DemoStopped(f"Wave {number} ended as “{WaveState(wave.state).label}”.")
    return wave


def _drafted(survey: Survey, number: int, reporting_dimensions: tuple[str, ...]) -> Wave:
    wave = survey.waves.filter(number=number).first()
    if wave is None:
        now = timezone.now()
        wave = create_wave(
            survey=survey,
            opens_at=now,
            closes_at=now + dt.timedelta(days=WAVE_DAYS),
            reporting_dimensions=reporting_dimensions,
            shows_verbatims=True,
            passes_on_alerts=True,
        )
    if wave.public_key is None:
        wait_for_job("surveys.prepare_wave", str(wave.pk))
        wave.refresh_from_db()
    return wave


def _state_expectations(wave: Wave, leaders: list[User]) -> None:
    instrument = questionnaire_of(wave.survey.instrument)
    rng = np.random.default_rng(wave.number)
    for leader in leaders:
        answers = draw_expectation(instrument, EXPECTED_BY_LEADERS, rng)
        if not Expectation.objects.filter(wave=wave, leader=leader).exists():
            state_expectation(wave=wave, leader=leader, answers=answers)


def _assessment(administrator: User, say: Say) -> uuid.UUID:
    known = next((a for a in assessment_listings() if a.name == machines.NAME), None)
    assessment_id = known.id if known else machines.describe_machines(administrator)
    wait_for_job(SIZING_TASK, str(assessment_id))
    if known is None:
        say("Sized Llama 3.1 70B on 8 x H100 from nvidia-smi -q -x and config.json")
    return assessment_id


def _report(administrator: User, wave: Wave, assessment_id: uuid.UUID, say: Say) -> ReportListing:
    known = _report_titled(REPORT_TITLE, administrator)
    if known and known.is_ready:
        return known
    if known is None:
        request_report(
            actor=administrator,
            title=REPORT_TITLE,
            wave_id=wave.pk,
            assessment_id=assessment_id,
            language="en",
        )
        known = _report_titled(REPORT_TITLE, administrator)
    if known is None:
        raise DemoStopped("The report that was just asked for is gone.")
    wait_for_job(BUILD_TASK, str(known.id))
    built = _report_titled(REPORT_TITLE, administrator)
    if built is None or not built.is_ready:
        raise DemoStopped("The report was not built.")
    say(f"Printed the report, {built.page_count} pages")
    return built


def _report_titled(title: str, reader: User) -> ReportListing | None:
    return next((report for report in report_listings(reader) if report.title == title), None)


def _open_pulse(initiative: Initiative, say: Say) -> Wave:
    """Leave a short survey open, for whoever wants to answer on a phone."""
    audience = Audience.objects.filter(name="IT and Engineering").first() or save_audience(
        name="IT and Engineering", selection={"department": ["IT", "Engineering"]}
    )
    survey = _survey(initiative, PULSE_INSTRUMENT, "Hackathon pulse", audience)
    wave = _drafted(survey, 1, ("department",))
    if wave.state == WaveState.DRAFT:
        launch_wave(wave_id=wave.pk, now=timezone.now())
        wave.refresh_from_db()
        wait_for_job("surveys.send_invitations", str(wave.pk))
        say(f"Hackathon pulse: {wave.invited_count} invited, open for answers")
    return wave
