"""What leaders' pages show of people and of planned waves: frozen values, no single answer."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.selectors import persons_of_trust
from surveys.access import is_confined
from surveys.disclosure.participation import ParticipationStep, participation_step
from surveys.invitees import invitees_of
from surveys.levels import OTHER_LEVEL, merge_small_levels
from surveys.models import (
    Audience,
    Employee,
    Expectation,
    Initiative,
    Participation,
    ParticipationBucket,
    Reminder,
    ReminderMode,
    Wave,
    WaveState,
)
from surveys.reminder_plan import can_remind, reminder_moments


@dataclass(frozen=True)
class PeopleOverview:
    """How many employees there are, and their levels by attribute with headcounts."""

    total: int
    managers: int
    levels: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class AudienceLine:
    """An audience with the number of people it has today."""

    id: uuid.UUID
    name: str
    selection: Mapping[str, list[str]]
    includes_managers: bool
    count: int


@dataclass(frozen=True)
class InitiativeLine:
    """An initiative in a list."""

    id: uuid.UUID
    title: str
    owner: str
    surveys: int
    open_waves: int
    released_waves: int


@dataclass(frozen=True)
class GroupCount:
    """A reporting group as it would be invited now; `merged` are the levels it was made from."""

    dimension: str
    level: str
    count: int
    merged: tuple[str, ...]


@dataclass(frozen=True)
class LaunchReadiness:
    """What a draft has of what its launch needs. `invited` people, of which `minimum` suffice."""

    invited: int
    minimum: int
    has_key: bool
    has_trustee: bool
    closes_in_future: bool
    opens_at_once: bool
    unknown_dimensions: tuple[str, ...]
    """Reporting dimensions that nobody in the audience has."""
    lacks_person_of_trust: bool = False
    """Comments are to be passed on, and there is nobody to receive them."""

    @property
    def has_enough_people(self) -> bool:
        """Whether the audience is large enough to keep answers anonymous."""
        return self.invited >= self.minimum

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way."""
        return (
            self.has_enough_people
            and self.has_key
            and self.closes_in_future
            and not self.unknown_dimensions
            and not self.lacks_person_of_trust
        )


@dataclass(frozen=True)
class StatedExpectation:
    """That a leader stated an expectation; what it says stays sealed until the release."""

    leader: str
    commitment: str


@dataclass(frozen=True)
class BucketNow:
    """One bucket of the wave's partition and the step its participation lies in.

    `needed_percent` of those invited have to answer before anything of it can be shown.
    """

    levels: tuple[str, ...]
    invited: int
    step: ParticipationStep
    needed_percent: int


@dataclass(frozen=True)
class ParticipationNow:
    """Participation as of a day, in steps; it moves only after several more answers.

    `buckets` is empty where only the whole wave is told. `minimum` answers show a group.
    """

    step: ParticipationStep
    needed_percent: int
    minimum: int
    as_of: dt.date
    buckets: tuple[BucketNow, ...]


@dataclass(frozen=True)
class PastReminder:
    """A reminder that went out; `refused` addresses, None where it is not told."""

    asked_date: dt.date
    refused: int | None


@dataclass(frozen=True)
class Reminders:
    """What an open wave has reminded of, will remind of, and whether it may now."""

    is_for_all: bool
    past: tuple[PastReminder, ...]
    coming: tuple[dt.datetime, ...]
    can_remind: bool


def people_overview() -> PeopleOverview:
    """Count everybody by attribute and level."""
    levels: dict[str, Counter[str]] = defaultdict(Counter)
    total = managers = 0
    for is_manager, attributes in Employee.objects.values_list("is_manager", "attributes"):
        total += 1
        managers += is_manager
        for attribute, level in attributes.items():
            if level:
                levels[attribute][str(level)] += 1
    by_attribute = {name: dict(sorted(levels[name].items())) for name in sorted(levels)}
    return PeopleOverview(total, managers, by_attribute)


def audience_count(selection: Mapping[str, Sequence[str]], *, includes_managers: bool) -> int:
    """How many people a selection has today."""
    return Employee.objects.selected(selection, includes_managers=includes_managers).count()


def audience_lines() -> tuple[AudienceLine, ...]:
    """All audiences by name."""
    return tuple(
        AudienceLine(
            audience.pk,
            audience.name,
            audience.selection,
            audience.includes_managers,
            audience_count(audience.selection, includes_managers=audience.includes_managers),
        )
        for audience in Audience.objects.order_by("name", "pk")
    )


def initiative_lines(initiatives: QuerySet[Initiative]) -> tuple[InitiativeLine, ...]:
    """Count what belongs to each initiative, the newest first."""
    counted = initiatives.select_related("owner").annotate(
        survey_count=Count("surveys", distinct=True),
        open_count=_waves_in(WaveState.OPEN),
        released_count=_waves_in(WaveState.RELEASED),
    )
    return tuple(
        InitiativeLine(
            one.pk,
            one.title,
            one.owner.name,
            one.survey_count,
            one.open_count,
            one.released_count,
        )
        for one in counted.order_by("-created_at", "pk")
    )


def groups_to_invite(wave: Wave) -> tuple[GroupCount, ...]:
    """Reporting groups of a draft as they would be frozen now."""
    rows = [invitee.attributes for invitee in invitees_of(wave)]
    found: list[GroupCount] = []
    for dimension in wave.reporting_dimensions:
        levels = [str(row.get(dimension) or "") for row in rows]
        merged = merge_small_levels(levels, minimum=wave.min_group_size)
        counts = Counter(merged[level] for level in levels)
        found += [
            GroupCount(
                dimension, level, count, _merged_into(merged) if level == OTHER_LEVEL else ()
            )
            for level, count in sorted(counts.items())
        ]
    return tuple(found)


def launch_readiness(wave: Wave, now: dt.datetime) -> LaunchReadiness:
    """What stands between a draft and its launch."""
    rows = [invitee.attributes for invitee in invitees_of(wave)]
    return LaunchReadiness(
        invited=len(rows),
        minimum=wave.min_group_size,
        has_key=wave.public_key is not None,
        has_trustee=wave.has_trustee,
        closes_in_future=wave.closes_at > now,
        opens_at_once=wave.opens_at <= now,
        unknown_dimensions=tuple(
            dimension
            for dimension in wave.reporting_dimensions
            if not any(row.get(dimension) for row in rows)
        ),
        lacks_person_of_trust=wave.passes_on_alerts and not persons_of_trust(),
    )


def audience_levels(audience: Audience) -> Mapping[str, int]:
    """Number of levels by attribute that the people of an audience have."""
    levels: dict[str, set[str]] = defaultdict(set)
    for row in _attributes_of(audience):
        for attribute, level in row.items():
            if level:
                levels[attribute].add(str(level))
    return {attribute: len(levels[attribute]) for attribute in sorted(levels)}


def audience_languages(audience: Audience) -> Mapping[str, int]:
    """How many people of an audience have which first language."""
    employees = Employee.objects.selected(
        audience.selection, includes_managers=audience.includes_managers
    )
    return dict(Counter(employees.order_by("pk").values_list("language", flat=True)))


def stated_expectations(wave: Wave) -> tuple[StatedExpectation, ...]:
    """Who stated an expectation, by name."""
    stated = Expectation.objects.filter(wave=wave).select_related("leader")
    return tuple(
        StatedExpectation(expectation.leader.name, expectation.commitment)
        for expectation in stated.order_by("leader__name", "pk")
    )


def waves_awaiting_expectation(leader: User) -> tuple[Wave, ...]:
    """Drafts for which the leader has not stated an expectation yet; of owners, their own."""
    drafts = Wave.objects.filter(state=WaveState.DRAFT, public_key__isnull=False)
    if is_confined(leader):
        drafts = drafts.filter(survey__initiative__owner=leader)
    waiting = drafts.exclude(expectations__leader=leader).select_related("survey__initiative")
    return tuple(waiting.order_by("opens_at", "pk"))


def participation_now(wave: Wave) -> ParticipationNow | None:
    """What may be said about the participation of an open wave; None before the first day.

    The whole is the sum of what its buckets show, so that subtracting tells nothing more.
    """
    shown = Participation.objects.filter(wave=wave).first()
    rows = list(ParticipationBucket.objects.filter(wave=wave).order_by("place", "pk"))
    if shown is None or not rows:
        return None
    invited, minimum = sum(row.invited for row in rows), wave.min_group_size
    whole = participation_step(sum(row.answered for row in rows), invited)
    buckets = tuple(
        BucketNow(
            tuple(row.levels),
            row.invited,
            participation_step(row.answered, row.invited),
            _needed_percent(minimum, row.invited),
        )
        for row in rows
    )
    return ParticipationNow(
        whole,
        _needed_percent(minimum, invited),
        minimum,
        shown.as_of,
        buckets if len(buckets) > 1 else (),
    )


def reminders_of(wave: Wave, now: dt.datetime) -> Reminders:
    """The reminders of an open wave."""
    moments = reminder_moments(wave.opens_at, wave.closes_at, wave.scheduled_reminders)
    past = Reminder.objects.filter(wave=wave).order_by("number")
    return Reminders(
        is_for_all=wave.reminder_mode == ReminderMode.EVERYBODY,
        past=tuple(PastReminder(one.asked_date, one.refused) for one in past),
        coming=tuple(moment for moment in moments if moment > now),
        can_remind=can_remind(wave, today=timezone.localdate(now)),
    )


def _needed_percent(minimum: int, invited: int) -> int:
    """Rounded up, so that a bar that reaches the line has reached the minimum."""
    return min(100, -(-100 * minimum // invited))


def _waves_in(state: WaveState) -> Count:
    return Count("surveys__waves", filter=Q(surveys__waves__state=state), distinct=True)


def _attributes_of(audience: Audience) -> list[dict[str, str]]:
    employees = Employee.objects.selected(
        audience.selection, includes_managers=audience.includes_managers
    )
    return list(employees.order_by("pk").values_list("attributes", flat=True))


def _merged_into(merged: Mapping[str, str]) -> tuple[str, ...]:
    """Levels without a name of their own; people without a level have none to show."""
    return tuple(sorted(level for level, name in merged.items() if name == OTHER_LEVEL and level))
