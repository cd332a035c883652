"""The list of employees: search it, import it after a preview."""

import csv

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from accounts.services import record_audit
from surveys.forms.people import ConfirmImportForm, RosterForm
from surveys.models import Employee
from surveys.obstacles import RosterRefused
from surveys.overviews import audience_lines, people_overview
from surveys.services.people import (
    RosterPreview,
    import_employees,
    preview_import,
    read_employees,
)
from surveys.staging import discard_upload, stage_upload, staged_upload
from surveys.views.crumbs import people_crumbs

PAGE_SIZE = 50
PREVIEW_ROWS = 10
EXAMPLE_ROWS = (
    ("email", "name", "language", "manager", "department", "location", "level", "tenure"),
    ("mona@company.example", "Mona Weber", "de", "no", "Sales", "Hamburg", "staff", "2 to 5 years"),
    ("liam@company.example", "Liam Costa", "en", "yes", "IT", "Munich", "head", "over 5 years"),
)


@require_GET
@requires(Capability.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody who can be asked, by page, and the audiences."""
    words = request.GET.get("q", "").strip()
    employees = Employee.objects.order_by("name", "pk")
    if words:
        employees = employees.filter(name__icontains=words) | employees.filter(
            email__icontains=words
        )
    page = Paginator(employees, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "overview": people_overview(),
        "audiences": audience_lines(),
        "page": page,
        "words": words,
        "form": RosterForm(),
        "max_text": _max_text(),
    }
    return render(request, "surveys/people/people.html", context)


@require_GET
@requires(Capability.MANAGE_PEOPLE)
def example(_request: HttpRequest) -> HttpResponseBase:
    """A list to start from."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="employees.csv"'
    csv.writer(response).writerows(EXAMPLE_ROWS)
    return response


@require_POST
@requires(Capability.MANAGE_PEOPLE)
def preview(request: HttpRequest) -> HttpResponseBase:
    """Read an uploaded list and show what it would change; nothing is written yet."""
    form = RosterForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, form)
    data = form.content()
    try:
        found = preview_import(roster=read_employees(data=data))
    except RosterRefused as obstacle:
        return _refused(request, form, str(obstacle).splitlines())
    return _preview_page(request, found, stage_upload(data))


@require_POST
@requires(Capability.MANAGE_PEOPLE)
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Write the list that was shown."""
    form = ConfirmImportForm(request.POST)
    data = staged_upload(form.cleaned_data["upload"]) if form.is_valid() else None
    if data is None:
        messages.error(request, _("The upload is not there any more. Upload the list again."))
        return redirect("surveys:people")
    try:
        roster = read_employees(data=data)
    except RosterRefused as obstacle:
        return _refused(request, RosterForm(), str(obstacle).splitlines())
    count = import_employees(roster=roster, removes_absent=form.cleaned_data["removes_absent"])
    discard_upload(form.cleaned_data["upload"])
    record_audit(actor=acting_user(request), verb="people.import", subject=str(count))
    text = ngettext("%(count)d employee imported.", "%(count)d employees imported.", count)
    messages.success(request, text % {"count": count})
    return redirect("surveys:people")


def _refused(
    request: HttpRequest, form: RosterForm, faults: list[str] | None = None
) -> HttpResponseBase:
    context = {
        "form": form,
        "faults": faults,
        "max_text": _max_text(),
        "crumbs": people_crumbs(_("Import")),
    }
    return render(request, "surveys/people/refused.html", context, status=422)


def _preview_page(request: HttpRequest, found: RosterPreview, upload: str) -> HttpResponseBase:
    rows = found.roster.rows
    attributes = sorted({name for row in rows for name in row.attributes})
    context = {
        "found": found,
        "count": len(rows),
        "managers": sum(row.is_manager for row in rows),
        "attributes": attributes,
        "rows": [
            (row, [row.attributes.get(name, "") for name in attributes])
            for row in rows[:PREVIEW_ROWS]
        ],
        "form": ConfirmImportForm(initial={"upload": upload}),
        "crumbs": people_crumbs(_("Import")),
    }
    return render(request, "surveys/people/preview.html", context)


def _max_text() -> str:
    return _("at most %(size)d MB") % {"size": settings.IMPORT_MAX_BYTES // 2**20}
