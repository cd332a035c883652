"""Long work that was asked for: what runs, what is done, and where its result is."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.acting import acting_user
from accounts.models import User
from accounts.permissions import Capability, may
from deployments.selectors import assessment_listings
from jobs.selectors import JobStatus, recent_jobs
from reports.selectors import report_listings
from surveys.people_imports import names_of_imports
from surveys.selectors import titles_of_waves_run_by

SHOWN_DAYS = 7
"""Finished work older than a week is found on the page of its subject."""
READ = 200
"""Jobs looked at; those that are not for the reader fall away."""
SHOWN = 30
AT_HAND = 4
"""On the first page: more would push the results down."""

LABELS: Mapping[str, Promise] = {
    "surveys.prepare_wave": _("Making the key"),
    "surveys.send_invitations": _("Sending invitations"),
    "surveys.send_reminders": _("Sending reminders"),
    "surveys.release_wave": _("Scoring and releasing"),
    "surveys.call_trustee": _("Calling the trustee"),
    "surveys.take_passphrase": _("Taking the passphrase"),
    "surveys.check_people": _("Checking a list of employees"),
    "surveys.import_people": _("Importing employees"),
    "deployments.size_assessment": _("Sizing"),
    "reports.build_report": _("Building the report"),
}


@dataclass(frozen=True)
class WorkLine:
    """One piece of work with its subject and the page on which it ends."""

    job: JobStatus
    label: str | Promise
    subject: str
    url: str


@require_GET
@login_required
def work(request: HttpRequest) -> HttpResponseBase:
    """Everything at work that the reader may see; asked by htmx, the list alone."""
    lines = work_lines(acting_user(request), now=timezone.now())
    context = {"lines": lines, "is_any_active": any(line.job.is_active for line in lines)}
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "work_list.html" if is_part else "work.html", context)


def work_lines(user: User, *, now: dt.datetime) -> tuple[WorkLine, ...]:
    """Work on subjects of the reader, the active first."""
    subjects = _subjects(user)
    lines = (
        _line(job, subjects)
        for job in recent_jobs(since=now - dt.timedelta(days=SHOWN_DAYS), limit=READ)
    )
    return tuple(line for line in lines if line is not None)[:SHOWN]


def work_at_hand(user: User, *, now: dt.datetime) -> tuple[WorkLine, ...]:
    """Work on subjects of the reader that is not done."""
    return tuple(line for line in work_lines(user, now=now) if line.job.is_active)[:AT_HAND]


def _subjects(user: User) -> Mapping[str, tuple[Mapping[str, str], Callable[[str], str]]]:
    """Names of what the reader may see, and the page of each, by task or by its room."""
    found: dict[str, tuple[Mapping[str, str], Callable[[str], str]]] = {
        "surveys": (titles_of_waves_run_by(user), _page("surveys:wave"))
    }
    if may(user, Capability.MANAGE_PEOPLE):
        imports = (names_of_imports(), _page("surveys:people_import"))
        found |= dict.fromkeys(("surveys.check_people", "surveys.import_people"), imports)
    if may(user, Capability.VIEW_ASSESSMENTS):
        names = {str(listing.id): listing.name for listing in assessment_listings()}
        found["deployments"] = (names, _page("deployments:assessment"))
    if may(user, Capability.READ_REPORTS):
        titles = {str(listing.id): listing.title for listing in report_listings(user)}
        found["reports"] = (titles, _page("reports:report"))
    return found


def _page(name: str) -> Callable[[str], str]:
    return lambda subject_id: reverse(name, args=[subject_id])


def _line(
    job: JobStatus, subjects: Mapping[str, tuple[Mapping[str, str], Callable[[str], str]]]
) -> WorkLine | None:
    room = job.task.split(".")[0]
    names, page = subjects.get(job.task) or subjects.get(room) or ({}, str)
    if job.subject_id not in names:
        return None
    label = LABELS.get(job.task, job.task)
    return WorkLine(job, label, names[job.subject_id], page(job.subject_id))
