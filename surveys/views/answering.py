"""The pages of an answer, whichever way it came: promise, items page by page, review."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from surveys.follow_up import follow_up_url
from surveys.forms.response import ResponseForm
from surveys.models import Wave
from surveys.obstacles import AnswersTooLong, UnknownAnswer
from surveys.promise import wave_promise
from surveys.sealed_wave import asked_questionnaire
from surveys.services.ballots import is_verified
from surveys.services.responding import submit_response
from surveys.stored_rows import stored_rows
from surveys.views.carried_token import COOKIE
from surveys.views.ways import Way, best_language, language_choices, offered_languages

PAGE_FIELD = "_page"
SEED_FIELD = "_seed"
"""Keys of items begin with a letter or digit, so neither can be one of them."""
SEEDS = 2**31


def promise_page(
    request: HttpRequest, wave: Wave, language: str, way: Way, start_url: str
) -> HttpResponse:
    """What it is for, what is promised, what is stored."""
    context = {
        "wave": wave_promise(wave, language),
        "start_url": start_url,
        "rows_url": way.url("stored", language),
        "is_verified": is_verified(wave) and not way.is_trial,
        "languages": language_choices(way, "promise", offered_languages(wave)),
        "language": language,
        "way": way,
        "follow_up_url": follow_up_url(wave.survey, language),
    }
    return render(request, "respond/promise.html", context)


def stored_page(request: HttpRequest, wave: Wave, language: str, way: Way) -> HttpResponse:
    """The very tables: what is stored now, and what is left after the release."""
    context = {
        "rows": stored_rows(wave, is_verified=is_verified(wave) and not way.is_trial),
        "wave": wave_promise(wave, language),
        "way": way,
        "back_url": way.url("promise", language),
        "languages": language_choices(way, "stored", offered_languages(wave)),
        "language": language,
    }
    return render(request, "respond/rows.html", context)


def show_questions(request: HttpRequest, wave: Wave, language: str, way: Way) -> HttpResponse:
    """The first page of items, or the one that the buttons of another lead to."""
    if request.method != "POST":
        form = _form(wave, language, {}, page=0, seed=secrets.randbelow(SEEDS))
        return questions_page(request, wave, language, way, form)
    form = _form(wave, language, request.POST.dict(), page=_page(request), seed=_seed(request))
    step = {"next": 1, "back": -1}.get(request.POST.get("to", ""))
    if step is None:
        return questions_page(request, wave, language, way, form)
    beside = form.page_beside(step)
    if beside is None and step > 0:
        return show_review(request, wave, language, way)
    given = request.POST.dict()
    moved = _form(wave, language, given, page=beside or 0, seed=form.seed)
    return questions_page(request, wave, language, way, moved)


def show_review(request: HttpRequest, wave: Wave, language: str, way: Way) -> HttpResponse:
    """Everything once more before it is sealed, or what could not be read."""
    form = bound_form(request, wave, language)
    if not form.is_valid():
        return refused_page(request, wave, language, way, form)
    hidden = ResponseForm(form.questionnaire, form.language, request.POST, is_hidden=True)
    context = {
        "form": hidden,
        "answers": list(form.given_answers),
        "language": form.language,
        "questions_url": way.url("questions", language),
        "send_url": way.url("send", language),
        "languages": language_choices(way, "review", offered_languages(wave)),
        "page": form.last_page,
        "seed": form.seed,
        "way": way,
    }
    return render(request, "respond/review.html", context)


def store_answers(request: HttpRequest, wave: Wave, language: str, way: Way) -> HttpResponse | None:
    """Seal and store what was sent; where that cannot be, the page that says why."""
    form = bound_form(request, wave, language)
    if not form.is_valid():
        return refused_page(request, wave, language, way, form)
    try:
        submit_response(
            token=request.COOKIES[COOKIE], answers=form.answers(), comments=form.comments()
        )
    except (AnswersTooLong, UnknownAnswer) as obstacle:
        form.add_error(None, str(obstacle))
        return refused_page(request, wave, language, way, form)
    return None


def bound_form(request: HttpRequest, wave: Wave, language: str) -> ResponseForm:
    """The answers as they were sent."""
    return ResponseForm(
        asked_questionnaire(wave),
        best_language(language, offered_languages(wave)),
        request.POST,
        page=_page(request),
        seed=_seed(request),
    )


def refused_page(
    request: HttpRequest, wave: Wave, language: str, way: Way, form: ResponseForm
) -> HttpResponse:
    """The page with the first answer that could not be read."""
    page = form.page_of_first_fault()
    shown = ResponseForm(form.questionnaire, form.language, request.POST, page=page, seed=form.seed)
    for error in form.non_field_errors():
        shown.add_error(None, error)
    return questions_page(request, wave, language, way, shown, status=422)


def questions_page(
    request: HttpRequest,
    wave: Wave,
    language: str,
    way: Way,
    form: ResponseForm,
    *,
    status: int = 200,
) -> HttpResponse:
    """One page of items."""
    is_paged = form.questionnaire.is_branching
    context: dict[str, Any] = {
        "form": form,
        "language": form.language,
        "questions_url": way.url("questions", language),
        "review_url": way.url("questions" if is_paged else "review", language),
        "is_paged": is_paged,
        "has_back": is_paged and form.page_beside(-1) is not None,
        "languages": language_choices(way, "questions", offered_languages(wave)),
        "way": way,
    }
    return render(request, "respond/questions.html", context, status=status)


def _form(
    wave: Wave, language: str, given: dict[str, Any], *, page: int, seed: int
) -> ResponseForm:
    """Unbound, so that nothing is complained of before the answers are looked over."""
    return ResponseForm(
        asked_questionnaire(wave),
        best_language(language, offered_languages(wave)),
        initial=given,
        page=page,
        seed=seed,
    )


def _page(request: HttpRequest) -> int:
    sent = request.POST.get(PAGE_FIELD, "")
    return int(sent) if sent.isdecimal() and len(sent) < 4 else 0  # no form has a thousand pages


def _seed(request: HttpRequest) -> int:
    sent = request.POST.get(SEED_FIELD, "")
    return int(sent) if sent.isdecimal() and len(sent) <= len(str(SEEDS)) else 0
