"""Sends people to what they must do first. Respondents, who have no session, pass untouched."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import ResolverMatch
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.required_steps import Step, required_step

ALWAYS_FREE = {"sign_out", "account_logout", "set_language", "health_live", "health_ready"}
FREE = {
    Step.CHANGE_PASSWORD: {"account_change_password"},
    Step.ADD_SECOND_FACTOR: {
        "account",
        "account_change_password",
        "account_reauthenticate",
        "end_session",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
    },
}
RESPONDENT = "respond"


class RequiredStepsMiddleware:
    """Lets nobody work with a printed password or, where it is asked for, without second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on; the view decides below."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Answer in place of the view while something comes first."""
        match = request.resolver_match
        if match is None or RESPONDENT in match.namespaces or match.url_name in ALWAYS_FREE:
            return None
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user = request.user
        if not isinstance(user, User):
            return None
        step = required_step(request, user)
        if step is None or match.url_name in FREE[step]:
            return None
        return _refusal(match, step)


def _refusal(match: ResolverMatch, step: Step) -> HttpResponse:
    if match.route.startswith("api/"):
        text = {
            Step.CHANGE_PASSWORD: _("Change your password on the pages first."),
            Step.ADD_SECOND_FACTOR: _("Add a second factor on the pages first."),
        }[step]
        return JsonResponse({"detail": text}, status=403)
    return redirect(step.value)
