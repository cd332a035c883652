"""Plan a wave, and plan it anew as long as it is a draft."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from accounts.services import record_audit
from jobs.obstacles import Obstacle
from surveys.access import survey_of, wave_of
from surveys.forms.planning import WaveForm, local_dates, usual_dates
from surveys.models import WaveState
from surveys.overviews import audience_levels
from surveys.services.ballots import is_verified
from surveys.services.planning import change_wave, create_wave
from surveys.views.crumbs import initiative_crumbs, wave_crumbs
from surveys.views.sending import sent


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def new_wave(request: HttpRequest, survey_id: uuid.UUID) -> HttpResponseBase:
    """Choose dates, reporting groups and what is kept."""
    actor = acting_user(request)
    survey = survey_of(actor, survey_id)
    form = WaveForm(
        *sent(request),
        attributes=audience_levels(survey.audience),
        initial={**usual_dates(timezone.now()), "has_trustee": not settings.IS_EMBEDDED},
    )
    if form.is_valid():
        try:
            wave = create_wave(survey=survey, **form.plan())
        except Obstacle as obstacle:
            form.add_error(None, str(obstacle))
        else:
            record_audit(actor=actor, verb="wave.create", subject=str(wave.pk))
            return redirect("surveys:wave", wave.pk)
    context = {
        "form": form,
        "survey": survey,
        "crumbs": initiative_crumbs(survey.initiative, _("Plan a wave")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/waves/plan.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def change(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Change dates, reporting groups and what is kept of a draft."""
    actor = acting_user(request)
    wave = wave_of(actor, wave_id)
    if wave.state != WaveState.DRAFT:
        messages.error(request, _("This wave was launched; its settings are frozen."))
        return redirect("surveys:wave", wave.pk)
    planned = {
        "reporting_dimensions": wave.reporting_dimensions,
        "retention_mode": wave.retention_mode,
        "is_verified": is_verified(wave),
        "shows_verbatims": wave.shows_verbatims,
        "passes_on_alerts": wave.passes_on_alerts,
        "has_trustee": wave.has_trustee,
        "reminder_mode": wave.reminder_mode,
        "scheduled_reminders": wave.scheduled_reminders,
        **local_dates(wave.opens_at, wave.closes_at),
    }
    form = WaveForm(
        *sent(request), attributes=audience_levels(wave.survey.audience), initial=planned
    )
    if form.is_valid():
        try:
            change_wave(wave=wave, **form.plan())
        except Obstacle as obstacle:
            form.add_error(None, str(obstacle))
        else:
            record_audit(actor=actor, verb="wave.change", subject=str(wave.pk))
            return redirect("surveys:wave", wave.pk)
    context = {
        "form": form,
        "wave": wave,
        "survey": wave.survey,
        "crumbs": wave_crumbs(wave, _("Change settings")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/waves/plan.html", context, status=status)
