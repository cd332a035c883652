"""Whose initiatives, surveys and waves a user may run and whose results they may read."""

import uuid

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import Role, User
from accounts.permissions import Capability, may
from surveys.models import Initiative, ResultGrant, Survey, Wave

NEVER_READERS = frozenset({Role.AUDITOR, Role.TRUSTEE, Role.CONFIDANT})
"""Who watches over product, keys or people in need sees no results; a grant changes nothing."""


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
