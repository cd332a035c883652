"""Mails to people whose account was changed, so that no change by somebody else stays hidden.

A notice says what was changed and what to do if it was somebody else. It holds no secret, no link
that opens anything, and nothing of where the change came from.
"""

import enum
import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User

logger = logging.getLogger(__name__)


class Notice(enum.StrEnum):
    """What may have been changed; the values are allauth's names where it tells us."""

    PASSWORD_CHANGED = "account/email/password_changed"  # noqa: S105  # a name
    PASSWORD_RESET = "account/email/password_reset"  # noqa: S105  # a name
    APP_ADDED = "mfa/email/totp_activated"
    APP_REMOVED = "mfa/email/totp_deactivated"
    PASSKEY_ADDED = "mfa/email/webauthn_added"
    PASSKEY_REMOVED = "mfa/email/webauthn_removed"
    CODES_MADE = "mfa/email/recovery_codes_generated"
    CODE_USED = "recovery_code_used"
    SECOND_FACTOR_RESET = "second_factor_reset"


WORDS: dict[Notice, str | Promise] = {
    Notice.PASSWORD_CHANGED: gettext_lazy("Your password was changed."),
    Notice.PASSWORD_RESET: gettext_lazy("Your password was set anew, by a link from a mail."),
    Notice.APP_ADDED: gettext_lazy("An app for codes was added to your account."),
    Notice.APP_REMOVED: gettext_lazy("The app for codes was removed from your account."),
    Notice.PASSKEY_ADDED: gettext_lazy("A passkey was added to your account."),
    Notice.PASSKEY_REMOVED: gettext_lazy("A passkey was removed from your account."),
    Notice.CODES_MADE: gettext_lazy("New recovery codes were made. Older ones do not work now."),
    Notice.CODE_USED: gettext_lazy("One of your recovery codes was used. It does not work again."),
    Notice.SECOND_FACTOR_RESET: gettext_lazy(
        "Your second factor was removed by an administrator. Add a new one."
    ),
}


def tell(user: User, notice: Notice) -> None:
    """Mail the notice in the language in which the person last signed in.

    The change stands whether the mail leaves or not: a mail server that is down must keep nobody
    from changing a password.
    """
    with translation.override(user.language or settings.LANGUAGE_CODE):
        context = {"name": user.name, "what": WORDS[notice], "base_url": settings.BASE_URL}
        message = EmailMessage(
            subject=_("Your account in Readiness was changed"),
            body=render_to_string("accounts/mail/notice.txt", context),
            to=[user.email],
        )
    try:
        message.send()
    except (smtplib.SMTPException, OSError):
        logger.warning("account.notice_not_sent", extra={"notice": notice.name})
