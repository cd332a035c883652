"""Send invitations: one token per mail, of which only the hash stays."""

import logging
import smtplib
import uuid
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.models import Employee, Invitation, InvitationLink, ReminderMode, Wave, WaveState
from surveys.obstacles import MailRefused
from surveys.promise import wave_promise
from surveys.sealing.tokens import hash_token, make_token
from surveys.services.ballots import manifest_fingerprint

logger = logging.getLogger(__name__)

INVITATION_MAIL = "surveys/mail/invitation.txt"
REMINDER_MAIL = "surveys/mail/reminder.txt"
MAILS_PER_CONNECTION = 50  # mail servers end connections that carry more than about a hundred


def issue_token(*, invitation: Invitation) -> str:
    """Return a fresh token for the invitation; earlier tokens stay valid."""
    token = make_token()
    InvitationLink.objects.create(token_hash=hash_token(token), invitation=invitation)
    return token


def send_invitations(*, wave_id: uuid.UUID, progress: Callable[[int, str], None]) -> None:
    """Mail everybody who was not mailed yet. Killed half-way, it goes on where it stopped.

    Raises
    ------
    MailRefused
        Everybody else was mailed; the mail server refused these addresses.
    """
    wave = Wave.objects.select_related("survey__initiative", "survey__instrument").get(pk=wave_id)
    total = _waiting(wave).count()
    sent, refused = 0, 0
    for batch in _batches(wave):
        progress(100 * (sent + refused) // total, _("Sending invitations"))
        with get_connection() as connection:
            for invitation, employee in batch:
                token = issue_token(invitation=invitation)
                message = invitation_message(wave, employee, token, INVITATION_MAIL)
                try:
                    connection.send_messages([message])
                except smtplib.SMTPRecipientsRefused:
                    refused += 1
                    continue
                Invitation.objects.filter(pk=invitation.pk).update(is_sent=True)
                sent += 1
    logger.info(
        "wave.invitations_sent", extra={"wave_id": wave.pk, "sent": sent, "refused": refused}
    )
    if refused:
        raise MailRefused(
            ngettext(
                "The mail server refused %(count)s address; everybody else was invited. Correct "
                "the address in the list of employees and send again.",
                "The mail server refused %(count)s addresses; everybody else was invited. Correct "
                "the addresses in the list of employees and send again.",
                refused,
            )
            % {"count": refused}
        )


def invitation_url(token: str, *, fingerprint: str = "") -> str:
    """The address that a mail carries.

    Of verified ballots the keys' fingerprint is added after the `#`: browsers keep that to
    themselves and check the keys by it.
    """
    address = settings.BASE_URL + reverse("respond:enter", args=[token])
    return f"{address}#v={fingerprint}" if fingerprint else address


def invitation_message(wave: Wave, employee: Employee, token: str, template: str) -> EmailMessage:
    """The mail that carries a link, in the language of its reader."""
    with translation.override(employee.language):
        promise = wave_promise(wave, employee.language)
        fingerprint = manifest_fingerprint(wave)
        context = {
            "name": employee.name,
            "wave": promise,
            "url": invitation_url(token, fingerprint=fingerprint),
            "fingerprint": fingerprint,
            "is_for_all": wave.reminder_mode == ReminderMode.EVERYBODY,
        }
        subject = _("Your view on: %(initiative)s") % {"initiative": promise.initiative}
        return EmailMessage(
            subject=" ".join(subject.split()),  # a header is one line
            body=render_to_string(template, context),
            to=[employee.email],
        )


def _batches(wave: Wave) -> Iterator[list[tuple[Invitation, Employee]]]:
    """Whom to mail, a few at a time, as long as the wave is open. Nobody comes twice."""
    keys = list(_waiting(wave).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), MAILS_PER_CONNECTION):
        if not Wave.objects.filter(pk=wave.pk, state=WaveState.OPEN).exists():
            return
        chosen = keys[start : start + MAILS_PER_CONNECTION]
        waiting = _waiting(wave).filter(pk__in=chosen).select_related("employee").order_by("pk")
        yield [(invitation, invitation.employee) for invitation in waiting if invitation.employee]


def _waiting(wave: Wave) -> QuerySet[Invitation]:
    return Invitation.objects.filter(wave=wave, is_sent=False, employee__isnull=False)
