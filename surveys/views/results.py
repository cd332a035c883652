"""What a released wave found."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from surveys.certainty import certainty_lines
from surveys.item_lines import choice_lines, item_groups
from surveys.models import Wave
from surveys.obstacles import NotReleased
from surveys.presentation import (
    change_text,
    dimension_lines,
    driver_lines,
    figure_text,
    group_tables,
    in_reader_language,
    overall_line,
    reason_text,
    theme_lines,
)
from surveys.published import (
    CommentSummary,
    CulturalAlignment,
    Estimate,
    NoIndex,
    OrganizationIndex,
    PublishedWave,
)
from surveys.selectors import published_wave
from surveys.views.crumbs import reader_crumbs


@require_GET
@requires(Capability.VIEW_RESULTS)
def results(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Score, dimensions, gaps, groups, comments and trend of one wave."""
    try:
        wave = published_wave(wave_id)
    except NotReleased as obstacle:
        raise Http404 from obstacle
    about = Wave.objects.select_related("survey__initiative").get(pk=wave_id)
    crumbs = reader_crumbs(about, acting_user(request), _("Results"))
    return render(request, "surveys/results/results.html", {**_context(wave), "crumbs": crumbs})


def _context(wave: PublishedWave) -> dict[str, Any]:
    index = wave.index if isinstance(wave.index, OrganizationIndex) else None
    alignment = wave.alignment if isinstance(wave.alignment, CulturalAlignment) else None
    names = {entry.key: in_reader_language(entry.name) for entry in wave.dimensions}
    dimensions = dimension_lines(wave)
    return {
        "wave": wave,
        "response_percent": round(100 * wave.response_rate),
        "index": index,
        "index_text": figure_text(index.score) if index else None,
        "no_index_reason": (
            reason_text(wave.index.reason) if isinstance(wave.index, NoIndex) else ""
        ),
        "gates": [
            (gate, ", ".join(names.get(key, key) for key in gate.dimensions))
            for gate in (index.gates if index else ())
        ],
        "alignment": alignment,
        "alignment_text": figure_text(alignment.index) if alignment else None,
        "certainty": certainty_lines(wave),
        "dimensions": dimensions,
        "worst_gap": max(
            (line for line in dimensions if line.gap and line.gap.gap > 0),
            key=lambda line: line.gap.gap if line.gap else 0.0,
            default=None,
        ),
        "drivers": driver_lines(wave),
        "group_shares": [
            (name, round(100 * max(0.0, share)))
            for name, share in wave.background.group_shares.items()
        ],
        "score_without_careless": wave.background.score_without_careless,
        "advocacy": wave.advocacy if isinstance(wave.advocacy, Estimate) else None,
        "items": item_groups(wave),
        "choices": choice_lines(wave),
        "groups": group_tables(wave),
        "comments": [
            (
                in_reader_language(one.text),
                one if isinstance(one, CommentSummary) else None,
                overall_line(one) if isinstance(one, CommentSummary) else None,
                theme_lines(one) if isinstance(one, CommentSummary) else (),
            )
            for one in wave.comments
        ],
        "changes": [
            (names.get(change.key), change, change_text(change.verdict)) for change in wave.changes
        ],
    }
