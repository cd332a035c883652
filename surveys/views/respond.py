"""The respondent's pages: no account, no session, no draft on the server, no trace in a log."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from surveys.forms.response import ResponseForm
from surveys.instruments.languages import text_language
from surveys.models import Invitation
from surveys.obstacles import (
    AlreadyAnswered,
    AnswersTooLong,
    CannotAnswer,
    CastInBrowser,
    NoToken,
    UnknownAnswer,
    WaveNotOpen,
    WrongToken,
)
from surveys.promise import wave_promise
from surveys.sealed_wave import questionnaire_of
from surveys.services.ballots import is_verified
from surveys.services.responding import invitation_of, submit_response

COOKIE = "answer"
COOKIE_PATH = "/s/"

Page = Callable[..., HttpResponse]


@require_GET
@never_cache
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address at once and go on to the first page."""
    try:
        invitation = invitation_of(token)
    except CannotAnswer as obstacle:
        return _problem(request, obstacle)
    language = _language_of(invitation)
    response = redirect("respond:promise", language=language)
    # no max-age: gone with the browser; deleted when the answer is sent
    response.set_cookie(
        COOKIE,
        token,
        path=COOKIE_PATH,
        secure=settings.IS_SERVED_BY_TLS,
        httponly=True,
        samesite="Lax",  # Strict would drop it on the way from a mail program
    )
    return response


def _language_of(invitation: Invitation) -> str:
    wanted = invitation.employee.language if invitation.employee else ""
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def in_language(page: Page) -> Page:
    """Show the page in the language of its address, whatever the browser asks for."""

    @wraps(page)
    @never_cache
    def localized(request: HttpRequest, language: str, **rest: object) -> HttpResponse:
        if language not in dict(settings.LANGUAGES):
            raise Http404
        with translation.override(language):
            try:
                return page(request, language, **rest)
            except CannotAnswer as obstacle:
                return _problem(request, obstacle)

    return localized


@require_GET
@in_language
def promise(request: HttpRequest, language: str) -> HttpResponse:
    """What it is for, what is promised, what is stored."""
    invitation = _invitation(request)
    context = {
        "wave": wave_promise(invitation.wave, language),
        "start_url": reverse(_start_of(invitation), args=[language]),
        "is_verified": is_verified(invitation.wave),
        "languages": language_choices("respond:promise"),
        "language": language,
    }
    return render(request, "respond/promise.html", context)


@require_http_methods(["GET", "POST"])
@in_language
def questions(request: HttpRequest, language: str) -> HttpResponse:
    """All items on one page; a POST comes back from the review with its answers."""
    invitation = _invitation(request)
    questionnaire = questionnaire_of(invitation.wave.survey.instrument)
    initial = request.POST.dict() if request.method == "POST" else None
    form = ResponseForm(questionnaire, language, initial=initial)
    return _questions_page(request, language, form)


@require_POST
@in_language
def review(request: HttpRequest, language: str) -> HttpResponse:
    """Everything once more before it is sealed; the answers travel in the page itself."""
    invitation = _invitation(request)
    questionnaire = questionnaire_of(invitation.wave.survey.instrument)
    form = ResponseForm(questionnaire, language, request.POST)
    if not form.is_valid():
        return _questions_page(request, language, form, status=422)
    return _review_page(request, language, form)


@require_POST
@in_language
def send(request: HttpRequest, language: str) -> HttpResponse:
    """Seal and store, then forget the token."""
    invitation = _invitation(request)
    questionnaire = questionnaire_of(invitation.wave.survey.instrument)
    form = ResponseForm(questionnaire, language, request.POST)
    if not form.is_valid():
        return _questions_page(request, language, form, status=422)
    try:
        submit_response(
            token=request.COOKIES[COOKIE], answers=form.answers(), comments=form.comments()
        )
    except (AnswersTooLong, UnknownAnswer) as obstacle:
        form.add_error(None, str(obstacle))
        return _questions_page(request, language, form, status=422)
    return _forget(redirect("respond:thanks", language=language))


@require_GET
@in_language
def thanks(request: HttpRequest, _language: str) -> HttpResponse:
    """The answer is stored; nothing here knows whose it was."""
    context = {"languages": language_choices("respond:thanks")}
    return _forget(render(request, "respond/thanks.html", context))


def _start_of(invitation: Invitation) -> str:
    return "respond:ballot" if is_verified(invitation.wave) else "respond:questions"


def _invitation(request: HttpRequest) -> Invitation:
    token = request.COOKIES.get(COOKIE)
    if not token:
        raise NoToken
    return invitation_of(token)


def _questions_page(
    request: HttpRequest, language: str, form: ResponseForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "language": text_language(form.questionnaire, language),
        "review_url": reverse("respond:review", args=[language]),
        "languages": language_choices("respond:questions"),
    }
    return render(request, "respond/questions.html", context, status=status)


def _review_page(request: HttpRequest, language: str, form: ResponseForm) -> HttpResponse:
    context = {
        "form": ResponseForm(form.questionnaire, language, request.POST, is_hidden=True),
        "answers": list(form.given_answers),
        "language": form.language,
        "questions_url": reverse("respond:questions", args=[language]),
        "send_url": reverse("respond:send", args=[language]),
        "languages": language_choices("respond:review"),
    }
    return render(request, "respond/review.html", context)


def _problem(request: HttpRequest, obstacle: CannotAnswer) -> HttpResponse:
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
    WaveNotOpen: (
        HTTPStatus.GONE,
        _("This survey is closed"),
        _("If you think that this is a mistake, ask the people who invited you."),
    ),
}


def language_choices(url_name: str) -> list[dict[str, str]]:
    """Languages of a page, each under its own name."""
    return [
        {
            "code": code,
            "label": get_language_info(code)["name_local"].title(),
            "url": reverse(url_name, args=[code]),
        }
        for code, _name in settings.LANGUAGES
    ]


def _forget(response: HttpResponse | HttpResponseRedirect) -> HttpResponse:
    """Remove every cookie that the form needed."""
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")
    response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite=settings.CSRF_COOKIE_SAMESITE)
    return response
