"""Where django-allauth asks the product: who gets in, what is said, how secrets are kept."""

import base64
import logging
import secrets
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.admission import Identity, admit
from accounts.models import Role, User
from accounts.notices import Notice, tell
from accounts.obstacles import AccountObstacle, Deactivated, SignInElsewhere
from accounts.services import check_credentials, record_audit, remember_language

logger = logging.getLogger(__name__)

FRESH_SECONDS = 300  # for so long after signing in nobody has to confirm who they are
NO_ADDRESS = "0.0.0.0"  # noqa: S104  # where people sign in from is not kept
SAID = {
    "account/messages/password_changed.txt": gettext_lazy("Your new password is set."),
    "mfa/messages/totp_activated.txt": gettext_lazy("Your app is added."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("Your app is removed."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("Your passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("Keep these codes in a safe place."),
}
"""What is said after something is done, by allauth's name for it; of the rest nothing is said."""


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Passwords through our own check, in our own words; nobody signs up by themselves."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code is wrong or too old."),
        "invalid_password_reset": gettext_lazy("This link is used or too old. Ask for a new one."),
        "rate_limited": gettext_lazy("Too many attempts. Wait a few minutes, then try again."),
        "too_many_login_attempts": gettext_lazy(
            "Too many attempts. Wait a few minutes, then try again."
        ),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Accounts are given, not taken."""
        return False

    def authenticate(self, _request: HttpRequest, **credentials: str) -> User:
        """Check e-mail and password; failures are counted over all processes."""
        if not settings.SIGN_ON.lets_in_here(credentials["email"]):
            raise ValidationError(str(SignInElsewhere()))  # whether there is such an account or not
        try:
            return check_credentials(
                email=credentials["email"], password=credentials["password"], now=timezone.now()
            )
        except AccountObstacle as obstacle:
            raise ValidationError(str(obstacle)) from obstacle

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Ask again only when the sign-in is some time ago."""
        user = context.request.user
        records = get_authentication_records(context.request, user)
        if any(time.time() - record["at"] < FRESH_SECONDS for record in records):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def pre_login(
        self, request: HttpRequest, user: User, *, signal_kwargs: dict[str, Any] | None, **more: Any
    ) -> HttpResponse | None:
        """Let nobody in by password or passkey where the organization's sign-in is the only one."""
        is_from_outside = "sociallogin" in (signal_kwargs or {})
        if not is_from_outside and not _may_sign_in_here(user):
            clear_login(request)
            logger.warning("sign_in.switched_off")
            messages.error(request, str(SignInElsewhere()))
            return redirect("accounts:sign_in")
        answer: HttpResponse | None = super().pre_login(
            request, user, signal_kwargs=signal_kwargs, **more
        )
        return answer

    def post_login(self, request: HttpRequest, user: User, **kwargs: object) -> HttpResponse:
        """Note who came in, and in which language to write to them."""
        remember_language(user=user, language=get_language() or "")
        record_audit(actor=user, verb="signed in", subject=user.email)
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer

    def respond_user_inactive(self, request: HttpRequest, _user: User) -> HttpResponse:
        """Say it on the page of sign-in."""
        messages.error(request, str(Deactivated()))
        return redirect("accounts:sign_in")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,  # noqa: ARG002  # allauth's signature
        email: str | None = None,  # noqa: ARG002  # same
    ) -> None:
        """Tell the person, in our words, what was changed."""
        if template_prefix in set(Notice):
            tell(user, Notice(template_prefix))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, object] | None = None,  # noqa: ARG002  # allauth's signature
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words, or not at all."""
        text = message or SAID.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def get_client_ip(self, _request: HttpRequest) -> str:
        """Addresses are neither kept nor counted."""
        return NO_ADDRESS

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        """Back to one's account."""
        return reverse("accounts:account")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Lead to the address that people know, whatever the request named as host."""
        from_request: str = super().get_reset_password_from_key_url(key)
        return settings.BASE_URL + "/" + from_request.split("/", 3)[3]


def _may_sign_in_here(user: User) -> bool:
    """Whether a password or passkey of the product is enough: everybody's, or in an emergency."""
    sign_on = settings.SIGN_ON
    if not sign_on.is_exclusive:
        return True
    return user.role == Role.ADMINISTRATOR and bool(sign_on.lets_in_here(user.email))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Secrets of apps and recovery codes are sealed with a key that the database does not hold."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code is wrong or too old."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return _sealing().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret; one sealed under another key is lost, and stands for nothing."""
        try:
            return _sealing().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.warning("second_factor.sealed_under_another_key")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the product; a passkey is bound to its host."""
        return {"id": context.request.get_host().partition(":")[0], "name": "Readiness"}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, object]:
        """Name the person as their device shows them."""
        entity: dict[str, object] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": user.name}

    def generate_authenticator_name(self, _user: User, _type: Authenticator.Type) -> str:
        """Call a passkey that got no name."""
        return _("Passkey")


class SignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People whom the organization's own sign-in vouches for, in the role of their groups."""

    def is_open_for_signup(self, _request: HttpRequest, _sociallogin: SocialLogin) -> bool:
        """`pre_social_login` has let people in already, or not."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Admit the person, or show why not."""
        identity = _identity(sociallogin)
        known = sociallogin.user if sociallogin.is_existing else None
        sociallogin.state["process"] = "login"  # nobody ties a second identity to an account
        sociallogin.account.extra_data = {}  # claims are used, not kept
        try:
            user = admit(identity=identity, known=known, group_roles=settings.SIGN_ON.group_roles)
        except AccountObstacle as obstacle:
            page = render(
                request, "accounts/not_admitted.html", {"reason": str(obstacle)}, status=403
            )
            raise ImmediateHttpResponse(page) from obstacle
        sociallogin.user = user
        sociallogin.account.user = user
        sociallogin.account.save()


def _identity(sociallogin: SocialLogin) -> Identity:
    """Gather what the provider said, from whichever part of it."""
    account = sociallogin.account
    provider = settings.SIGN_ON.provider(account.provider)
    said: dict[str, object] = {}
    for part in ("id_token", "userinfo"):
        said |= account.extra_data.get(part, {})
    said = said or account.extra_data
    name_key = provider.options.get("name_attribute", "name") if provider else "name"
    address = next(iter(sociallogin.email_addresses), None)
    return Identity(
        provider=account.provider,
        email=address.email if address else "",
        name=next(iter(_texts(said.get(name_key))), ""),
        groups=frozenset(_texts(said.get(provider.groups)) if provider else ()),
        is_email_verified=bool(
            address and provider and (address.verified or provider.emails_are_verified)
        ),
    )


def _texts(value: object) -> list[str]:
    """One text or several, as providers please."""
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [str(value)] if value else []


def _sealing() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"second factor").derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(key))
