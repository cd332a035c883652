"""A leader plans codes for places, prints the cards once, and hangs up the poster."""

import re

from django.test import Client
from django.utils import timezone

from accounts.models import Role
from surveys.models import CodeBatch, Invitation, Wave
from surveys.services.lifecycle import launch_wave
from tests.surveys.factories import draft_wave, hire
from tests.surveys.views.conftest import ClientOf
from tests.surveys.views.pages import get, post, text_of


def planned(client: Client) -> Wave:
    hire({"Sales": 6})
    wave = draft_wave()
    post(client, "codes", wave.pk, name="Plant 1", count=8, level_department="Plant")
    return wave


def test_planned_codes_are_listed_and_counted_among_the_groups(grace: Client) -> None:
    wave = planned(grace)

    page = text_of(get(grace, "codes", wave.pk))

    assert "Plant 1 8 codes · department: Plant" in page
    assert "14 people will be invited" in text_of(get(grace, "wave", wave.pk))
    assert "Plant (8)" in text_of(get(grace, "launch", wave.pk))


def test_too_few_codes_are_refused(grace: Client) -> None:
    wave = draft_wave()

    page = post(grace, "codes", wave.pk, name="Plant 1", count=3)

    assert page.status_code == 422
    assert CodeBatch.objects.count() == 0


def test_removed_place_is_gone(grace: Client) -> None:
    wave = planned(grace)

    post(grace, "remove_codes", wave.pk, CodeBatch.objects.get().pk)

    assert CodeBatch.objects.count() == 0


def test_cards_show_each_code_with_its_picture_and_are_not_kept(grace: Client) -> None:
    wave = planned(grace)
    launch_wave(wave_id=wave.pk, now=timezone.now())
    batch = CodeBatch.objects.get()

    cards = post(grace, "print_codes", wave.pk, batch.pk)
    again = post(grace, "print_codes", wave.pk, batch.pk)

    shown = re.findall(r'class="code">([0-9A-Z]{5}-[0-9A-Z]{5})<', cards.content.decode())
    assert len(set(shown)) == 8
    assert cards.content.decode().count("<svg viewBox") == 8
    assert "no-store" in cards["Cache-Control"]
    assert again.status_code == 302
    assert "nobody can see them again" in text_of(get(grace, "codes", wave.pk))


def test_draft_prints_nothing(grace: Client) -> None:
    wave = planned(grace)

    page = post(grace, "print_codes", wave.pk, CodeBatch.objects.get().pk)

    assert page.status_code == 302
    assert Invitation.objects.count() == 0


def test_poster_leads_to_the_page_where_codes_are_typed(grace: Client) -> None:
    wave = planned(grace)

    page = get(grace, "codes_poster", wave.pk).content.decode()

    assert "/k/</p>" in page
    assert 'class="segno"' in page


def test_who_may_not_run_the_initiative_sees_no_code(client_of: ClientOf, grace: Client) -> None:
    wave = planned(grace)
    owner = client_of(Role.INITIATIVE_OWNER)

    assert get(owner, "codes", wave.pk).status_code == 404
    assert post(owner, "print_codes", wave.pk, CodeBatch.objects.get().pk).status_code == 404
    assert get(client_of(Role.EXECUTIVE), "codes", wave.pk).status_code == 403
