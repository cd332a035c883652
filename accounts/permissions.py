"""What each role may do: one table, one question (`may`), one guard for views (`requires`)."""

import enum
from collections.abc import Callable, Mapping
from functools import wraps
from types import MappingProxyType
from typing import ClassVar, Concatenate, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import View

from accounts.models import Role, User

ViewArguments = ParamSpec("ViewArguments")


class Capability(enum.StrEnum):
    """One thing a role may do. Whose rows it may do it to is decided where the rows live."""

    MANAGE_USERS = "manage_users"
    MANAGE_PEOPLE = "manage_people"
    RUN_INITIATIVES = "run_initiatives"
    RUN_ANY_INITIATIVE = "run_any_initiative"
    VIEW_RESULTS = "view_results"
    MANAGE_ASSESSMENTS = "manage_assessments"
    VIEW_ASSESSMENTS = "view_assessments"
    BUILD_REPORTS = "build_reports"
    READ_REPORTS = "read_reports"
    READ_AUDIT_LOG = "read_audit_log"
    VIEW_SETTINGS = "view_settings"
    UNLOCK_RELEASE = "unlock_release"
    REVIEW_COMMENTS = "review_comments"
    RECEIVE_ALERTS = "receive_alerts"


# An administrator runs the product and, in a small house, does every job but two. Who holds the
# trustee's passphrase must not be who runs the servers, and comments about harassment, threats and
# self-harm go to persons of trust alone, who lead nobody. The auditor sees no results.
CAPABILITIES: Mapping[Role, frozenset[Capability]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: frozenset(Capability)
        - {Capability.UNLOCK_RELEASE, Capability.RECEIVE_ALERTS},
        Role.HR_LEADER: frozenset(
            {
                Capability.MANAGE_PEOPLE,
                Capability.RUN_INITIATIVES,
                Capability.RUN_ANY_INITIATIVE,
                Capability.VIEW_RESULTS,
                Capability.VIEW_ASSESSMENTS,
                Capability.BUILD_REPORTS,
                Capability.READ_REPORTS,
                Capability.REVIEW_COMMENTS,
            }
        ),
        Role.INITIATIVE_OWNER: frozenset(
            {
                Capability.RUN_INITIATIVES,
                Capability.VIEW_RESULTS,
                Capability.VIEW_ASSESSMENTS,
                Capability.BUILD_REPORTS,
                Capability.READ_REPORTS,
            }
        ),
        Role.ENGINEERING_LEAD: frozenset(
            {
                Capability.MANAGE_ASSESSMENTS,
                Capability.VIEW_ASSESSMENTS,
                Capability.BUILD_REPORTS,
                Capability.READ_REPORTS,
            }
        ),
        Role.EXECUTIVE: frozenset(
            {
                Capability.VIEW_RESULTS,
                Capability.VIEW_ASSESSMENTS,
                Capability.READ_REPORTS,
            }
        ),
        Role.AUDITOR: frozenset({Capability.READ_AUDIT_LOG, Capability.VIEW_SETTINGS}),
        Role.TRUSTEE: frozenset({Capability.UNLOCK_RELEASE, Capability.VIEW_SETTINGS}),
        Role.CONFIDANT: frozenset({Capability.RECEIVE_ALERTS}),
    }
)


def may(user: User | AnonymousUser, capability: Capability) -> bool:
    """Whether the user is signed in, active, and of a role that has the capability."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return capability in CAPABILITIES[Role(user.role)]


def requires(
    capability: Capability,
) -> Callable[
    [Callable[Concatenate[HttpRequest, ViewArguments], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, ViewArguments], HttpResponseBase],
]:
    """Guard a view: strangers are sent to the sign-in page, others without the right get a 403."""

    def decorate(
        view: Callable[Concatenate[HttpRequest, ViewArguments], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, ViewArguments], HttpResponseBase]:
        @wraps(view)
        def guarded(
            request: HttpRequest, /, *args: ViewArguments.args, **kwargs: ViewArguments.kwargs
        ) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, capability):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


class RequiresCapability(View):
    """The same guard for class-based views: inherit it first and name `required_capability`."""

    required_capability: ClassVar[Capability]

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Let the request through only for a user who has the capability."""
        return requires(self.required_capability)(super().dispatch)(request, *args, **kwargs)
