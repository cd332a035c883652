"""Codes for people without mail: plan batches, print cards once, show the poster."""

import uuid
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from accounts.services import record_audit
from jobs.obstacles import Obstacle
from surveys.access import wave_of
from surveys.forms.codes import BatchForm
from surveys.models import CodeBatch, Wave, WaveState
from surveys.overviews import people_overview
from surveys.promise import wave_promise
from surveys.qr_codes import qr_svg
from surveys.sealing.codes import as_token, shown_code
from surveys.services.codes import add_batch, print_codes, remove_batch
from surveys.views.crumbs import wave_crumbs
from surveys.views.sending import sent


@require_http_methods(["GET", "POST"])
@requires(Capability.RUN_INITIATIVES)
def codes(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Which places get codes; while the wave is a draft, one more."""
    actor = acting_user(request)
    wave = wave_of(actor, wave_id)
    form = BatchForm(*sent(request), dimensions=_dimensions(wave), least=wave.min_group_size)
    if form.is_valid():
        try:
            batch = add_batch(
                wave=wave,
                name=form.cleaned_data["name"],
                count=form.cleaned_data["count"],
                levels=form.levels(),
            )
        except Obstacle as obstacle:
            form.add_error(None, str(obstacle))
        else:
            record_audit(actor=actor, verb="codes.plan", subject=str(batch.pk))
            return redirect("surveys:codes", wave.pk)
    context = {
        "form": form,
        "wave": wave,
        "batches": wave.code_batches.order_by("name", "pk"),
        "is_draft": wave.state == WaveState.DRAFT,
        "can_print": wave.state in {WaveState.SCHEDULED, WaveState.OPEN},
        "is_open": wave.state == WaveState.OPEN,
        "kiosk_url": _address(wave, "kiosk_door"),
        "crumbs": wave_crumbs(wave, _("One-time codes")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "surveys/codes/codes.html", context, status=status)


@require_POST
@requires(Capability.RUN_INITIATIVES)
def remove(request: HttpRequest, wave_id: uuid.UUID, batch_id: uuid.UUID) -> HttpResponseBase:
    """Forget a planned batch."""
    batch = _batch(request, wave_id, batch_id)
    try:
        remove_batch(batch=batch)
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
    else:
        record_audit(actor=acting_user(request), verb="codes.remove", subject=str(batch_id))
    return redirect("surveys:codes", wave_id)


@require_POST
@never_cache
@requires(Capability.RUN_INITIATIVES)
def cards(request: HttpRequest, wave_id: uuid.UUID, batch_id: uuid.UUID) -> HttpResponseBase:
    """The cards of a batch, to print; nobody can see these codes again."""
    batch = _batch(request, wave_id, batch_id)
    try:
        drawn = print_codes(batch=batch)
    except Obstacle as obstacle:
        messages.error(request, str(obstacle))
        return redirect("surveys:codes", wave_id)
    record_audit(actor=acting_user(request), verb="codes.print", subject=str(batch.pk))
    context = {
        "batch": batch,
        "wave": wave_promise(batch.wave, get_language() or "en"),
        "address": _short_address(),
        "cards": [(shown_code(code), _card_svg(code)) for code in drawn],
    }
    return render(request, "surveys/codes/cards.html", context)


@require_GET
@requires(Capability.RUN_INITIATIVES)
def poster(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """A sheet for the wall: where to type the code on one's own phone."""
    wave = wave_of(acting_user(request), wave_id)
    address = _short_address()
    context = {
        "wave": wave_promise(wave, get_language() or "en"),
        "address": address,
        "svg": mark_safe(qr_svg(address)),  # noqa: S308  # drawn by us from our own address
        "crumbs": wave_crumbs(wave, _("Poster")),
    }
    return render(request, "surveys/codes/poster.html", context)


def _card_svg(code: str) -> str:
    address = settings.BASE_URL + reverse("respond:enter", args=[as_token(code)])
    return mark_safe(qr_svg(address))  # noqa: S308  # drawn by us from our own address


def _address(wave: Wave, name: str) -> str:
    return settings.BASE_URL + reverse(f"respond:{name}", args=[wave.pk])


def _short_address() -> str:
    """Where a code of any survey is typed; short enough for a card."""
    return settings.BASE_URL + reverse("respond:code_entry")


def _dimensions(wave: Wave) -> Mapping[str, Sequence[str]]:
    known = people_overview().levels
    return {name: list(known.get(name, {})) for name in wave.reporting_dimensions}


def _batch(request: HttpRequest, wave_id: uuid.UUID, batch_id: uuid.UUID) -> CodeBatch:
    wave = wave_of(acting_user(request), wave_id)
    batch = (
        CodeBatch.objects.select_related("wave__survey__initiative", "wave__survey__instrument")
        .filter(wave=wave, pk=batch_id)
        .first()
    )
    if batch is None:
        raise Http404
    return batch
