"""Waves over the same people: who was invited, as marks, and what earlier waves published of whom.

A mark is made of an address with a key that lies outside the database, like the one that marks
ballots. It tells that two waves invited the same person, and nothing about answers.
"""

import datetime as dt
import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from surveys.disclosure.cube import Segment
from surveys.disclosure.membership import Invited, PeopleSet
from surveys.models import (
    Employee,
    Invitation,
    PublishedPeople,
    Release,
    ReleasedResponse,
    Survey,
    Wave,
    WaveState,
)
from surveys.obstacles import NotReadyToLaunch
from surveys.sealed_wave import questionnaire_of

MARK_CHARACTERS = 32


def invited_people(wave: Wave) -> list[Invited]:
    """Everybody who was invited; somebody deleted since is taken for a new person each time.

    Holders of codes are not known. They are taken for the same people each time, place by place,
    so that one code more or less counts as one person more or less.
    """
    invitations = Invitation.objects.filter(wave=wave).select_related("employee", "batch")
    seats: Counter[str] = Counter()
    people = []
    for one in invitations.order_by("pk"):
        if one.batch:
            seats[one.batch.name] += 1
        people.append(Invited(_mark(_person_of(one, seats)), one.labels))
    return people


def earlier_sets(wave: Wave) -> list[PeopleSet]:
    """Groups published by the wave before, and by other surveys that asked the same questions."""
    return _sets(Q(wave__survey=wave.survey) | _other_surveys(wave), wave)


def parallel_sets(wave: Wave) -> list[PeopleSet]:
    """Groups published by other surveys that asked the same questions at the same time."""
    recent = Q(wave__closed_date__gte=_same_time(wave.closed_date or dt.date.max))
    return _sets(_other_surveys(wave) & recent, wave)


def store_people(release: Release, sets: Iterable[PeopleSet]) -> None:
    """Keep who was invited to each published group until the next wave is audited."""
    PublishedPeople.objects.bulk_create(
        PublishedPeople(
            release=release,
            reporting_dimension=one.segment.dimension,
            level=one.segment.level,
            marks=sorted(one.members),
            answered=one.answered,
        )
        for one in sets
    )


def forget_earlier_people(wave: Wave) -> None:
    """Drop the marks of waves of the survey that closed a month before: this one was audited.

    Those of the last month stay. People are taken to give the same answers so long, and in a weekly
    pulse the wave before last can be subtracted as well as the last one.
    """
    earlier = Release.objects.filter(
        wave__survey=wave.survey,
        wave__closed_date__lt=_same_time(wave.closed_date or dt.date.max),
    )
    PublishedPeople.objects.filter(release__in=earlier.exclude(wave=wave)).delete()


def forget_earlier_rows(wave: Wave) -> None:
    """Drop answers kept from any survey that asked alike: long rows of answers link people.

    Two rows of one person, under the groups of two surveys, would stand where both groups meet.
    """
    earlier = Release.objects.filter(Q(wave__survey=wave.survey) | _other_surveys(wave))
    ReleasedResponse.objects.filter(release__in=earlier.exclude(wave=wave)).delete()


def check_parallel_surveys(wave: Wave, employees: Sequence[Employee], today: dt.date) -> None:
    """Refuse to ask the same questions of the same people but for a few, at the same time.

    Raises
    ------
    NotReadyToLaunch
        The results of the two surveys, subtracted, would be those of the few who differ.
    """
    asked = {employee.pk for employee in employees}
    running = Q(state__in=[WaveState.SCHEDULED, WaveState.OPEN, WaveState.CLOSED])
    recent = Q(state=WaveState.RELEASED, closed_date__gte=_same_time(today))
    for other in Wave.objects.filter(running | recent, survey__in=_asking_alike(wave)):
        invited = Invitation.objects.filter(wave=other, employee__isnull=False)
        difference = asked.symmetric_difference(invited.values_list("employee_id", flat=True))
        if 0 < len(difference) < wave.min_group_size:
            raise NotReadyToLaunch(
                _(
                    "“%(survey)s” asks the same questions of the same people but for %(count)s. "
                    "Subtracted from each other, the two results would be theirs. Invite the same "
                    "people, or at least %(minimum)s others."
                )
                % {
                    "survey": other.survey.title,
                    "count": len(difference),
                    "minimum": wave.min_group_size,
                }
            )


def _person_of(invitation: Invitation, seats: Mapping[str, int]) -> str:
    if invitation.batch:
        return f"code {seats[invitation.batch.name]} of {invitation.batch.name}"
    return invitation.employee.email if invitation.employee else str(invitation.pk)


def _mark(address: str) -> str:
    key = hashlib.sha256(b"roster" + settings.BALLOT_HMAC_KEY.encode()).digest()
    return hmac.digest(key, address.casefold().encode(), "sha256").hex()[:MARK_CHARACTERS]


def _same_time(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=settings.SAME_ANSWERS_DAYS)


def _asking_alike(wave: Wave) -> list[Survey]:
    """Other surveys that ask about a dimension of this one."""
    own = {one.key for one in questionnaire_of(wave.survey.instrument).dimensions}
    others = Survey.objects.exclude(pk=wave.survey_id).select_related("instrument")
    return [
        survey
        for survey in others.order_by("pk")
        if own & {one.key for one in questionnaire_of(survey.instrument).dimensions}
    ]


def _other_surveys(wave: Wave) -> Q:
    return Q(wave__survey__in=_asking_alike(wave))


def _sets(of_releases: Q, wave: Wave) -> list[PeopleSet]:
    releases = Release.objects.filter(of_releases, has_cells=True).exclude(wave=wave)
    stored = PublishedPeople.objects.filter(release__in=releases)
    return [
        PeopleSet(Segment(one.reporting_dimension, one.level), frozenset(one.marks), one.answered)
        for one in stored.order_by("release", "reporting_dimension", "level", "pk")
    ]
