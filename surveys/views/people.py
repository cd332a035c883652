"""The list of employees and the audiences drawn from it."""

import csv
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from accounts.services import record_audit
from surveys.forms.people import AudienceForm, ConfirmImportForm, RosterForm
from surveys.models import Audience, Employee
from surveys.obstacles import RosterRefused
from surveys.overviews import audience_lines, people_overview
from surveys.services.people import (
    RosterPreview,
    import_employees,
    preview_import,
    read_employees,
    save_audience,
)
from surveys.staging import discard_upload, stage_upload, staged_upload
from surveys.views.sending import sent

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


@require_http_methods(["GET", "POST"])
@requires(Capability.MANAGE_PEOPLE)
def new_audience(request: HttpRequest) -> HttpResponseBase:
    """Save a selection under a new name."""
    return _audience_page(request, None)


@require_http_methods(["GET", "POST"])
@requires(Capability.MANAGE_PEOPLE)
def audience(request: HttpRequest, audience_id: uuid.UUID) -> HttpResponseBase:
    """Change a saved selection; waves that were launched keep the people they invited."""
    return _audience_page(request, get_object_or_404(Audience, pk=audience_id))


def _audience_page(request: HttpRequest, known: Audience | None) -> HttpResponseBase:
    overview = people_overview()
    attributes = {name: tuple(levels) for name, levels in overview.levels.items()}
    form = AudienceForm(*sent(request), attributes=attributes, initial=_initial(known))
    if form.is_valid() and _name_is_free(form, known):
        if known is not None and known.name != form.cleaned_data["name"]:
            Audience.objects.filter(pk=known.pk).update(name=form.cleaned_data["name"])
        save_audience(
            name=form.cleaned_data["name"],
            selection=form.selection(),
            includes_managers=form.cleaned_data["includes_managers"],
        )
        messages.success(request, _("The audience is saved."))
        return redirect("surveys:people")
    status = 422 if form.is_bound else 200
    context = {"form": form, "known": known, "overview": overview}
    return render(request, "surveys/people/audience.html", context, status=status)


def _initial(known: Audience | None) -> dict[str, Any]:
    if known is None:
        return {}
    levels = {f"attribute_{name}": chosen for name, chosen in known.selection.items()}
    return {"name": known.name, "includes_managers": known.includes_managers, **levels}


def _name_is_free(form: AudienceForm, known: Audience | None) -> bool:
    taken = Audience.objects.filter(name=form.cleaned_data["name"])
    if known is not None:
        taken = taken.exclude(pk=known.pk)
    if taken.exists():
        form.add_error("name", _("Another audience has this name. Choose another one."))
        return False
    return True


def _refused(
    request: HttpRequest, form: RosterForm, faults: list[str] | None = None
) -> HttpResponseBase:
    context = {"form": form, "faults": faults, "max_text": _max_text()}
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
    }
    return render(request, "surveys/people/preview.html", context)


def _max_text() -> str:
    return _("at most %(size)d MB") % {"size": settings.IMPORT_MAX_BYTES // 2**20}
