"""Who acts in a request that a guard has let through."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


def acting_user(request: HttpRequest) -> User:
    """Return the signed-in person."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
