"""Send invitations: one token per mail, of which only the hash stays."""

import logging
import uuid
from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from surveys.models import Employee, Invitation, InvitationLink, Wave, WaveState
from surveys.sealing.tokens import hash_token, make_token

logger = logging.getLogger(__name__)


def issue_token(*, invitation: Invitation) -> str:
    """Return a fresh token for the invitation; earlier tokens stay valid."""
    token = make_token()
    InvitationLink.objects.create(token_hash=hash_token(token), invitation=invitation)
    return token


def send_invitations(*, wave_id: uuid.UUID, progress: Callable[[int, str], None]) -> None:
    """Mail everybody who was not mailed yet. Killed half-way, it goes on where it stopped."""
    wave = Wave.objects.select_related("survey__initiative").get(pk=wave_id)
    if wave.state != WaveState.OPEN:
        return
    waiting = Invitation.objects.filter(wave=wave, is_sent=False, employee__isnull=False)
    total = waiting.count()
    connection = get_connection()
    connection.open()
    try:
        for sent, invitation in enumerate(waiting.select_related("employee").order_by("pk")):
            if sent % 50 == 0:
                progress(100 * sent // total, _("Sending invitations"))
            if invitation.employee is None:  # left the organization in this very moment
                continue
            message = _message(wave, invitation.employee, issue_token(invitation=invitation))
            connection.send_messages([message])
            Invitation.objects.filter(pk=invitation.pk).update(is_sent=True)
    finally:
        connection.close()
    logger.info("wave.invitations_sent", extra={"wave_id": wave.pk, "count": total})


def invitation_url(token: str) -> str:
    """The address that a mail carries."""
    return settings.BASE_URL + reverse("respond:enter", args=[token])


def _message(wave: Wave, employee: Employee, token: str) -> EmailMessage:
    with translation.override(employee.language):
        context = {
            "name": employee.name,
            "survey": wave.survey.title,
            "initiative": wave.survey.initiative.title,
            "purpose": wave.survey.initiative.purpose,
            "closes_at": wave.closes_at,
            "url": invitation_url(token),
        }
        return EmailMessage(
            subject=_("Your view on: %(initiative)s") % {"initiative": context["initiative"]},
            body=render_to_string("surveys/mail/invitation.txt", context),
            to=[employee.email],
        )
