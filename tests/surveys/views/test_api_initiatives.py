"""Programs make initiatives and read how their waves stand, as far as their user may."""

import uuid

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from accounts.models import Role
from surveys.models import Initiative
from tests.surveys.factories import draft_wave, hire, open_wave
from tests.surveys.views.conftest import ClientOf

INITIATIVES = "/api/initiatives/"


def test_initiative_is_made_and_belongs_to_its_maker(grace: Client) -> None:
    answer = grace.post(INITIATIVES, {"title": "Hackathon", "purpose": "Try it."})

    made = Initiative.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "id": str(made.pk),
        "title": "Hackathon",
        "purpose": "Try it.",
        "owner": "Kim HR leader",
        "created_at": answer.json()["created_at"],
        "waves": [],
    }
    assert [line["title"] for line in grace.get(INITIATIVES).json()] == ["Hackathon"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "", "purpose": "P"}, "title"),
        ({"title": "T"}, "purpose"),
        ({"title": "T" * 201, "purpose": "P"}, "title"),
    ],
)
def test_incomplete_initiative_is_refused(grace: Client, given: dict[str, str], field: str) -> None:
    answer = grace.post(INITIATIVES, given)

    assert answer.status_code == 400
    assert list(answer.json()) == [field]
    assert Initiative.objects.count() == 0


def test_waves_tell_their_state_and_never_who_answered(grace: Client) -> None:
    hire({"Sales": 12})
    opened = open_wave()
    draft_wave(survey=opened.survey)

    found = grace.get(f"{INITIATIVES}{opened.survey.initiative_id}/").json()

    assert [(wave["number"], wave["state"], wave["invited_count"]) for wave in found["waves"]] == [
        (1, "open", 12),
        (2, "draft", None),
    ]
    assert set(found["waves"][0]) == {
        "wave_id",
        "survey",
        "number",
        "state",
        "opens_at",
        "closes_at",
        "reporting_dimensions",
        "min_group_size",
        "retention_mode",
        "invited_count",
    }


@pytest.mark.parametrize("key", ["7", str(uuid.UUID(int=7))])
def test_unknown_initiative_is_not_found(grace: Client, key: str) -> None:
    assert grace.get(f"{INITIATIVES}{key}/").status_code == 404


def test_owner_reads_only_own_initiatives(grace: Client, client_of: ClientOf) -> None:
    grace.post(INITIATIVES, {"title": "Hackathon", "purpose": "Try it."})
    olga = client_of(Role.INITIATIVE_OWNER)
    olga.post(INITIATIVES, {"title": "Roll-out", "purpose": "Use it."})

    hidden = olga.get(f"{INITIATIVES}{Initiative.objects.get(title='Hackathon').pk}/")

    assert [line["title"] for line in olga.get(INITIATIVES).json()] == ["Roll-out"]
    assert {line["title"] for line in grace.get(INITIATIVES).json()} == {"Hackathon", "Roll-out"}
    assert hidden.status_code == 404


@pytest.mark.parametrize(
    "role", [Role.EXECUTIVE, Role.ENGINEERING_LEAD, Role.AUDITOR, Role.TRUSTEE]
)
def test_roles_that_ask_nobody_are_refused(client_of: ClientOf, role: Role) -> None:
    client = client_of(role)

    assert client.get(INITIATIVES).status_code == 403
    assert client.post(INITIATIVES, {"title": "T", "purpose": "P"}).status_code == 403
    assert Initiative.objects.count() == 0


def test_schema_is_valid_and_tells_the_fields_of_results() -> None:
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # drf-spectacular

    validate_schema(schema)  # type: ignore[no-untyped-call]  # drf-spectacular

    answer = schema["paths"]["/api/waves/{id}/"]["get"]["responses"]["200"]
    results = answer["content"]["application/json"]["schema"]["properties"]
    assert results["invited"] == {"type": "integer"}
    assert results["index"]["anyOf"][1]["properties"]["reason"]["enum"] == [
        "too_few",
        "protects_others",
        "small_group_detail",
        "undefined",
        "not_asked",
    ]
