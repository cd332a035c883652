"""Lets people in whom the organization's sign-in vouches for: a group brings the role."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import Role, User
from accounts.obstacles import AddressTaken, Deactivated, LastAdministrator, NoGroup
from accounts.services import record_audit, require_another_administrator

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Identity:
    """What a provider says of the person who has just signed in there."""

    provider: str
    email: str
    name: str
    groups: frozenset[str]
    is_email_verified: bool


def role_of_groups(groups: Iterable[str], group_roles: Sequence[tuple[str, str]]) -> Role | None:
    """Return the role of the first group in the list that the person is in.

    Examples
    --------
    >>> role_of_groups({"staff", "hr"}, [("admins", "administrator"), ("hr", "hr_leader")])
    Role.HR_LEADER
    >>> role_of_groups({"staff"}, [("hr", "hr_leader")]) is None
    True
    """
    held = set(groups)
    return next((Role(role) for group, role in group_roles if group in held), None)


def admit(
    *, identity: Identity, known: User | None, group_roles: Sequence[tuple[str, str]]
) -> User:
    """Return the user to sign in, created or brought up to date by the groups.

    Parameters
    ----------
    identity
        What the provider says.
    known
        The user who signed in with this identity before.
    group_roles
        Groups and the roles they bring, the strongest first.

    Raises
    ------
    NoGroup
        No group brings a role; who had an account is deactivated.
    AddressTaken
        The address belongs to an account, and the provider does not vouch for it.
    Deactivated
        An administrator closed the account.
    LastAdministrator
        The groups would leave the product without an administrator; nothing was changed.
    """
    role = role_of_groups(identity.groups, group_roles)
    owner = User.objects.filter(email__iexact=identity.email).first()
    if known is None and identity.is_email_verified:
        known = owner
    if role is None:
        if known is not None:
            _leave(known)
        logger.info("sign_on.no_group")
        raise NoGroup
    if known is None:
        if owner is not None or not identity.email:
            raise AddressTaken
        return _create(identity, role)
    return _update(known, role)


@transaction.atomic
def _leave(user: User) -> None:
    row = User.objects.select_for_update().get(pk=user.pk)
    if not row.is_active:
        return
    try:
        require_another_administrator(row)
    except LastAdministrator:
        logger.warning("sign_on.last_administrator_without_group")
        return  # refused at the door, but an administrator remains who can repair it
    row.is_active = False
    row.left_groups_at = timezone.now()
    row.save(update_fields=["is_active", "left_groups_at"])
    record_audit(actor=None, verb="user.left_groups", subject=row.email)


@transaction.atomic
def _create(identity: Identity, role: Role) -> User:
    user = User(
        email=identity.email.strip().lower(),
        name=(identity.name or identity.email).strip()[:200],
        role=role,
    )
    user.set_unusable_password()
    user.save()
    record_audit(actor=None, verb="user.admit", subject=f"{user.email}, {role}")
    return user


@transaction.atomic
def _update(user: User, role: Role) -> User:
    row = User.objects.select_for_update().get(pk=user.pk)
    if not row.is_active and row.left_groups_at is None:
        raise Deactivated
    if row.role != role:
        require_another_administrator(row)
        record_audit(actor=None, verb="user.role", subject=f"{row.email}, {row.role} → {role}")
    if not row.is_active:
        record_audit(actor=None, verb="user.activate", subject=row.email)
    row.role, row.is_active, row.left_groups_at = role, True, None
    row.save(update_fields=["role", "is_active", "left_groups_at"])
    return row
