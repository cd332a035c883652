"""The comments of a released wave; its figures are on the pages that `results` names."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from surveys.comment_charts import comment_chart
from surveys.models import Wave
from surveys.presentation import in_reader_language, overall_line, theme_lines, topic_lines
from surveys.published import CommentSummary, PublishedWave
from surveys.views.result_frame import readable_wave, result_frame


@require_GET
@login_required
def results(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Lead to the overview, the first page of results."""
    readable_wave(request, wave_id)
    return redirect("results:overview", wave_id)


@require_GET
@login_required
def comments(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Comments by theme and tone."""
    wave = readable_wave(request, wave_id)
    context = {
        **result_frame(request, wave, "comments"),
        "comments": _comments(wave),
        "may_quote": Wave.objects.filter(pk=wave_id, shows_verbatims=True).exists(),
    }
    return render(request, "surveys/results/comment_page.html", context)


def _comments(wave: PublishedWave) -> list[tuple[object, ...]]:
    return [
        (
            in_reader_language(one.text),
            one if isinstance(one, CommentSummary) else None,
            overall_line(one) if isinstance(one, CommentSummary) else None,
            theme_lines(one) if isinstance(one, CommentSummary) else (),
            topic_lines(one) if isinstance(one, CommentSummary) else (),
            comment_chart(one, number) if isinstance(one, CommentSummary) else None,
        )
        for number, one in enumerate(wave.comments, start=1)
    ]
