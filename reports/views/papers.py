"""Papers about a wave: what there is, printed anew when asked, and handed out."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import get_language_info, gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from accounts.acting import acting_user
from jobs.selectors import latest_job
from reports.files import file_path
from reports.papers.kinds import PaperKind, file_name, paper_of
from reports.services.requesting import PAPERS_TASK, request_papers
from surveys.selectors import WaveTerms, readable_terms

LABELS = {
    PaperKind.INFORMATION_SHEET: gettext_lazy("Information sheet for the works council"),
    PaperKind.IMPACT_ASSESSMENT: gettext_lazy("Data protection impact assessment (draft)"),
}


@dataclass(frozen=True)
class PaperLine:
    """One paper in one language; `url` is empty where it is not printed as things stand now."""

    label: str
    language: str
    url: str


@require_GET
@login_required
def papers(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """What there is to read, and the one button that prints it."""
    terms = _terms(request, wave_id, translation.get_language() or settings.LANGUAGE_CODE)
    job = latest_job(task=PAPERS_TASK, subject_id=str(wave_id))
    lines = [_line(request, wave_id, kind, code) for kind in PaperKind for code, _ in _languages()]
    context = {
        "terms": terms,
        "lines": lines,
        "is_printed": all(line.url for line in lines),
        "job": job if job and (job.is_active or job.is_failed) else None,
        "progress_url": reverse("reports:papers_progress", args=[wave_id]),
    }
    return render(request, "reports/papers.html", context)


@require_GET
@login_required
def progress(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """The state of the printing alone; once it has ended, the whole page."""
    _terms(request, wave_id, settings.LANGUAGE_CODE)
    job = latest_job(task=PAPERS_TASK, subject_id=str(wave_id))
    if job is None:
        raise Http404
    context = {"job": job, "progress_url": request.path}
    response = render(request, "reports/papers_progress.html", context)
    if not job.is_active:
        response["HX-Redirect"] = reverse("reports:papers", args=[wave_id])
    return response


@require_POST
@login_required
def prepare(request: HttpRequest, wave_id: uuid.UUID) -> HttpResponseBase:
    """Have the papers printed from the settings as they are now."""
    _terms(request, wave_id, settings.LANGUAGE_CODE)
    request_papers(actor=acting_user(request), wave_id=wave_id)
    return redirect("reports:papers", wave_id)


@require_GET
@login_required
def paper(request: HttpRequest, wave_id: uuid.UUID, kind: str, language: str) -> HttpResponseBase:
    """Hand out one paper, as long as it says what holds now."""
    if kind not in set(PaperKind) or language not in settings.PAPER_LANGUAGES:
        raise Http404
    terms = _terms(request, wave_id, language)
    path = file_path(file_name(PaperKind(kind), terms, paper_of(PaperKind(kind), terms, language)))
    if not path.is_file():
        raise Http404
    response = FileResponse(
        path.open("rb"),
        filename=slugify(f"{kind} {terms.survey} {terms.number} {language}") + ".pdf",
        content_type="application/pdf",
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _terms(request: HttpRequest, wave_id: uuid.UUID, language: str) -> WaveTerms:
    """The terms in a language; what the user may not read does not exist for them."""
    with translation.override(language):
        terms = readable_terms(acting_user(request), wave_id, language)
    if terms is None:
        raise Http404
    return terms


def _languages() -> list[tuple[str, str]]:
    return [(code, str(get_language_info(code)["name_local"])) for code in settings.PAPER_LANGUAGES]


def _line(request: HttpRequest, wave_id: uuid.UUID, kind: PaperKind, code: str) -> PaperLine:
    terms = _terms(request, wave_id, code)
    is_printed = file_path(file_name(kind, terms, paper_of(kind, terms, code))).is_file()
    url = reverse("reports:paper", args=[wave_id, kind.value, code]) if is_printed else ""
    return PaperLine(str(LABELS[kind]), dict(_languages())[code].title(), url)
