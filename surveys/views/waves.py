"""One wave from its draft to its release, and what leaders expect of it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
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
from surveys.access import survey_of, wave_of
from surveys.forms.expectation import ExpectationForm
from surveys.forms.planning import WaveForm, usual_dates
from surveys.models import Expectation, RetentionMode, Wave, WaveState
from surveys.overviews import (
    audience_size,
    groups_to_invite,
    participation_now,
    people_overview,
    stated_expectations,
)
from surveys.promise import wave_promise
from surveys.sealed_wave import questionnaire_of
from surveys.services.lifecycle import close_wave, launch_wave
from surveys.services.planning import create_wave, state_expectation
from surveys.views.sending import sent

JOB_OF_STATE = {
    WaveState.DRAFT: "surveys.prepare_wave",
    WaveState.OPEN: "surveys.send_invitations",
    WaveState.CLOSED: "surveys.release_wave",
}


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def new_wave(request: HttpRequest, survey_id: uuid.UUID) -> HttpResponseBase:
    """Choose dates, reporting groups and what is kept."""
    survey = survey_of(acting_user(request), survey_id)
    form = WaveForm(
        *sent(request),
        attributes=tuple(people_overview().levels),
        initial=usual_dates(timezone.now()),
    )
    if form.is_valid():
        try:
            wave = create_wave(
                survey=survey,
                opens_at=form.cleaned_data["opens_at"],
                closes_at=form.cleaned_data["closes_at"],
                reporting_dimensions=form.cleaned_data["reporting_dimensions"],
                retention_mode=RetentionMode(form.cleaned_data["retention_mode"]),
            )
        except Obstacle as obstacle:
            form.add_error(None, str(obstacle))
        else:
            record_audit(actor=acting_user(request), verb="wave.create", subject=str(wave.pk))
            return redirect("surveys:wave", wave.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "survey": survey}
    return render(request, "surveys/waves/new.html", context, status=status)


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
    job = _job(shown)
    if job is None:
        raise Http404
    response = render(request, "surveys/waves/progress.html", {"job": job, "url": request.path})
    if not job.is_active:
        response["HX-Redirect"] = reverse("surveys:wave", args=[shown.pk])
    return response


@require_POST
@requires(Capability.RUN_INITIATIVES)
def launch(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Freeze everything and invite everybody."""
    return _move(request, wave_id, launch_wave, "wave.launch", _("The survey is launched."))


@require_POST
@requires(Capability.RUN_INITIATIVES)
def close(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Take no more answers, from now on."""
    return _move(request, wave_id, close_wave, "wave.close", _("The survey is closed."))


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


@require_http_methods(["GET", "POST"])
@requires(Capability.VIEW_RESULTS)
def expectation(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """State what the workforce will answer, before it is asked. Any leader may."""
    about = get_object_or_404(Wave.objects.select_related("survey__instrument"), pk=wave_id)
    questionnaire = questionnaire_of(about.survey.instrument)
    form = ExpectationForm(questionnaire, get_language() or "en", *sent(request))
    leader = acting_user(request)
    if form.is_valid():
        try:
            stated = state_expectation(wave=about, leader=leader, answers=form.answers())
        except Obstacle as obstacle:
            form.add_error(None, str(obstacle))
        else:
            record_audit(actor=leader, verb="expectation.state", subject=str(about.pk))
            text = _("Sealed until the release. Its fingerprint: %(fingerprint)s")
            messages.success(request, text % {"fingerprint": stated.commitment[:16]})
            return redirect("surveys:initiatives")
    context = {
        "form": form,
        "wave": about,
        "is_stated": Expectation.objects.filter(wave=about, leader=leader).exists(),
        "is_possible": about.state == WaveState.DRAFT and about.public_key is not None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/waves/expectation.html", context, status=status)


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
        "progress_url": reverse("surveys:wave_progress", args=[shown.pk]),
        "expectations": stated_expectations(shown),
        "promise": wave_promise(shown, get_language() or "en"),
    }
    if shown.state == WaveState.DRAFT:
        size = audience_size(shown)
        context |= {
            "groups": groups_to_invite(shown),
            "size": size,
            "is_large_enough": size >= shown.min_group_size,
            "is_in_future": shown.closes_at > timezone.now(),
            "has_key": shown.public_key is not None,
        }
    if shown.state == WaveState.OPEN:
        context["participation"] = participation_now(shown)
    return context


def _job(shown: Wave) -> JobStatus | None:
    task = JOB_OF_STATE.get(WaveState(shown.state))
    return latest_job(task=task, subject_id=str(shown.pk)) if task else None
