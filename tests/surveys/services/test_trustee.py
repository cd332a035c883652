"""The trustee's passphrase: set, given, mistyped, late, and of no use to anybody else."""

import datetime as dt
import uuid

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from jobs.models import Job
from surveys.models import Expectation, Invitation, Trusteeship, Wave, WaveState
from surveys.obstacles import IllegalMove, KeyUnavailable, NotReadyToLaunch, PassphraseRefused
from surveys.sealed_wave import key_store, slot_store
from surveys.sealing.keys import make_key_pair, needs_trustee
from surveys.services.calling import call_trustee
from surveys.services.lifecycle import close_wave, launch_wave
from surveys.services.planning import change_wave, state_expectation
from surveys.services.release import release_wave
from surveys.services.trustee import (
    attempts_left,
    expire_passphrases,
    hand_passphrase,
    take_passphrase,
)
from tests.surveys.factories import (
    PASSPHRASE,
    anna_leader,
    answer,
    draft_wave,
    hire,
    tara_trustee,
    trusted_wave,
)

pytestmark = pytest.mark.django_db(transaction=True)

AGREE = {"willing": 4, "able": 4, "rules": 4, "fear": 2, "advice": 8}


def quiet(_percent: int, _step: str) -> None:
    """Nobody watches the progress."""


def closed_wave() -> Wave:
    hire({"Sales": 12})
    wave = launch_wave(wave_id=trusted_wave().pk, now=timezone.now())
    for invitation in Invitation.objects.filter(wave=wave):
        answer(invitation, AGREE)
    close_wave(wave_id=wave.pk, now=timezone.now())
    wave.refresh_from_db()
    return wave


def give(wave: Wave, passphrase: str = PASSPHRASE, *, now: dt.datetime | None = None) -> None:
    hand_passphrase(wave_id=wave.pk, passphrase=passphrase, now=now or timezone.now())


def test_wave_gets_its_key_with_the_passphrase_and_not_before() -> None:
    hire({"Sales": 12})
    tara_trustee()
    wave = draft_wave(has_trustee=True)
    assert wave.public_key is None
    with pytest.raises(NotReadyToLaunch, match="has not set the passphrase"):
        launch_wave(wave_id=wave.pk, now=timezone.now())

    give(wave)
    with pytest.raises(NotReadyToLaunch, match="is being set"):
        launch_wave(wave_id=wave.pk, now=timezone.now())
    take_passphrase(wave_id=wave.pk)

    wrapped = key_store().load(wave.pk)
    assert wrapped is not None
    assert needs_trustee(wrapped)
    assert launch_wave(wave_id=wave.pk, now=timezone.now()).state == WaveState.OPEN


def test_wave_with_a_trustee_is_released_by_the_passphrase_alone() -> None:
    wave = closed_wave()
    assert not Job.objects.filter(task="surveys.release_wave").exists()
    with pytest.raises(PassphraseRefused, match="only with the trustee's passphrase"):
        release_wave(wave_id=wave.pk, progress=quiet)

    give(wave)
    release_wave(wave_id=wave.pk, progress=quiet)

    wave.refresh_from_db()
    assert wave.state == WaveState.RELEASED
    assert (key_store().names(), slot_store().names()) == ([], [])
    held = Trusteeship.objects.get()
    assert (held.slot, held.sealed_passphrase, held.handed_at) == (None, None, None)


def test_wrong_passphrase_is_said_counted_and_loses_nothing() -> None:
    wave = closed_wave()
    slot = Trusteeship.objects.get().slot

    give(wave, "five ordinary words and a colon:")
    with pytest.raises(PassphraseRefused, match="not the passphrase of this wave"):
        release_wave(wave_id=wave.pk, progress=quiet)

    held = Trusteeship.objects.get()
    assert held.slot not in {None, slot}
    assert attempts_left(held, timezone.now()) == 4
    give(wave)
    release_wave(wave_id=wave.pk, progress=quiet)
    assert Wave.objects.get().state == WaveState.RELEASED


def test_five_wrong_passphrases_make_a_pause_of_a_quarter_of_an_hour(settings: Settings) -> None:
    wave = closed_wave()
    for _attempt in range(5):
        give(wave, "five ordinary words and a colon:")
        with pytest.raises(PassphraseRefused):
            release_wave(wave_id=wave.pk, progress=quiet)

    with pytest.raises(PassphraseRefused, match="Too many"):
        give(wave)
    assert Trusteeship.objects.get().sealed_passphrase is None

    give(wave, now=timezone.now() + dt.timedelta(minutes=settings.PASSPHRASE_PAUSE_MINUTES))
    release_wave(wave_id=wave.pk, progress=quiet)
    assert Wave.objects.get().state == WaveState.RELEASED


def test_second_passphrase_waits_until_the_first_is_used() -> None:
    wave = closed_wave()
    give(wave)

    with pytest.raises(PassphraseRefused, match="is being used"):
        give(wave, "another that is long enough")


def test_passphrase_that_nobody_uses_is_forgotten_after_an_hour() -> None:
    wave = closed_wave()
    give(wave)
    slot = Trusteeship.objects.get().slot

    expire_passphrases(now=timezone.now() + dt.timedelta(minutes=59))
    assert Trusteeship.objects.get().slot == slot
    expire_passphrases(now=timezone.now() + dt.timedelta(minutes=61))

    held = Trusteeship.objects.get()
    assert held.sealed_passphrase is None
    assert slot_store().names() == [held.slot]
    assert held.slot != slot


def test_keys_of_slots_that_no_wave_names_are_swept() -> None:
    slot_store().save(uuid.uuid4(), b"left by a worker that was killed")

    expire_passphrases(now=timezone.now())

    assert slot_store().names() == []


def test_slot_whose_key_is_gone_is_made_again() -> None:
    wave = closed_wave()
    slot = Trusteeship.objects.get().slot
    assert slot is not None
    slot_store().destroy(slot)

    expire_passphrases(now=timezone.now())
    give(wave)
    release_wave(wave_id=wave.pk, progress=quiet)

    assert Wave.objects.get().state == WaveState.RELEASED


def test_passphrase_is_not_sealed_to_a_key_that_somebody_put_in() -> None:
    """Whoever writes the database would read the passphrase; the mark is not in the database."""
    wave = closed_wave()
    Trusteeship.objects.update(slot_public_key=make_key_pair().public_key)

    with pytest.raises(PassphraseRefused, match="Stop"):
        give(wave)

    assert Trusteeship.objects.get().sealed_passphrase is None


def test_passphrase_for_locking_does_not_unlock() -> None:
    """Kept from the time of the draft and put in after the close, it opens nothing."""
    wave = trusted_wave()
    give(wave)
    kept = Trusteeship.objects.values().get()
    take_passphrase(wave_id=wave.pk)
    hire({"Sales": 12})
    launch_wave(wave_id=wave.pk, now=timezone.now())
    close_wave(wave_id=wave.pk, now=timezone.now())
    Trusteeship.objects.update(**kept)

    with pytest.raises(PassphraseRefused):
        release_wave(wave_id=wave.pk, progress=quiet)


def test_key_that_lost_the_trustees_layer_is_not_used() -> None:
    """A key that was exchanged for one without passphrase would make the trustee a decoration."""
    wave = closed_wave()
    other = draft_wave()
    key_store().save(wave.pk, key_store().load(other.pk) or b"")

    give(wave)
    with pytest.raises(KeyUnavailable):
        release_wave(wave_id=wave.pk, progress=quiet)


def test_new_passphrase_of_a_draft_makes_a_new_key_and_asks_leaders_again() -> None:
    hire({"Sales": 12})
    wave = trusted_wave()
    first = wave.public_key
    state_expectation(wave=wave, leader=wave.survey.initiative.owner, answers={"willing": 5})

    give(wave, "quite another passphrase")
    take_passphrase(wave_id=wave.pk)

    wave.refresh_from_db()
    assert wave.public_key not in {None, first}
    assert not Expectation.objects.exists()


def test_choosing_a_trustee_for_a_draft_takes_its_key_away() -> None:
    anna_leader()
    tara_trustee()
    wave = draft_wave()

    change_wave(
        wave=wave,
        opens_at=wave.opens_at,
        closes_at=wave.closes_at,
        reporting_dimensions=wave.reporting_dimensions,
        retention_mode=wave.retention_mode,
        has_trustee=True,
    )

    wave.refresh_from_db()
    assert (wave.has_trustee, wave.public_key) == (True, None)
    assert set(Job.objects.values_list("task", flat=True)) >= {
        "surveys.prepare_wave",
        "surveys.call_trustee",
    }


def test_wave_with_a_trustee_needs_somebody_in_that_role() -> None:
    with pytest.raises(NotReadyToLaunch, match="Nobody has the role"):
        draft_wave(has_trustee=True)


def test_wave_without_a_trustee_takes_no_passphrase() -> None:
    wave = draft_wave()

    with pytest.raises(IllegalMove):
        give(wave)


def test_trustees_are_called_when_they_are_needed_and_only_then() -> None:
    hire({"Sales": 12})
    wave = trusted_wave()
    call_trustee(wave_id=wave.pk)
    launch_wave(wave_id=wave.pk, now=timezone.now())
    call_trustee(wave_id=wave.pk)
    close_wave(wave_id=wave.pk, now=timezone.now())
    call_trustee(wave_id=wave.pk)

    assert [message.to for message in mail.outbox] == [["tara@example.org"]] * 2
    assert "is planned" in mail.outbox[0].body
    assert "is closed" in mail.outbox[1].body
    assert f"/trustee/{wave.pk}/" in mail.outbox[1].body
