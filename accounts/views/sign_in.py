"""The door: password, second factor, passkey, the organization's sign-in, and the way out."""

import logging
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from allauth.account.views import LoginView
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.socialaccount.providers.saml import views as saml
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LogoutView
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

logger = logging.getLogger(__name__)

ANSWER_MAX_CHARACTERS = 200_000  # with hundreds of groups an answer has about 60,000


class SignInView(LoginView):  # type: ignore[misc]  # allauth ships no types
    """Password, passkey, or one of the organization's providers."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        """Add a link for each provider."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["is_exclusive"] = settings.SIGN_ON.is_exclusive
        context["providers"] = [
            {"name": one.name, "url": reverse(f"{_ROUTES[one.protocol]}_login", args=[one.id])}
            for one in settings.SIGN_ON.providers
        ]
        return context


_ROUTES = {"oidc": "openid_connect", "saml": "saml"}


class SignOutView(LogoutView):
    """End the session; only by POST, so that no link can do it."""


@require_GET
def sign_on_cancelled(request: HttpRequest) -> HttpResponse:
    """Somebody turned back at the provider."""
    messages.info(request, _("You were not signed in. Nothing was changed."))
    return redirect("accounts:sign_in")


class _VerifyingAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # no types
    """Checks signature and nonce of every token, also of one straight from the provider."""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, *args: Any, **kwargs: Any
    ) -> Any:
        """Take nobody's word without a token: only that is tied to this very request."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("the provider gave no ID token")
        return super().complete_login(request, app, *args, **kwargs)

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, object]:
        claims: dict[str, object] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        wanted = _nonce(self.request.GET.get("state", ""))
        if not constant_time_compare(str(claims.get("nonce", "")), wanted):
            raise OAuth2Error("the ID token was made for another request")
        return claims


def _nonce(state: str) -> str:
    """What ties a token to the request for it. Its state is known to the session alone."""
    return salted_hmac("sign_on.nonce", state, algorithm="sha256").hexdigest()


@require_GET
def oidc_start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider, with a nonce that its token has to bear."""
    answer = _oidc(OAuth2LoginView, request, provider_id)
    place = urlsplit(answer.headers.get("Location", ""))
    asked = dict(parse_qsl(place.query))
    if "state" in asked:
        query = urlencode({**asked, "nonce": _nonce(asked["state"])})
        answer.headers["Location"] = place._replace(query=query).geturl()
    return answer


@require_GET
def oidc_return(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the code that the provider gave, and exchange it for who it is."""
    return _oidc(OAuth2CallbackView, request, provider_id)


def _oidc(
    view: type[OAuth2LoginView | OAuth2CallbackView], request: HttpRequest, provider_id: str
) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(_VerifyingAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except OSError:  # every failure of `requests` is one
        logger.exception("sign_on.provider_silent")
        return _sign_on_failed(request, status=502)
    return answer


@csrf_exempt
@require_POST
def saml_answer(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Take what the provider's page posts. It is kept for one request, so its size has a limit."""
    if settings.SIGN_ON.provider(organization_slug) is None:
        raise Http404
    if len(request.POST.get("SAMLResponse", "")) > ANSWER_MAX_CHARACTERS:
        return _sign_on_failed(request, status=413)
    answer: HttpResponse = saml.acs(request, organization_slug=organization_slug)
    return answer


@require_GET
def saml_finish(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Read what the provider asserted; nonsense and answers that nobody asked for are refused."""
    try:
        answer: HttpResponse = saml.finish_acs(request, organization_slug=organization_slug)
    except (SyntaxError, ValueError, PermissionDenied):  # no XML; XML with a DTD; nobody asked
        logger.warning("sign_on.assertion_refused")
        return _sign_on_failed(request, status=401)
    return answer


def _sign_on_failed(request: HttpRequest, *, status: int) -> HttpResponse:
    return render(request, "socialaccount/authentication_error.html", status=status)
