"""The first page after sign-in: what is done, and what comes next on each of the two axes."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.acting import acting_user
from accounts.models import User
from accounts.permissions import Capability, may
from deployments.selectors import assessment_listings
from readiness.work import work_at_hand
from reports.selectors import report_listings
from surveys.attention import attention_lines
from surveys.selectors import waves_shown_to

SHOWN = 3
"""Newest of each kind; the lists show all."""


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the newest waves, assessments and reports that the user may see."""
    user = request.user
    context = {
        "attention": attention_lines(user, timezone.now()) if isinstance(user, User) else (),
        "at_work": work_at_hand(acting_user(request), now=timezone.now()),
        "waves": waves_shown_to(acting_user(request))[:SHOWN],
        "assessments": (
            assessment_listings()[:SHOWN] if may(user, Capability.VIEW_ASSESSMENTS) else ()
        ),
        "reports": report_listings(acting_user(request))[:SHOWN]
        if may(user, Capability.READ_REPORTS)
        else (),
    }
    return render(request, "home.html", context)
