"""What an address that is not there, or a failure, answers: programs read JSON, people a page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.defaults import page_not_found, server_error
from rest_framework.exceptions import APIException, NotFound


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    if _is_program(request):
        return _detail(NotFound)
    return page_not_found(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500; the cause stands in the log alone."""
    if _is_program(request):
        return _detail(APIException)
    return server_error(request)


def _is_program(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _detail(kind: type[APIException]) -> JsonResponse:
    answer: dict[str, Any] = {"detail": str(kind.default_detail)}
    return JsonResponse(answer, status=kind.status_code)
