"""Plans that have reports made and sent."""

import uuid

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from reports.forms import PlanForm
from reports.selectors import delivery_plans
from reports.services.delivery_plans import make_plan, remove_plan, switch_plan


@require_GET
@requires(Capability.BUILD_REPORTS)
def plans(request: HttpRequest) -> HttpResponseBase:
    """List all plans with whom they reach."""
    return render(request, "reports/plans.html", {"plans": delivery_plans()})


@require_http_methods(["GET", "POST"])
@requires(Capability.BUILD_REPORTS)
def new(request: HttpRequest) -> HttpResponseBase:
    """Make a plan."""
    if request.method == "POST":
        form = PlanForm(request.POST, request.FILES)
        if form.is_valid():
            make_plan(actor=acting_user(request), wish=form.wish)
            return redirect("reports:plans")
    else:
        form = PlanForm(initial={"language": (get_language() or "en").split("-")[0]})
    return render(request, "reports/new_plan.html", {"form": form})


@require_POST
@requires(Capability.BUILD_REPORTS)
def switch(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponseBase:
    """Pause a plan or let it go on."""
    is_active = request.POST.get("active") == "1"
    switch_plan(actor=acting_user(request), plan_id=plan_id, is_active=is_active)
    return redirect("reports:plans")


@require_POST
@requires(Capability.BUILD_REPORTS)
def remove(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponseBase:
    """Remove a plan."""
    remove_plan(actor=acting_user(request), plan_id=plan_id)
    return redirect("reports:plans")
