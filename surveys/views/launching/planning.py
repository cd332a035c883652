"""The later steps of a launch, on the drafted wave: groups, dates, languages, summary, launch."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from accounts.services import record_audit
from jobs.obstacles import Obstacle
from surveys.fatigue import fatigue_of
from surveys.forms.launching import ChooseDatesForm, ChooseGroupsForm, ChooseLanguagesForm
from surveys.forms.planning import local_dates
from surveys.models import LaunchDraft, PulseSchedule, RetentionMode, Wave
from surveys.overviews import (
    audience_languages,
    audience_levels,
    groups_to_invite,
    launch_readiness,
    stated_expectations,
)
from surveys.promise import wave_promise
from surveys.questionnaires import language_name
from surveys.reportable import reportable_plan
from surveys.sealed_wave import questionnaire_of
from surveys.services.ballots import is_verified
from surveys.services.drafting import (
    choose_dates,
    choose_groups,
    choose_languages,
    note_step,
)
from surveys.services.lifecycle import launch_wave
from surveys.services.planning import choices_of
from surveys.services.pulses import choose_rhythm
from surveys.services.trial import send_trial
from surveys.views.launching.steps import (
    ORDER,
    Step,
    draft_of_user,
    onward,
    step_page,
    wave_of_draft,
)
from surveys.views.sending import sent


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def groups(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """By which groups it is reported; a button, or each change, checks which are possible."""
    draft = draft_of_user(acting_user(request), draft_id)
    wave = wave_of_draft(draft)
    form = _groups_form(request, wave)
    if "check" in request.POST:
        form.is_valid()
        return step_page(request, draft, Step.GROUPS, _groups_context(form, wave))
    if form.is_valid():
        try:
            choose_groups(wave=wave, **form.plan())
        except Obstacle as obstacle:
            form.add_error(None, str(obstacle))
        else:
            return _next(request, draft, Step.GROUPS)
    status = 422 if form.is_bound else 200
    return step_page(request, draft, Step.GROUPS, _groups_context(form, wave), status=status)


@require_POST
@requires(Capability.RUN_INITIATIVES)
def check_groups(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """What could be reported with what is chosen so far; nothing is saved."""
    wave = wave_of_draft(draft_of_user(acting_user(request), draft_id))
    form = _groups_form(request, wave)
    form.is_valid()
    context = _groups_context(form, wave)
    return render(request, "surveys/launching/reportable.html", context)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def expectation(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """What leaders expect; it can be left out."""
    draft = draft_of_user(acting_user(request), draft_id)
    wave = wave_of_draft(draft)
    if request.method == "POST":
        return _next(request, draft, Step.EXPECTATION)
    stated = stated_expectations(wave)
    own = wave.expectations.filter(leader=acting_user(request)).exists()
    context = {"wave": wave, "expectations": stated, "is_own_stated": own}
    return step_page(request, draft, Step.EXPECTATION, context)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def schedule(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """When it opens and closes."""
    draft = draft_of_user(acting_user(request), draft_id)
    wave = wave_of_draft(draft)
    pulse = PulseSchedule.objects.filter(survey=wave.survey).first()
    planned = {
        **choices_of(wave),
        **local_dates(wave.opens_at, wave.closes_at),
        "rhythm": pulse.rhythm if pulse else "",
        "last_date": pulse.last_date if pulse else None,
        "wave_limit": pulse.wave_limit if pulse else None,
    }
    form = ChooseDatesForm(*sent(request), now=timezone.now(), number=wave.number, initial=planned)
    if form.is_valid():
        try:
            choose_dates(wave=wave, **form.plan())
            choose_rhythm(survey=wave.survey, **form.pulse())
        except Obstacle as obstacle:
            form.add_error(None, str(obstacle))
        else:
            return _next(request, draft, Step.SCHEDULE)
    status = 422 if form.is_bound else 200
    return step_page(request, draft, Step.SCHEDULE, {"form": form, "wave": wave}, status=status)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def languages(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """In which languages people may answer."""
    draft = draft_of_user(acting_user(request), draft_id)
    wave = wave_of_draft(draft)
    known = questionnaire_of(wave.survey.instrument).languages
    form = ChooseLanguagesForm(
        *sent(request),
        languages=[(code, language_name(code)) for code in known],
        counts=audience_languages(wave.survey.audience),
        initial={"languages": wave.languages or list(known)},
    )
    if form.is_valid():
        try:
            choose_languages(wave=wave, languages=form.cleaned_data["languages"])
        except Obstacle as obstacle:
            form.add_error("languages", str(obstacle))
        else:
            return _next(request, draft, Step.LANGUAGES)
    status = 422 if form.is_bound else 200
    return step_page(request, draft, Step.LANGUAGES, {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def trial(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """The invitation to oneself, marked as a trial; answering it stores nothing."""
    actor = acting_user(request)
    draft = draft_of_user(actor, draft_id)
    wave = wave_of_draft(draft)
    if request.method == "POST" and "send" not in request.POST:
        return _next(request, draft, Step.TRIAL)
    if request.method == "POST":
        try:
            send_trial(wave=wave, reader=actor, language=get_language() or "en")
        except Obstacle as obstacle:
            messages.error(request, str(obstacle))
        else:
            messages.success(request, _("Sent to %(email)s.") % {"email": actor.email})
        return redirect(request.path)
    context = {"wave": wave, "reader": actor, "is_verified": is_verified(wave)}
    return step_page(request, draft, Step.TRIAL, context)


@require_GET
@requires(Capability.RUN_INITIATIVES)
def summary(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """Everything once more, with the launch."""
    draft = draft_of_user(acting_user(request), draft_id)
    wave = wave_of_draft(draft)
    codes = wave.languages or questionnaire_of(wave.survey.instrument).languages
    context = {
        "wave": wave,
        "readiness": launch_readiness(wave, timezone.now()),
        "groups": groups_to_invite(wave),
        "expectations": stated_expectations(wave),
        "promise": wave_promise(wave, get_language() or "en"),
        "languages": [language_name(code) for code in codes],
        "fatigue": fatigue_of(wave, timezone.now()),
    }
    return step_page(request, draft, Step.SUMMARY, context)


@require_POST
@requires(Capability.RUN_INITIATIVES)
def launch(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponseBase:
    """Freeze everything and invite everybody."""
    actor = acting_user(request)
    draft = draft_of_user(actor, draft_id)
    wave = wave_of_draft(draft)
    try:
        launch_wave(wave_id=wave.pk, now=timezone.now())
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
        return redirect("surveys:plan_summary", draft.pk)
    record_audit(actor=actor, verb="wave.launch", subject=str(wave.pk))
    messages.success(request, _("The survey is launched."))
    return redirect("surveys:wave", wave.pk)


def _groups_form(request: HttpRequest, wave: Wave) -> ChooseGroupsForm:
    planned = {
        "reporting_dimensions": wave.reporting_dimensions,
        "min_group_size": wave.min_group_size,
        "retention_mode": wave.retention_mode,
        **choices_of(wave),
    }
    return ChooseGroupsForm(
        *sent(request), attributes=audience_levels(wave.survey.audience), initial=planned
    )


def _groups_context(form: ChooseGroupsForm, wave: Wave) -> dict[str, Any]:
    if form.is_bound:
        dimensions, floor, mode = form.for_check()
    else:
        dimensions, floor = list(wave.reporting_dimensions), wave.min_group_size
        mode = RetentionMode(wave.retention_mode)
    plan = reportable_plan(wave, dimensions, floor=floor, retention_mode=mode)
    return {
        "form": form,
        "wave": wave,
        "plan": plan,
        "problems": form.errors.get("reporting_dimensions", ()) if form.is_bound else (),
    }


def _next(request: HttpRequest, draft: LaunchDraft, step: Step) -> HttpResponseBase:
    following = ORDER[ORDER.index(step) + 1]
    note_step(draft=draft, step=following.value, now=timezone.now())
    return onward(request, draft, step)
