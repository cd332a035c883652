"""The link by which somebody chooses a password: in a mail, or handed over."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User


def password_link(user: User) -> str:
    """Return a link that works once, for PASSWORD_RESET_TIMEOUT seconds."""
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        },
    )
    return f"{settings.BASE_URL}{path}"


def send_password_link(user: User) -> None:
    """Mail the link to the person who was invited."""
    context = {"name": user.name, "link": password_link(user), "base_url": settings.BASE_URL}
    EmailMessage(
        subject=_("Your account in Readiness"),
        body=render_to_string("accounts/mail/invited.txt", context),
        to=[user.email],
    ).send()
