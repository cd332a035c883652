"""The trustee's pages: what they ask, what they refuse, and that they never show a result."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, Role
from surveys.models import Invitation, Trusteeship, Wave, WaveState
from surveys.services.lifecycle import close_wave, launch_wave
from surveys.services.release import release_wave
from surveys.services.trustee import take_passphrase
from tests.surveys.factories import PASSPHRASE, answer, draft_wave, hire, open_wave
from tests.surveys.views.conftest import ClientOf
from tests.surveys.views.pages import get, planned, post, text_of

pytestmark = pytest.mark.django_db(transaction=True)

TWICE = {"passphrase": PASSPHRASE, "again": PASSPHRASE, "is_understood": "on"}


@pytest.fixture
def tara(client_of: ClientOf) -> Client:
    """Tara's browser; she is of the works council."""
    return client_of(Role.TRUSTEE)


def waiting() -> Wave:
    hire({"Sales": 12})
    return draft_wave(has_trustee=True)


def test_pages_open_for_the_trustee_alone(client_of: ClientOf, tara: Client) -> None:
    wave = waiting()

    for name, subjects in (("trustee", []), ("trustee_wave", [wave.pk])):
        status = {role: get(client_of(role), name, *subjects).status_code for role in Role}
        assert status == {role: 200 if role is Role.TRUSTEE else 403 for role in Role}


def test_wave_without_a_trustee_is_not_there(tara: Client) -> None:
    hire({"Sales": 12})

    assert get(tara, "trustee_wave", open_wave().pk).status_code == 404


def test_passphrase_is_set_seen_frozen_and_given(tara: Client) -> None:
    wave = waiting()
    assert "waits for your passphrase" in text_of(get(tara, "trustee"))
    assert post(tara, "trustee_wave", wave.pk, **TWICE).status_code == 302
    assert "Making the key under the passphrase" in text_of(get(tara, "trustee_wave", wave.pk))
    take_passphrase(wave_id=wave.pk)
    assert "The passphrase is set" in text_of(get(tara, "trustee_wave", wave.pk))

    launched = launch_wave(wave_id=wave.pk, now=timezone.now())
    for invitation in Invitation.objects.all():
        answer(invitation, {"willing": 4, "able": 4})
    page = text_of(get(tara, "trustee_wave", wave.pk))
    assert launched.roster_hash in page
    assert launched.settings_hash in page
    assert "Sales (12)" in page

    close_wave(wave_id=wave.pk, now=timezone.now())
    assert "waits to be unlocked" in text_of(get(tara, "trustee"))
    assert post(tara, "trustee_wave", wave.pk, passphrase=PASSPHRASE).status_code == 302
    release_wave(wave_id=wave.pk, progress=lambda _percent, _step: None)

    assert Wave.objects.get().state == WaveState.RELEASED
    assert "opens nothing any more" in text_of(get(tara, "trustee_wave", wave.pk))
    assert get(tara, "results", wave.pk).status_code == 404
    verbs = AuditEntry.objects.filter(actor__email="trustee@example.org").order_by("at")
    assert list(verbs.values_list("verb", flat=True)) == [
        "trustee.set_passphrase",
        "trustee.unlock",
    ]


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"passphrase": "", "again": ""}, "This field is required"),
        ({"passphrase": "fourteen chars", "again": "fourteen chars"}, "It has 14 characters"),
        ({"passphrase": "ababababababababab", "again": "ababababababababab"}, "same few"),
        ({"passphrase": PASSPHRASE, "again": f"{PASSPHRASE}x"}, "not alike"),
        ({"passphrase": "x" * 201, "again": "x" * 201}, "at most 200"),
        ({"passphrase": " " * 20, "again": " " * 20}, "It has 0 characters"),
        ({"passphrase": PASSPHRASE, "again": PASSPHRASE}, "This field is required"),
    ],
    ids=["empty", "short", "even", "unlike", "huge", "blank", "not understood"],
)
def test_passphrase_that_does_not_do_is_refused_and_not_shown_again(
    tara: Client, sent: dict[str, str], reason: str
) -> None:
    wave = waiting()

    page = post(tara, "trustee_wave", wave.pk, **sent)

    assert page.status_code == 422
    assert reason in text_of(page)
    assert PASSPHRASE not in page.content.decode()
    assert Trusteeship.objects.get().sealed_passphrase is None


def test_any_letters_make_a_passphrase(tara: Client) -> None:
    """Four bytes a letter, as many letters as are allowed: it fits, sealed to the same length."""
    wave = waiting()
    widest = "𝔄𝔅𝔆𝔇𝔈𝔉𝔊𝔋" * 25

    assert post(tara, "trustee_wave", wave.pk, **{**TWICE, "passphrase": widest, "again": widest})
    take_passphrase(wave_id=wave.pk)

    assert Wave.objects.get().public_key is not None


def test_leader_is_told_what_is_waited_for(grace: Client, tara: Client) -> None:
    hire({"Sales": 12})
    wave = planned(grace)
    assert "the organization waived it" in text_of(get(grace, "wave", wave.pk))
    launch_wave(wave_id=wave.pk, now=timezone.now())
    other = draft_wave(survey=wave.survey, has_trustee=True)

    page = text_of(get(grace, "wave", other.pk))

    assert "The trustee has still to set the passphrase" in page
    assert "together with the trustee's passphrase" in page.replace("&#x27;", "'")
