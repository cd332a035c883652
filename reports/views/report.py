"""One report: how far it is, its file, and another try."""

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from jobs.obstacles import Obstacle
from jobs.selectors import latest_job
from reports.files import file_path
from reports.obstacles import ReportNotFound
from reports.selectors import report_listing
from reports.services.requesting import BUILD_TASK, open_report_file, request_rebuild


@require_GET
@requires(Capability.READ_REPORTS)
def report(request: HttpRequest, report_id: uuid.UUID) -> HttpResponseBase:
    """Show a report, the work on it, or why it failed."""
    listing = report_listing(report_id)
    if listing is None:
        raise Http404
    job = latest_job(task=BUILD_TASK, subject_id=str(report_id))
    context = {
        "report": listing,
        "job": job if job and job.is_active else None,
        "progress_url": reverse("reports:progress", args=[report_id]),
    }
    return render(request, "reports/report.html", context)


@require_GET
@requires(Capability.READ_REPORTS)
def progress(request: HttpRequest, report_id: uuid.UUID) -> HttpResponseBase:
    """Answer with the state of the work alone; once it has ended, ask for the whole page."""
    job = latest_job(task=BUILD_TASK, subject_id=str(report_id))
    if job is None:
        raise Http404
    context = {"job": job, "progress_url": request.path}
    response = render(request, "reports/progress.html", context)
    if not job.is_active:
        response["HX-Redirect"] = reverse("reports:report", args=[report_id])
    return response


@require_POST
@requires(Capability.BUILD_REPORTS)
def rebuild(request: HttpRequest, report_id: uuid.UUID) -> HttpResponseBase:
    """Try a failed report again."""
    try:
        request_rebuild(actor=acting_user(request), report_id=report_id)
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
        return redirect("reports:reports")
    return redirect("reports:report", report_id)


@require_GET
@requires(Capability.READ_REPORTS)
def download(request: HttpRequest, report_id: uuid.UUID) -> HttpResponseBase:
    """Hand out the file; who took it is written to the audit log."""
    try:
        file = open_report_file(actor=acting_user(request), report_id=report_id)
    except ReportNotFound as obstacle:
        raise Http404(str(obstacle)) from obstacle
    name = f"{slugify(file.title) or 'report'}.pdf"
    response = FileResponse(
        file_path(file.name).open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/pdf",
    )
    response["Cache-Control"] = "private, no-store"
    return response
