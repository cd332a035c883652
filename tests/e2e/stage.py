"""One organization with something on every page: written once, read by many tests."""

import uuid
from dataclasses import dataclass

from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from deployments.services.sizing import size_assessment
from jobs.models import Job
from jobs.services import claim_job, report_progress
from reports.services.building import build_report
from surveys.models import (
    Action,
    Audience,
    FollowUpPage,
    ImportState,
    Invitation,
    PeopleImport,
    Survey,
    Wave,
)
from surveys.sealing.ballots import Answer
from surveys.services.actions import ActionFacts, create_action, save_follow_up
from surveys.services.drafting import (
    choose_audience,
    choose_initiative,
    choose_instrument,
    shipped_or_stored,
    start_draft,
)
from surveys.services.invitations import issue_token
from surveys.services.lifecycle import close_wave, launch_wave
from surveys.services.people_imports import ask_for_check, check_people, confirm_import
from surveys.services.planning import state_expectation
from surveys.services.questionnaires import take_file
from surveys.services.sharing import share_results
from surveys.wave_path import RELEASE_TASK
from tests.deployments.factories import ready_to_size
from tests.reports.factories import asked_report
from tests.surveys.factories import (
    INSTRUMENT,
    answer,
    draft_wave,
    hire,
    open_wave,
    release,
    tara_trustee,
    trusted_wave,
)

HEADCOUNTS = {"Sales": 60, "Care": 44, "Research": 12, "Legal": 6}
ROSTER = "email,name,language,manager,department\n"
COMMENTS = (
    "More time to try things, please.",
    "The rules for data are unclear to my team.",
    "Good that we are asked at last.",
)


@dataclass(frozen=True)
class Stage:
    """Ids of what pages are about, and the session of somebody of each role."""

    ids: dict[str, str]
    sessions: dict[Role, str]
    token: str


def set_stage() -> Stage:
    """Write everything; the database must be empty."""
    users = {role: _somebody(role) for role in Role}
    hire(HEADCOUNTS)
    first = _answered(None, lift=0)
    second = _answered(first.survey, lift=1)
    action = _planned(users[Role.HR_LEADER], first, second)
    assessments = [_sized(users[Role.ENGINEERING_LEAD], name) for name in ("Chat", "Code")]
    report = asked_report(second, assessment_id=assessments[0]).report
    build_report(report_id=report.pk)
    running = open_wave(survey=first.survey)
    draft = start_draft(owner=users[Role.ADMINISTRATOR], now=timezone.now())
    instrument = shipped_or_stored("hackathon_pulse")
    assert instrument is not None
    choose_initiative(draft=draft, initiative=first.survey.initiative, now=timezone.now())
    choose_instrument(draft=draft, instrument=instrument, title="Pulse", now=timezone.now())
    choose_audience(draft=draft, audience=Audience.objects.get(), now=timezone.now())
    own = take_file(
        owner=users[Role.ADMINISTRATOR], source=INSTRUMENT, origin="own.toml", now=timezone.now()
    )
    ids = {
        "own": own.pk,
        "first": first.pk,
        "second": second.pk,
        "running": running.pk,
        "planned": draft_wave(survey=Survey.objects.get(pk=first.survey_id)).pk,
        "trusted": trusted_wave().pk,
        "survey": first.survey_id,
        "initiative": first.survey.initiative_id,
        "audience": Audience.objects.get().pk,
        "action": action.pk,
        "assessment": assessments[0],
        "other_assessment": assessments[1],
        "report": report.pk,
        "draft": draft.pk,
        "audited": _closed(first.survey).pk,
        **_imports(users[Role.HR_LEADER]),
        "user": users[Role.EXECUTIVE].pk,
        "told": FollowUpPage.objects.get().token,
    }
    return Stage(
        {name: str(value) for name, value in ids.items()},
        {role: _session(user) for role, user in users.items()},
        issue_token(invitation=Invitation.objects.filter(wave=running).order_by("pk")[0]),
    )


def _closed(survey: Survey) -> Wave:
    """A wave whose figures are being audited."""
    wave = open_wave(survey=survey)
    close_wave(wave_id=wave.pk, now=timezone.now())
    job = claim_job(job_id=Job.objects.get(task=RELEASE_TASK, subject_id=str(wave.pk)).pk)
    assert job is not None
    report_progress(job=job, percent=60, step="Auditing what may be published")
    return wave


def _imports(leader: User) -> dict[str, uuid.UUID]:
    """A list of people in every state that has a page."""
    line = "kim{0}@example.org,Kim {0},en,no,Sales\n"
    uploads = {name: ROSTER + line.format(name) for name in ("imported", "unconfirmed")}
    uploads |= {"unchecked": ROSTER, "faulty": ROSTER + "nobody,Eve,de,no,Sales\n"}
    found: dict[str, uuid.UUID] = {}
    for name, data in uploads.items():
        asked = ask_for_check(user=leader, data=data.encode(), language="en", now=timezone.now())
        found[name] = asked.pk
        if name != "unchecked":
            check_people(import_id=asked.pk, progress=_quiet)
    confirm_import(import_id=found["imported"], removes_absent=False)
    PeopleImport.objects.filter(pk=found["imported"]).update(state=ImportState.DONE, added=1)
    return found


def _quiet(_percent: int, _step: str) -> None:
    """Nobody watches the progress."""


def _somebody(role: Role) -> User:
    if role is Role.TRUSTEE:
        return tara_trustee()
    return User.objects.create(email=f"{role}@example.org", name=f"Kim {role.label}", role=role)


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def _answered(survey: Survey | None, *, lift: int) -> Wave:
    """A released wave of everybody, expected by five leaders."""
    wave = draft_wave(survey=survey, shows_verbatims=bool(lift))
    for leader in User.objects.order_by("pk")[:5]:
        state_expectation(
            wave=wave, leader=leader, answers={"willing": 5, "able": 5, "rules": 4, "fear": 2}
        )
    wave = launch_wave(wave_id=wave.pk, now=timezone.now())
    for place, invitation in enumerate(Invitation.objects.filter(wave=wave).order_by("pk")):
        if place % 8:
            comments = {"wish": COMMENTS[place % 3]} if place % 3 else {}
            answer(invitation, _answers(place, lift), comments)
    return release(wave)


def _answers(place: int, lift: int) -> dict[str, Answer]:
    return {
        "willing": min(5, 1 + place % 4 + lift),
        "able": min(5, 1 + (place // 2) % 4 + lift),
        "rules": 1 + place % 5,
        "fear": 1 + (place // 3) % 5,
        "advice": place % 11,
    }


def _planned(grace: User, first: Wave, second: Wave) -> Action:
    facts = ActionFacts(
        dimension="trust",
        title="Write the rules for data on one page",
        owner="Grace Hopper",
        due_date=timezone.localdate(),
        state="started",
        progress_percent=40,
        notes="Legal has seen a draft.",
        said="The rules for data are unclear.",
        done="One page with examples, in every team's channel.",
        is_told=True,
    )
    action = create_action(actor=grace, wave=first, facts=facts)
    save_follow_up(actor=grace, survey=first.survey, introduction="Thank you.", is_open=True)
    share_results(actor=grace, wave=second, reader=None, role=Role.ENGINEERING_LEAD)
    return action


def _sized(engineer: User, name: str) -> uuid.UUID:
    made = ready_to_size(engineer, name=name)
    size_assessment(assessment_id=made.assessment_id)
    return made.assessment_id
