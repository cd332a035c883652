"""Questions about accounts."""

import datetime as dt
from dataclasses import dataclass

from accounts.models import AuditEntry, Role, SignInFailures, User
from accounts.permissions import CAPABILITIES, Capability
from accounts.throttle import SIGN_IN_FAILURE_LIMIT, SIGN_IN_WINDOW, email_digest


@dataclass(frozen=True)
class AuditLine:
    """One line of the audit log as it is shown."""

    at: dt.datetime
    actor: str
    verb: str
    subject: str


@dataclass(frozen=True)
class UserLine:
    """One person who signs in, as the list of users shows them."""

    name: str
    email: str
    role: str
    is_active: bool


def all_users() -> list[UserLine]:
    """Return everybody who has an account, by name."""
    return [
        UserLine(user.name, user.email, user.get_role_display(), user.is_active)
        for user in User.objects.order_by("name", "pk")
    ]


def persons_of_trust() -> list[UserLine]:
    """Return the active people to whom comments are passed on, by name."""
    roles = [role for role in Role if Capability.RECEIVE_ALERTS in CAPABILITIES[role]]
    return [
        UserLine(user.name, user.email, user.get_role_display(), user.is_active)
        for user in User.objects.filter(role__in=roles, is_active=True).order_by("name", "pk")
    ]


def first_active_user() -> User | None:
    """Whoever has been here longest: stands behind what the command line does."""
    return User.objects.filter(is_active=True).order_by("pk").first()


def is_sign_in_blocked(*, email: str, now: dt.datetime) -> bool:
    """Whether the account has reached the limit of failures within the window."""
    return SignInFailures.objects.filter(
        email_hash=email_digest(email),
        count__gte=SIGN_IN_FAILURE_LIMIT,
        since_at__gt=now - SIGN_IN_WINDOW,
    ).exists()


def administrator_exists() -> bool:
    """Whether the first administrator was created."""
    return User.objects.filter(role=Role.ADMINISTRATOR).exists()


def latest_audit_lines(*, limit: int) -> list[AuditLine]:
    """Return the newest entries of the audit log, newest first."""
    entries = AuditEntry.objects.select_related("actor").order_by("-at", "pk")[:limit]
    return [
        AuditLine(
            at=entry.at,
            actor=entry.actor.name if entry.actor else "",
            verb=entry.verb,
            subject=entry.subject,
        )
        for entry in entries
    ]
