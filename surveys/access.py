"""Whose initiatives, surveys and waves a user may run and whose results they may read."""

import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import Role, User
from accounts.permissions import Capability, may
from surveys.models import Initiative, ResultGrant, Survey, Wave

NEVER_READERS = frozenset({Role.AUDITOR, Role.TRUSTEE, Role.CONFIDANT})
"""Who watches over product, keys or people in need sees no results; a grant changes nothing."""


@dataclass(frozen=True)
class WaveScope:
    """Waves that a question about somebody's rights answers with: every one, or those named."""

    is_everything: bool
    wave_ids: frozenset[uuid.UUID] = frozenset()

    def holds(self, wave_id: uuid.UUID) -> bool:
        """Whether the wave is among them."""
        return self.is_everything or wave_id in self.wave_ids


EVERY_WAVE = WaveScope(is_everything=True)


def is_confined(user: User) -> bool:
    """Whether the user runs initiatives, but their own alone."""
    runs_some = may(user, Capability.RUN_INITIATIVES)
    return runs_some and not may(user, Capability.RUN_ANY_INITIATIVE)


def initiatives_of(user: User) -> QuerySet[Initiative]:
    """Initiatives that the user runs."""
    if may(user, Capability.RUN_ANY_INITIATIVE):
        return Initiative.objects.all()
    if may(user, Capability.RUN_INITIATIVES):
        return Initiative.objects.filter(owner=user)
    return Initiative.objects.none()


def initiative_of(user: User, initiative_id: uuid.UUID) -> Initiative:
    """One of the user's initiatives; what is not theirs does not exist for them.

    Raises
    ------
    Http404
        There is none, or it is somebody else's.
    """
    initiative = initiatives_of(user).filter(pk=initiative_id).first()
    if initiative is None:
        raise Http404
    return initiative


def survey_of(user: User, survey_id: uuid.UUID) -> Survey:
    """A survey of one of the user's initiatives; raises Http404 like `initiative_of`."""
    surveys = Survey.objects.select_related("initiative", "instrument", "audience")
    survey = surveys.filter(initiative__in=initiatives_of(user), pk=survey_id).first()
    if survey is None:
        raise Http404
    return survey


def wave_of(user: User, wave_id: uuid.UUID) -> Wave:
    """A wave of one of the user's initiatives; raises Http404 like `initiative_of`."""
    waves = Wave.objects.select_related(
        "survey__initiative", "survey__instrument", "survey__audience"
    )
    wave = waves.filter(survey__initiative__in=initiatives_of(user), pk=wave_id).first()
    if wave is None:
        raise Http404
    return wave


def results_of(user: User) -> QuerySet[Wave]:
    """Readable waves whose results the user may read.

    Everybody's for who runs everybody's initiatives, and for readers who run none; one's own for
    who runs some; and what was shared with the person or with their role.
    """
    waves = Wave.objects.readable()
    if not user.is_active or user.role in NEVER_READERS:
        return waves.none()
    is_runner = may(user, Capability.RUN_INITIATIVES)
    if may(user, Capability.RUN_ANY_INITIATIVE) or (
        may(user, Capability.VIEW_RESULTS) and not is_runner
    ):
        return waves
    grants = ResultGrant.objects.filter(Q(reader=user) | Q(role=user.role))
    own = Q(survey__initiative__owner=user) if is_runner else Q(pk__in=())
    return waves.filter(own | Q(pk__in=grants.values("wave")))


def read_scope(user: User) -> WaveScope:
    """Waves about which the user may read reports, where their role reads reports.

    For who runs their own initiatives, those whose results they may read; for others all.
    """
    if not is_confined(user):
        return EVERY_WAVE
    return WaveScope(
        is_everything=False, wave_ids=frozenset(results_of(user).values_list("pk", flat=True))
    )


def run_scope(user: User) -> WaveScope:
    """Waves of which the user may have reports made and sent, where their role makes reports.

    What was shared with somebody is to be read, not to be passed on.
    """
    if not is_confined(user):
        return EVERY_WAVE
    return _named(Wave.objects.filter(survey__initiative__owner=user))


def expectable_wave(user: User, wave_id: uuid.UUID) -> Wave:
    """A wave about which the user may say what they expect: any, or one of their own initiatives.

    Raises
    ------
    Http404
        There is none, or it is somebody else's.
    """
    if is_confined(user):
        return wave_of(user, wave_id)
    waves = Wave.objects.select_related("survey__instrument", "survey__initiative")
    wave = waves.filter(pk=wave_id).first()
    if wave is None:
        raise Http404
    return wave


def _named(waves: QuerySet[Wave]) -> WaveScope:
    keys = waves.order_by("pk").values_list("pk", flat=True)
    return WaveScope(is_everything=False, wave_ids=frozenset(keys))
