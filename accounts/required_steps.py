"""What somebody who has signed in still has to do before anything else."""

import enum

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User


class Step(enum.Enum):
    """One thing to do, with the name of the address where it is done."""

    CHANGE_PASSWORD = "account_change_password"  # noqa: S105  # the name of an address
    ADD_SECOND_FACTOR = "accounts:account"


def required_step(request: HttpRequest, user: User) -> Step | None:
    """Return what comes first: a password of one's own, then a second factor."""
    if user.must_change_password:
        return Step.CHANGE_PASSWORD
    if user.role in settings.SECOND_FACTOR_ROLES and not has_second_factor(request, user):
        return Step.ADD_SECOND_FACTOR
    return None


def has_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether this session was opened with one, or the next will have to be."""
    records = get_authentication_records(request, user)
    if any(_asks_second_factor(record) for record in records):
        return True
    strong = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=user, type__in=strong).exists())


def _asks_second_factor(record: dict[str, object]) -> bool:
    provider = settings.SIGN_ON.provider(str(record.get("provider", "")))
    return provider is not None and provider.asks_second_factor
