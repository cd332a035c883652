"""The first page after sign-in: what is done, and what comes next on each of the two axes."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.acting import acting_user
from accounts.models import User
from accounts.permissions import Capability, may
from deployments.selectors import assessment_listings
from readiness.work import work_at_hand
from reports.obstacles import SnapshotDamaged
from reports.rendering.blocks import Said
from reports.rendering.summary import headline_of
from reports.selectors import ReportListing, frozen_snapshot, report_listings
from surveys.attention import attention_lines
from surveys.selectors import waves_shown_to

SHOWN = 3
"""Newest of each kind; the lists show all."""


@dataclass(frozen=True)
class Answer:
    """What the newest report says, and which one it is."""

    headline: Said
    report_id: uuid.UUID
    title: str
    wave_title: str


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the newest waves, assessments and reports that the user may see."""
    user = request.user
    reports = report_listings(acting_user(request)) if may(user, Capability.READ_REPORTS) else ()
    context = {
        "answer": _answer(reports),
        "attention": attention_lines(user, timezone.now()) if isinstance(user, User) else (),
        "at_work": work_at_hand(acting_user(request), now=timezone.now()),
        "waves": waves_shown_to(acting_user(request))[:SHOWN],
        "assessments": (
            assessment_listings()[:SHOWN] if may(user, Capability.VIEW_ASSESSMENTS) else ()
        ),
        "reports": reports[:SHOWN],
    }
    return render(request, "home.html", context)


def _answer(reports: Sequence[ReportListing]) -> Answer | None:
    """The verdict of the newest finished report, in the reader's language."""
    newest = next((one for one in reports if one.is_ready and not one.is_draft), None)
    if newest is None:
        return None
    try:
        snapshot = frozen_snapshot(newest.id)
    except SnapshotDamaged:
        return None  # the page of the report says so
    if snapshot is None:
        return None
    return Answer(headline_of(snapshot), newest.id, newest.title, newest.wave_title)
