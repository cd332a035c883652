"""What a released wave found."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import Capability, requires
from surveys.obstacles import NotReleased
from surveys.presentation import (
    change_text,
    dimension_lines,
    figure_text,
    group_tables,
    in_reader_language,
    reason_text,
    theme_lines,
)
from surveys.published import (
    CommentSummary,
    CulturalAlignment,
    NoIndex,
    OrganizationIndex,
    PublishedWave,
)
from surveys.selectors import published_wave


@require_GET
@requires(Capability.VIEW_RESULTS)
def results(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Score, dimensions, gaps, groups, comments and trend of one wave."""
    try:
        wave = published_wave(wave_id)
    except NotReleased as obstacle:
        raise Http404 from obstacle
    return render(request, "surveys/results/results.html", _context(wave))


def _context(wave: PublishedWave) -> dict[str, Any]:
    index = wave.index if isinstance(wave.index, OrganizationIndex) else None
    alignment = wave.alignment if isinstance(wave.alignment, CulturalAlignment) else None
    names = {entry.key: in_reader_language(entry.name) for entry in wave.dimensions}
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
        "dimensions": dimension_lines(wave),
        "groups": group_tables(wave),
        "comments": [
            (
                in_reader_language(one.text),
                one if isinstance(one, CommentSummary) else None,
                theme_lines(one) if isinstance(one, CommentSummary) else (),
            )
            for one in wave.comments
        ],
        "changes": [
            (names.get(change.key), change, change_text(change.verdict)) for change in wave.changes
        ],
    }
