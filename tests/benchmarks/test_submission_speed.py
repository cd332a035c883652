"""Processor time of one answer on the server, sealed there and cast as a verified ballot.

The floor is the RSA signature check that no verified ballot can do without. Timings are printed,
not asserted.
"""

import time
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from surveys.models import CohortKey, Envelope, Invitation, VerifiedWave, Wave
from surveys.sealing.blind_signatures import is_signed
from surveys.services.ballots import cast_ballot, choose_verified_mode, sign_ballot
from surveys.services.invitations import issue_token
from surveys.services.lifecycle import launch_wave
from surveys.services.responding import submit_response
from tests.attacks.ballot_box import draw_token, fill_in
from tests.surveys.factories import draft_wave, hire, open_wave

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ANSWERS = 40
AGREE = {"willing": 4, "able": 4, "rules": 4, "fear": 2, "advice": 8}


@pytest.fixture(autouse=True)
def _own_key_store(settings: Settings, tmp_path: Path) -> None:
    settings.KEY_STORE_DIR = tmp_path / "keys"


def test_a_verified_ballot_costs_a_few_milliseconds_more() -> None:
    hire({"Sales": ANSWERS})
    sealed = _seconds_sealed_by_the_server(open_wave())
    wave = draft_wave()
    choose_verified_mode(wave=wave, is_wanted=True)
    signing, casting, floor = _seconds_verified(launch_wave(wave_id=wave.pk, now=timezone.now()))

    verified = signing + casting
    print(  # noqa: T201  # the figures are what the benchmark is for
        f"\nstandard {sealed * 1000:.1f} ms, verified {verified * 1000:.1f} ms "
        f"({signing * 1000:.1f} to sign, {casting * 1000:.1f} to cast): "
        f"{verified / sealed:.1f} times; checking a signature alone {floor * 1000:.2f} ms"
    )
    assert Envelope.objects.count() == 2 * ANSWERS


def _seconds_sealed_by_the_server(wave: Wave) -> float:
    links = [issue_token(invitation=one) for one in Invitation.objects.filter(wave=wave)]
    start = time.process_time()
    for link in links:
        submit_response(token=link, answers=AGREE, comments={})
    return (time.process_time() - start) / ANSWERS


def _seconds_verified(wave: Wave) -> tuple[float, float, float]:
    key = bytes(CohortKey.objects.get(wave=wave).public_key)
    manifest = VerifiedWave.objects.get(wave=wave).manifest
    links = [issue_token(invitation=one) for one in Invitation.objects.filter(wave=wave)]
    tokens = [draw_token(key) for _link in links]
    start = time.process_time()
    signatures = [
        sign_ballot(token=link, blinded=token.message)
        for link, token in zip(links, tokens, strict=True)
    ]
    signing = time.process_time() - start
    ballots = [
        fill_in(manifest, token, signature, AGREE)
        for token, signature in zip(tokens, signatures, strict=True)
    ]
    start = time.process_time()
    for ballot in ballots:
        cast_ballot(wave_id=wave.pk, encoded=ballot.encode())
    casting = time.process_time() - start
    start = time.process_time()
    assert all(is_signed(key, ballot.prepared, ballot.signature) for ballot in ballots)
    floor = time.process_time() - start
    return signing / ANSWERS, casting / ANSWERS, floor / ANSWERS
