"""What leaders' pages show of people and of planned waves: frozen values, no single answer."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from accounts.models import User
from surveys.disclosure.participation import ParticipationStep, participation_step
from surveys.levels import OTHER_LEVEL, merge_small_levels
from surveys.models import (
    Audience,
    Employee,
    Expectation,
    Initiative,
    Participation,
    Wave,
    WaveState,
)


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
    """A reporting group as it would be invited now. Merged groups stand under one name."""

    dimension: str
    level: str
    count: int
    is_merged: bool


@dataclass(frozen=True)
class StatedExpectation:
    """That a leader stated an expectation; what it says stays sealed until the release."""

    leader: str
    commitment: str


@dataclass(frozen=True)
class ParticipationNow:
    """Participation as of a day, in steps; it moves only after several more answers."""

    step: ParticipationStep
    as_of: dt.date


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


def audience_lines() -> tuple[AudienceLine, ...]:
    """All audiences by name."""
    return tuple(
        AudienceLine(
            audience.pk,
            audience.name,
            audience.selection,
            audience.includes_managers,
            Employee.objects.selected(
                audience.selection, includes_managers=audience.includes_managers
            ).count(),
        )
        for audience in Audience.objects.order_by("name", "pk")
    )


def initiative_line(initiative: Initiative) -> InitiativeLine:
    """Count what belongs to an initiative."""
    states = Counter(
        Wave.objects.filter(survey__initiative=initiative).values_list("state", flat=True)
    )
    return InitiativeLine(
        initiative.pk,
        initiative.title,
        initiative.owner.name,
        initiative.surveys.count(),
        states[WaveState.OPEN],
        states[WaveState.RELEASED],
    )


def groups_to_invite(wave: Wave) -> tuple[GroupCount, ...]:
    """Reporting groups of a draft as they would be frozen now."""
    audience = wave.survey.audience
    attributes = list(
        Employee.objects.selected(
            audience.selection, includes_managers=audience.includes_managers
        ).values_list("attributes", flat=True)
    )
    found: list[GroupCount] = []
    for dimension in wave.reporting_dimensions:
        levels = [str(row.get(dimension) or "") for row in attributes]
        merged = merge_small_levels(levels, minimum=wave.min_group_size)
        counts = Counter(merged[level] for level in levels)
        found += [
            GroupCount(dimension, level, count, is_merged=level == OTHER_LEVEL)
            for level, count in sorted(counts.items())
        ]
    return tuple(found)


def audience_size(wave: Wave) -> int:
    """How many people the audience of a wave has today."""
    audience = wave.survey.audience
    return Employee.objects.selected(
        audience.selection, includes_managers=audience.includes_managers
    ).count()


def stated_expectations(wave: Wave) -> tuple[StatedExpectation, ...]:
    """Who stated an expectation, by name."""
    stated = Expectation.objects.filter(wave=wave).select_related("leader")
    return tuple(
        StatedExpectation(expectation.leader.name, expectation.commitment)
        for expectation in stated.order_by("leader__name", "pk")
    )


def waves_awaiting_expectation(leader: User) -> tuple[Wave, ...]:
    """Drafts for which the leader has not stated an expectation yet."""
    drafts = Wave.objects.filter(state=WaveState.DRAFT, public_key__isnull=False)
    waiting = drafts.exclude(expectations__leader=leader).select_related("survey__initiative")
    return tuple(waiting.order_by("opens_at", "pk"))


def participation_now(wave: Wave) -> ParticipationNow | None:
    """What may be said about the participation of an open wave; None before the first day."""
    shown = Participation.objects.filter(wave=wave).first()
    if shown is None or not wave.invited_count or wave.invited_count < 2 * wave.min_group_size:
        return None
    return ParticipationNow(participation_step(shown.answered, wave.invited_count), shown.as_of)
