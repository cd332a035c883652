"""A trial of an invitation: to oneself, marked as such, answered without storing anything."""

import smtplib
import uuid

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from surveys.models import Wave
from surveys.obstacles import MailRefused, WrongToken
from surveys.promise import wave_promise

_SALT = "surveys.trial"
TRIAL_SECONDS = 7 * 24 * 3600  # long enough to pass it on to the works council


def trial_token(wave: Wave) -> str:
    """What a trial's address carries: the wave, signed; nobody's invitation."""
    return signing.dumps(str(wave.pk), salt=_SALT)


def wave_of_trial(token: str) -> Wave:
    """The wave behind a trial's address.

    Raises
    ------
    WrongToken
        The address is not ours, or too old.
    """
    try:
        wave_id = uuid.UUID(signing.loads(token, salt=_SALT, max_age=TRIAL_SECONDS))
    except (signing.BadSignature, ValueError) as error:
        raise WrongToken from error
    waves = Wave.objects.select_related("survey__initiative", "survey__instrument")
    wave = waves.filter(pk=wave_id).first()
    if wave is None:
        raise WrongToken
    return wave


def send_trial(*, wave: Wave, reader: User, language: str) -> None:
    """Mail the invitation to the person who plans, as everybody will get it.

    Raises
    ------
    MailRefused
        The mail server does not take it.
    """
    with translation.override(language):
        promise = wave_promise(wave, language)
        url = settings.BASE_URL + reverse(
            "respond:trial_promise", args=[trial_token(wave), language]
        )
        context = {"name": reader.name, "wave": promise, "url": url}
        subject = _("Trial: %(initiative)s") % {"initiative": promise.initiative}
        note = _(
            "This is a trial. Whatever you answer is not stored, and the link is not yours alone."
        )
        body = render_to_string("surveys/mail/invitation.txt", context)
        message = EmailMessage(
            subject=" ".join(subject.split()), body=f"{note}\n\n{body}", to=[reader.email]
        )
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        raise MailRefused(
            _("The mail server did not take the trial. Check the mail settings.")
        ) from error
