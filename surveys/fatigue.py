"""How often the people of a planned wave were asked of late: a warning with counts, no names."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from surveys.invitees import invitees_of
from surveys.models import Invitation, Wave


@dataclass(frozen=True)
class Fatigue:
    """So many people would be asked more than `most` times within `days`."""

    people: int
    most: int
    days: int


def fatigue_of(wave: Wave, now: dt.datetime) -> Fatigue:
    """Count whom this wave would ask too often.

    Invitations are deleted some time after the close of their wave; what is older is not counted.
    """
    since = timezone.localdate(now - dt.timedelta(days=settings.FATIGUE_DAYS))
    asked = Counter(
        Invitation.objects.filter(wave__opened_date__gte=since, employee__isnull=False)
        .exclude(wave=wave)
        .order_by("pk")
        .values_list("employee_id", flat=True)
    )
    invited = [one.employee.pk for one in invitees_of(wave) if one.employee]
    tired = sum(asked[person] >= settings.FATIGUE_SURVEYS for person in invited)
    return Fatigue(tired, settings.FATIGUE_SURVEYS, settings.FATIGUE_DAYS)
