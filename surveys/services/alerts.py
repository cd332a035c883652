"""What persons of trust do about comments that were passed on to them."""

import logging
import uuid

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.selectors import persons_of_trust
from surveys.models import AlertState, CommentAlert, Wave
from surveys.obstacles import AlreadyReviewed

logger = logging.getLogger(__name__)

TASK = "surveys.tell_persons_of_trust"


def note_alert(*, alert_id: uuid.UUID, version: int, state: AlertState, note: str) -> None:
    """Write how far one is and what was done.

    Nothing of it goes into a log: that there was an alert is nobody else's business.

    Raises
    ------
    AlreadyReviewed
        Somebody else wrote meanwhile; nothing was changed.
    """
    changed = CommentAlert.objects.filter(pk=alert_id, version=version).update(
        state=state, note=note.strip(), version=F("version") + 1
    )
    if not changed:
        raise AlreadyReviewed(_("Somebody else has changed this meanwhile. Read it again."))


def tell_persons_of_trust(*, wave_id: uuid.UUID) -> None:
    """Mail that a wave was released. The mail is the same whether anything was passed on or not."""
    wave = Wave.objects.select_related("survey").get(pk=wave_id)
    if not wave.passes_on_alerts:
        return
    subject = _("Readiness: %(survey)s was released") % {"survey": wave.survey.title}
    context = {
        "title": wave.survey.title,
        "number": wave.number,
        "url": settings.BASE_URL + reverse("surveys:alerts"),
    }
    for person in persons_of_trust():
        EmailMessage(
            subject=" ".join(subject.split()),  # a header is one line
            body=render_to_string("surveys/mail/alerts.txt", {**context, "name": person.name}),
            to=[person.email],
        ).send()
    logger.info("alerts.told", extra={"wave_id": wave.pk})
