"""One report: how far it is, its files, what it says on screen, and another try."""

import uuid
from typing import TypedDict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, may, requires
from jobs.obstacles import Obstacle
from jobs.selectors import latest_job
from reports.access import may_make_report, own_report, readable_report
from reports.forms import MoreFilesForm
from reports.kinds import FileKind
from reports.obstacles import SnapshotDamaged
from reports.rendering.document import document_of
from reports.rendering.page import page_of
from reports.rendering.summary import Summary, summary_of
from reports.selectors import (
    FileShelf,
    ReportListing,
    deliveries,
    file_shelf,
    frozen_snapshot,
)
from reports.services.requesting import BUILD_TASK, request_rebuild
from reports.snapshots import Snapshot


class _Frozen(TypedDict):
    snapshot: Snapshot | None
    damage: str


@require_GET
@requires(Capability.READ_REPORTS)
def report(request: HttpRequest, report_id: uuid.UUID) -> HttpResponseBase:
    """Show a report, the work on it, or why it failed."""
    reader = acting_user(request)
    listing = readable_report(reader, report_id)
    latest = latest_job(task=BUILD_TASK, subject_id=str(report_id))
    job = latest if latest and latest.is_active else None
    shelf = file_shelf(report_id)
    failure = "" if job else _failure(listing, shelf)
    further = tuple(kind for kind in FileKind if kind not in shelf.wanted)
    frozen = _frozen(report_id)
    context = {
        "report": listing,
        "files": shelf.files,
        "more_files": MoreFilesForm(missing=further) if listing.is_ready and further else None,
        "job": job,
        "deliveries": deliveries(report_id),
        "progress_url": reverse("reports:progress", args=[report_id]),
        "can_download": any(file.kind is FileKind.PDF for file in shelf.files),
        "failure": failure,
        "damage": frozen["damage"],
        "summary": _summary(frozen["snapshot"]),
        "may_make": may(reader, Capability.BUILD_REPORTS)
        and may_make_report(reader, listing.wave_id),
    }
    return render(request, "reports/report.html", context)


@require_GET
@requires(Capability.READ_REPORTS)
def page(request: HttpRequest, report_id: uuid.UUID) -> HttpResponseBase:
    """Show everything that the report says, on screen."""
    listing = readable_report(acting_user(request), report_id)
    snapshot = _frozen(report_id)["snapshot"]
    if snapshot is None:
        raise Http404
    document = document_of(snapshot, is_draft=listing.is_draft)
    context = {"report": listing, "document": document, "body": page_of(document)}
    response = render(request, "reports/page.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@requires(Capability.READ_REPORTS)
def verdict(request: HttpRequest, report_id: uuid.UUID) -> HttpResponseBase:
    """Draw the field of nine as on the summary page."""
    readable_report(acting_user(request), report_id)
    summary = _summary(_frozen(report_id)["snapshot"])
    if summary is None:
        raise Http404
    response = HttpResponse(summary.figure.svg, content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@requires(Capability.READ_REPORTS)
def progress(request: HttpRequest, report_id: uuid.UUID) -> HttpResponseBase:
    """Answer with the state of the work alone; once it has ended, ask for the whole page."""
    readable_report(acting_user(request), report_id)
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
    actor = acting_user(request)
    own_report(actor, report_id)
    try:
        request_rebuild(actor=actor, report_id=report_id)
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
        return redirect("reports:reports")
    return redirect("reports:report", report_id)


def _failure(listing: ReportListing, shelf: FileShelf) -> str:
    """Why there is no file to fetch, empty where all are there or none is due yet."""
    if listing.is_ready and shelf.missing:
        return _("The file of this report is missing or was altered. Build it again.")
    return listing.error if listing.is_failed else ""


def _frozen(report_id: uuid.UUID) -> _Frozen:
    """What was frozen, or why it cannot be shown; neither while nothing is frozen."""
    try:
        return {"snapshot": frozen_snapshot(report_id), "damage": ""}
    except SnapshotDamaged as obstacle:
        return {"snapshot": None, "damage": str(obstacle)}


def _summary(snapshot: Snapshot | None) -> Summary | None:
    """The first page in the report's language; the rest is not drawn for it."""
    if snapshot is None:
        return None
    with translation.override(snapshot.language):
        return summary_of(snapshot)
