"""Initiatives and the surveys about them."""

import uuid

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from accounts.services import record_audit
from surveys.access import initiative_of, initiatives_of
from surveys.forms.planning import InitiativeForm, SurveyForm
from surveys.instruments.languages import text_language
from surveys.instruments.shipped import shipped_instruments
from surveys.models import Audience
from surveys.overviews import initiative_lines, waves_awaiting_expectation
from surveys.selectors import waves_shown_to
from surveys.services.planning import (
    change_initiative,
    create_initiative,
    create_survey,
)
from surveys.views.crumbs import Crumb, initiative_crumbs
from surveys.views.instrument_choice import chosen_instrument
from surveys.views.sending import sent


@require_GET
@requires(Capability.VIEW_RESULTS)
def initiatives(request: HttpRequest) -> HttpResponseBase:
    """List the initiatives that the user runs."""
    user = acting_user(request)
    context = {
        "lines": initiative_lines(initiatives_of(user)),
        "awaiting": waves_awaiting_expectation(user),
        "released": waves_shown_to(user),
    }
    return render(request, "surveys/initiatives/initiatives.html", context)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def new(request: HttpRequest) -> HttpResponseBase:
    """Record what was announced."""
    form = InitiativeForm(*sent(request))
    if form.is_valid():
        actor = acting_user(request)
        initiative = create_initiative(**form.cleaned_data, owner=actor)
        record_audit(actor=actor, verb="initiative.create", subject=str(initiative.pk))
        return redirect("surveys:initiative", initiative.pk)
    section = Crumb(_("Initiatives"), reverse("surveys:initiatives"))
    context = {"form": form, "crumbs": (section, Crumb(_("New initiative")))}
    status = 422 if form.is_bound else 200
    return render(request, "surveys/initiatives/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def change(request: HttpRequest, initiative_id: uuid.UUID) -> HttpResponseBase:
    """Correct title and purpose."""
    actor = acting_user(request)
    known = initiative_of(actor, initiative_id)
    form = InitiativeForm(*sent(request))
    form.initial = {"title": known.title, "purpose": known.purpose}
    if form.is_valid():
        change_initiative(initiative=known, **form.cleaned_data)
        record_audit(actor=actor, verb="initiative.change", subject=str(known.pk))
        return redirect("surveys:initiative", known.pk)
    context = {
        "form": form,
        "initiative": known,
        "crumbs": initiative_crumbs(known, _("Change")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/initiatives/change.html", context, status=status)


@require_GET
@requires(Capability.RUN_INITIATIVES)
def initiative(request: HttpRequest, initiative_id: uuid.UUID) -> HttpResponseBase:
    """One initiative with its surveys and their waves."""
    shown = initiative_of(acting_user(request), initiative_id)
    surveys = shown.surveys.select_related("instrument", "audience").prefetch_related("waves")
    context = {
        "initiative": shown,
        "surveys": surveys.order_by("title", "pk"),
        "crumbs": initiative_crumbs(shown),
    }
    return render(request, "surveys/initiatives/initiative.html", context)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def new_survey(request: HttpRequest, initiative_id: uuid.UUID) -> HttpResponseBase:
    """Choose questionnaire and audience."""
    about = initiative_of(acting_user(request), initiative_id)
    if not Audience.objects.exists():
        messages.info(request, _("Save an audience first: the people you want to ask."))
        return redirect("surveys:people")
    form = SurveyForm(*sent(request), references=_choices())
    if form.is_valid() and (instrument := chosen_instrument(form)):
        survey = create_survey(
            initiative=about,
            instrument=instrument,
            audience=form.cleaned_data["audience"],
            title=form.cleaned_data["title"],
        )
        record_audit(actor=acting_user(request), verb="survey.create", subject=str(survey.pk))
        return redirect("surveys:new_wave", survey.pk)
    status = 422 if form.is_bound else 200
    context = {
        "form": form,
        "initiative": about,
        "crumbs": initiative_crumbs(about, _("New survey")),
    }
    return render(request, "surveys/initiatives/new_survey.html", context, status=status)


def _choices() -> list[tuple[str, str]]:
    choices = []
    for instrument in shipped_instruments():
        title = instrument.title[text_language(instrument, get_language() or "en")]
        count = ngettext("%(count)d item", "%(count)d items", len(instrument.items))
        choices.append((instrument.key, f"{title} ({count % {'count': len(instrument.items)}})"))
    return choices
