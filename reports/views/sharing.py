"""Links and mails of a report: made, ended, tried again, by whoever builds reports."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from jobs.obstacles import Obstacle
from reports.access import own_report
from reports.forms import LinkForm, RecipientForm
from reports.selectors import deliveries, share_links
from reports.services.delivering import retry_delivery, send_report
from reports.services.sharing import make_link, revoke_link


@require_http_methods(["GET", "POST"])
@requires(Capability.BUILD_REPORTS)
def share(request: HttpRequest, report_id: uuid.UUID) -> HttpResponseBase:
    """Show the links of a report and make a new one; its address is shown this once."""
    actor = acting_user(request)
    listing = own_report(actor, report_id)
    form = LinkForm(request.POST if request.method == "POST" else None)
    address = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = make_link(actor=actor, report_id=report_id, **form.cleaned_data)
        except Obstacle as obstacle:
            messages.error(request, str(obstacle))
            return redirect("reports:report", report_id)
        address = settings.BASE_URL + reverse("reports:shared", args=[made.token])
        form = LinkForm()
    links = share_links(report_id, timezone.now())
    context = {"report": listing, "form": form, "links": links, "address": address}
    response = render(request, "reports/share.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@requires(Capability.BUILD_REPORTS)
def revoke(request: HttpRequest, report_id: uuid.UUID, link_id: uuid.UUID) -> HttpResponseBase:
    """End a link."""
    actor = acting_user(request)
    own_report(actor, report_id)
    revoke_link(actor=actor, report_id=report_id, link_id=link_id)
    return redirect("reports:share", report_id)


@require_http_methods(["GET", "POST"])
@requires(Capability.BUILD_REPORTS)
def send(request: HttpRequest, report_id: uuid.UUID) -> HttpResponseBase:
    """Show the mails of a report and ask for further ones."""
    actor = acting_user(request)
    listing = own_report(actor, report_id)
    form = RecipientForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asked = send_report(
            actor=actor,
            report_id=report_id,
            addresses=form.addresses,
            attaches_pdf=form.cleaned_data["attaches_pdf"],
        )
        text = ngettext("%(count)s mail is on its way.", "%(count)s mails are on their way.", asked)
        if asked:
            messages.success(request, text % {"count": asked})
        else:
            messages.info(request, _("Everybody named has a mail already."))
        return redirect("reports:send", report_id)
    context = {
        "report": listing,
        "form": form,
        "deliveries": deliveries(report_id),
        "may_make": True,
    }
    return render(request, "reports/send.html", context)


@require_POST
@requires(Capability.BUILD_REPORTS)
def retry(request: HttpRequest, report_id: uuid.UUID, delivery_id: uuid.UUID) -> HttpResponseBase:
    """Send again what failed or perhaps did not arrive."""
    actor = acting_user(request)
    own_report(actor, report_id)
    retry_delivery(actor=actor, report_id=report_id, delivery_id=delivery_id)
    return redirect("reports:send", report_id)
