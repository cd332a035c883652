"""The memory picture beside the choice of a model, drawn anew whenever the choice changes."""

import uuid

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.permissions import Capability, requires
from deployments.current_catalog import current_catalog
from deployments.forms.technology import ModelForm
from deployments.inputs import ModelChoice
from deployments.presentation.pictures import Picture, fleet_picture
from deployments.selectors import AssessmentInputs, assessment_summary
from deployments.sizing.fleet import fit_fleet
from jobs.obstacles import Obstacle

USUAL_CONTEXT_TOKENS = 8_192
"""Held against as long as nobody has said how long requests get."""


@require_POST
@requires(Capability.MANAGE_ASSESSMENTS)
def memory(request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponseBase:
    """The picture alone, for what the form says now; nothing is saved."""
    summary = assessment_summary(assessment_id)
    if summary is None:
        raise Http404
    form = ModelForm(request.POST, kept=summary.inputs.model)
    choice = form.choice() if form.is_valid() else None
    context = {"picture": picture_of(choice, summary.inputs)}
    return render(request, "deployments/fleet.html", context)


def picture_of(choice: ModelChoice | None, inputs: AssessmentInputs) -> Picture | None:
    """The chosen model held against every accelerator; None while none can be read."""
    if choice is None:
        return None
    catalog = current_catalog()
    try:
        model = choice.geometry(catalog)
    except Obstacle:
        return None
    workload = inputs.workload
    wanted = workload.max_context_tokens if workload else USUAL_CONTEXT_TOKENS
    fits = fit_fleet(
        model,
        choice.serving,
        catalog.accelerators.values(),
        context_tokens=min(wanted, model.max_context_tokens),
    )
    return fleet_picture(fits)
