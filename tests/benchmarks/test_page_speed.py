"""Processor time of the main pages, as a multiple of a Django view with one bare template.

Timings are printed, not asserted.
"""

import time
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver
from pytest_django import Settings

from accounts.models import Role
from tests.e2e.page_list import PAGES
from tests.e2e.stage import Stage, set_stage

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BARE = (
    "<!doctype html><title>{{ title }}</title>"
    "<ul>{% for n in numbers %}<li>{{ n }}</li>{% endfor %}</ul>"
)
WARM_UP, VISITS = 2, 8
MEASURED = (
    "home",
    "work",
    "surveys:initiatives",
    "surveys:wave",
    "surveys:actions",
    "surveys:comments",
    "results:overview",
    "results:dimensions",
    "results:items",
    "results:groups",
    "results:trend",
    "deployments:assessments",
    "deployments:assessment",
    "deployments:compare",
    "reports:page",
    "surveys:plan_audience",
    "accounts:components",
    "deployments:model",
    "deployments:questionnaire",
    "reports:reports",
    "reports:report",
    "respond:follow_up",
)


def bare(_request: HttpRequest) -> HttpResponse:
    """What Django itself costs: routing, middleware and a template of twenty lines."""
    template = engines["django"].from_string(BARE)
    return HttpResponse(template.render({"title": "Bare", "numbers": range(20)}))


urlpatterns: list[URLPattern | URLResolver] = [
    path("bare/", bare),
    path("", include("readiness.urls")),
]


@pytest.fixture
def stage(settings: Settings, tmp_path: Path) -> Stage:
    """An organization with something on every page."""
    settings.KEY_STORE_DIR = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "files"
    return set_stage()


@pytest.mark.urls(__name__)
def test_pages_cost_a_few_times_what_django_costs(stage: Stage) -> None:
    visitors = {role: Visitor(stage, role) for role in (*Role, None)}
    floor = _milliseconds(visitors[None], "/bare/")
    print(f"\nbare template: {floor:.2f} ms of CPU")  # noqa: T201  # what the benchmark is for
    for name in MEASURED:
        opened = PAGES[name]
        spent = _milliseconds(visitors[opened.role], opened.path.format(**stage.ids))
        print(f"{name:28} {spent:7.1f} ms  {spent / floor:6.1f} times")  # noqa: T201  # same

    assert floor > 0


class Visitor:
    """Somebody of a role, or nobody.

    Requests go to the handler itself: the client of tests keeps a copy of the context of every
    template that it renders, which costs more than the pages with many fields do.
    """

    def __init__(self, stage: Stage, role: Role | None) -> None:
        self._cookies = f"sessionid={stage.sessions[role]}" if role is not None else ""
        self._handler = WSGIHandler()

    def visit(self, address: str) -> None:
        """Ask for a page and take it."""
        asked = RequestFactory(HTTP_COOKIE=self._cookies).get(address)
        answer = self._handler.get_response(WSGIRequest(asked.environ))
        assert answer.status_code == 200, address


def _milliseconds(visitor: Visitor, address: str) -> float:
    for _visit in range(WARM_UP):
        visitor.visit(address)
    start = time.process_time()
    for _visit in range(VISITS):
        visitor.visit(address)
    return (time.process_time() - start) * 1000 / VISITS
