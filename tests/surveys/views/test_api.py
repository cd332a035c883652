"""Programs read released waves, and nothing of the others."""

import uuid

import jsonschema  # type: ignore[import-untyped]  # it has no stubs
import pytest
from django.test import Client

from accounts.models import Role
from surveys.api.schema import schema_of
from surveys.models import Invitation
from surveys.published import PublishedWave
from tests.surveys.factories import answer, hire, open_wave, release
from tests.surveys.views.conftest import ClientOf

WAVES = "/api/waves/"


@pytest.mark.django_db(transaction=True)
def test_released_wave_is_listed_and_read(grace: Client) -> None:
    hire({"Sales": 12, "IT": 8})
    wave = open_wave()
    invitations = Invitation.objects.filter(wave=wave).order_by("employee__email")
    for place, invitation in enumerate(invitations):
        willing = (2, 4, 4, 5, 5)[place % 5]  # all alike would be told as a band
        trusting = (1, 2, 3, 4, 5)[place % 5]
        answer(
            invitation,
            {"willing": willing, "able": willing, "rules": trusting, "fear": 6 - trusting},
        )
    release(wave)

    (line,) = grace.get(WAVES).json()
    found = grace.get(f"{WAVES}{wave.pk}/").json()

    assert line == {
        "wave_id": str(wave.pk),
        "title": "Hackathon pulse",
        "initiative": "Hackathon",
        "number": 1,
    }
    assert [found["invited"], found["answered"], found["is_imported"]] == [20, 20, False]
    core, trust = found["dimensions"]
    assert (core["key"], core["score"]["value"]) == ("core", 75.0)  # 4 of five on average
    assert (trust["key"], trust["score"]["value"]) == ("trust", 50.0)
    small = next(group for group in found["groups"] if group["level"] == "IT")
    assert [small["scores"][key]["value"] for key in ("core", "trust")] == [69.0, 41.0]
    assert (small["index"]["value"], small["index"]["n"]) == (55.0, 8)  # half of each
    jsonschema.validate(found, schema_of(PublishedWave))


def test_wave_that_is_open_is_not_there(grace: Client) -> None:
    hire({"Sales": 12})
    wave = open_wave()

    assert grace.get(WAVES).json() == []
    assert grace.get(f"{WAVES}{wave.pk}/").status_code == 404


@pytest.mark.parametrize("key", ["7", str(uuid.UUID(int=7))])
def test_unknown_wave_is_not_found(grace: Client, key: str) -> None:
    assert grace.get(f"{WAVES}{key}/").status_code == 404


@pytest.mark.parametrize("role", [Role.ENGINEERING_LEAD, Role.AUDITOR, Role.TRUSTEE])
def test_others_are_refused(client_of: ClientOf, role: Role) -> None:
    assert client_of(role).get(WAVES).status_code == 403


@pytest.mark.django_db
def test_strangers_are_refused(client: Client) -> None:
    assert client.get(WAVES).status_code == 401
