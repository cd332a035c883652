"""Addresses for tests of the frame and the respondent's pages apart from any data."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path

from accounts.permissions import Capability, requires
from surveys.forms.response import ResponseForm
from surveys.instruments.reader import shipped_instruments
from surveys.promise import WavePromise

ANSWERS = {"open_helps": "Zeit zum Ausprobieren.\nUnd <b>gute</b> Beispiele."}
LANGUAGES = [
    {"code": "en", "label": "English", "url": "?"},
    {"code": "de", "label": "Deutsch", "url": "?"},
]
PROMISE = WavePromise(
    survey_title="AI readiness",
    initiative="Company-wide AI hackathon",
    purpose="We want to know what would make the hackathon worth your time, before we plan it.",
    closes_at=dt.datetime(2026, 3, 20, 18, tzinfo=dt.UTC),
    minutes=5,
    min_group_size=5,
    min_comment_size=10,
    dimensions_text=("department", "location"),
    retention_text="After the release only figures stay; no answer of a single person is kept.",
    trustee_text="The envelopes can be opened only together with the trustee's passphrase.",
    contact="people@example.org",
    is_embedded=False,
)


def _form(**options: object) -> ResponseForm:
    questionnaire = next(i for i in shipped_instruments() if i.key == "ai_readiness")
    return ResponseForm(questionnaire, "en", **options)  # type: ignore[arg-type]  # test data


def promise(request: HttpRequest) -> HttpResponse:
    context = {
        "wave": PROMISE,
        "start_url": "../questions/",
        "rows_url": "../stored/",
        "languages": LANGUAGES,
    }
    return render(request, "respond/promise.html", context)


def questions(request: HttpRequest) -> HttpResponse:
    form = _form()
    context = {"form": form, "language": "en", "review_url": "../review/", "languages": LANGUAGES}
    return render(request, "respond/questions.html", context)


def refused(request: HttpRequest) -> HttpResponse:
    form = _form(data={"core_1": "9", "advocacy": "12"})
    context = {"form": form, "language": "en", "review_url": "../review/", "languages": LANGUAGES}
    return render(request, "respond/questions.html", context)


def review(request: HttpRequest) -> HttpResponse:
    data = request.POST.dict() | ANSWERS
    form = _form(data=data)
    form.is_valid()
    context = {
        "form": _form(data=data, is_hidden=True),
        "answers": list(form.given_answers),
        "language": "en",
        "questions_url": "../questions/",
        "send_url": "../thanks/",
    }
    return render(request, "respond/review.html", context)


def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "respond/thanks.html")


def problem(request: HttpRequest) -> HttpResponse:
    context = {
        "heading": "This survey is closed",
        "text": "The wave does not take answers any more.",
        "what_now": "Your colleagues' answers are being evaluated. Thank you for coming.",
    }
    return render(request, "respond/problem.html", context, status=410)


def home(request: HttpRequest) -> HttpResponse:
    return redirect("accounts:components")


@requires(Capability.UNLOCK_RELEASE)
def trustee_only(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


_surveys = (
    [path("people/", home, name="people"), path("initiatives/", home, name="initiatives")],
    "surveys",
)
_deployments = ([path("assessments/", home, name="assessments")], "deployments")
_reports = ([path("reports/", home, name="reports")], "reports")

urlpatterns = [
    path("", home, name="home"),
    path("", include(_surveys)),
    path("", include(_deployments)),
    path("", include(_reports)),
    path("trustee/", trustee_only),
    path("accounts/", include("accounts.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("respond/promise/", promise),
    path("respond/questions/", questions),
    path("respond/refused/", refused),
    path("respond/review/", review),
    path("respond/thanks/", thanks),
    path("respond/problem/", problem),
]
