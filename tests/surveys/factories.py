"""Rows and files for tests of the survey room. People have names and known roles."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils import timezone

from accounts.models import Role, User
from surveys.models import Audience, Employee, Invitation, Survey, Wave
from surveys.sealing.ballots import Answer
from surveys.services.invitations import issue_token
from surveys.services.lifecycle import close_wave, launch_wave, prepare_wave
from surveys.services.planning import (
    create_initiative,
    create_survey,
    create_wave,
    store_instrument,
)
from surveys.services.release import release_wave
from surveys.services.responding import submit_response
from surveys.services.trustee import hand_passphrase, take_passphrase

INSTRUMENT = """
key = "tiny"
version = "1"
scale_points = 5
languages = ["en", "de"]
[title]
en = "A tiny pulse"
de = "Ein kleiner Puls"
[scale_labels]
en = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]
de = ["Gar nicht", "Eher nicht", "Teils", "Eher", "Völlig"]
[[dimensions]]
key = "core"
weight = 0.5
core = true
name = {en = "Readiness", de = "Bereitschaft"}
[[dimensions]]
key = "trust"
weight = 0.5
name = {en = "Trust", de = "Vertrauen"}
[[items]]
key = "willing"
dimension = "core"
text = {en = "People here want this.", de = "Wir hier wollen das."}
[[items]]
key = "able"
dimension = "core"
text = {en = "People here can do this.", de = "Wir hier können das."}
[[items]]
key = "rules"
dimension = "trust"
text = {en = "People here know the rules.", de = "Wir hier kennen die Regeln."}
[[items]]
key = "fear"
dimension = "trust"
reversed = true
text = {en = "People here fear for their jobs.", de = "Wir hier fürchten um Stellen."}
[[items]]
key = "advice"
kind = "advocacy"
text = {en = "Would you recommend it?", de = "Würden Sie es empfehlen?"}
[[items]]
key = "wish"
kind = "open"
text = {en = "What should change?", de = "Was sollte sich ändern?"}
"""


def anna_leader(email: str = "anna@example.org") -> User:
    """Anna, an HR leader who may sign in."""
    user = User(email=email, name="Anna Berg", role=Role.HR_LEADER)
    user.set_password("a long test password")
    user.save()
    return user


def hire(departments: Mapping[str, int]) -> list[Employee]:
    """So many employees per department."""
    return Employee.objects.bulk_create(
        Employee(
            email=f"{department}{number}@example.org".lower(),
            name=f"{department} {number}",
            attributes={"department": department},
        )
        for department, count in departments.items()
        for number in range(count)
    )


PASSPHRASE = "five ordinary words and a comma,"


def tara_trustee() -> User:
    """Tara of the works council."""
    return User.objects.get_or_create(
        email="tara@example.org", defaults={"name": "Tara Voss", "role": Role.TRUSTEE}
    )[0]


def trusted_wave() -> Wave:
    """A drafted wave, locked under the passphrase of Tara."""
    tara_trustee()
    wave = draft_wave(has_trustee=True)
    hand_passphrase(wave_id=wave.pk, passphrase=PASSPHRASE, now=timezone.now())
    take_passphrase(wave_id=wave.pk)
    wave.refresh_from_db()
    return wave


def draft_wave(
    *,
    survey: Survey | None = None,
    reporting_dimensions: Sequence[str] = ("department",),
    shows_verbatims: bool = False,
    passes_on_alerts: bool = False,
    has_trustee: bool = False,
) -> Wave:
    """A drafted wave over everybody, its key made; with a trustee it waits for the passphrase."""
    if survey is None:
        owner = User.objects.first() or anna_leader()
        initiative = create_initiative(title="Hackathon", purpose="Try AI.", owner=owner)
        survey = create_survey(
            initiative=initiative,
            instrument=store_instrument(source=INSTRUMENT, origin="test"),
            audience=Audience.objects.get_or_create(name="Everybody")[0],
            title="Hackathon pulse",
        )
    now = timezone.now()
    wave = create_wave(
        survey=survey,
        opens_at=now - dt.timedelta(minutes=1),
        closes_at=now + dt.timedelta(days=7),
        reporting_dimensions=reporting_dimensions,
        shows_verbatims=shows_verbatims,
        passes_on_alerts=passes_on_alerts,
        has_trustee=has_trustee,
    )
    prepare_wave(wave_id=wave.pk)
    wave.refresh_from_db()
    return wave


def dora_confidant() -> User:
    """Dora, to whom comments about harassment, threats and self-harm are passed on."""
    return User.objects.create(email="dora@example.org", name="Dora Lind", role=Role.CONFIDANT)


def open_wave(
    *,
    survey: Survey | None = None,
    reporting_dimensions: Sequence[str] = ("department",),
    shows_verbatims: bool = False,
    passes_on_alerts: bool = False,
) -> Wave:
    """A wave that takes answers."""
    wave = draft_wave(
        survey=survey,
        reporting_dimensions=reporting_dimensions,
        shows_verbatims=shows_verbatims,
        passes_on_alerts=passes_on_alerts,
    )
    return launch_wave(wave_id=wave.pk, now=timezone.now())


def answer(
    invitation: Invitation, answers: Mapping[str, Answer], comments: Mapping[str, str] | None = None
) -> None:
    """Answer with a fresh link, through the service that a browser's answer takes."""
    submit_response(
        token=issue_token(invitation=invitation), answers=answers, comments=comments or {}
    )


def release(wave: Wave) -> Wave:
    """Close and release."""
    close_wave(wave_id=wave.pk, now=timezone.now())
    release_wave(wave_id=wave.pk, progress=lambda _percent, _step: None)
    wave.refresh_from_db()
    return wave
