"""Assessments side by side, and a copy of one to vary."""

import uuid

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from deployments.forms.comparison import ComparisonForm
from deployments.presentation.compared_pictures import compared_pictures
from deployments.presentation.comparison import comparison_tables
from deployments.selectors import Step, assessment_summary, sized_assessments
from deployments.services.describing import copy_assessment
from deployments.views.navigation import step_url
from jobs.obstacles import Obstacle


@require_GET
@requires(Capability.VIEW_ASSESSMENTS)
def compare(request: HttpRequest) -> HttpResponseBase:
    """Two to four assessments, one figure per line."""
    sized = [listing.id for listing in sized_assessments()]
    form = ComparisonForm(request.GET, sized=sized)
    if not form.is_valid():
        messages.error(request, " ".join(str(fault) for fault in form.errors["assessment"]))
        return redirect("deployments:assessments")
    found = (assessment_summary(key) for key in form.cleaned_data["assessment"])
    summaries = [summary for summary in found if summary is not None]
    context = {
        "tables": comparison_tables(summaries),
        "pictures": compared_pictures(summaries),
    }
    return render(request, "deployments/comparison.html", context)


@require_POST
@requires(Capability.MANAGE_ASSESSMENTS)
def copy(request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponseBase:
    """Begin another assessment with the same answers."""
    try:
        made = copy_assessment(actor=acting_user(request), assessment_id=assessment_id)
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
        return redirect("deployments:assessments")
    return redirect(step_url(made.pk, Step.MODEL))
