"""Answering with a one-time code: on a shared device that forgets, or on one's own."""

import uuid
from dataclasses import replace

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from surveys.models import Invitation, Wave, WaveState
from surveys.obstacles import (
    CannotAnswer,
    NoToken,
    WaveNotOpen,
    WrongCode,
)
from surveys.promise import wave_promise
from surveys.sealing.codes import as_token, read_code
from surveys.services.ballots import is_verified
from surveys.services.code_guard import holder_mark
from surveys.services.responding import invitation_of
from surveys.views.answering import (
    promise_page,
    show_questions,
    show_review,
    store_answers,
    stored_page,
)
from surveys.views.carried_token import (
    CODES_PATH,
    COOKIE,
    INVITED_PATH,
    forget,
    forget_token,
    hand_token,
)
from surveys.views.respondent_frame import in_language
from surveys.views.ways import Way, best_language, code_way, language_choices, offered_languages

HOLDER_FIELD = "_holder"


@require_http_methods(["GET", "POST"])
@in_language
def start(
    request: HttpRequest, language: str, wave_id: uuid.UUID, *, is_shared: bool
) -> HttpResponse:
    """Type the code. Opening this page forgets whoever was here before."""
    wave = _open_wave(wave_id)
    way = code_way(wave, is_shared=is_shared)
    problem = ""
    if request.method == "POST":
        try:
            return _let_in(wave, way, language, _typed_token(request))
        except CannotAnswer as obstacle:
            problem = str(obstacle)
    context = {
        "wave": wave_promise(wave, language),
        "problem": problem,
        "way": way,
        "languages": language_choices(way, "start", offered_languages(wave)),
    }
    status = 422 if problem else 200
    page = render(request, "respond/code.html", context, status=status)
    if request.method == "GET":
        forget_token(page, path=CODES_PATH)
    return page


@require_http_methods(["GET", "POST"])
@never_cache
def entry(request: HttpRequest) -> HttpResponse:
    """Type a code of any survey: the short address of cards and posters."""
    wanted = request.headers.get("accept-language", "")[:2].lower()
    language = best_language(wanted, settings.RESPONDENT_LANGUAGES)
    with translation.override(language):
        problem = ""
        if request.method == "POST":
            try:
                token = _typed_token(request)
                wave = invitation_of(token).wave
                way = code_way(wave, is_shared=False)
                best = best_language(wanted, offered_languages(wave))
                return _let_in(wave, way, best, token)
            except CannotAnswer as obstacle:
                problem = str(obstacle)
        status = 422 if problem else 200
        return render(request, "respond/code.html", {"problem": problem}, status=status)


@require_GET
def door(request: HttpRequest, wave_id: uuid.UUID, *, is_shared: bool) -> HttpResponse:
    """The short address on a poster: on to the page in the reader's language."""
    wave = Wave.objects.select_related("survey__instrument").filter(pk=wave_id).first()
    if wave is None:
        raise Http404
    wanted = request.headers.get("accept-language", "")[:2].lower()
    way = code_way(wave, is_shared=is_shared)
    return redirect(way.url("start", best_language(wanted, offered_languages(wave))))


@require_GET
@in_language
def promise(
    request: HttpRequest, language: str, wave_id: uuid.UUID, *, is_shared: bool
) -> HttpResponse:
    """What it is for, what is promised, what is stored."""
    wave, way = _held(request, wave_id, is_shared=is_shared)
    return promise_page(request, wave, language, way, way.url("questions", language))


@require_GET
@in_language
def stored(
    request: HttpRequest, language: str, wave_id: uuid.UUID, *, is_shared: bool
) -> HttpResponse:
    """The tables that hold something about whoever answers."""
    wave, way = _held(request, wave_id, is_shared=is_shared)
    return stored_page(request, wave, language, way)


@require_http_methods(["GET", "POST"])
@in_language
def questions(
    request: HttpRequest, language: str, wave_id: uuid.UUID, *, is_shared: bool
) -> HttpResponse:
    """The items."""
    wave, way = _held(request, wave_id, is_shared=is_shared)
    return show_questions(request, wave, language, way)


@require_POST
@in_language
def review(
    request: HttpRequest, language: str, wave_id: uuid.UUID, *, is_shared: bool
) -> HttpResponse:
    """Everything once more."""
    wave, way = _held(request, wave_id, is_shared=is_shared)
    return show_review(request, wave, language, way)


@require_POST
@in_language
def send(
    request: HttpRequest, language: str, wave_id: uuid.UUID, *, is_shared: bool
) -> HttpResponse:
    """Seal and store, then forget the code."""
    wave, way = _held(request, wave_id, is_shared=is_shared)
    if refusal := store_answers(request, wave, language, way):
        return refusal
    return forget(redirect(way.url("thanks", language)), path=CODES_PATH)


@require_GET
@in_language
def thanks(
    request: HttpRequest, language: str, wave_id: uuid.UUID, *, is_shared: bool
) -> HttpResponse:
    """The answer is stored; a shared device goes on to the next person."""
    wave = _open_wave(wave_id)
    way = replace(code_way(wave, is_shared=is_shared), is_over=True)
    context = {
        "languages": language_choices(way, "thanks", offered_languages(wave)),
        "start_url": way.url("start", language),
        "way": way,
    }
    return forget(render(request, "respond/thanks.html", context), path=CODES_PATH)


def _typed_token(request: HttpRequest) -> str:
    code = read_code(request.POST.get("code", ""))
    if code is None:
        raise WrongCode  # the same words as for a code that nobody has
    return as_token(code)


def _let_in(wave: Wave, way: Way, language: str, token: str) -> HttpResponse:
    invitation = invitation_of(token)
    if invitation.wave_id != wave.pk:
        raise WrongCode
    if is_verified(wave):  # its pages live under the addresses of invitations
        response = redirect("respond:promise", language=language)
        hand_token(response, token, path=INVITED_PATH)
        return response
    response = redirect(way.url("promise", language))
    hand_token(response, token, path=CODES_PATH)
    return response


def _held(request: HttpRequest, wave_id: uuid.UUID, *, is_shared: bool) -> tuple[Wave, Way]:
    """The wave and the way of whoever holds the code; a page of somebody else is refused.

    A shared browser keeps what was sent before: going back and sending again would otherwise show
    one person's answers to the next, or send them in the other's name.
    """
    token = request.COOKIES.get(COOKIE)
    if not token:
        raise NoToken
    invitation: Invitation = invitation_of(token)
    if invitation.wave_id != wave_id:
        raise WrongCode
    mark = holder_mark(token)
    if request.method == "POST" and request.POST.get(HOLDER_FIELD) != mark:
        raise NoToken
    return invitation.wave, code_way(invitation.wave, is_shared=is_shared, holder=mark)


def _open_wave(wave_id: uuid.UUID) -> Wave:
    waves = Wave.objects.select_related("survey__initiative", "survey__instrument")
    wave = waves.filter(pk=wave_id).first()
    if wave is None:
        raise Http404(_("There is no such survey."))
    if wave.state != WaveState.OPEN:
        raise WaveNotOpen
    return wave
