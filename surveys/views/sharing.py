"""Who may read the results of a wave."""

import uuid

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.acting import acting_user
from accounts.models import Role
from accounts.permissions import Capability, requires
from jobs.obstacles import Obstacle
from surveys.access import wave_of
from surveys.forms.sharing import ShareForm
from surveys.models import ResultGrant
from surveys.services.sharing import share_results, stop_sharing
from surveys.views.result_frame import readable_wave, result_frame
from surveys.views.sending import sent


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def sharing(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """With whom these results are shared, and a form to share them with one more."""
    actor = acting_user(request)
    about = wave_of(actor, wave_id)
    wave = readable_wave(request, wave_id)
    form = ShareForm(*sent(request))
    if form.is_valid():
        try:
            share_results(
                actor=actor, wave=about, reader=form.cleaned_data["reader"], role=form.chosen_role
            )
        except Obstacle as obstacle:
            form.add_error(None, str(obstacle))
        else:
            messages.success(request, _("Shared."))
            return redirect("surveys:sharing", wave_id)
    grants = ResultGrant.objects.filter(wave=about).select_related("reader", "granted_by")
    context = {
        **result_frame(request, wave, "sharing"),
        "form": form,
        "grants": [
            (grant, grant.reader.name if grant.reader else Role(grant.role).label)
            for grant in grants
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/results/sharing.html", context, status=status)


@require_POST
@requires(Capability.RUN_INITIATIVES)
def stop(request: HttpRequest, wave_id: uuid.UUID, grant_id: uuid.UUID) -> HttpResponseBase:
    """Take a right back."""
    actor = acting_user(request)
    about = wave_of(actor, wave_id)
    grants = ResultGrant.objects.select_related("reader", "wave")
    grant = get_object_or_404(grants, pk=grant_id, wave=about)
    stop_sharing(actor=actor, grant=grant)
    messages.success(request, _("No longer shared."))
    return redirect("surveys:sharing", wave_id)
