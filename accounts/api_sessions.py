"""How programs sign in to the API: with the session of the pages, and in no other way."""

from drf_spectacular.authentication import SessionScheme
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request


class ApiSession(SessionAuthentication):
    """The session of the pages. A stranger is answered 401, who may not is answered 403."""

    def authenticate_header(self, _request: Request) -> str:
        """Name the way in, which makes the answer a 401."""
        return "Session"


class ApiSessionScheme(SessionScheme):  # type: ignore[no-untyped-call]  # the library's own
    """Describes it in the API's schema."""

    target_class = "accounts.api_sessions.ApiSession"
