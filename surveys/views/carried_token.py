"""The cookie that brings a respondent's token along until the answer is sent."""

from django.conf import settings
from django.http import HttpResponse

COOKIE = "answer"
INVITED_PATH = "/s/"
CODES_PATH = "/k/"


def hand_token(response: HttpResponse, token: str, *, path: str) -> None:
    """Let the browser bring the token along until the answer is sent."""
    # no max-age: gone with the browser; deleted when the answer is sent
    response.set_cookie(
        COOKIE,
        token,
        path=path,
        secure=settings.IS_SERVED_BY_TLS,
        httponly=True,
        samesite="Lax",  # Strict would drop it on the way from a mail program
    )


def forget_token(response: HttpResponse, *, path: str) -> HttpResponse:
    """Remove the token alone; a form on the page still needs the other cookie."""
    response.delete_cookie(COOKIE, path=path, samesite="Lax")
    return response


def forget(response: HttpResponse, *, path: str) -> HttpResponse:
    """Remove every cookie that the form needed."""
    forget_token(response, path=path)
    response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite=settings.CSRF_COOKIE_SAMESITE)
    return response
