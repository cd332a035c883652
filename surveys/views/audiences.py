"""Saved selections of employees, with how many people belong to them now."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from accounts.services import record_audit
from jobs.obstacles import Obstacle
from surveys.forms.people import AudienceForm
from surveys.models import Audience
from surveys.overviews import audience_count, people_overview
from surveys.services.people import save_audience
from surveys.views.crumbs import people_crumbs
from surveys.views.sending import sent


@require_http_methods(["GET", "POST"])
@requires(Capability.MANAGE_PEOPLE)
def new_audience(request: HttpRequest) -> HttpResponseBase:
    """Save a selection under a new name."""
    return _audience_page(request, None)


@require_http_methods(["GET", "POST"])
@requires(Capability.MANAGE_PEOPLE)
def audience(request: HttpRequest, audience_id: uuid.UUID) -> HttpResponseBase:
    """Change a saved selection; waves that were launched keep the people they invited."""
    return _audience_page(request, get_object_or_404(Audience, pk=audience_id))


def _audience_page(request: HttpRequest, known: Audience | None) -> HttpResponseBase:
    attributes = {name: tuple(levels) for name, levels in people_overview().levels.items()}
    form = AudienceForm(*sent(request), attributes=attributes, initial=_initial(known))
    if "count" in request.POST:
        return _counted(request, form, known)
    if form.is_valid() and _saved(request, form, known):
        messages.success(request, _("The audience is saved."))
        return redirect("surveys:people")
    chosen = known or Audience()
    count = audience_count(chosen.selection, includes_managers=chosen.includes_managers)
    status = 422 if form.is_bound else 200
    context = _context(form, known, count)
    return render(request, "surveys/people/audience.html", context, status=status)


def _saved(request: HttpRequest, form: AudienceForm, known: Audience | None) -> bool:
    try:
        saved = save_audience(
            name=form.cleaned_data["name"],
            selection=form.selection(),
            includes_managers=form.cleaned_data["includes_managers"],
            audience_id=known.pk if known else None,
        )
    except Obstacle as obstacle:
        form.add_error("name", str(obstacle))
        return False
    record_audit(actor=acting_user(request), verb="audience.save", subject=str(saved.pk))
    return True


def _counted(request: HttpRequest, form: AudienceForm, known: Audience | None) -> HttpResponseBase:
    """How many people belong to what is chosen so far; nothing is saved."""
    form.fields["name"].required = False  # only the number is asked for
    form.is_valid()
    count = audience_count(
        form.selection(), includes_managers=form.cleaned_data["includes_managers"]
    )
    is_part = bool(request.headers.get("HX-Request"))
    template = "surveys/people/audience_count.html" if is_part else "surveys/people/audience.html"
    return render(request, template, _context(form, known, count))


def _context(form: AudienceForm, known: Audience | None, count: int) -> dict[str, Any]:
    title = _("Change audience") if known else _("New audience")
    return {"form": form, "title": title, "count": count, "crumbs": people_crumbs(title)}


def _initial(known: Audience | None) -> dict[str, Any]:
    if known is None:
        return {}
    levels = {f"attribute_{name}": chosen for name, chosen in known.selection.items()}
    return {"name": known.name, "includes_managers": known.includes_managers, **levels}
