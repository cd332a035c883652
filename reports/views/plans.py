"""Plans that have reports made and sent."""

import uuid

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import acting_user
from accounts.models import User
from accounts.permissions import Capability, requires
from reports.forms import PlanForm
from reports.selectors import delivery_plans
from reports.services.delivery_plans import make_plan, remove_plan, switch_plan


@require_GET
@requires(Capability.BUILD_REPORTS)
def plans(request: HttpRequest) -> HttpResponseBase:
    """List all plans with whom they reach."""
    return render(request, "reports/plans.html", {"plans": delivery_plans(acting_user(request))})


@require_http_methods(["GET", "POST"])
@requires(Capability.BUILD_REPORTS)
def new(request: HttpRequest) -> HttpResponseBase:
    """Make a plan."""
    maker = acting_user(request)
    if request.method == "POST":
        form = PlanForm(request.POST, request.FILES, maker=maker)
        if form.is_valid():
            make_plan(actor=maker, wish=form.wish)
            return redirect("reports:plans")
    else:
        language = (get_language() or "en").split("-")[0]
        form = PlanForm(initial={"language": language}, maker=maker)
    return render(request, "reports/new_plan.html", {"form": form})


@require_POST
@requires(Capability.BUILD_REPORTS)
def switch(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponseBase:
    """Pause a plan or let it go on."""
    actor = acting_user(request)
    is_active = request.POST.get("active") == "1"
    _require_own(actor, plan_id)
    switch_plan(actor=actor, plan_id=plan_id, is_active=is_active)
    return redirect("reports:plans")


@require_POST
@requires(Capability.BUILD_REPORTS)
def remove(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponseBase:
    """Remove a plan."""
    actor = acting_user(request)
    _require_own(actor, plan_id)
    remove_plan(actor=actor, plan_id=plan_id)
    return redirect("reports:plans")


def _require_own(user: User, plan_id: uuid.UUID) -> None:
    """What the list does not show to somebody does not exist for them."""
    if plan_id not in {plan.id for plan in delivery_plans(user)}:
        raise Http404
