"""The respondent's pages: no account, no session, no draft on the server, no trace in a log."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from surveys.follow_up import follow_up_token, open_page
from surveys.models import Invitation, Survey
from surveys.obstacles import CannotAnswer, NoToken
from surveys.services.ballots import is_verified
from surveys.services.responding import invitation_of
from surveys.views.answering import (
    promise_page,
    show_questions,
    show_review,
    store_answers,
    stored_page,
)
from surveys.views.carried_token import COOKIE, INVITED_PATH, forget, hand_token
from surveys.views.respondent_frame import in_language, problem_page
from surveys.views.ways import INVITED, best_language, language_choices, offered_languages

FOLLOW_UP = "told"
"""Names, on the last page, the survey's page of what became of earlier answers."""


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
    hand_token(response, token, path=INVITED_PATH)
    return response


def _language_of(invitation: Invitation) -> str:
    wanted = invitation.employee.language if invitation.employee else ""
    return best_language(wanted, offered_languages(invitation.wave))


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
    if refusal := store_answers(request, wave, language, INVITED):
        return refusal
    return forget(redirect(_thanks_url(wave.survey, language)), path=INVITED_PATH)


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
    return forget(render(request, "respond/thanks.html", context), path=INVITED_PATH)


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
