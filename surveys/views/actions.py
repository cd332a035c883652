"""The action plan of a wave: where to begin, what is done, what became of it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from surveys.access import wave_of
from surveys.action_lines import action_lines, dimension_names, focus_lines, next_published
from surveys.forms.actions import ActionForm
from surveys.models import Action, FollowUpPage, Wave
from surveys.services.actions import change_action, create_action, delete_action
from surveys.views.result_frame import readable_wave, result_frame
from surveys.views.sending import sent


@require_GET
@login_required
def actions(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Suggested focus areas and the plan, each action beside what the next wave published."""
    wave = readable_wave(request, wave_id)
    about = Wave.objects.get(pk=wave_id)
    planned = list(Action.objects.filter(wave=about))
    page = FollowUpPage.objects.filter(survey=about.survey_id).first()
    context = {
        **result_frame(request, wave, "actions"),
        "focus": focus_lines(wave, planned),
        "actions": action_lines(wave, planned, next_published(about), today=timezone.localdate()),
        "is_told": page is not None and page.is_open,
    }
    return render(request, "surveys/actions/plan.html", context)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def new(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Plan an action; a suggested dimension is chosen already."""
    actor = acting_user(request)
    about = wave_of(actor, wave_id)
    wave = readable_wave(request, wave_id)
    initial = {"dimension": request.GET.get("dimension", ""), "progress_percent": 0}
    form = ActionForm(dimension_names(wave), *sent(request), initial=initial)
    if form.is_valid():
        create_action(actor=actor, wave=about, facts=form.facts())
        messages.success(request, _("The action is on the plan."))
        return redirect("surveys:actions", wave_id)
    context = {**result_frame(request, wave, "actions"), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "surveys/actions/action.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def change(request: HttpRequest, wave_id: uuid.UUID, action_id: uuid.UUID) -> HttpResponseBase:
    """Say anew how far an action is."""
    actor = acting_user(request)
    action = get_object_or_404(Action, pk=action_id, wave=wave_of(actor, wave_id))
    wave = readable_wave(request, wave_id)
    known = {name: getattr(action, name) for name in ActionForm.base_fields}
    form = ActionForm(dimension_names(wave), *sent(request), initial=known)
    if form.is_valid():
        change_action(actor=actor, action=action, facts=form.facts())
        messages.success(request, _("Saved."))
        return redirect("surveys:actions", wave_id)
    context = {**result_frame(request, wave, "actions"), "form": form, "action": action}
    status = 422 if form.is_bound else 200
    return render(request, "surveys/actions/action.html", context, status=status)


@require_POST
@requires(Capability.RUN_INITIATIVES)
def delete(request: HttpRequest, wave_id: uuid.UUID, action_id: uuid.UUID) -> HttpResponseBase:
    """Take an action off the plan."""
    actor = acting_user(request)
    action = get_object_or_404(Action, pk=action_id, wave=wave_of(actor, wave_id))
    delete_action(actor=actor, action=action)
    messages.success(request, _("The action is off the plan."))
    return redirect("surveys:actions", wave_id)
