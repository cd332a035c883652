"""The audit log: who did what, on a page and as a file. Never what somebody answered."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.acting import acting_user
from accounts.audit_words import audit_words
from accounts.forms.audit import AuditFilterForm
from accounts.permissions import Capability, requires
from accounts.selectors import AuditQuery, audit_page, every_audit_line
from accounts.services import record_audit

PAGE_LINES = 50
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@require_GET
@requires(Capability.READ_AUDIT_LOG)
def audit_log(request: HttpRequest) -> HttpResponse:
    """Show one page of the log, filtered."""
    form = AuditFilterForm(request.GET or None)
    form.is_valid()
    page = audit_page(form.query(), after=request.GET.get("after", ""), size=PAGE_LINES)
    asked = request.GET.copy()
    asked.pop("after", None)
    newest = asked.urlencode()
    asked["after"] = page.older
    context = {
        "form": form,
        "lines": [(line, audit_words(line.verb)) for line in page.lines],
        "older_query": asked.urlencode() if page.older else "",
        "newest_query": newest,
        "is_first": "after" not in request.GET,
        "is_filtered": bool(newest),
    }
    return render(request, "accounts/audit_log.html", context)


@require_GET
@requires(Capability.READ_AUDIT_LOG)
def download(request: HttpRequest) -> HttpResponseBase:
    """Give everything that the filter lets through as CSV."""
    form = AuditFilterForm(request.GET or None)
    form.is_valid()
    record_audit(actor=acting_user(request), verb="audit.download", subject="")
    return StreamingHttpResponse(
        _csv_lines(form.query()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="audit_log.csv"'},
    )


class _Echo:
    """Hands each written line back, so that it can be sent at once."""

    def write(self, text: str) -> str:
        return text


def _csv_lines(query: AuditQuery) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # spreadsheets take the file for UTF-8
    yield writer.writerow(["at", "who", "verb", "words", "subject"])
    for line in every_audit_line(query):
        who = line.actor or _("The product itself")
        cells = [line.at.isoformat(), who, line.verb, audit_words(line.verb), line.subject]
        yield writer.writerow([_harmless(cell) for cell in cells])


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from running a text as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
