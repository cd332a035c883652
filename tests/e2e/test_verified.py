"""Verified ballots in a real browser: signed blind, sealed, cast, released, and found again."""

import json
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect
from pytest_django import Settings

from surveys.models import (
    BlindSignature,
    CohortKey,
    Envelope,
    Invitation,
    InvitationState,
    VerifiedWave,
    Wave,
)
from surveys.sealing.blind_signatures import SigningKeyPair, make_signing_key_pair
from surveys.sealing.keys import wrap_private_key
from surveys.selectors import published_wave
from surveys.services.actions import save_follow_up
from surveys.services.ballots import choose_verified_mode, signing_secret
from surveys.services.invitations import issue_token
from surveys.services.lifecycle import launch_wave
from tests.e2e.browsing import DESKTOP, PHONE, Visit, follow, screenshot
from tests.e2e.conftest import OpenVisit
from tests.surveys.factories import draft_wave, hire, release
from tests.surveys.sealing.blind_client import public_numbers

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 12
MARK = "Brontosaurus tangerine umbrella"


@pytest.fixture
def wave(settings: Settings, tmp_path: Path) -> Wave:
    """An open wave of twelve people in one department, by verified ballots."""
    settings.KEY_STORE_DIR = tmp_path / "keys"
    hire({"Sales": PEOPLE})
    wave = draft_wave()
    choose_verified_mode(wave=wave, is_wanted=True)
    return launch_wave(wave_id=wave.pk, now=timezone.now())


def links(wave: Wave) -> list[str]:
    return [f"/i/{issue_token(invitation=one)}" for one in Invitation.objects.filter(wave=wave)]


def open_ballot(browsing: Visit, link: str) -> Page:
    page = browsing.open(link)
    follow(page.get_by_role("link", name="Start"))
    page.wait_for_selector("[data-now=ready], [data-now=refused]")
    return page


def fill(page: Page, point: int) -> None:
    for place in range(4):
        page.locator("fieldset").nth(place).locator("label").nth(point).click()
    page.locator("textarea").first.fill(MARK)


def cast(page: Page) -> str:
    page.get_by_role("button", name="Seal and cast my ballot").click()
    page.wait_for_selector("[data-now=done]")
    return page.locator("[data-receipt]").inner_text()


def test_ballots_are_cast_released_and_found_by_their_receipts(
    visit: OpenVisit, wave: Wave
) -> None:
    receipts = []
    for place, link in enumerate(links(wave)[:6]):
        browsing = visit(size=PHONE if place else DESKTOP)
        page = open_ballot(browsing, link)
        fill(page, 3)
        if place < 2:
            assert browsing.axe_violations() == []
            assert browsing.horizontal_overflow_pixels() == 0
            screenshot(page, f"verified-{'phone' if place else 'desktop'}-1-ballot")
        receipts.append(cast(page))
        if place < 2:
            screenshot(page, f"verified-{'phone' if place else 'desktop'}-2-done")
        assert browsing.complaints == []
        assert browsing.foreign_requests() == []

    assert Envelope.objects.count() == 6
    assert all(MARK.encode() not in bytes(one.sealed) for one in Envelope.objects.all())
    release(wave)

    told = published_wave(wave.pk)
    assert (told.answered, told.invited) == (6, PEOPLE)
    verified = VerifiedWave.objects.get()
    assert verified.receipts == sorted(receipts)
    assert (verified.signature_count, verified.spoiled_count) == (6, 0)
    assert told.receipts_root == verified.root
    browsing = visit()
    page = browsing.open(f"/b/{wave.pk}/receipts/?receipt={receipts[0]}")
    assert "Recorded" in page.content()
    assert browsing.axe_violations() == []
    screenshot(page, "verified-phone-3-receipts")
    page = browsing.open(f"/b/{wave.pk}/receipts/?receipt={'0' * 64}")
    assert "your ballot is missing" in page.content()


def test_saved_credential_is_cast_later_without_link_and_cookie(
    visit: OpenVisit, wave: Wave, tmp_path: Path
) -> None:
    page = open_ballot(visit(), links(wave)[0])
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save my right to vote").click()
    page.wait_for_selector("[data-now=saved]")
    screenshot(page, "verified-phone-4-saved")
    file = tmp_path / "ballot.json"
    saved.value.save_as(file)
    assert set(json.loads(file.read_text())) == {
        *("wave", "fingerprint", "cohort", "prepared", "signature"),
    }
    assert (Envelope.objects.count(), BlindSignature.objects.count()) == (0, 1)

    later = visit()
    page = later.open(f"/b/{wave.pk}/en/")
    page.wait_for_selector("[data-now=credential]")
    screenshot(page, "verified-phone-5-later")
    page.locator("[data-credential]").set_input_files(file)
    page.wait_for_selector("[data-now=ready]")
    fill(page, 2)
    cast(page)

    assert Envelope.objects.count() == 1
    assert page.context.cookies() == []
    sent = [request for request in later.requests if request.url.endswith("/cast/")]
    assert [request.headers.get("cookie") for request in sent] == [None]
    assert [bool(request.headers.get("referer")) for request in sent] == [False]


def test_at_34_browser_refuses_keys_that_were_made_for_one_person(
    visit: OpenVisit, wave: Wave
) -> None:
    manifest = json.loads(VerifiedWave.objects.get().manifest)
    manifest["cohorts"][0]["public_key"] = make_signing_key_pair().public_key.hex()
    browsing = visit()

    def swapped(route: Route) -> None:
        route.fulfill(body=json.dumps(manifest), content_type="application/json")

    browsing.page.route("**/manifest.json", swapped)
    page = open_ballot(browsing, links(wave)[0])

    expect(page.locator("[data-ballot]")).to_have_attribute("data-now", "refused")
    expect(page.locator("[role=alert]")).to_contain_text("not those of your invitation")
    screenshot(page, "verified-phone-6-refused")
    assert not BlindSignature.objects.exists()
    assert Invitation.objects.filter(state=InvitationState.DONE).count() == 0


def larger_than(public_key: bytes) -> SigningKeyPair:
    """Another pair that takes every message blinded for this key: a smaller one would refuse it."""
    modulus = public_numbers(public_key).n
    while True:
        pair = make_signing_key_pair()
        if public_numbers(pair.public_key).n > modulus:
            return pair


def test_at_34_browser_refuses_a_signature_of_another_key(visit: OpenVisit, wave: Wave) -> None:
    page = open_ballot(visit(), links(wave)[0])
    other = CohortKey.objects.get()
    pair = larger_than(bytes(other.public_key))
    other.wrapped_private_key = wrap_private_key(
        pair.private_key, wave_id=wave.pk, wrapping_secret=signing_secret()
    )
    other.save()

    page.get_by_role("button", name="Seal and cast my ballot").click()
    page.wait_for_selector("[data-now=refused]")

    expect(page.locator("[role=alert]")).to_contain_text("signature does not fit")
    assert Envelope.objects.count() == 0


def test_ballot_and_list_of_receipts_lead_to_what_became_of_earlier_answers(
    visit: OpenVisit, wave: Wave
) -> None:
    """One address for everybody: following it tells nothing about who does."""
    owner = wave.survey.initiative.owner
    page = save_follow_up(actor=owner, survey=wave.survey, introduction="Thank you.", is_open=True)
    browsing = visit()
    ballot = open_ballot(browsing, links(wave)[0])
    fill(ballot, 4)
    ballot.get_by_role("button", name="Seal and cast my ballot").click()
    ballot.get_by_text("Thank you: your ballot is cast").wait_for()

    address = f"/d/en/{page.token}/"

    here = ballot.get_by_role("link", name="You said, we did")
    expect(here).to_have_attribute("href", address)
    receipts = browsing.open(f"/b/{wave.pk}/receipts/")
    there = receipts.get_by_role("link", name="You said, we did")
    expect(there).to_have_attribute("href", address)
    follow(there)
    expect(receipts.get_by_role("heading", level=1)).to_have_text("You said, we did")
