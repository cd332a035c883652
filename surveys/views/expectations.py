"""A leader states what the workforce will answer, before it is asked."""

import uuid

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from accounts.services import record_audit
from jobs.obstacles import Obstacle
from surveys.access import expectable_wave
from surveys.forms.expectation import ExpectationForm
from surveys.models import Expectation, WaveState
from surveys.sealed_wave import asked_questionnaire
from surveys.services.planning import state_expectation
from surveys.views.crumbs import reader_crumbs
from surveys.views.sending import sent


@require_http_methods(["GET", "POST"])
@requires(Capability.VIEW_RESULTS)
def expectation(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """State it, or state it anew until the launch. Owners do so about their own initiatives."""
    leader = acting_user(request)
    about = expectable_wave(leader, wave_id)
    questionnaire = asked_questionnaire(about)
    form = ExpectationForm(questionnaire, get_language() or "en", *sent(request))
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
        "crumbs": reader_crumbs(about, leader, _("Expectation")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/waves/expectation.html", context, status=status)
