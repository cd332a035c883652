"""One import of employees: upload, progress, what would change, confirmation, what changed."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from jobs.services import enqueue_job
from surveys.forms.people import ConfirmImportForm, RosterForm
from surveys.models import ImportState, PeopleImport
from surveys.obstacles import ImportOver
from surveys.people_imports import import_job, shown_rows
from surveys.services.people_imports import ask_for_check, confirm_import
from surveys.views.crumbs import people_crumbs
from surveys.views.people import max_text

TEMPLATES = {
    ImportState.CHECKED: "surveys/people/preview.html",
    ImportState.REFUSED: "surveys/people/refused.html",
    ImportState.DONE: "surveys/people/imported.html",
}


@require_POST
@requires(Capability.MANAGE_PEOPLE)
def upload(request: HttpRequest) -> HttpResponseBase:
    """Take a list and have it checked; nothing is written yet."""
    form = RosterForm(request.POST, request.FILES)
    if not form.is_valid():
        context = {"form": form, "max_text": max_text(), "crumbs": people_crumbs(_("Import"))}
        return render(request, "surveys/people/refused.html", context, status=422)
    asked = ask_for_check(
        user=acting_user(request),
        data=form.content(),
        language=get_language() or "en",
        now=timezone.now(),
    )
    return redirect("surveys:people_import", asked.pk)


@require_GET
@requires(Capability.MANAGE_PEOPLE)
def people_import(request: HttpRequest, import_id: uuid.UUID) -> HttpResponseBase:
    """Where the import stands, and what is to do."""
    asked = get_object_or_404(PeopleImport, pk=import_id)
    template = TEMPLATES.get(ImportState(asked.state), "surveys/people/importing.html")
    return render(request, template, _context(asked))


@require_GET
@requires(Capability.MANAGE_PEOPLE)
def progress(request: HttpRequest, import_id: uuid.UUID) -> HttpResponseBase:
    """The work alone, asked for every two seconds; once done, the whole page."""
    asked = get_object_or_404(PeopleImport, pk=import_id)
    job = import_job(asked)
    context = {"job": job, "asked": asked, "progress_url": request.path}
    response = render(request, "surveys/people/import_progress.html", context)
    if job is None or not job.is_active:
        response["HX-Redirect"] = reverse("surveys:people_import", args=[asked.pk])
    return response


@require_POST
@requires(Capability.MANAGE_PEOPLE)
def confirm(request: HttpRequest, import_id: uuid.UUID) -> HttpResponseBase:
    """Have the list written that was shown."""
    asked = get_object_or_404(PeopleImport, pk=import_id)
    form = ConfirmImportForm(request.POST)
    if not form.is_valid():  # a checkbox alone: nothing can be wrong with it
        raise Http404
    try:
        confirm_import(import_id=asked.pk, removes_absent=bool(form.cleaned_data["removes_absent"]))
    except ImportOver as over:
        messages.error(request, str(over))
        return redirect("surveys:people")
    return redirect("surveys:people_import", asked.pk)


@require_POST
@requires(Capability.MANAGE_PEOPLE)
def retry(_request: HttpRequest, import_id: uuid.UUID) -> HttpResponseBase:
    """Have work done again that had given up."""
    asked = get_object_or_404(PeopleImport, pk=import_id)
    job = import_job(asked)
    if job and job.is_failed:
        enqueue_job(task=job.task, subject_id=job.subject_id)
    return redirect("surveys:people_import", asked.pk)


def _context(asked: PeopleImport) -> dict[str, Any]:
    context: dict[str, Any] = {"asked": asked, "crumbs": people_crumbs(_("Import"))}
    match ImportState(asked.state):
        case ImportState.CHECKED:
            context["form"] = ConfirmImportForm()
            context["rows"] = [
                (row, [row.attributes.get(name, "") for name in asked.attributes])
                for row in shown_rows(asked)
            ]
        case ImportState.REFUSED:
            context |= {"faults": asked.faults, "form": RosterForm(), "max_text": max_text()}
        case ImportState.CHECKING | ImportState.WRITING:
            context["job"] = import_job(asked)
            context["progress_url"] = reverse("surveys:people_import_progress", args=[asked.pk])
    return context
