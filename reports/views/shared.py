"""What somebody with a link and without an account sees: one report and its files."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from jobs.obstacles import Obstacle
from reports.handing_out import file_response
from reports.kinds import FileKind
from reports.obstacles import LinkBusy, LinkEnded, ReportNotFound, SnapshotDamaged
from reports.rendering.document import document_of
from reports.rendering.page import page_of
from reports.selectors import file_shelf, frozen_snapshot, report_listing
from reports.services.sharing import open_link, take_shared_file

RETRY_SECONDS = 3600


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show the report of a link, in the report's language."""
    try:
        report_id = open_link(token=token, now=timezone.now())
        snapshot = frozen_snapshot(report_id)
    except (LinkEnded, LinkBusy, SnapshotDamaged) as obstacle:
        return _refused(request, obstacle)
    listing = report_listing(report_id)
    if snapshot is None or listing is None:
        return _refused(request, LinkEnded())
    document = document_of(snapshot, is_draft=listing.is_draft)
    context = {
        "document": document,
        "body": page_of(document),
        "files": file_shelf(report_id).files,
        "token": token,
    }
    with translation.override(document.language):
        return _guarded(render(request, "reports/shared.html", context))


@require_safe
def shared_file(request: HttpRequest, token: str, kind: str) -> HttpResponseBase:
    """Hand out a file of the report of a link."""
    if kind not in FileKind.values:
        return _refused(request, LinkEnded())
    try:
        file = take_shared_file(token=token, kind=FileKind(kind), now=timezone.now())
    except (LinkEnded, LinkBusy, ReportNotFound) as obstacle:
        return _refused(request, obstacle)
    return _guarded(file_response(file))


def _refused(request: HttpRequest, obstacle: Obstacle) -> HttpResponseBase:
    is_busy = isinstance(obstacle, LinkBusy)
    response = render(
        request,
        "reports/link_ended.html",
        {"text": str(obstacle), "is_busy": is_busy},
        status=429 if is_busy else 404,
    )
    if is_busy:
        response["Retry-After"] = str(RETRY_SECONDS)
    return _guarded(response)


def _guarded(response: HttpResponseBase) -> HttpResponseBase:
    """The address is the key: it may be neither kept, nor told to others, nor found."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
