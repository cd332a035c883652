"""The hardware step: pools by hand, or from what a tool printed."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from deployments.forms.technology import GpuPoolForm, InventoryForm
from deployments.presentation.pools import pool_lines
from deployments.selectors import Step
from deployments.services.hardware import (
    choose_gpu_pool,
    import_gpu_inventory,
    remove_gpu_pool,
    save_gpu_pool,
)
from deployments.views.navigation import step_url
from deployments.views.steps import StepView
from jobs.obstacles import Obstacle


class HardwareView(StepView[GpuPoolForm]):
    """The pools so far, and a form for one more."""

    step = Step.HARDWARE
    form_class = GpuPoolForm
    template_name = "deployments/hardware.html"

    def save(self, form: GpuPoolForm) -> None:
        """Add the pool."""
        save_gpu_pool(**self.target, pool=form.pool())

    def following_page(self) -> str:
        """Stay here: there may be more pools."""
        return step_url(self.summary.id, self.step)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the pools and the empty form of the upload."""
        return super().get_context_data(
            pools=pool_lines(self.inputs), inventory_form=InventoryForm(), **context
        )


class InventoryView(StepView[InventoryForm]):
    """Takes the upload; the page is that of the step."""

    http_method_names = ["post"]
    step = Step.HARDWARE
    form_class = InventoryForm
    template_name = "deployments/hardware.html"

    def save(self, form: InventoryForm) -> None:
        """Replace the pools by those found."""
        pools = import_gpu_inventory(**self.target, files=form.contents())
        message = ngettext("%(count)d GPU pool found.", "%(count)d GPU pools found.", len(pools))
        messages.success(self.request, message % {"count": len(pools)})

    def following_page(self) -> str:
        """Show what was found."""
        return step_url(self.summary.id, self.step)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Give the refused upload its place beside the pools and the other form."""
        refused = context.pop("form")
        return super().get_context_data(
            pools=pool_lines(self.inputs), inventory_form=refused, form=GpuPoolForm(), **context
        )


@require_POST
@requires(Capability.MANAGE_ASSESSMENTS)
def choose_pool(request: HttpRequest, assessment_id: uuid.UUID, pool_id: int) -> HttpResponseBase:
    """Let another pool carry the model."""
    return _change_pool(request, choose_gpu_pool, assessment_id, pool_id)


@require_POST
@requires(Capability.MANAGE_ASSESSMENTS)
def remove_pool(request: HttpRequest, assessment_id: uuid.UUID, pool_id: int) -> HttpResponseBase:
    """Take a pool away."""
    return _change_pool(request, remove_gpu_pool, assessment_id, pool_id)


def _change_pool(
    request: HttpRequest, change: Callable[..., None], assessment_id: uuid.UUID, pool_id: int
) -> HttpResponseBase:
    try:
        change(actor=acting_user(request), assessment_id=assessment_id, pool_id=pool_id)
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
    return redirect(step_url(assessment_id, Step.HARDWARE))
