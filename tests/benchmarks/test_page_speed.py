"""Processor time of the main pages, as a multiple of a Django view with one bare template.

Timings are printed, not asserted.
"""

import time
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
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
    clients = {role: _client(stage, role) for role in (*Role, None)}
    floor = _milliseconds(clients[None], "/bare/")
    print(f"\nbare template: {floor:.2f} ms of CPU")  # noqa: T201  # what the benchmark is for
    for name in MEASURED:
        opened = PAGES[name]
        spent = _milliseconds(clients[opened.role], opened.path.format(**stage.ids))
        print(f"{name:28} {spent:7.1f} ms  {spent / floor:6.1f} times")  # noqa: T201  # same

    assert floor > 0


def _client(stage: Stage, role: Role | None) -> Client:
    client = Client()
    if role is not None:
        client.cookies["sessionid"] = stage.sessions[role]
    return client


def _milliseconds(client: Client, address: str) -> float:
    for _visit in range(WARM_UP):
        assert client.get(address).status_code == 200
    start = time.process_time()
    for _visit in range(VISITS):
        client.get(address)
    return (time.process_time() - start) * 1000 / VISITS
