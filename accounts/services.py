"""What changes accounts: users, passwords, the audit log, the count of failed sign-ins."""

import datetime as dt
import logging

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, Role, SignInFailures, User
from accounts.obstacles import (
    AdministratorExists,
    CredentialsRefused,
    EmailTaken,
    EmailUnreadable,
    SignInBlocked,
    WeakPassword,
)
from accounts.selectors import administrator_exists, is_sign_in_blocked
from accounts.throttle import SIGN_IN_WINDOW, email_digest

logger = logging.getLogger(__name__)


@transaction.atomic
def create_user(*, email: str, name: str, role: Role, password: str) -> User:
    """Create a person who signs in; refuses a known e-mail and a weak password."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise EmailUnreadable(email) from error
    if User.objects.filter(email__iexact=address).exists():
        raise EmailTaken(address)
    user = User(email=address, name=name.strip(), role=role)
    set_password(user=user, password=password)
    return user


@transaction.atomic
def create_first_administrator(*, email: str, name: str, password: str) -> User:
    """Create the administrator who creates everybody else; refuses when there is one."""
    if administrator_exists():
        raise AdministratorExists(_("There is an administrator already; nothing was changed."))
    return create_user(email=email, name=name, role=Role.ADMINISTRATOR, password=password)


def set_password(*, user: User, password: str) -> None:
    """Give the user a password that passes the password rules."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(error.messages) from error
    user.set_password(password)
    user.save()


def record_audit(*, actor: User | None, verb: str, subject: str) -> AuditEntry:
    """Write what a signed-in person did; without an actor the product did it itself."""
    return AuditEntry.objects.create(
        actor=actor, verb=verb, subject=subject[:200], at=timezone.now()
    )


def check_credentials(*, email: str, password: str, now: dt.datetime) -> User:
    """Return the user who signs in; count a failure, known account or not, and block after many."""
    if is_sign_in_blocked(email=email, now=now):
        logger.warning("sign_in.blocked")
        raise SignInBlocked(minutes=int(SIGN_IN_WINDOW.total_seconds() // 60))
    user = authenticate(username=email.strip(), password=password)
    if not isinstance(user, User):
        _count_failure(email=email, now=now)
        logger.info("sign_in.refused")
        raise CredentialsRefused
    SignInFailures.objects.filter(email_hash=email_digest(email)).delete()
    return user


@transaction.atomic
def _count_failure(*, email: str, now: dt.datetime) -> None:
    SignInFailures.objects.filter(since_at__lte=now - SIGN_IN_WINDOW).delete()
    failures, is_first = SignInFailures.objects.get_or_create(
        email_hash=email_digest(email), defaults={"count": 1, "since_at": now}
    )
    if not is_first:
        SignInFailures.objects.filter(pk=failures.pk).update(count=F("count") + 1, since_at=now)
