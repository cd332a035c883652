"""The days of an open wave on a line, from its dates alone."""

import datetime as dt

import pytest
from django.utils import timezone

from surveys.models import Wave
from surveys.overviews import PastReminder, Reminders
from surveys.wave_days import Day, DayKind, wave_days

OPENS = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
CLOSES = OPENS + dt.timedelta(days=10)
NONE = Reminders(is_for_all=True, past=(), coming=(), can_remind=False)


def wave() -> Wave:
    return Wave(opens_at=OPENS, closes_at=CLOSES)


def test_marks_stand_in_their_order_at_their_share_of_the_time() -> None:
    reminders = Reminders(
        is_for_all=True,
        past=(PastReminder(dt.date(2026, 3, 4), 2),),
        coming=(OPENS + dt.timedelta(days=7),),
        can_remind=True,
    )

    line = wave_days(wave(), reminders, OPENS + dt.timedelta(days=5))

    assert line.days == (
        Day(DayKind.OPENED, 0, "Opened on March 2, 2026"),
        Day(
            DayKind.SENT,
            21,
            "Reminder sent on March 4, 2026",
            "The mail server refused 2 addresses.",
        ),
        Day(DayKind.TODAY, 50, "Today"),
        Day(DayKind.PLANNED, 70, "Reminder planned for March 9, 2026, 9 a.m."),
        Day(DayKind.CLOSES, 100, "Closes on March 12, 2026, 9 a.m."),
    )
    assert line.passed_percent == 50


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (OPENS, "10 days left"),
        (CLOSES - dt.timedelta(days=1), "1 day left"),
        (CLOSES - dt.timedelta(hours=1), "It closes today"),
        (CLOSES + dt.timedelta(minutes=1), "It closes in a moment"),
    ],
)
def test_what_is_left_is_said_in_words(now: dt.datetime, words: str) -> None:
    assert wave_days(wave(), NONE, now).left_text == words


def test_line_of_a_wave_past_its_end_stays_within_its_ends() -> None:
    line = wave_days(wave(), NONE, CLOSES + dt.timedelta(hours=3))

    assert [(day.kind.value, day.place_percent) for day in line.days] == [
        ("opened", 0),
        ("today", 100),
        ("closes", 100),
    ]


def test_refused_addresses_are_not_told_where_the_count_is_not_kept() -> None:
    reminders = Reminders(
        is_for_all=False,
        past=(PastReminder(dt.date(2026, 3, 4), None),),
        coming=(),
        can_remind=False,
    )

    line = wave_days(wave(), reminders, timezone.localtime(OPENS + dt.timedelta(days=5)))

    assert [day.note for day in line.days] == ["", "", "", ""]
