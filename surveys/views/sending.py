"""What a browser sent with a form."""

from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict


def sent(request: HttpRequest) -> tuple[QueryDict, MultiValueDict] | tuple[()]:  # type: ignore[type-arg]  # holds uploads
    """Return fields and files to bind a form with; nothing while it is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else ()
