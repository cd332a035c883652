"""Lets a template hide what the user may not do: `{% if user|may:"run_initiatives" %}`."""

from django import template
from django.contrib.auth.models import AnonymousUser

from accounts import permissions
from accounts.models import User

register = template.Library()


@register.filter
def may(user: User | AnonymousUser, capability: str) -> bool:
    """Whether the user has the capability of this name; an unknown name is an error."""
    return permissions.may(user, permissions.Capability(capability))
