"""What stands around every page of respondents: its language, and words for what is in the way."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from surveys.obstacles import (
    AlreadyAnswered,
    CannotAnswer,
    CastInBrowser,
    NoToken,
    TooManyWrongCodes,
    WaveNotOpen,
    WrongCode,
    WrongToken,
)

Page = Callable[..., HttpResponse]


def in_language(page: Page) -> Page:
    """Show the page in the language of its address, whatever the browser asks for."""

    @wraps(page)
    @never_cache
    def localized(request: HttpRequest, language: str, **rest: object) -> HttpResponse:
        if language not in settings.RESPONDENT_LANGUAGES:
            raise Http404
        with translation.override(language):
            try:
                return page(request, language, **rest)
            except CannotAnswer as obstacle:
                return problem_page(request, obstacle)

    return localized


def problem_page(request: HttpRequest, obstacle: CannotAnswer) -> HttpResponse:
    """Why answering is not possible, and what to do."""
    status, heading, what_now = _PROBLEMS[type(obstacle)]
    context = {"heading": heading, "text": str(obstacle), "what_now": what_now}
    return render(request, "respond/problem.html", context, status=status)


_PROBLEMS = {
    WrongToken: (
        HTTPStatus.NOT_FOUND,
        _("This link does not work"),
        _("Copy the whole link from your invitation, or ask for a new one."),
    ),
    NoToken: (
        HTTPStatus.NOT_FOUND,
        _("Open the link of your invitation"),
        _("If you still want to answer, open the link in your mail again."),
    ),
    AlreadyAnswered: (
        HTTPStatus.CONFLICT,
        _("You have already answered"),
        "",
    ),
    CastInBrowser: (
        HTTPStatus.CONFLICT,
        _("This survey is answered in another way"),
        "",
    ),
    WrongCode: (
        HTTPStatus.NOT_FOUND,
        _("This code does not work"),
        _("Look at the card again, or ask for another one."),
    ),
    TooManyWrongCodes: (
        HTTPStatus.TOO_MANY_REQUESTS,
        _("One moment, please"),
        "",
    ),
    WaveNotOpen: (
        HTTPStatus.GONE,
        _("This survey is closed"),
        _("If you think that this is a mistake, ask the people who invited you."),
    ),
}
