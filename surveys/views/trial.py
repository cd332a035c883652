"""A trial: the respondent's pages as they will be, marked, and without anything being stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from surveys.services.trial import wave_of_trial
from surveys.views.answering import (
    bound_form,
    promise_page,
    refused_page,
    show_questions,
    show_review,
    stored_page,
)
from surveys.views.respondent_frame import in_language
from surveys.views.ways import language_choices, offered_languages, trial_way


@require_GET
@in_language
def promise(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """The first page."""
    way = trial_way(token)
    start_url = way.url("questions", language)
    return promise_page(request, wave_of_trial(token), language, way, start_url)


@require_GET
@in_language
def stored(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """The tables that hold something about whoever answers."""
    return stored_page(request, wave_of_trial(token), language, trial_way(token))


@require_http_methods(["GET", "POST"])
@in_language
def questions(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """The items."""
    return show_questions(request, wave_of_trial(token), language, trial_way(token))


@require_POST
@in_language
def review(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Everything once more."""
    return show_review(request, wave_of_trial(token), language, trial_way(token))


@require_POST
@in_language
def send(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Look the answers over as a real one would be, and drop them."""
    wave, way = wave_of_trial(token), trial_way(token)
    form = bound_form(request, wave, language)
    if not form.is_valid():
        return refused_page(request, wave, language, way, form)
    return redirect(way.url("thanks", language))


@require_GET
@in_language
def thanks(request: HttpRequest, _language: str, token: str) -> HttpResponse:
    """What respondents read at the end."""
    way = trial_way(token)
    codes = offered_languages(wave_of_trial(token))
    context = {"languages": language_choices(way, "thanks", codes), "way": way}
    return render(request, "respond/thanks.html", context)
