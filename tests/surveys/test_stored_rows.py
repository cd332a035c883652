"""The page "what is stored about me" shows the tables as they are, in every kind of wave."""

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from surveys.models import Invitation, Wave, WaveState
from surveys.services.codes import add_batch, print_codes
from surveys.services.invitations import issue_token
from surveys.services.lifecycle import launch_wave
from surveys.services.trial import trial_token
from surveys.stored_rows import ABOUT, NOT_ABOUT_RESPONDENTS, StoredRows, stored_rows
from tests.surveys.factories import draft_wave, hire, open_wave

pytestmark = pytest.mark.django_db(transaction=True)

AGREE = {"willing": "4", "able": "4", "rules": "4", "fear": "2", "advice": "8"}


@pytest.fixture
def wave() -> Wave:
    hire({"Sales": 12})
    return open_wave()


def names(rows: StoredRows) -> tuple[list[str], list[str]]:
    return [table.name for table in rows.before], [table.name for table in rows.after]


def test_every_table_of_the_room_is_shown_or_decided_not_to_be_about_respondents() -> None:
    models = {model.__name__ for model in apps.get_app_config("surveys").get_models()}

    assert models == {model.__name__ for model in ABOUT} | NOT_ABOUT_RESPONDENTS


@pytest.mark.parametrize("is_verified", [False, True])
@pytest.mark.parametrize("mode", ["cohort", "aggregate"])
def test_columns_are_those_of_the_database(wave: Wave, mode: str, is_verified: bool) -> None:
    wave.retention_mode, wave.shows_verbatims, wave.passes_on_alerts = mode, True, True

    rows = stored_rows(wave, is_verified=is_verified)

    with connection.cursor() as cursor:
        for table in (*rows.before, *rows.after):
            found = connection.introspection.get_table_description(cursor, table.name)
            assert {column.name for column in table.columns} == {column.name for column in found}
            assert "…" not in {column.example for column in table.columns}, table.name


def test_cohort_mode_keeps_rows_and_aggregate_mode_does_not(wave: Wave) -> None:
    kept = names(stored_rows(wave, is_verified=False))
    wave.retention_mode = "aggregate"
    aggregated = names(stored_rows(wave, is_verified=False))

    assert kept[0] == [
        "surveys_employee",
        "surveys_invitation",
        "surveys_invitationlink",
        "surveys_envelope",
    ]
    assert set(kept[1]) - set(aggregated[1]) == {"surveys_releasedresponse"}


def test_verified_mode_shows_the_blind_signature_and_the_receipts(wave: Wave) -> None:
    plain = names(stored_rows(wave, is_verified=False))
    verified = names(stored_rows(wave, is_verified=True))

    assert set(verified[0]) - set(plain[0]) == {"surveys_blindsignature"}
    assert set(verified[1]) - set(plain[1]) == {"surveys_verifiedwave"}


def test_length_of_the_example_is_that_of_a_real_envelope(wave: Wave, client: Client) -> None:
    client.get(f"/i/{issue_token(invitation=Invitation.objects.all()[0])}")
    page = client.get("/s/en/stored/").content.decode()
    client.post("/s/en/send/", AGREE)

    sealed = bytes(wave.envelopes.get().sealed)

    assert f"({len(sealed):,} bytes)" in page


def test_page_needs_an_invitation(client: Client) -> None:
    assert client.get("/s/en/stored/").status_code == 404


@pytest.mark.parametrize("part", ["", "device/"])
def test_code_holders_read_the_tables_on_every_device_and_no_stranger_does(part: str) -> None:
    hire({"Sales": 12})
    wave = draft_wave()
    batch = add_batch(wave=wave, name="Plant", count=12, levels={"department": "Sales"})
    launch_wave(wave_id=wave.pk, now=timezone.now())
    batch.refresh_from_db()
    address, client = f"/k/{part}{wave.pk}/en/", Client()
    stranger = client.get(f"{address}stored/").status_code
    client.post(address, {"code": print_codes(batch=batch)[0]})

    promise = client.get(f"{address}promise/").content.decode()
    tables = client.get(f"{address}stored/").content.decode()

    assert stranger == 404
    assert f'href="{address}stored/"' in promise
    assert "surveys_envelope" in tables
    assert f'href="{address}promise/"' in tables
    assert ("reset.js" in tables) is (part == "device/")  # a shared device forgets here too


def test_trial_shows_the_tables_and_says_that_it_stores_nothing() -> None:
    hire({"Sales": 12})
    wave = draft_wave()
    address = f"/t/{trial_token(wave)}/de/"

    promise = Client().get(address).content.decode()
    tables = Client().get(f"{address}stored/").content.decode()

    assert Wave.objects.get().state == WaveState.DRAFT
    assert f'href="{address}stored/"' in promise
    assert "surveys_envelope" in tables
    assert "Dies ist eine Probe" in tables
