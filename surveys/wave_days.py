"""The days of an open wave as a line: opened, reminded, today, to be reminded, closed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.models import Wave
from surveys.overviews import Reminders


class DayKind(StrEnum):
    """What a day on the line stands for."""

    OPENED = "opened"
    SENT = "sent"
    TODAY = "today"
    PLANNED = "planned"
    CLOSES = "closes"


@dataclass(frozen=True)
class Day:
    """One mark on the line: where it lies, and what it says. `place_percent` runs from 0 to 100."""

    kind: DayKind
    place_percent: int
    text: str
    note: str = ""


@dataclass(frozen=True)
class WaveDays:
    """The marks in their order, how much of the time has passed, and how much is left in words."""

    days: tuple[Day, ...]
    passed_percent: int
    left_text: str


def wave_days(wave: Wave, reminders: Reminders, now: dt.datetime) -> WaveDays:
    """The line of days of an open wave."""
    marks = sorted(_marks(wave, reminders, now), key=lambda mark: mark[0])
    return WaveDays(
        days=tuple(Day(kind, _place(wave, at), text, note) for at, kind, text, note in marks),
        passed_percent=_place(wave, now),
        left_text=_left(wave, now),
    )


def _marks(
    wave: Wave, reminders: Reminders, now: dt.datetime
) -> Iterator[tuple[dt.datetime, DayKind, str, str]]:
    opened = _("Opened on %(day)s") % {"day": _told(wave.opens_at)}
    yield wave.opens_at, DayKind.OPENED, opened, ""
    for sent in reminders.past:
        noon = timezone.make_aware(dt.datetime.combine(sent.asked_date, dt.time(12)))
        told = _("Reminder sent on %(day)s") % {"day": date_format(sent.asked_date, "DATE_FORMAT")}
        yield min(noon, now), DayKind.SENT, told, _refused(sent.refused)
    yield now, DayKind.TODAY, _("Today"), ""
    for at in reminders.coming:
        planned = _("Reminder planned for %(moment)s") % {"moment": _moment(at)}
        yield at, DayKind.PLANNED, planned, ""
    closes = _("Closes on %(moment)s") % {"moment": _moment(wave.closes_at)}
    yield max(wave.closes_at, now), DayKind.CLOSES, closes, ""


def _place(wave: Wave, at: dt.datetime) -> int:
    share = (at - wave.opens_at) / (wave.closes_at - wave.opens_at)
    return round(100 * min(1.0, max(0.0, share)))


def _left(wave: Wave, now: dt.datetime) -> str:
    days = (timezone.localdate(wave.closes_at) - timezone.localdate(now)).days
    if wave.closes_at <= now:
        return _("It closes in a moment")
    if days == 0:
        return _("It closes today")
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}


def _refused(count: int | None) -> str:
    if not count:
        return ""
    words = ngettext(
        "The mail server refused %(count)d address.",
        "The mail server refused %(count)d addresses.",
        count,
    )
    return words % {"count": count}


def _told(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at), "DATE_FORMAT")


def _moment(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
