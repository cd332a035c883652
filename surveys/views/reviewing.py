"""Review comments before they are quoted: one question at a time, one comment after the other."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts.acting import acting_user
from accounts.permissions import Capability, requires
from jobs.obstacles import Obstacle
from surveys.comments.shortening import PLACEHOLDERS
from surveys.forms.voices import ReviewForm
from surveys.models import ReviewState, Wave
from surveys.obstacles import EditRefused
from surveys.services.reviewing import decide_verbatim
from surveys.views.crumbs import reader_crumbs
from surveys.voices_shown import ReviewLine, decided_comments, next_to_review, review_lines


@require_GET
@never_cache
@requires(Capability.REVIEW_COMMENTS)
def review(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Which questions have comments, and how far their review is."""
    wave = _wave(wave_id)
    context = {
        "wave": wave,
        "lines": review_lines(wave),
        "crumbs": reader_crumbs(wave, acting_user(request), _("Review comments")),
    }
    return render(request, "surveys/review/questions.html", context)


@sensitive_post_parameters("text")
@require_http_methods(["GET", "POST"])
@never_cache
@requires(Capability.REVIEW_COMMENTS)
def review_question(request: HttpRequest, wave_id: uuid.UUID, item: str) -> HttpResponseBase:
    """The next comment of one question; sent, the decision on it."""
    wave = _wave(wave_id)
    line = _line(wave, item)
    refusal, typed = "", ""
    if request.method == "POST":
        form = ReviewForm(request.POST)
        if not form.is_valid():
            refusal = _("This could not be read. Decide again.")
        else:
            try:
                _decide(request, form)
            except EditRefused as obstacle:
                refusal, typed = str(obstacle), form.cleaned_data["text"]
            except Obstacle as obstacle:
                messages.warning(request, str(obstacle))
        if not refusal:
            return redirect("surveys:review_question", wave.pk, item)
    reviewer_id = acting_user(request).pk
    context = {
        "wave": wave,
        "line": line,
        "comment": next_to_review(wave, item, reviewer_id=reviewer_id),
        "decided": decided_comments(wave, item, reviewer_id=reviewer_id),
        "refusal": refusal,
        "typed": typed,
        "placeholders": ", ".join(sorted(PLACEHOLDERS)),
        "crumbs": reader_crumbs(wave, acting_user(request), _("Review comments")),
    }
    status = 422 if refusal else 200
    return render(request, "surveys/review/comment.html", context, status=status)


def _decide(request: HttpRequest, form: ReviewForm) -> None:
    decision = ReviewState(form.cleaned_data["decision"])
    decide_verbatim(
        verbatim_id=form.cleaned_data["verbatim"],
        version=form.cleaned_data["version"],
        decision=decision,
        reviewer=acting_user(request),
        text=form.cleaned_data["text"],
    )
    done = {
        ReviewState.APPROVED: _("Approved. The comment may be quoted."),
        ReviewState.WITHHELD: _("Withheld. The comment is shown nowhere."),
        ReviewState.PENDING: _("Taken back. The comment waits for its review again."),
    }
    messages.success(request, done[decision])


def _wave(wave_id: uuid.UUID) -> Wave:
    """A released wave whose comments may be quoted; any other does not exist here."""
    waves = Wave.objects.readable().filter(shows_verbatims=True)
    wave = waves.select_related("survey__initiative", "survey__instrument").filter(pk=wave_id)
    if (found := wave.first()) is None:
        raise Http404
    return found


def _line(wave: Wave, item: str) -> ReviewLine:
    for line in review_lines(wave):
        if line.item == item:
            return line
    raise Http404
