"""What was found, and the work that finds it."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from deployments.current_catalog import current_catalog
from deployments.presentation.open_points import open_points
from deployments.presentation.page import result_page
from deployments.presentation.sources import source_lines
from deployments.selectors import Refused, assessment_summary
from deployments.services.assessments import delete_assessment
from deployments.services.sizing import SIZING_TASK, request_sizing
from deployments.views.memory import picture_of
from deployments.views.navigation import missing_links, result_url, step_links
from deployments.wording import finding_words
from jobs.obstacles import Obstacle
from jobs.selectors import latest_job


@require_GET
@requires(Capability.VIEW_ASSESSMENTS)
def assessment(request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponseBase:
    """The result, the work on it, or what is still missing."""
    summary = assessment_summary(assessment_id)
    if summary is None:
        raise Http404
    outcome = summary.sizing.outcome if summary.sizing else None
    job = latest_job(task=SIZING_TASK, subject_id=str(assessment_id))
    context = {
        "summary": summary,
        "steps": step_links(assessment_id, summary.inputs, current=None),
        "missing": missing_links(assessment_id, summary.inputs),
        "job": job if job and (job.is_active or job.is_failed) else None,
        "progress_url": reverse("deployments:progress", args=[assessment_id]),
        "refusal": finding_words(outcome.reason) if isinstance(outcome, Refused) else "",
        "points": open_points(
            current_catalog().questions,
            summary.inputs.answers,
            summary.inputs.assignments,
            today=timezone.localdate(),
        ),
        "page": result_page(summary.result) if summary.result else None,
        "fleet": picture_of(summary.inputs.model, summary.inputs) if summary.result else None,
        "sources": source_lines(
            summary.sources,
            today=timezone.localdate(),
            max_age_days=settings.CATALOG_MAX_AGE_DAYS,
        ),
    }
    return render(request, "deployments/assessment.html", context)


@require_GET
@requires(Capability.VIEW_ASSESSMENTS)
def progress(request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponseBase:
    """The state of the work alone, asked for every two seconds; once done, the whole page."""
    job = latest_job(task=SIZING_TASK, subject_id=str(assessment_id))
    if job is None:
        raise Http404
    context = {"job": job, "progress_url": request.path}
    response = render(request, "deployments/progress.html", context)
    if not job.is_active:
        response["HX-Redirect"] = result_url(assessment_id)
    return response


@require_POST
@requires(Capability.MANAGE_ASSESSMENTS)
def size(request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponseBase:
    """Ask a worker to size the assessment as it stands."""
    try:
        request_sizing(actor=acting_user(request), assessment_id=assessment_id)
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
    return redirect(result_url(assessment_id))


@require_POST
@requires(Capability.MANAGE_ASSESSMENTS)
def delete(request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponseBase:
    """Remove the assessment."""
    try:
        delete_assessment(actor=acting_user(request), assessment_id=assessment_id)
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
    return redirect("deployments:assessments")
