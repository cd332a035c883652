"""The trustee's pages: set a passphrase, see what is frozen, unlock the release. No results."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from accounts.services import record_audit
from jobs.obstacles import Obstacle
from jobs.selectors import JobStatus, latest_job
from surveys.forms.trustee import GivePassphraseForm, SetPassphraseForm
from surveys.models import Trusteeship, Wave, WaveState
from surveys.promise import wave_promise
from surveys.sealing.passphrases import suggested_passphrase
from surveys.services.trustee import PURPOSES, attempts_left, hand_passphrase
from surveys.trusteeships import TrusteeStep, frozen_facts, trustee_lines, trustee_step
from surveys.views.crumbs import Crumb
from surveys.views.sending import sent

TAKES_PASSPHRASE = {TrusteeStep.SET, TrusteeStep.IS_SET, TrusteeStep.GIVE}


@require_GET
@requires(Capability.UNLOCK_RELEASE)
def waves(request: HttpRequest) -> HttpResponseBase:
    """Every wave that has a trustee, and what waits."""
    return render(request, "surveys/trustee/waves.html", {"lines": trustee_lines()})


@require_GET
@requires(Capability.UNLOCK_RELEASE)
def progress(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """The state of the work with the passphrase alone; once done, the whole page."""
    job = _job(_wave(wave_id))
    if job is None:
        raise Http404
    response = render(request, "surveys/waves/progress.html", {"job": job, "url": request.path})
    if not job.is_active:
        response["HX-Redirect"] = reverse("surveys:trustee_wave", args=[wave_id])
    return response


@sensitive_post_parameters("passphrase", "again")
@require_http_methods(["GET", "POST"])
@never_cache
@requires(Capability.UNLOCK_RELEASE)
def wave(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """What is frozen, and the passphrase: set before the launch, given after the close."""
    shown = _wave(wave_id)
    is_draft = shown.state == WaveState.DRAFT
    form = (SetPassphraseForm if is_draft else GivePassphraseForm)(*sent(request))
    if form.is_valid() and _is_handed(request, shown, form):
        return redirect("surveys:trustee_wave", shown.pk)
    status = 422 if form.is_bound else 200
    return render(request, "surveys/trustee/wave.html", _context(shown, form), status=status)


@sensitive_variables("passphrase", "form")
def _is_handed(
    request: HttpRequest, shown: Wave, form: SetPassphraseForm | GivePassphraseForm
) -> bool:
    """Whether the release worker has it now; what stands in the way is said in the form."""
    passphrase = form.cleaned_data["passphrase"]
    try:
        hand_passphrase(wave_id=shown.pk, passphrase=passphrase, now=timezone.now())
    except Obstacle as obstacle:
        form.add_error(None, str(obstacle))
        return False
    is_draft = shown.state == WaveState.DRAFT
    verb = "trustee.set_passphrase" if is_draft else "trustee.unlock"
    record_audit(actor=acting_user(request), verb=verb, subject=str(shown.pk))
    messages.success(
        request,
        _("Handed over, sealed. The wave's key is being made under your passphrase.")
        if is_draft
        else _("Handed over, sealed. The release worker tries it now."),
    )
    return True


def _wave(wave_id: uuid.UUID) -> Wave:
    found = (
        Wave.objects.select_related(
            "survey__initiative", "survey__instrument", "survey__audience", "trusteeship"
        )
        .filter(pk=wave_id, has_trustee=True)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _context(shown: Wave, form: SetPassphraseForm | GivePassphraseForm) -> dict[str, Any]:
    step, job = trustee_step(shown), _job(shown)
    held = Trusteeship.objects.filter(wave=shown).first()
    name = _("%(survey)s, wave %(number)s") % {
        "survey": shown.survey.title,
        "number": shown.number,
    }
    return {
        "wave": shown,
        "step": step.value,
        "form": form if step in TAKES_PASSPHRASE else None,
        "suggestion": suggested_passphrase() if shown.state == WaveState.DRAFT else "",
        "attempts": attempts_left(held, timezone.now()) if held else 0,
        "has_failed": bool(held and held.failed_count),
        "job": job if job and (job.is_active or job.is_failed) else None,
        "progress_url": reverse("surveys:trustee_progress", args=[shown.pk]),
        "facts": frozen_facts(shown),
        "promise": wave_promise(shown, get_language() or "en"),
        "expectations": shown.expectations.count(),
        "crumbs": (Crumb(_("Trustee"), reverse("surveys:trustee")), Crumb(name)),
    }


def _job(shown: Wave) -> JobStatus | None:
    use = PURPOSES.get(WaveState(shown.state))
    return latest_job(task=use[1], subject_id=str(shown.pk)) if use else None
