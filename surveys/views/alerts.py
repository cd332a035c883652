"""The page of the persons of trust: comments that were passed on to them."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from accounts.services import record_audit
from jobs.obstacles import Obstacle
from surveys.forms.voices import AlertForm
from surveys.models import AlertState
from surveys.services.alerts import note_alert
from surveys.voices_shown import AlertLine, wave_alerts


@sensitive_post_parameters("note")
@require_http_methods(["GET", "POST"])
@never_cache
@requires(Capability.RECEIVE_ALERTS)
def alerts(request: HttpRequest) -> HttpResponseBase:
    """Everything that was passed on; sent, how far one is with one of them.

    The audit log notes that somebody looked, whether there was anything to see or not.
    """
    if request.method == "POST":
        form = AlertForm(request.POST)
        if form.is_valid():
            try:
                note_alert(
                    alert_id=form.cleaned_data["alert"],
                    version=form.cleaned_data["version"],
                    state=AlertState(form.cleaned_data["state"]),
                    note=form.cleaned_data["note"],
                )
            except Obstacle as obstacle:
                messages.warning(request, str(obstacle))
            else:
                messages.success(request, _("Saved."))
        else:
            messages.error(request, _("This could not be read. Nothing was saved."))
        return redirect("surveys:alerts")
    record_audit(actor=acting_user(request), verb="alerts.look", subject="")
    waves = [(wave, [(alert, _form(alert)) for alert in wave.alerts]) for wave in wave_alerts()]
    return render(request, "surveys/alerts/alerts.html", {"waves": waves})


def _form(alert: AlertLine) -> AlertForm:
    return AlertForm(
        auto_id=f"{alert.id}-%s",
        initial={
            "alert": alert.id,
            "version": alert.version,
            "state": alert.state,
            "note": alert.note,
        },
    )
