"""Pulses: draft the next wave of a survey in time. A person looks it over and launches it.

A launch freezes what people are promised, and needs today's roster, groups that are still large
enough and perhaps a trustee. That is why nothing is launched by a clock.
"""

import calendar
import datetime as dt
import logging
import uuid

from django.db import transaction
from django.utils import timezone

from surveys.models import PulseSchedule, Rhythm, Survey, WaveState
from surveys.services.drafting import copy_wave

logger = logging.getLogger(__name__)

DRAFTED_BEFORE = dt.timedelta(days=3)
"""Time to look the draft over before the day on which it should open."""
_DAYS = {Rhythm.WEEKLY: 7, Rhythm.BIWEEKLY: 14}
_MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}


@transaction.atomic
def choose_rhythm(
    *,
    survey: Survey,
    rhythm: str,
    last_date: dt.date | None = None,
    wave_limit: int | None = None,
) -> None:
    """Repeat a survey until a day or a number of waves; not any more where the rhythm is empty."""
    if rhythm in Rhythm.values:
        chosen = {"rhythm": rhythm, "last_date": last_date, "wave_limit": wave_limit}
        PulseSchedule.objects.update_or_create(survey=survey, defaults=chosen)
    else:
        PulseSchedule.objects.filter(survey=survey).delete()


def draft_due_pulses(*, now: dt.datetime) -> None:
    """Draft the next wave of each pulse that is due; a second call changes nothing."""
    for survey_id in PulseSchedule.objects.order_by("survey").values_list("survey", flat=True):
        with transaction.atomic():
            _draft_next(survey_id, now)


def next_opening(opens_at: dt.datetime, rhythm: Rhythm) -> dt.datetime:
    """When the wave after this one should open: the same hour, in the installation's time zone.

    A day that a month does not have becomes its last one.
    """
    local = timezone.localtime(opens_at).replace(tzinfo=None)
    if rhythm in _DAYS:
        following = local + dt.timedelta(days=_DAYS[rhythm])
    else:
        months = local.month - 1 + _MONTHS[rhythm]
        year, month = local.year + months // 12, months % 12 + 1
        day = min(local.day, calendar.monthrange(year, month)[1])
        following = local.replace(year=year, month=month, day=day)
    return timezone.make_aware(following)


def _draft_next(survey_id: uuid.UUID, now: dt.datetime) -> None:
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=survey_id)
    schedule = PulseSchedule.objects.get(survey=survey)
    latest = survey.waves.select_related("survey__instrument").order_by("-number").first()
    if latest is None or latest.state == WaveState.DRAFT:
        return  # nothing to repeat yet, or the next one is waiting for its launch
    if schedule.wave_limit is not None and latest.number >= schedule.wave_limit:
        return  # it was the last one
    opens_at = next_opening(latest.opens_at, Rhythm(schedule.rhythm))
    if now < opens_at - DRAFTED_BEFORE:
        return
    opens_date = timezone.localdate(max(opens_at, now))
    if schedule.last_date is not None and opens_date > schedule.last_date:
        return  # the pulse has come to its end
    draft = copy_wave(wave=latest, owner=survey.initiative.owner, now=max(opens_at, now))
    logger.info("wave.pulse_drafted", extra={"wave_id": draft.wave_id})
