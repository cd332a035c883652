"""What changes accounts: users, passwords, the audit log, the count of failed sign-ins."""

import datetime as dt
import logging

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, Role, SignInFailures, User
from accounts.notices import Notice, tell
from accounts.obstacles import (
    AdministratorExists,
    CodeRefused,
    CredentialsRefused,
    EmailTaken,
    EmailUnreadable,
    LastAdministrator,
    SignInBlocked,
    WeakPassword,
)
from accounts.selectors import administrator_exists, is_sign_in_blocked
from accounts.throttle import CODE_LIFETIME, SIGN_IN_WINDOW, email_digest

logger = logging.getLogger(__name__)


@transaction.atomic
def create_user(*, email: str, name: str, role: Role, password: str) -> User:
    """Create a person who signs in; refuses a known e-mail and a weak password."""
    user = User(email=_free_address(email), name=name.strip(), role=role)
    set_password(user=user, password=password)
    return user


def _free_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise EmailUnreadable(email) from error
    if User.objects.filter(email__iexact=address).exists():
        raise EmailTaken(address)
    return address


@transaction.atomic
def create_first_administrator(*, email: str, name: str, password: str) -> User:
    """Create the administrator who creates everybody else; refuses when there is one."""
    if administrator_exists():
        raise AdministratorExists(_("There is an administrator already; nothing was changed."))
    user = create_user(email=email, name=name, role=Role.ADMINISTRATOR, password=password)
    user.must_change_password = True  # it was printed, or stood in the list of processes
    user.save(update_fields=["must_change_password"])
    return user


def set_password(*, user: User, password: str) -> None:
    """Give the user a password of their own choice that passes the password rules."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(error.messages) from error
    user.set_password(password)
    user.must_change_password = False
    user.save()


def remember_language(*, user: User, language: str) -> None:
    """Keep the language in which somebody works, for mails to them."""
    if language and user.language != language:
        user.language = language
        user.save(update_fields=["language"])


@transaction.atomic
def invite_user(*, actor: User, email: str, name: str, role: Role) -> User:
    """Create a person who chooses a password by the link that is sent afterwards."""
    user = User(email=_free_address(email), name=name.strip(), role=role)
    user.set_unusable_password()
    user.save()
    record_audit(actor=actor, verb="user.invite", subject=f"{user.email}, {role}")
    return user


@transaction.atomic
def change_role(*, actor: User, user_id: int, role: Role) -> User:
    """Give the user another role; refuses to take it from the last administrator."""
    user = User.objects.select_for_update().get(pk=user_id)
    if user.role == role:
        return user
    require_another_administrator(user)
    record_audit(actor=actor, verb="user.role", subject=f"{user.email}, {user.role} → {role}")
    user.role = role
    user.save(update_fields=["role"])
    return user


@transaction.atomic
def deactivate_user(*, actor: User, user_id: int) -> User:
    """End every session of the user and let them in no more."""
    user = User.objects.select_for_update().get(pk=user_id)
    require_another_administrator(user)
    user.is_active = False
    user.left_groups_at = None
    user.save(update_fields=["is_active", "left_groups_at"])
    record_audit(actor=actor, verb="user.deactivate", subject=user.email)
    return user


@transaction.atomic
def activate_user(*, actor: User, user_id: int) -> User:
    """Let a deactivated user in again."""
    user = User.objects.select_for_update().get(pk=user_id)
    user.is_active = True
    user.left_groups_at = None
    user.save(update_fields=["is_active", "left_groups_at"])
    record_audit(actor=actor, verb="user.activate", subject=user.email)
    return user


@transaction.atomic
def reset_second_factor(*, actor: User | None, user_id: int) -> User:
    """Forget the user's app, codes and passkeys, when all of them are lost."""
    user = User.objects.get(pk=user_id)
    Authenticator.objects.filter(user=user).delete()
    record_audit(actor=actor, verb="user.reset_second_factor", subject=user.email)
    transaction.on_commit(lambda: tell(user, Notice.SECOND_FACTOR_RESET))
    return user


def require_another_administrator(user: User) -> None:
    """Raise LastAdministrator when nobody but this user could manage users."""
    if user.role != Role.ADMINISTRATOR or not user.is_active:
        return
    active = User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True)
    if set(active.values_list("pk", flat=True)) <= {user.pk}:
        raise LastAdministrator


@transaction.atomic
def end_sessions(*, user: User, kept: str, session_id: int | None = None) -> int:
    """End one session of the user, or all but the kept one; return how many."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=kept)
    if session_id is not None:
        sessions = sessions.filter(pk=session_id)
    ended = list(sessions)
    for session in ended:
        session.end()
    return len(ended)


def record_audit(*, actor: User | None, verb: str, subject: str) -> AuditEntry:
    """Write what a signed-in person did; without an actor the product did it itself."""
    return AuditEntry.objects.create(
        actor=actor, verb=verb, subject=subject[:200], at=timezone.now()
    )


def check_credentials(*, email: str, password: str, now: dt.datetime) -> User:
    """Return the user who signs in; count a failure, known account or not, and block after many."""
    _refuse_blocked(email, now)
    user = authenticate(username=email.strip(), password=password)
    if not isinstance(user, User):
        _count_failure(email=email, now=now)
        logger.info("sign_in.refused")
        raise CredentialsRefused
    SignInFailures.objects.filter(email_hash=email_digest(email)).delete()
    return user


def check_code(*, user: User, code: str, now: dt.datetime) -> Authenticator:
    """Return the app or the recovery codes that know this code; it is good for one time alone.

    Failures are counted like those of passwords, and apart from them.
    """
    counter = f"second factor of {user.pk}"
    _refuse_blocked(counter, now)
    known = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN)
    for authenticator in known.order_by("-type", "pk"):
        if authenticator.wrap().validate_code(code) and _spend(authenticator, code, now):
            SignInFailures.objects.filter(email_hash=email_digest(counter)).delete()
            if authenticator.type == Authenticator.Type.RECOVERY_CODES:
                tell(user, Notice.CODE_USED)
            return authenticator
    _count_failure(email=counter, now=now)
    logger.info("sign_in.code_refused")
    raise CodeRefused


@transaction.atomic
def _spend(authenticator: Authenticator, code: str, now: dt.datetime) -> bool:
    """Note a code of the app as used, whichever process was asked; False when it was before."""
    if authenticator.type != Authenticator.Type.TOTP:
        return True  # recovery codes are crossed out by themselves
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    known = row.data.get("spent", {})
    spent = {digest: until for digest, until in known.items() if until > now.timestamp()}
    digest = email_digest(f"{row.pk} {code}")
    if digest in spent:
        return False
    until = (now + CODE_LIFETIME).timestamp()
    row.data["spent"] = {**spent, digest: until}
    row.save(update_fields=["data"])
    return True


def _refuse_blocked(counter: str, now: dt.datetime) -> None:
    if is_sign_in_blocked(email=counter, now=now):
        logger.warning("sign_in.blocked")
        raise SignInBlocked(minutes=int(SIGN_IN_WINDOW.total_seconds() // 60))


@transaction.atomic
def _count_failure(*, email: str, now: dt.datetime) -> None:
    SignInFailures.objects.filter(since_at__lte=now - SIGN_IN_WINDOW).delete()
    failures, is_first = SignInFailures.objects.get_or_create(
        email_hash=email_digest(email), defaults={"count": 1, "since_at": now}
    )
    if not is_first:
        SignInFailures.objects.filter(pk=failures.pk).update(count=F("count") + 1, since_at=now)
