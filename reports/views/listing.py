"""All reports, and the asking for a new one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from jobs.obstacles import Obstacle
from reports.forms import ReportForm
from reports.selectors import report_listings
from reports.services.requesting import request_report


@require_GET
@requires(Capability.READ_REPORTS)
def reports(request: HttpRequest) -> HttpResponseBase:
    """List every report that the user may read, with its state."""
    shown = report_listings(acting_user(request))
    return render(request, "reports/reports.html", {"reports": shown})


@require_http_methods(["GET", "POST"])
@requires(Capability.BUILD_REPORTS)
def new(request: HttpRequest) -> HttpResponseBase:
    """Choose wave, assessment, title, language, look and files."""
    maker = acting_user(request)
    if request.method == "POST":
        form = ReportForm(request.POST, request.FILES, maker=maker)
        if form.is_valid():
            return _requested(request, form)
    else:
        language = (get_language() or "en").split("-")[0]
        form = ReportForm(initial={"language": language}, maker=maker)
    return render(request, "reports/new.html", {"form": form})


def _requested(request: HttpRequest, form: ReportForm) -> HttpResponse:
    chosen = form.cleaned_data
    try:
        report = request_report(
            actor=acting_user(request),
            title=chosen["title"],
            wave_id=chosen["wave"],
            assessment_id=chosen["assessment"],
            language=chosen["language"],
            choice=form.choice,
            compared_ids=chosen["compared"],
        )
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
        return redirect("reports:new")
    return redirect("reports:report", report.pk)
