"""What a released wave found: an overview, one page per section, the table of each exhibit."""

import csv
import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.acting import acting_user
from reports.exhibits.exhibit import Exhibit
from reports.exhibits.overview import overview_of
from reports.exhibits.sections import SECTION_GAPS, SECTION_TITLES, Section, exhibits_of, opening_of
from reports.rendering.organization import alignment_facts
from reports.selectors import live_snapshot
from surveys.selectors import (
    CulturalAlignment,
    PublishedWave,
    may_read_results,
    may_run_wave,
    published_wave,
    sibling_waves,
)

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a text that begins so."""


@require_GET
@login_required
def overview(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Both axes and what stands out."""
    wave = _wave(request, wave_id)
    shown = overview_of(
        live_snapshot(wave, language=get_language() or "en", today=timezone.localdate())
    )
    context = {**_frame(request, wave, "overview"), "overview": shown}
    return render(request, "reports/results/overview.html", context)


@require_GET
@login_required
def section(request: HttpRequest, wave_id: uuid.UUID, section: Section) -> HttpResponseBase:
    """One section with its exhibits."""
    wave = _wave(request, wave_id)
    context = {
        **_frame(request, wave, section.value),
        "section": section.value,
        "section_title": SECTION_TITLES[section],
        "exhibits": exhibits_of(section, wave, _other(request, wave_id)),
        "nothing": SECTION_GAPS[section],
        "opening": opening_of(section, wave),
    }
    if section is Section.TREND:
        context["siblings"] = sibling_waves(wave_id)
        context["compared"] = request.GET.get("with", "")
    if section is Section.EXPECTATION and isinstance(wave.alignment, CulturalAlignment):
        context["facts"] = alignment_facts(wave.alignment)
    return render(request, "reports/results/section.html", context)


@require_GET
@login_required
def table(
    request: HttpRequest, wave_id: uuid.UUID, section: Section, slug: str
) -> HttpResponseBase:
    """The table of one exhibit as CSV: what the page shows and nothing else."""
    wave = _wave(request, wave_id)
    shown = exhibits_of(section, wave, _other(request, wave_id))
    exhibit = next((one for one in shown if one.slug == slug), None)
    if exhibit is None:
        raise Http404
    name = slugify(f"{wave.survey} {wave.number} {exhibit.slug}") or "table"
    return _csv(exhibit, name)


def _wave(request: HttpRequest, wave_id: uuid.UUID) -> PublishedWave:
    """The published wave; what may not be read does not exist."""
    if not may_read_results(acting_user(request), wave_id):
        raise Http404
    return published_wave(wave_id)


def _other(request: HttpRequest, wave_id: uuid.UUID) -> PublishedWave | None:
    """The wave of the same survey to compare with, if one was chosen."""
    chosen = request.GET.get("with", "")
    if not chosen:
        return None
    known = {str(entry.wave_id): entry.wave_id for entry in sibling_waves(wave_id)}
    if chosen not in known:
        raise Http404
    return _wave(request, known[chosen])


def _frame(request: HttpRequest, wave: PublishedWave, current: str) -> dict[str, Any]:
    return {
        "wave": wave,
        "current": current,
        "sections": [(one.value, SECTION_TITLES[one]) for one in Section],
        "response_percent": round(100 * wave.response_rate),
        "may_run": may_run_wave(acting_user(request), uuid.UUID(wave.wave_id)),
    }


def _csv(exhibit: Exhibit, name: str) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    response.write("\N{BYTE ORDER MARK}")  # a spreadsheet reads UTF-8 only with its mark
    writer = csv.writer(response)
    writer.writerow([_harmless(column.label) for column in exhibit.table.columns])
    for row in exhibit.table.rows:
        writer.writerow([_harmless(cell) for cell in row])
    writer.writerow([])
    writer.writerow([_harmless(exhibit.title)])
    writer.writerow([_harmless(exhibit.base), _("published once, never changed")])
    return response


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
