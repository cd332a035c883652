"""Plan a launch step by step; every step is kept, so that it can be left and found again."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from surveys.instruments.rotation import items_of_turn
from surveys.instruments.shipped import KEYS, shipped_source
from surveys.launch_templates import template_of
from surveys.models import (
    Audience,
    Expectation,
    Initiative,
    Instrument,
    LaunchDraft,
    RetentionMode,
    Survey,
    Wave,
    WaveState,
)
from surveys.obstacles import IllegalMove, NotReadyToLaunch
from surveys.sealed_wave import questionnaire_of
from surveys.services.planning import (
    WaveChoices,
    change_wave,
    choices_of,
    create_survey,
    create_wave,
    store_instrument,
)

USUAL_DAYS = 14  # long enough for people on leave for a week


def start_draft(*, owner: User, now: dt.datetime, template: str = "") -> LaunchDraft:
    """Begin to plan; a template brings its questionnaire along."""
    known = template_of(template)
    instrument = None
    if known:
        instrument = store_instrument(
            source=shipped_source(known.instrument), origin=f"{known.instrument}.toml"
        )
    return LaunchDraft.objects.create(
        owner=owner, template=known.key if known else "", instrument=instrument, changed_at=now
    )


def discard_draft(*, draft: LaunchDraft) -> None:
    """Forget a plan, its wave included, unless that was launched or carries expectations.

    Raises
    ------
    IllegalMove
        Leaders have stated what they expect, or the wave was launched.
    """
    wave = draft.wave
    if wave and (wave.state != WaveState.DRAFT or wave.expectations.exists()):
        raise IllegalMove(
            _("Leaders have stated what they expect of this wave, so it is kept as a draft.")
        )
    with transaction.atomic():
        draft.delete()
        if wave:
            survey = wave.survey
            wave.delete()
            if not survey.waves.exists():
                survey.delete()


@transaction.atomic
def choose_initiative(*, draft: LaunchDraft, initiative: Initiative, now: dt.datetime) -> None:
    """Say what the survey is about."""
    draft.initiative = initiative
    _keep(draft, "questionnaire", now)


@transaction.atomic
def choose_instrument(
    *, draft: LaunchDraft, instrument: Instrument, title: str, now: dt.datetime
) -> None:
    """Say what is asked.

    Raises
    ------
    IllegalMove
        Leaders have stated what they expect of the questionnaire chosen before.
    """
    draft.instrument = instrument
    draft.title = title
    _keep(draft, "audience", now)


@transaction.atomic
def choose_audience(*, draft: LaunchDraft, audience: Audience, now: dt.datetime) -> None:
    """Say who is asked. With this third choice the wave begins to exist, as a draft."""
    draft.audience = audience
    _keep(draft, "groups", now)


@transaction.atomic
def choose_groups(
    *,
    wave: Wave,
    reporting_dimensions: Sequence[str],
    min_group_size: int,
    retention_mode: RetentionMode,
    **choices: Unpack[WaveChoices],
) -> None:
    """Say by which groups it is reported, from which size on, and what is kept.

    The thresholds of details are never under that of scores.

    Raises
    ------
    IllegalMove, NotReadyToLaunch
        The wave was launched, or nothing could be published like this.
    """
    wave = _locked_draft(wave)
    change_wave(
        wave=wave,
        opens_at=wave.opens_at,
        closes_at=wave.closes_at,
        reporting_dimensions=reporting_dimensions,
        retention_mode=retention_mode,
        **choices_of(wave) | choices,
    )
    Wave.objects.filter(pk=wave.pk).update(
        min_group_size=max(settings.MIN_GROUP_SIZE, min_group_size),
        min_distribution_size=max(settings.MIN_DISTRIBUTION_SIZE, min_group_size),
        min_comment_size=max(settings.MIN_COMMENT_SIZE, min_group_size),
    )


@transaction.atomic
def choose_dates(
    *,
    wave: Wave,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    **choices: Unpack[WaveChoices],
) -> None:
    """Say when it opens and closes, and how often people are reminded.

    Raises
    ------
    IllegalMove, NotReadyToLaunch
        The wave was launched, or would close before it opens.
    """
    wave = _locked_draft(wave)
    change_wave(
        wave=wave,
        opens_at=opens_at,
        closes_at=closes_at,
        reporting_dimensions=wave.reporting_dimensions,
        retention_mode=RetentionMode(wave.retention_mode),
        **choices_of(wave) | choices,
    )


@transaction.atomic
def choose_languages(*, wave: Wave, languages: Sequence[str]) -> None:
    """Say in which languages respondents may answer.

    Raises
    ------
    NotReadyToLaunch
        None is chosen, or one that the questionnaire does not have.
    """
    wave = _locked_draft(wave)
    known = questionnaire_of(wave.survey.instrument).languages
    if not languages or not set(languages) <= set(known):
        raise NotReadyToLaunch(_("Choose at least one language that the questionnaire has."))
    wave.languages = [language for language in known if language in languages]
    wave.save(update_fields=["languages"])


@transaction.atomic
def copy_wave(*, wave: Wave, owner: User, now: dt.datetime) -> LaunchDraft:
    """Plan the next wave of the same survey with the same settings, from now on."""
    copied = create_wave(
        survey=wave.survey,
        opens_at=now,
        closes_at=now + (wave.closes_at - wave.opens_at),
        reporting_dimensions=wave.reporting_dimensions,
        retention_mode=RetentionMode(wave.retention_mode),
        **choices_of(wave),
    )
    copied.min_group_size = wave.min_group_size
    copied.min_distribution_size = wave.min_distribution_size
    copied.min_comment_size = wave.min_comment_size
    copied.languages = wave.languages
    copied.save()
    _ask_in_turn(copied)
    return draft_of(wave=copied, owner=owner, now=now)


def draft_of(*, wave: Wave, owner: User, now: dt.datetime) -> LaunchDraft:
    """The plan of a drafted wave; one that was made without the steps gets one now."""
    draft, _is_new = LaunchDraft.objects.get_or_create(
        wave=wave,
        defaults={
            "owner": owner,
            "initiative": wave.survey.initiative,
            "instrument": wave.survey.instrument,
            "audience": wave.survey.audience,
            "title": wave.survey.title,
            "step": "groups",
            "changed_at": now,
        },
    )
    return draft


def note_step(*, draft: LaunchDraft, step: str, now: dt.datetime) -> None:
    """Remember where the leader stands."""
    draft.step = step
    draft.changed_at = now
    draft.save(update_fields=["step", "changed_at"])


def shipped_or_stored(reference: str) -> Instrument | None:
    """The questionnaire that a form names: the key of a shipped one, or a stored one's number."""
    if reference in KEYS:
        return store_instrument(source=shipped_source(reference), origin=f"{reference}.toml")
    if reference.isdecimal():
        return Instrument.objects.filter(pk=int(reference)).first()
    return None


@dataclass(frozen=True)
class _Choices:
    """The three choices that make a survey."""

    initiative: Initiative
    instrument: Instrument
    audience: Audience
    title: str


def _keep(draft: LaunchDraft, step: str, now: dt.datetime) -> None:
    draft.step = step
    draft.changed_at = now
    if draft.initiative and draft.instrument and draft.audience:
        title = draft.title or draft.instrument.title
        choices = _Choices(draft.initiative, draft.instrument, draft.audience, title)
        if draft.wave is None:
            draft.wave = _new_wave(draft, choices, now)
        else:
            _move_wave(draft.wave, choices)
    draft.save()


def _new_wave(draft: LaunchDraft, choices: _Choices, now: dt.datetime) -> Wave:
    template = template_of(draft.template)
    days = template.days if template else USUAL_DAYS
    wave = create_wave(
        survey=_new_survey(choices),
        opens_at=now,
        closes_at=now + dt.timedelta(days=days),
        reporting_dimensions=(),
    )
    _ask_in_turn(wave)
    return wave


def _ask_in_turn(wave: Wave) -> None:
    """Let a draft ask the items whose turn it is."""
    asked = items_of_turn(questionnaire_of(wave.survey.instrument), wave.number)
    wave.asked_items = list(asked) if asked else None
    wave.save(update_fields=["asked_items"])


def _move_wave(wave: Wave, choices: _Choices) -> None:
    """Let the wave belong to the survey that the choices now mean."""
    wave = _locked_draft(wave)
    survey = wave.survey
    if survey.instrument_id != choices.instrument.pk:
        _refuse_stated(wave)
        wave.languages = None
    is_another = (survey.initiative_id, survey.instrument_id, survey.audience_id) != (
        *(choices.initiative.pk, choices.instrument.pk, choices.audience.pk),
    )
    if not survey.waves.exclude(pk=wave.pk).exists():
        survey.initiative = choices.initiative
        survey.instrument = choices.instrument
        survey.audience = choices.audience
        survey.title = choices.title
        survey.save()
    elif is_another:
        wave.survey = _new_survey(choices)
        wave.number = 1
    wave.save()
    _ask_in_turn(wave)


def _new_survey(choices: _Choices) -> Survey:
    return create_survey(
        initiative=choices.initiative,
        instrument=choices.instrument,
        audience=choices.audience,
        title=choices.title,
    )


def _refuse_stated(wave: Wave) -> None:
    stated = Expectation.objects.filter(wave=wave).count()
    if stated:
        raise IllegalMove(
            ngettext(
                "%(count)s leader has stated what to expect of the questionnaire chosen before. "
                "Keep it, or plan another launch.",
                "%(count)s leaders have stated what to expect of the questionnaire chosen before. "
                "Keep it, or plan another launch.",
                stated,
            )
            % {"count": stated}
        )


def _locked_draft(wave: Wave) -> Wave:
    locked = (
        Wave.objects.select_for_update(of=("self",))
        .select_related("survey__instrument")
        .get(pk=wave.pk)
    )
    if locked.state != WaveState.DRAFT:
        raise IllegalMove(_("This wave was launched; what was promised to people is frozen."))
    return locked
