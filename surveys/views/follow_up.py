"""The page "you said, we did": a leader opens it, everybody who has its link reads it."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from surveys.access import wave_of
from surveys.follow_up import follow_up_url, open_page, told_waves
from surveys.forms.actions import FollowUpForm
from surveys.models import FollowUpPage
from surveys.services.actions import save_follow_up
from surveys.views.respondent_frame import in_language
from surveys.views.result_frame import readable_wave, result_frame
from surveys.views.sending import sent
from surveys.views.ways import INVITED, language_choices


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def edit(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Write the opening words, open or close the page, see what it tells."""
    actor = acting_user(request)
    survey = wave_of(actor, wave_id).survey
    wave = readable_wave(request, wave_id)
    page = FollowUpPage.objects.filter(survey=survey).first()
    form = FollowUpForm(*sent(request))
    if page is not None:
        form.initial = {"introduction": page.introduction, "is_open": page.is_open}
    if form.is_valid():
        save_follow_up(actor=actor, survey=survey, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("surveys:follow_up", wave_id)
    address = follow_up_url(survey, get_language() or "en")
    context = {
        **result_frame(request, wave, "actions"),
        "form": form,
        "link": request.build_absolute_uri(address) if address else "",
        "told": told_waves(survey),
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/actions/follow_up.html", context, status=status)


@require_GET
@in_language
def told(request: HttpRequest, _language: str, token: str = "") -> HttpResponse:
    """What was said and what was done; no cookie is read or set, and nobody is counted."""
    page = open_page(token)
    if page is None:
        raise Http404
    codes = tuple(code for code, _name in settings.LANGUAGES)
    languages = [
        {**choice, "url": reverse("respond:follow_up", args=[choice["code"], token])}
        for choice in language_choices(INVITED, "thanks", codes)
    ]
    context = {
        "survey": page.survey,
        "introduction": page.introduction,
        "told": told_waves(page.survey),
        "languages": languages,
    }
    return render(request, "respond/follow_up.html", context)
