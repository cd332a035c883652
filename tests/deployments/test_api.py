from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from accounts.models import Role
from deployments.models import Assessment
from deployments.services.sizing import size_assessment
from jobs.models import Job
from tests.deployments.factories import LLAMA_70B, ready_to_size

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.deployments.addresses")]

ADDRESS = "/api/assessments/"
WORKLOAD = {
    "users": 1200,
    "active_share": 0.25,
    "requests_per_user_hour": 6,
    "peak_factor": 2,
    "prompt_tokens": 1000,
    "output_tokens": 250,
    "max_context_tokens": 8192,
    "ttft_slo_ms": 2000,
    "tpot_slo_ms": 50,
}
GIVEN: dict[str, Any] = {
    "name": "From a program",
    "model": {"catalog_model": LLAMA_70B, "weights": "fp8"},
    "pools": [{"accelerator": "h100-sxm-80", "count": 8, "gpus_per_island": 8}],
    "workload": WORKLOAD,
    "site": {"name": "Lab", "power_kw": 15, "is_air_gapped": True, "offline_paths": ["models"]},
    "sovereignty": {"data_classes": [{"key": "personal", "share": 0.2, "destination": "region"}]},
    "answers": [{"key": "security.access", "value": 75, "evidence": "document"}],
}


def create(client: Client, given: dict[str, Any]) -> Any:
    return client.post(ADDRESS, given, content_type="application/json")


def test_created_assessment_is_queued_and_read_with_its_result(engineer: Client) -> None:
    created = create(engineer, GIVEN)
    address = f"{ADDRESS}{created.json()['id']}/"
    size_assessment(assessment_id=created.json()["id"])
    read = engineer.get(address).json()

    assert created.status_code == 201
    assert created.json()["result"] is None
    assert Job.objects.get().subject_id == created.json()["id"]
    assert read["result"]["memory"]["fits"] is True
    assert read["site_name"] == "Lab"
    assert read["is_current"] is True
    assert "air_gap_without_path" in {gate["key"] for gate in read["result"]["gates"]}


def test_list_tells_score_and_recommendation(engineer: Client) -> None:
    size_assessment(assessment_id=ready_to_size().assessment_id)

    (line,) = engineer.get(ADDRESS).json()

    assert line["name"] == "Service desk"
    assert 0 <= line["score"] <= 100
    assert line["recommendation"] in {"on_prem", "cloud_gpu", "api", "hybrid"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"pools": []}, "pools"),
        ({"model": {}}, "model"),
        ({"model": {"catalog_model": LLAMA_70B, "config": {"a": 1}}}, "model"),
        ({"model": {"catalog_model": "nobody/nothing"}}, "detail"),
        ({"model": {"config": {"name": "left-pad"}}}, "detail"),
        ({"workload": {**WORKLOAD, "active_share": 2}}, "workload"),
        ({"workload": {**WORKLOAD, "max_context_tokens": 10}}, "detail"),
        ({"pools": [{"accelerator": "abacus", "count": 1, "gpus_per_island": 1}]}, "detail"),
        ({"answers": [{"key": "security.access", "value": 80, "evidence": "none"}]}, "answers"),
        ({"answers": [{"key": "nobody.asked", "value": 75, "evidence": "none"}]}, "detail"),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(
    engineer: Client, change: dict[str, Any], field: str
) -> None:
    response = create(engineer, {**GIVEN, **change})

    assert response.status_code == 400
    assert field in response.json()
    assert not Assessment.objects.exists()
    assert not Job.objects.exists()


def test_unknown_assessment_is_not_found(engineer: Client) -> None:
    for unknown in ("00000000-0000-4000-8000-000000000000", "7"):
        assert engineer.get(f"{ADDRESS}{unknown}/").status_code == 404


@pytest.mark.parametrize(
    ("role", "reading", "creating"),
    [
        (Role.ADMINISTRATOR, 200, 201),
        (Role.ENGINEERING_LEAD, 200, 201),
        (Role.HR_LEADER, 200, 403),
        (Role.INITIATIVE_OWNER, 200, 403),
        (Role.EXECUTIVE, 200, 403),
        (Role.AUDITOR, 403, 403),
        (Role.TRUSTEE, 403, 403),
    ],
)
def test_roles_read_and_create_as_they_may(
    client_of: Callable[[Role], Client], role: Role, reading: int, creating: int
) -> None:
    browser = client_of(role)

    assert browser.get(ADDRESS).status_code == reading
    assert create(browser, GIVEN).status_code == creating


def test_strangers_are_refused(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 401
    assert create(client, GIVEN).status_code == 401


def test_schema_describes_every_address() -> None:
    schema = SchemaGenerator(urlconf="tests.deployments.addresses").get_schema(public=True)

    validate_schema(schema)
    assert set(schema["paths"]) == {ADDRESS, "/api/assessments/{id}/"}
    properties = schema["components"]["schemas"]["AssessmentInput"]["properties"]
    assert {"model", "pools", "workload", "costs"} <= set(properties)
