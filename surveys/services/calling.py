"""Call the trustees by mail: to set a passphrase, or to give it after the close."""

import logging
import uuid

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from surveys.models import Wave, WaveState
from surveys.services.trustee import active_trustees

logger = logging.getLogger(__name__)


def call_trustee(*, wave_id: uuid.UUID) -> None:
    """Mail every trustee, in the language of the installation, while the wave waits for one."""
    wave = Wave.objects.select_related("survey__initiative").get(pk=wave_id)
    if not wave.has_trustee or wave.state not in {WaveState.DRAFT, WaveState.CLOSED}:
        return
    context = {
        "title": wave.survey.title,
        "number": wave.number,
        "is_closed": wave.state == WaveState.CLOSED,
        "url": settings.BASE_URL + reverse("surveys:trustee_wave", args=[wave.pk]),
    }
    subject = _("Readiness: %(survey)s needs your passphrase") % {"survey": wave.survey.title}
    for trustee in active_trustees():
        EmailMessage(
            subject=" ".join(subject.split()),  # a header is one line
            body=render_to_string("surveys/mail/trustee.txt", {**context, "name": trustee.name}),
            to=[trustee.email],
        ).send()
    logger.info("trustee.called", extra={"wave_id": wave.pk})
