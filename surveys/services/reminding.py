"""Remind people of an open wave, by schedule or when asked, without telling who has answered.

Everybody gets the same mail, or open invitations alone where the wave was launched so. Either way
every invitation gets a fresh link and the same mark, so that the register is as even as before.
"""

import datetime as dt
import logging
import smtplib
import uuid
from collections.abc import Callable, Iterator, Sequence

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.services import enqueue_job
from surveys.models import Invitation, InvitationState, Reminder, ReminderMode, Wave, WaveState
from surveys.obstacles import IllegalMove
from surveys.reminder_plan import can_remind, is_reminder_due
from surveys.services.invitations import (
    MAILS_PER_CONNECTION,
    REMINDER_MAIL,
    invitation_message,
    issue_token,
)

logger = logging.getLogger(__name__)

TASK = "surveys.send_reminders"


@transaction.atomic
def ask_for_reminder(*, wave_id: uuid.UUID, now: dt.datetime) -> None:
    """Have the wave's people reminded today.

    Raises
    ------
    IllegalMove
        The wave is not open since yesterday, or a reminder went out today.
    """
    wave = Wave.objects.select_for_update().get(pk=wave_id)
    today = timezone.localdate(now)
    if not can_remind(wave, today=today):
        raise IllegalMove(_("One reminder a day, from the day after the opening to the close."))
    Reminder.objects.create(
        wave=wave, number=Reminder.objects.filter(wave=wave).count() + 1, asked_date=today
    )
    enqueue_job(task=TASK, subject_id=str(wave.pk))
    logger.info("wave.reminder_asked", extra={"wave_id": wave.pk})


def ask_for_due_reminders(*, now: dt.datetime) -> None:
    """Remind of every wave whose scheduled moment has come."""
    today = timezone.localdate(now)
    for wave in Wave.objects.filter(state=WaveState.OPEN, scheduled_reminders__gt=0).order_by("pk"):
        if is_reminder_due(wave, now=now, today=today):
            ask_for_reminder(wave_id=wave.pk, now=now)


def send_reminders(*, wave_id: uuid.UUID, progress: Callable[[int, str], None]) -> None:
    """Mail the reminder that was asked for last. Killed half-way, it goes on where it stopped.

    No count of mails is shown, logged or stored where they go to open invitations alone.
    """
    wave = Wave.objects.select_related("survey__initiative", "survey__instrument").get(pk=wave_id)
    reminder = Reminder.objects.filter(wave=wave).order_by("-number").first()
    if reminder is None:
        return
    progress(0, _("Sending reminders"))
    refused = 0
    for batch in _batches(wave, reminder.number):
        refused += _send(wave, batch, reminder.number)
    if wave.reminder_mode == ReminderMode.EVERYBODY:
        Reminder.objects.filter(pk=reminder.pk).update(refused=refused)
    logger.info("wave.reminders_sent", extra={"wave_id": wave.pk})


def _batches(wave: Wave, number: int) -> Iterator[Sequence[Invitation]]:
    """Everybody's invitations, a few at a time, as long as the wave is open."""
    waiting = Invitation.objects.filter(
        wave=wave, reminder_number__lt=number, employee__isnull=False
    )
    while Wave.objects.filter(pk=wave.pk, state=WaveState.OPEN).exists():
        batch = list(waiting.select_related("employee").order_by("pk")[:MAILS_PER_CONNECTION])
        if not batch:
            return
        yield batch


def _send(wave: Wave, batch: Sequence[Invitation], number: int) -> int:
    """Mail a batch, mark everybody in it, and return how many addresses were refused."""
    refused = 0
    is_for_all = wave.reminder_mode == ReminderMode.EVERYBODY
    with get_connection() as connection:
        for invitation in batch:
            token = issue_token(invitation=invitation)  # for everybody: links must not tell either
            is_open = invitation.state == InvitationState.OPEN
            if invitation.employee and (is_for_all or is_open):
                message = invitation_message(wave, invitation.employee, token, REMINDER_MAIL)
                try:
                    connection.send_messages([message])
                except smtplib.SMTPRecipientsRefused:
                    refused += 1
            Invitation.objects.filter(pk=invitation.pk).update(reminder_number=number)
    return refused
