"""Plan what is asked: initiatives, instruments, surveys, waves, leaders' expectations."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypedDict, Unpack, get_args

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from jobs.services import enqueue_job
from surveys.disclosure.cohorts import MAX_BREAKDOWNS, MAX_COHORT_DIMENSIONS
from surveys.instruments.format import Instrument as Questionnaire
from surveys.instruments.format import ItemKind
from surveys.instruments.reader import read_instrument
from surveys.models import (
    Audience,
    Expectation,
    Initiative,
    Instrument,
    ReminderMode,
    RetentionMode,
    Survey,
    Trusteeship,
    Wave,
    WaveState,
)
from surveys.obstacles import IllegalMove, NotReadyToLaunch, UnknownAnswer
from surveys.sealed_wave import asked_questionnaire, ballot_hmac_key, expectation_context
from surveys.sealing.envelopes import seal_bytes
from surveys.services.ballots import choose_verified_mode, is_verified
from surveys.services.trustee import active_trustees, forget_draft_key


class WaveChoices(TypedDict, total=False):
    """What a leader may choose for a wave beside its dates, groups and what is kept."""

    is_verified: bool
    has_trustee: bool
    shows_verbatims: bool
    passes_on_alerts: bool
    reminder_mode: ReminderMode
    scheduled_reminders: int


USUAL_CHOICES: WaveChoices = {
    "is_verified": False,
    "has_trustee": False,
    "shows_verbatims": False,
    "passes_on_alerts": False,
    "reminder_mode": ReminderMode.EVERYBODY,
    "scheduled_reminders": 0,
}
KeptChoice = Literal["shows_verbatims", "passes_on_alerts", "reminder_mode", "scheduled_reminders"]
KEPT_CHOICES: Final[tuple[KeptChoice, ...]] = get_args(KeptChoice)
"""Choices that the wave's own row keeps, changed as long as it is a draft."""


def choices_of(wave: Wave) -> WaveChoices:
    """What was chosen for a wave, so that a part of its plan can be changed without the rest."""
    return {
        "is_verified": is_verified(wave),
        "has_trustee": wave.has_trustee,
        "shows_verbatims": wave.shows_verbatims,
        "passes_on_alerts": wave.passes_on_alerts,
        "reminder_mode": ReminderMode(wave.reminder_mode),
        "scheduled_reminders": wave.scheduled_reminders,
    }


def create_initiative(*, title: str, purpose: str, owner: User) -> Initiative:
    """Record what leaders announce."""
    return Initiative.objects.create(
        title=title, purpose=purpose, owner=owner, created_at=timezone.now()
    )


def change_initiative(*, initiative: Initiative, title: str, purpose: str) -> None:
    """Correct what was announced; respondents read the new words from now on."""
    initiative.title = title
    initiative.purpose = purpose
    initiative.save(update_fields=["title", "purpose"])


def store_instrument(*, source: str, origin: str) -> Instrument:
    """Read and keep a questionnaire; the same content is kept once.

    Raises
    ------
    InstrumentInvalid
        With every fault, its place and its remedy.
    """
    questionnaire = read_instrument(source, source=origin)
    instrument, _is_new = Instrument.objects.get_or_create(
        fingerprint=questionnaire.fingerprint,
        defaults={
            "key": questionnaire.key,
            "version": questionnaire.version,
            "title": questionnaire.title.get("en") or next(iter(questionnaire.title.values())),
            "source": source,
        },
    )
    return instrument


def create_survey(
    *, initiative: Initiative, instrument: Instrument, audience: Audience, title: str
) -> Survey:
    """Put one instrument to one audience about one initiative."""
    return Survey.objects.create(
        initiative=initiative, instrument=instrument, audience=audience, title=title
    )


@transaction.atomic
def create_wave(
    *,
    survey: Survey,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    reporting_dimensions: Sequence[str],
    retention_mode: RetentionMode = RetentionMode.COHORT,
    **choices: Unpack[WaveChoices],
) -> Wave:
    """Draft the next wave of a survey and have the release worker make its key pair.

    With a trustee the pair is made when the passphrase is set.
    """
    _check_plan(opens_at, closes_at, reporting_dimensions, retention_mode)
    chosen = _chosen(choices)
    # the survey's row, not the waves': the first wave has none that two drafts could wait for
    latest = Survey.objects.select_for_update().get(pk=survey.pk).waves.order_by("-number").first()
    wave = Wave.objects.create(
        survey=survey,
        number=latest.number + 1 if latest else 1,
        opens_at=opens_at,
        closes_at=closes_at,
        reporting_dimensions=list(dict.fromkeys(reporting_dimensions)),
        min_group_size=settings.MIN_GROUP_SIZE,
        min_distribution_size=settings.MIN_DISTRIBUTION_SIZE,
        min_comment_size=settings.MIN_COMMENT_SIZE,
        retention_mode=retention_mode,
        has_trustee=chosen["has_trustee"],
        **{name: chosen[name] for name in KEPT_CHOICES},
    )
    choose_verified_mode(wave=wave, is_wanted=chosen["is_verified"])
    _have_key_prepared(wave)
    return wave


@transaction.atomic
def change_wave(
    *,
    wave: Wave,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    reporting_dimensions: Sequence[str],
    retention_mode: RetentionMode,
    **choices: Unpack[WaveChoices],
) -> None:
    """Plan a draft anew. Its key stays, and so do the expectations sealed to it.

    Only with a trustee where there was none, or none where there was one, it gets a new key.

    Raises
    ------
    IllegalMove
        The wave was launched; its settings are frozen.
    NotReadyToLaunch
        The new plan could not be launched.
    """
    _check_plan(opens_at, closes_at, reporting_dimensions, retention_mode)
    chosen = _chosen(choices)
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    if wave.state != WaveState.DRAFT:
        raise IllegalMove(_("This wave was launched; what was promised to people is frozen."))
    wave.opens_at = opens_at
    wave.closes_at = closes_at
    wave.reporting_dimensions = list(dict.fromkeys(reporting_dimensions))
    wave.retention_mode = retention_mode
    for name in KEPT_CHOICES:
        setattr(wave, name, chosen[name])
    wave.save()
    choose_verified_mode(wave=wave, is_wanted=chosen["is_verified"])
    if wave.has_trustee is not chosen["has_trustee"]:
        _choose_trustee(wave, has_trustee=chosen["has_trustee"])


def _chosen(choices: WaveChoices) -> WaveChoices:
    """Every choice, made or left as it usually is."""
    chosen: WaveChoices = {**USUAL_CHOICES, **choices}
    if chosen["has_trustee"] and not active_trustees():
        raise NotReadyToLaunch(
            _(
                "Nobody has the role “Trustee”. Ask an administrator to give it to a member of the "
                "works council, or do without; respondents are told then."
            )
        )
    return chosen


def _choose_trustee(wave: Wave, *, has_trustee: bool) -> None:
    wave.has_trustee = has_trustee
    wave.save(update_fields=["has_trustee"])
    forget_draft_key(wave)
    Trusteeship.objects.filter(wave=wave).delete()
    _have_key_prepared(wave)


def _have_key_prepared(wave: Wave) -> None:
    enqueue_job(task="surveys.prepare_wave", subject_id=str(wave.pk))
    if wave.has_trustee:
        enqueue_job(task="surveys.call_trustee", subject_id=str(wave.pk))


def check_dimension_count(
    reporting_dimensions: Sequence[str], retention_mode: RetentionMode
) -> None:
    """Refuse more reporting dimensions than can be published without giving people away.

    Raises
    ------
    NotReadyToLaunch
        Too many are chosen for what is to be kept.
    """
    is_cohort = retention_mode == RetentionMode.COHORT
    limit = MAX_COHORT_DIMENSIONS if is_cohort else MAX_BREAKDOWNS
    if len(reporting_dimensions) > limit:
        raise NotReadyToLaunch(
            _(
                "%(count)s reporting dimensions are chosen; with “%(mode)s” at most %(limit)s are "
                "possible. Choose fewer."
            )
            % {"count": len(reporting_dimensions), "mode": retention_mode.label, "limit": limit}
        )


def _check_plan(
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    reporting_dimensions: Sequence[str],
    retention_mode: RetentionMode,
) -> None:
    if closes_at <= opens_at:
        raise NotReadyToLaunch(_("The survey must close after it opens. Choose a later end."))
    check_dimension_count(reporting_dimensions, retention_mode)


@transaction.atomic
def state_expectation(*, wave: Wave, leader: User, answers: Mapping[str, int]) -> Expectation:
    """Seal what a named leader expects; before the launch a new statement replaces the old.

    `answers` maps the key of an agreement item to a scale point.
    """
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    if wave.state != WaveState.DRAFT:
        raise IllegalMove(_("Expectations are stated before the launch; this wave was launched."))
    if wave.public_key is None:
        raise NotReadyToLaunch(_("The wave's key is still being made. Try again in a moment."))
    questionnaire = asked_questionnaire(wave)
    _check_points(answers, questionnaire)
    content = {
        "leader_id": leader.pk,
        "leader": leader.name,
        "role": leader.role,
        "answers": dict(answers),
    }
    sealed = seal_bytes(
        json.dumps(content, sort_keys=True).encode(),
        public_key=bytes(wave.public_key),
        context=expectation_context(wave, questionnaire),
        hmac_key=ballot_hmac_key(),
    )
    expectation, _is_new = Expectation.objects.update_or_create(
        wave=wave,
        leader=leader,
        defaults={"sealed": sealed, "commitment": hashlib.sha256(sealed).hexdigest()},
    )
    return expectation


def _check_points(answers: Mapping[str, int], questionnaire: Questionnaire) -> None:
    items = {item.key for item in questionnaire.items_of(ItemKind.AGREEMENT)}
    for key, point in answers.items():
        if key not in items or point not in range(1, questionnaire.scale_points + 1):
            raise UnknownAnswer(
                _("The answer to “%(item)s” does not fit it. Answer the form again.")
                % {"item": key}
            )
    if not answers:
        raise UnknownAnswer(_("State what you expect for at least one item."))
