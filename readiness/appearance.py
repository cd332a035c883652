"""Light, dark, or as the system has it: kept in a cookie that pages of respondents never read."""

import enum

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "appearance"
COOKIE_SECONDS = 365 * 24 * 3600
"""A year: a taste changes rarely, and nothing else hangs on it."""


class Appearance(enum.StrEnum):
    """What a person may choose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def appearance(request: HttpRequest) -> dict[str, str]:
    """Name the chosen theme for templates; an empty one leaves it to the system."""
    chosen = _chosen(request.COOKIES.get(COOKIE, ""))
    theme = "" if chosen is Appearance.SYSTEM else f"readiness-{chosen}"
    return {"appearance": chosen.value, "theme": theme}


@require_POST
def set_appearance(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to where it was made."""
    chosen = _chosen(request.POST.get("appearance", ""))
    response = HttpResponseRedirect(_way_back(request))
    if chosen is Appearance.SYSTEM:
        response.delete_cookie(COOKIE, samesite="Lax")
        return response
    response.set_cookie(
        COOKIE,
        chosen.value,
        max_age=COOKIE_SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _chosen(text: str) -> Appearance:
    return Appearance(text) if text in set(Appearance) else Appearance.SYSTEM


def _way_back(request: HttpRequest) -> str:
    url = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if is_ours else "/"
