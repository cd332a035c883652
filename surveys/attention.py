"""What waits for somebody who leads surveys: on the first page, the most pressing first."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import Capability, may
from jobs.selectors import latest_job
from surveys.access import initiatives_of
from surveys.models import LaunchDraft, Wave, WaveState
from surveys.overviews import participation_now, waves_awaiting_expectation

CLOSING_SOON_DAYS = 3
LOW_PARTICIPATION_PERCENT = 50  # below, the report shows its band with a warning
SHOWN = 8
"""More would be a list to read, not a place to begin."""


@dataclass(frozen=True)
class AttentionLine:
    """One thing to do. `tone` is error, warning or info."""

    title: str
    text: str
    url: str
    label: str
    tone: str


def attention_lines(user: User, now: dt.datetime) -> tuple[AttentionLine, ...]:
    """What waits for this user, at most a handful."""
    lines: list[AttentionLine] = []
    if may(user, Capability.RUN_INITIATIVES):
        waves = Wave.objects.filter(survey__initiative__in=initiatives_of(user)).select_related(
            "survey__initiative"
        )
        lines += [*_stuck(waves), *_closing(waves, now), *_drafts(user), *_loose_drafts(waves)]
    if may(user, Capability.VIEW_RESULTS):
        lines += _expectations(user)
    return tuple(lines[:SHOWN])


def open_drafts(user: User) -> QuerySet[LaunchDraft]:
    """Plans that the user may go on with, the last touched first."""
    drafts = LaunchDraft.objects.select_related("initiative", "wave", "owner")
    if not may(user, Capability.RUN_ANY_INITIATIVE):
        drafts = drafts.filter(owner=user)
    return drafts.exclude(wave__in=Wave.objects.exclude(state=WaveState.DRAFT)).order_by(
        "-changed_at", "pk"
    )


def _stuck(waves: QuerySet[Wave]) -> Iterator[AttentionLine]:
    """Closed waves whose release gave up."""
    for wave in waves.filter(state=WaveState.CLOSED).order_by("closes_at", "pk"):
        job = latest_job(task="surveys.release_wave", subject_id=str(wave.pk))
        if job and job.is_failed:
            yield AttentionLine(
                _name(wave),
                _("The release stopped. Nothing is lost; the page says why."),
                reverse("surveys:wave", args=[wave.pk]),
                _("Look at it"),
                "error",
            )


def _closing(waves: QuerySet[Wave], now: dt.datetime) -> Iterator[AttentionLine]:
    """Open waves that close soon, with a word on participation where it is low."""
    soon = now + dt.timedelta(days=CLOSING_SOON_DAYS)
    closing = waves.filter(state=WaveState.OPEN, closes_at__lte=soon)
    for wave in closing.order_by("closes_at", "pk"):
        told = participation_now(wave)
        is_low = told is not None and told.step.high_percent < LOW_PARTICIPATION_PERCENT
        day = date_format(timezone.localtime(wave.closes_at), "DATE_FORMAT")
        text = (
            _("Closes on %(day)s, and fewer than half have answered. A reminder helps.")
            if is_low
            else _("Closes on %(day)s.")
        )
        yield AttentionLine(
            _name(wave),
            text % {"day": day},
            reverse("surveys:wave", args=[wave.pk]),
            _("Look at it"),
            "warning" if is_low else "info",
        )


def _drafts(user: User) -> Iterator[AttentionLine]:
    for draft in open_drafts(user):
        title = draft.title or (draft.initiative.title if draft.initiative else "")
        yield AttentionLine(
            title or _("A launch without a name yet"),
            _("You are planning this launch; last changed on %(day)s.")
            % {"day": date_format(timezone.localtime(draft.changed_at), "DATE_FORMAT")},
            reverse("surveys:plan", args=[draft.pk]),
            _("Go on"),
            "info",
        )


def _loose_drafts(waves: QuerySet[Wave]) -> Iterator[AttentionLine]:
    """Drafts that were made without the steps of a launch."""
    loose = waves.filter(state=WaveState.DRAFT, launch_draft__isnull=True)
    count = loose.count()
    if count:
        first = loose.order_by("opens_at", "pk")[0]
        words = ngettext(
            "%(count)d drafted wave waits for its launch.",
            "%(count)d drafted waves wait for their launch.",
            count,
        )
        url = reverse("surveys:wave", args=[first.pk])
        yield AttentionLine(_name(first), words % {"count": count}, url, _("Look at it"), "info")


def _expectations(user: User) -> Iterator[AttentionLine]:
    for wave in waves_awaiting_expectation(user):
        yield AttentionLine(
            _name(wave),
            _("State what you expect before people are asked."),
            reverse("surveys:expectation", args=[wave.pk]),
            _("State expectation"),
            "info",
        )


def _name(wave: Wave) -> str:
    return _("%(survey)s, wave %(number)s") % {"survey": wave.survey.title, "number": wave.number}
