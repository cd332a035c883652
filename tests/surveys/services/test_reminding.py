"""Reminders: on their days, to everybody alike, and leaving the register as even as before."""

import datetime as dt
import logging
import re
import smtplib
from collections import Counter
from collections.abc import Sequence

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from pytest_django import Settings

from jobs.models import Job
from surveys.models import (
    Employee,
    Invitation,
    InvitationLink,
    Reminder,
    ReminderMode,
    RetentionMode,
    Wave,
    WaveState,
)
from surveys.obstacles import AlreadyAnswered, IllegalMove
from surveys.services.lifecycle import launch_wave
from surveys.services.planning import change_wave
from surveys.services.reminding import (
    ask_for_due_reminders,
    ask_for_reminder,
    send_reminders,
)
from surveys.services.responding import invitation_of
from tests.surveys.factories import answer, draft_wave, hire

pytestmark = pytest.mark.django_db(transaction=True)

AGREE = {"willing": 4, "able": 4, "rules": 4, "fear": 2, "advice": 8}
NINE = dt.timedelta(days=9)


def quiet(_percent: int, _step: str) -> None:
    """Nobody watches the progress."""


def running_wave(
    *, mode: ReminderMode = ReminderMode.EVERYBODY, scheduled: int = 2, answered: int = 4
) -> Wave:
    """A wave of nine days that opened today: 12 invited, some have answered."""
    hire({"Sales": 12})
    wave = draft_wave()
    change_wave(
        wave=wave,
        opens_at=wave.opens_at,
        closes_at=wave.opens_at + NINE,
        reporting_dimensions=["department"],
        retention_mode=RetentionMode.COHORT,
        reminder_mode=mode,
        scheduled_reminders=scheduled,
    )
    wave = launch_wave(wave_id=wave.pk, now=timezone.now())
    for invitation in Invitation.objects.order_by("employee__email")[:answered]:
        answer(invitation, AGREE)
    return wave


def on_day(wave: Wave, day: int) -> dt.datetime:
    """Noon of a day after the opening, an hour after the scheduled moment of that day."""
    return wave.opens_at + dt.timedelta(days=day, hours=1)


def remind(wave: Wave, day: int) -> None:
    ask_for_reminder(wave_id=wave.pk, now=on_day(wave, day))
    send_reminders(wave_id=wave.pk, progress=quiet)


def test_everybody_is_reminded_alike_with_a_link_of_their_own() -> None:
    wave = running_wave()

    remind(wave, 1)

    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        Employee.objects.values_list("email", flat=True)
    )
    texts = {
        re.sub(r"/i/\S+|Sales \d+", "…", f"{message.subject} {message.body}")
        for message in mail.outbox
    }
    assert len(texts) == 1
    assert "If you have answered, there is nothing to do" in texts.pop()
    tokens = [re.findall(r"/i/(\S+)", str(message.body))[0] for message in mail.outbox]
    assert len(set(tokens)) == 12
    still_open = [token for token in tokens if not _is_used(token)]
    assert len(still_open) == 8


def _is_used(token: str) -> bool:
    try:
        invitation_of(token)
    except AlreadyAnswered:
        return True
    return False


def test_open_invitations_alone_are_reminded_where_it_was_chosen_and_no_count_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    wave = running_wave(mode=ReminderMode.OPEN)
    told: list[tuple[int, str]] = []
    ask_for_reminder(wave_id=wave.pk, now=on_day(wave, 1))
    caplog.clear()

    send_reminders(wave_id=wave.pk, progress=lambda percent, step: told.append((percent, step)))

    assert len(mail.outbox) == 8
    assert "you have not answered yet" in mail.outbox[0].body
    assert told == [(0, "Sending reminders")]
    (record,) = (entry for entry in caplog.records if entry.name.startswith("surveys"))
    assert (record.getMessage(), getattr(record, "sent", None)) == ("wave.reminders_sent", None)
    assert Reminder.objects.get().refused is None


@pytest.mark.parametrize("mode", ReminderMode)
def test_register_does_not_tell_who_had_answered_before_a_reminder(mode: ReminderMode) -> None:
    """Whoever reads it later finds the same marks and as many links with everybody."""
    wave = running_wave(mode=mode)

    remind(wave, 1)

    links = Counter(InvitationLink.objects.values_list("invitation", flat=True))
    by_person = {
        (invitation.reminder_number, links[invitation.pk] - (invitation.state == "done"))
        for invitation in Invitation.objects.all()  # `answer` made one link more with each answer
    }
    assert by_person == {(1, 1)}


def test_killed_half_way_it_goes_on_where_it_stopped(settings: Settings) -> None:
    wave = running_wave(answered=0)
    ask_for_reminder(wave_id=wave.pk, now=on_day(wave, 1))
    settings.EMAIL_BACKEND = "tests.surveys.services.test_reminding.Dying"
    with pytest.raises(KeyboardInterrupt):
        send_reminders(wave_id=wave.pk, progress=quiet)
    assert len(mail.outbox) == 5
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    send_reminders(wave_id=wave.pk, progress=quiet)

    assert len(mail.outbox) == 12
    assert len({message.to[0] for message in mail.outbox}) == 12


class Dying(EmailBackend):
    """A mail server during whose sixth mail the worker is killed."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        if len(mail.outbox) == 5:
            raise KeyboardInterrupt
        return int(super().send_messages(messages))


def test_refused_addresses_are_counted_where_everybody_is_reminded(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.surveys.services.test_reminding.Picky"
    wave = running_wave()

    remind(wave, 1)

    assert Reminder.objects.get().refused == 1
    assert len(mail.outbox) == 11


class Picky(EmailBackend):
    """A mail server that does not know Sales 3."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for message in messages:
            if message.to == ["sales3@example.org"]:
                raise smtplib.SMTPRecipientsRefused({"sales3@example.org": (550, b"unknown")})
        return int(super().send_messages(messages))


def test_reminders_are_asked_for_when_their_moment_has_come_and_once() -> None:
    wave = running_wave(scheduled=2)

    asked = []
    for day in range(10):
        for _minute in range(3):
            ask_for_due_reminders(now=on_day(wave, day))
        asked.append(Reminder.objects.count())

    assert asked == [0, 0, 0, 1, 1, 1, 2, 2, 2, 2]
    assert Job.objects.filter(task="surveys.send_reminders").count() == 1  # none has run yet


def test_missed_moments_are_made_up_for_by_one_reminder() -> None:
    wave = running_wave(scheduled=2)

    for day in (8, 8, 9):
        ask_for_due_reminders(now=on_day(wave, day))

    assert Reminder.objects.count() == 1


@pytest.mark.parametrize(("day", "state"), [(0, WaveState.OPEN), (2, WaveState.CLOSED)])
def test_nobody_is_reminded_on_the_first_day_or_after_the_close(day: int, state: str) -> None:
    wave = running_wave()
    Wave.objects.update(state=state)

    with pytest.raises(IllegalMove, match="One reminder a day"):
        ask_for_reminder(wave_id=wave.pk, now=on_day(wave, day))

    assert not Reminder.objects.exists()


def test_second_reminder_of_a_day_is_refused() -> None:
    wave = running_wave()
    ask_for_reminder(wave_id=wave.pk, now=on_day(wave, 1))

    with pytest.raises(IllegalMove):
        ask_for_reminder(wave_id=wave.pk, now=on_day(wave, 1))


def test_reminders_end_with_the_wave() -> None:
    wave = running_wave()
    ask_for_reminder(wave_id=wave.pk, now=on_day(wave, 1))
    Wave.objects.update(state=WaveState.CLOSED)

    send_reminders(wave_id=wave.pk, progress=quiet)

    assert mail.outbox == []
