"""The files of a report: hand one out, add further ones, make a draft final."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from jobs.obstacles import Obstacle
from reports.access import own_report, readable_report
from reports.forms import MoreFilesForm
from reports.handing_out import file_response
from reports.kinds import CHOSEN_KINDS, FileKind
from reports.obstacles import ReportNotFound
from reports.services.requesting import add_files, make_final, open_report_file


@require_GET
@requires(Capability.READ_REPORTS)
def download(request: HttpRequest, report_id: uuid.UUID, kind: str) -> HttpResponseBase:
    """Hand out a file; who took it is written to the audit log."""
    actor = acting_user(request)
    readable_report(actor, report_id)
    if kind not in FileKind.values:
        raise Http404
    try:
        file = open_report_file(actor=actor, report_id=report_id, kind=FileKind(kind))
    except ReportNotFound as obstacle:
        raise Http404(str(obstacle)) from obstacle
    return file_response(file)


@require_POST
@requires(Capability.BUILD_REPORTS)
def add(request: HttpRequest, report_id: uuid.UUID) -> HttpResponseBase:
    """Queue further files of a report."""
    actor = acting_user(request)
    own_report(actor, report_id)
    form = MoreFilesForm(request.POST, missing=CHOSEN_KINDS)
    if not form.is_valid():
        messages.error(request, _("Choose at least one kind of file."))
        return redirect("reports:report", report_id)
    try:
        add_files(actor=actor, report_id=report_id, kinds=tuple(form.cleaned_data["kinds"]))
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
        return redirect("reports:reports")
    return redirect("reports:report", report_id)


@require_POST
@requires(Capability.BUILD_REPORTS)
def finalize(request: HttpRequest, report_id: uuid.UUID) -> HttpResponseBase:
    """Print a draft again without its mark."""
    actor = acting_user(request)
    own_report(actor, report_id)
    try:
        make_final(actor=actor, report_id=report_id)
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
        return redirect("reports:reports")
    return redirect("reports:report", report_id)
