"""Questions about accounts."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet

from accounts.browsers import browser_name
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
class AuditQuery:
    """Which entries of the audit log are wanted; what is left out is not asked."""

    actor_id: int | None = None
    verb: str = ""
    from_date: dt.date | None = None
    to_date: dt.date | None = None


@dataclass(frozen=True)
class AuditPage:
    """Entries, newest first, and where the next page begins."""

    lines: tuple[AuditLine, ...]
    older: str
    """Cursor of the next page; empty on the last."""


@dataclass(frozen=True)
class UserLine:
    """One person who signs in, as the list of users shows them."""

    pk: int
    name: str
    email: str
    role: str
    role_key: str
    is_active: bool
    has_second_factor: bool
    has_signed_in: bool
    is_managed_outside: bool
    """Signs in through the organization, whose groups give the role."""


@dataclass(frozen=True)
class Person:
    """Somebody who can be named and written to."""

    name: str
    email: str


@dataclass(frozen=True)
class SecondFactor:
    """One thing besides the password that somebody signs in with."""

    pk: int
    kind: str
    name: str
    added_at: dt.datetime
    used_at: dt.datetime | None
    codes_left: int = 0


@dataclass(frozen=True)
class OpenSession:
    """One browser in which somebody is signed in."""

    pk: int
    browser: str
    since_at: dt.datetime
    is_current: bool


def all_users() -> list[UserLine]:
    """Return everybody who has an account, by name."""
    return _user_lines(User.objects.order_by("name", "pk"))


def user_line(user_id: int) -> UserLine | None:
    """Return one person who has an account."""
    return next(iter(_user_lines(User.objects.filter(pk=user_id))), None)


def _user_lines(users: QuerySet[User]) -> list[UserLine]:
    known = list(users)
    strong = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    with_factor = set(
        Authenticator.objects.filter(user__in=known, type__in=strong).values_list("user", flat=True)
    )
    outside = set(SocialAccount.objects.filter(user__in=known).values_list("user", flat=True))
    return [
        UserLine(
            pk=user.pk,
            name=user.name,
            email=user.email,
            role=user.get_role_display(),
            role_key=user.role,
            is_active=user.is_active,
            has_second_factor=user.pk in with_factor,
            has_signed_in=user.last_login is not None,
            is_managed_outside=user.pk in outside,
        )
        for user in known
    ]


def own_second_factors(user: User) -> list[SecondFactor]:
    """Return what the user signs in with besides the password, oldest first."""
    return [
        SecondFactor(
            pk=one.pk,
            kind=one.type,
            name=one.wrap().name if one.type == Authenticator.Type.WEBAUTHN else "",
            added_at=one.created_at,
            used_at=one.last_used_at,
            codes_left=(
                len(one.wrap().get_unused_codes())
                if one.type == Authenticator.Type.RECOVERY_CODES
                else 0
            ),
        )
        for one in Authenticator.objects.filter(user=user).order_by("created_at", "pk")
    ]


def open_sessions(user: User, *, current: str) -> list[OpenSession]:
    """Return where the user is signed in, this browser first, then the newest."""
    return sorted(
        (
            OpenSession(
                pk=session.pk,
                browser=browser_name(session.user_agent),
                since_at=session.created_at,
                is_current=session.session_key == current,
            )
            for session in UserSession.objects.purge_and_list(user)
        ),
        key=lambda one: (not one.is_current, -one.since_at.timestamp(), one.pk),
    )


def persons_of_trust() -> list[Person]:
    """Return the active people to whom comments are passed on, by name."""
    return people_who_may(Capability.RECEIVE_ALERTS)


def people_who_may(capability: Capability) -> list[Person]:
    """Return the active people whose role has a capability, by name."""
    roles = [role for role in Role if capability in CAPABILITIES[role]]
    return [
        Person(user.name, user.email)
        for user in User.objects.filter(role__in=roles, is_active=True).order_by("name", "pk")
    ]


def person_at(email: str, capability: Capability) -> User | None:
    """The active person with this address, if their role has a capability."""
    roles = [role for role in Role if capability in CAPABILITIES[role]]
    return User.objects.filter(email__iexact=email, role__in=roles, is_active=True).first()


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


def audit_page(query: AuditQuery, *, after: str, size: int) -> AuditPage:
    """Return one page of the audit log; entries that are written meanwhile move nothing.

    Parameters
    ----------
    query
        Which entries.
    after
        Cursor that an earlier page gave; one that cannot be read begins at the newest.
    size
        Lines of a page.
    """
    entries = _audit_entries(query)
    if cursor := _read_cursor(after):
        at, pk = cursor
        entries = entries.filter(Q(at__lt=at) | Q(at=at, pk__gt=pk))
    found = list(entries[: size + 1])
    shown = found[:size]
    older = f"{shown[-1].at.isoformat()},{shown[-1].pk}" if len(found) > size else ""
    return AuditPage(tuple(_audit_line(entry) for entry in shown), older)


def every_audit_line(query: AuditQuery) -> Iterator[AuditLine]:
    """Return all entries, newest first, a few thousand at a time."""
    return (_audit_line(entry) for entry in _audit_entries(query).iterator(chunk_size=2000))


def audit_actors() -> list[tuple[int, str]]:
    """Return everybody who may stand in the log, by name."""
    return list(User.objects.order_by("name", "pk").values_list("pk", "name"))


def _audit_entries(query: AuditQuery) -> QuerySet[AuditEntry]:
    entries = AuditEntry.objects.select_related("actor").order_by("-at", "pk")
    if query.actor_id is not None:
        entries = entries.filter(actor_id=query.actor_id or None)
    if query.verb:
        entries = entries.filter(verb=query.verb)
    if query.from_date:
        entries = entries.filter(at__date__gte=query.from_date)
    if query.to_date:
        entries = entries.filter(at__date__lte=query.to_date)
    return entries


def _read_cursor(text: str) -> tuple[dt.datetime, uuid.UUID] | None:
    moment, _comma, key = text.partition(",")
    try:
        at, pk = dt.datetime.fromisoformat(moment), uuid.UUID(key)
    except ValueError:
        return None
    return (at, pk) if at.tzinfo else None


def _audit_line(entry: AuditEntry) -> AuditLine:
    return AuditLine(
        at=entry.at,
        actor=entry.actor.name if entry.actor else "",
        verb=entry.verb,
        subject=entry.subject,
    )
