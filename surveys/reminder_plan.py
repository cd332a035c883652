"""When an open wave reminds people, from its dates alone."""

import datetime as dt

from surveys.models import Reminder, Wave, WaveState


def reminder_moments(
    opens_at: dt.datetime, closes_at: dt.datetime, count: int
) -> tuple[dt.datetime, ...]:
    """So many moments that divide the time of a wave into equal parts.

    Examples
    --------
    >>> day = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    >>> [moment.day for moment in reminder_moments(day, day + dt.timedelta(days=9), 2)]
    [5, 8]
    """
    part = (closes_at - opens_at) / (count + 1)
    return tuple(opens_at + part * place for place in range(1, count + 1))


def is_reminder_due(wave: Wave, *, now: dt.datetime, today: dt.date) -> bool:
    """Whether a scheduled moment has come since which nobody was reminded.

    Moments that were missed while nothing ran are made up for by one reminder, not by several.
    """
    moments = reminder_moments(wave.opens_at, wave.closes_at, wave.scheduled_reminders)
    past = [moment for moment in moments if moment <= now]
    if not past or not can_remind(wave, today=today):
        return False
    return not Reminder.objects.filter(wave=wave, asked_date__gte=past[-1].date()).exists()


def can_remind(wave: Wave, *, today: dt.date) -> bool:
    """Whether the wave is open since yesterday at least, and nobody was reminded today.

    Two reminders within hours would tell a reader of the mail server's log who answered between
    them, where mails go to open invitations alone.
    """
    return (
        wave.state == WaveState.OPEN
        and wave.opened_date is not None
        and wave.opened_date < today
        and not Reminder.objects.filter(wave=wave, asked_date__gte=today).exists()
    )
