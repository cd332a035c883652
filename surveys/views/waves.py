"""One wave from its draft to its release: where it stands, and its moves."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from accounts.services import record_audit
from jobs.obstacles import Obstacle
from jobs.selectors import JobStatus, latest_job
from jobs.services import enqueue_job
from surveys.access import wave_of
from surveys.audit_reasons import audit_stop
from surveys.models import Wave, WaveState
from surveys.overviews import (
    groups_to_invite,
    launch_readiness,
    participation_now,
    reminders_of,
    stated_expectations,
)
from surveys.promise import wave_promise
from surveys.services.auditing import publish_without_groups
from surveys.services.lifecycle import close_wave, launch_wave
from surveys.services.reminding import ask_for_reminder
from surveys.views.crumbs import wave_crumbs
from surveys.wave_days import wave_days
from surveys.wave_path import is_on_its_way, release_job, wave_path

JOB_OF_STATE = {
    WaveState.DRAFT: "surveys.prepare_wave",
    WaveState.OPEN: "surveys.send_invitations",
}


@require_GET
@requires(Capability.RUN_INITIATIVES)
def wave(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Where the wave stands, what is left to do, and the one next step."""
    shown = wave_of(acting_user(request), wave_id)
    return render(request, "surveys/waves/wave.html", _context(shown))


@require_GET
@requires(Capability.RUN_INITIATIVES)
def progress(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """The state of the work alone, asked for every two seconds; once done, the whole page."""
    shown = wave_of(acting_user(request), wave_id)
    if is_on_its_way(shown) or "seen" in request.GET:
        return _path_now(request, shown)
    job = _job(shown)
    if job is None:
        raise Http404
    response = render(request, "surveys/waves/progress.html", {"job": job, "url": request.path})
    if not job.is_active:
        response["HX-Redirect"] = reverse("surveys:wave", args=[shown.pk])
    return response


def _path_now(request: HttpRequest, shown: Wave) -> HttpResponseBase:
    """The steps, where they changed since they were seen; the whole page where more did."""
    path = wave_path(shown, timezone.now())
    if path is None:
        raise Http404
    if not is_on_its_way(shown) or path.can_try_again:
        response = HttpResponse(status=HTTPStatus.OK)
        response["HX-Redirect"] = reverse("surveys:wave", args=[shown.pk])
        return response
    if request.GET.get("seen") == path.mark:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {"wave": shown, "path": path, "progress_url": request.path, "is_part": True}
    return render(request, "surveys/waves/path_steps.html", context)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def launch(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Show once more what happens; sent, it freezes everything and invites everybody."""
    if request.method == "POST":
        return _move(request, wave_id, launch_wave, "wave.launch", _("The survey is launched."))
    shown = wave_of(acting_user(request), wave_id)
    if shown.state != WaveState.DRAFT:
        return redirect("surveys:wave", shown.pk)
    context = {
        "wave": shown,
        "readiness": launch_readiness(shown, timezone.now()),
        "groups": groups_to_invite(shown),
        "expectations": stated_expectations(shown),
        "promise": wave_promise(shown, get_language() or "en"),
        "crumbs": wave_crumbs(shown, _("Launch")),
    }
    return render(request, "surveys/waves/launch.html", context)


@require_POST
@requires(Capability.RUN_INITIATIVES)
def close(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Take no more answers, from now on."""
    return _move(request, wave_id, close_wave, "wave.close", _("The survey is closed."))


@require_POST
@requires(Capability.RUN_INITIATIVES)
def remind(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Have people reminded today."""
    return _move(request, wave_id, ask_for_reminder, "wave.remind", _("The reminder goes out."))


@require_POST
@requires(Capability.RUN_INITIATIVES)
def retry(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Have the work behind the wave done again, after it had given up."""
    stuck = wave_of(acting_user(request), wave_id)
    job = _job(stuck)
    if job and job.is_failed:
        enqueue_job(task=job.task, subject_id=job.subject_id)
        record_audit(actor=acting_user(request), verb="wave.retry", subject=str(stuck.pk))
    return redirect("surveys:wave", stuck.pk)


@require_POST
@requires(Capability.RUN_INITIATIVES)
def without_groups(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Give up the groups of a wave that the disclosure audit stopped."""
    stopped = wave_of(acting_user(request), wave_id)
    try:
        publish_without_groups(wave_id=stopped.pk)
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
    else:
        user = acting_user(request)
        record_audit(actor=user, verb="wave.publish_without_groups", subject=str(stopped.pk))
        messages.success(request, _("The wave is published for everybody together."))
    return redirect("surveys:wave", stopped.pk)


def _move(
    request: HttpRequest,
    wave_id: uuid.UUID,
    move: Callable[..., object],
    verb: str,
    done: str,
) -> HttpResponseBase:
    moved = wave_of(acting_user(request), wave_id)
    try:
        move(wave_id=moved.pk, now=timezone.now())
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
    else:
        record_audit(actor=acting_user(request), verb=verb, subject=str(moved.pk))
        messages.success(request, done)
    return redirect("surveys:wave", moved.pk)


def _context(shown: Wave) -> dict[str, Any]:
    job = _job(shown)
    context: dict[str, Any] = {
        "wave": shown,
        "job": job if job and (job.is_active or job.is_failed) else None,
        "path": wave_path(shown, timezone.now()),
        "is_on_its_way": is_on_its_way(shown),
        "takes_codes": shown.state in {WaveState.DRAFT, WaveState.SCHEDULED, WaveState.OPEN},
        "audit": audit_stop(shown) if shown.state == WaveState.CLOSED else None,
        "progress_url": reverse("surveys:wave_progress", args=[shown.pk]),
        "expectations": stated_expectations(shown),
        "promise": wave_promise(shown, get_language() or "en"),
        "crumbs": wave_crumbs(shown),
    }
    if shown.state == WaveState.DRAFT:
        context["readiness"] = launch_readiness(shown, timezone.now())
        context["groups"] = groups_to_invite(shown)
    if shown.state == WaveState.OPEN:
        context["participation"] = participation_now(shown)
        context["reminders"] = reminders_of(shown, timezone.now())
        context["days"] = wave_days(shown, context["reminders"], timezone.now())
        context["is_told"] = (shown.invited_count or 0) >= 2 * shown.min_group_size
    return context


def _job(shown: Wave) -> JobStatus | None:
    if is_on_its_way(shown):
        return release_job(shown)
    task = JOB_OF_STATE.get(WaveState(shown.state))
    return latest_job(task=task, subject_id=str(shown.pk)) if task else None
