"""The list of employees: search it; how it is imported is in `people_imports`."""

import csv

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Capability, requires
from surveys.forms.people import RosterForm
from surveys.models import Employee
from surveys.overviews import audience_lines, people_overview
from surveys.people_imports import import_lines

PAGE_SIZE = 50
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
        "max_text": max_text(),
        "imports": import_lines(),
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


def max_text() -> str:
    """How large a list may be."""
    return _("at most %(size)d MB") % {"size": settings.IMPORT_MAX_BYTES // 2**20}
