"""The terms of a wave for those who have to agree to it: what is asked of whom, kept and shown."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Capability, may
from surveys.access import initiatives_of
from surveys.instruments.format import Instrument as Questionnaire
from surveys.instruments.languages import text_language
from surveys.models import Employee, Wave
from surveys.promise import WavePromise, wave_promise
from surveys.sealed_wave import questionnaire_of
from surveys.stored_rows import StoredRows, stored_rows
from surveys.trusteeships import FrozenFacts, frozen_facts


@dataclass(frozen=True)
class AskedItem:
    """One item in the language of the terms, under the name of its dimension."""

    dimension: str
    text: str
    kind: str


@dataclass(frozen=True)
class WaveTerms:
    """Everything that a works council or a data protection officer asks about a wave.

    Texts are in the active language. `groups` before the launch are today's.
    """

    wave_id: uuid.UUID
    survey: str
    number: int
    opens_at: dt.datetime
    audience: str
    includes_managers: bool
    invited: int
    languages: tuple[str, ...]
    items: tuple[AskedItem, ...]
    promise: WavePromise
    frozen: FrozenFacts
    rows: StoredRows
    scheduled_reminders: int
    has_trustee: bool
    is_verified: bool
    shows_verbatims: bool
    passes_on_alerts: bool
    invitation_days: int
    response_days: int


def readable_terms(user: User, wave_id: uuid.UUID, language: str) -> WaveTerms | None:
    """The terms for a leader who runs the wave or a trustee who holds its key; else None."""
    waves = _waves().filter(pk=wave_id)
    own = waves.filter(survey__initiative__in=initiatives_of(user))
    wave = own.first()
    if wave is None and may(user, Capability.UNLOCK_RELEASE):
        wave = waves.filter(has_trustee=True).first()
    return _terms(wave, language) if wave else None


def wave_terms(wave_id: uuid.UUID, language: str) -> WaveTerms | None:
    """The terms for a worker, which has no user; None where there is no such wave."""
    wave = _waves().filter(pk=wave_id).first()
    return _terms(wave, language) if wave else None


def _waves() -> QuerySet[Wave]:
    return Wave.objects.select_related(
        "survey__initiative", "survey__instrument", "survey__audience"
    ).filter(is_imported=False)


def _terms(wave: Wave, language: str) -> WaveTerms:
    questionnaire = questionnaire_of(wave.survey.instrument)
    frozen = frozen_facts(wave)
    audience = wave.survey.audience
    return WaveTerms(
        wave_id=wave.pk,
        survey=wave.survey.title,
        number=wave.number,
        opens_at=wave.opens_at,
        audience=audience.name,
        includes_managers=audience.includes_managers,
        invited=_invited(wave),
        languages=tuple(questionnaire.languages),
        items=_items(questionnaire, language),
        promise=wave_promise(wave, language),
        frozen=frozen,
        rows=stored_rows(wave, is_verified=frozen.is_verified),
        scheduled_reminders=wave.scheduled_reminders,
        has_trustee=wave.has_trustee,
        is_verified=frozen.is_verified,
        shows_verbatims=wave.shows_verbatims,
        passes_on_alerts=wave.passes_on_alerts,
        invitation_days=settings.INVITATION_RETENTION_DAYS,
        response_days=settings.RESPONSE_RETENTION_DAYS,
    )


def _invited(wave: Wave) -> int:
    if wave.invited_count is not None:
        return wave.invited_count
    audience = wave.survey.audience
    return Employee.objects.selected(
        audience.selection, includes_managers=audience.includes_managers
    ).count()


def _items(questionnaire: Questionnaire, language: str) -> tuple[AskedItem, ...]:
    shown = text_language(questionnaire, language)
    names = {dimension.key: dimension.name[shown] for dimension in questionnaire.dimensions}
    return tuple(
        AskedItem(names.get(item.dimension or "", ""), item.text[shown], item.kind.value)
        for item in questionnaire.items
    )
