"""The respondent's pages: no account, no session, no draft on the server, no trace in a log."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from surveys.follow_up import follow_up_token, open_page
from surveys.models import Invitation, Survey
from surveys.obstacles import (
    AlreadyAnswered,
    AnswersTooLong,
    CannotAnswer,
    CastInBrowser,
    NoToken,
    TooManyWrongCodes,
    UnknownAnswer,
    WaveNotOpen,
    WrongCode,
    WrongToken,
)
from surveys.services.ballots import is_verified
from surveys.services.responding import invitation_of, submit_response
from surveys.views.answering import (
    bound_form,
    promise_page,
    refused_page,
    show_questions,
    show_review,
    stored_page,
)
from surveys.views.ways import INVITED, best_language, language_choices, offered_languages

COOKIE = "answer"
COOKIE_PATH = "/s/"
FOLLOW_UP = "told"
"""Names, on the last page, the survey's page of what became of earlier answers."""

Page = Callable[..., HttpResponse]


@require_GET
@never_cache
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address at once and go on to the first page."""
    try:
        invitation = invitation_of(token)
    except CannotAnswer as obstacle:
        return problem_page(request, obstacle)
    language = _language_of(invitation)
    response = redirect("respond:promise", language=language)
    hand_token(response, token)
    return response


def hand_token(response: HttpResponse, token: str, *, path: str = COOKIE_PATH) -> None:
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


def _language_of(invitation: Invitation) -> str:
    wanted = invitation.employee.language if invitation.employee else ""
    return best_language(wanted, offered_languages(invitation.wave))


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


@require_GET
@in_language
def promise(request: HttpRequest, language: str) -> HttpResponse:
    """What it is for, what is promised, what is stored."""
    invitation = _invitation(request)
    start_url = reverse(_start_of(invitation), args=[language])
    return promise_page(request, invitation.wave, language, INVITED, start_url)


@require_GET
@in_language
def stored(request: HttpRequest, language: str) -> HttpResponse:
    """The very tables: what is stored now, and what is left after the release."""
    return stored_page(request, _invitation(request).wave, language, INVITED)


@require_http_methods(["GET", "POST"])
@in_language
def questions(request: HttpRequest, language: str) -> HttpResponse:
    """The items; a POST comes from another page of them, or back from the review."""
    return show_questions(request, _invitation(request).wave, language, INVITED)


@require_POST
@in_language
def review(request: HttpRequest, language: str) -> HttpResponse:
    """Everything once more before it is sealed; the answers travel in the page itself."""
    return show_review(request, _invitation(request).wave, language, INVITED)


@require_POST
@in_language
def send(request: HttpRequest, language: str) -> HttpResponse:
    """Seal and store, then forget the token."""
    wave = _invitation(request).wave
    form = bound_form(request, wave, language)
    if not form.is_valid():
        return refused_page(request, wave, language, INVITED, form)
    try:
        submit_response(
            token=request.COOKIES[COOKIE], answers=form.answers(), comments=form.comments()
        )
    except (AnswersTooLong, UnknownAnswer) as obstacle:
        form.add_error(None, str(obstacle))
        return refused_page(request, wave, language, INVITED, form)
    return forget(redirect(_thanks_url(wave.survey, language)))


@require_GET
@in_language
def thanks(request: HttpRequest, language: str) -> HttpResponse:
    """The answer is stored; nothing here knows whose it was."""
    token = request.GET.get(FOLLOW_UP, "")
    has_page = token != "" and open_page(token) is not None
    codes = settings.RESPONDENT_LANGUAGES
    context = {
        "languages": language_choices(INVITED, "thanks", codes),
        "way": INVITED,
        "follow_up_url": reverse("respond:follow_up", args=[language, token]) if has_page else "",
    }
    return forget(render(request, "respond/thanks.html", context))


def _thanks_url(survey: Survey, language: str) -> str:
    """Address of the last page; it names the survey's page for everybody, where that is open."""
    url = reverse("respond:thanks", args=[language])
    token = follow_up_token(survey)
    return f"{url}?{FOLLOW_UP}={token}" if token else url


def _start_of(invitation: Invitation) -> str:
    return "respond:ballot" if is_verified(invitation.wave) else "respond:questions"


def _invitation(request: HttpRequest) -> Invitation:
    token = request.COOKIES.get(COOKIE)
    if not token:
        raise NoToken
    return invitation_of(token)


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


def forget(
    response: HttpResponse | HttpResponseRedirect, *, path: str = COOKIE_PATH
) -> HttpResponse:
    """Remove every cookie that the form needed."""
    response.delete_cookie(COOKIE, path=path, samesite="Lax")
    response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite=settings.CSRF_COOKIE_SAMESITE)
    return response
