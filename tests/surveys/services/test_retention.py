"""What was promised to be deleted is deleted on the day, and what was promised to stay stays."""

import datetime as dt

import pytest

from surveys.models import (
    Cell,
    Invitation,
    InvitationLink,
    Release,
    ReleasedComment,
    ReleasedResponse,
    Wave,
)
from surveys.selectors import published_wave
from surveys.services.retention import apply_retention
from tests.surveys.factories import answer, hire, open_wave, release

pytestmark = pytest.mark.django_db(transaction=True)

CLOSED = dt.date(2026, 3, 2)
AGREE = {"willing": 4, "able": 4, "rules": 4, "fear": 2}


@pytest.fixture
def released() -> Wave:
    hire({"Sales": 12})
    wave = open_wave()
    for invitation in Invitation.objects.all():
        answer(invitation, AGREE, {"wish": "More time for trying things out."})
    release(wave)
    Wave.objects.update(closed_date=CLOSED)
    Release.objects.update(released_date=CLOSED)
    return wave


@pytest.mark.parametrize(("days", "kept"), [(0, 12), (29, 12), (30, 0), (31, 0), (400, 0)])
def test_invitations_go_thirty_days_after_the_close(released: Wave, days: int, kept: int):
    apply_retention(today=CLOSED + dt.timedelta(days=days))

    assert Invitation.objects.count() == kept
    assert InvitationLink.objects.count() == kept


@pytest.mark.parametrize(("days", "kept"), [(0, 12), (89, 12), (90, 0), (400, 0)])
def test_answers_and_comments_go_ninety_days_after_the_release(
    released: Wave, days: int, kept: int
):
    apply_retention(today=CLOSED + dt.timedelta(days=days))

    assert ReleasedResponse.objects.count() == kept
    assert ReleasedComment.objects.count() == kept


def test_figures_and_two_counts_stay(released: Wave):
    before, cells = published_wave(released.pk), Cell.objects.count()

    apply_retention(today=CLOSED + dt.timedelta(days=4000))

    assert published_wave(released.pk) == before
    assert (before.invited, before.answered) == (12, 12)
    assert Cell.objects.count() == cells


def test_invitations_of_a_wave_that_is_still_open_or_sealed_stay():
    hire({"Sales": 6})
    open_wave()
    Wave.objects.update(state="closed", closed_date=CLOSED)

    apply_retention(today=CLOSED + dt.timedelta(days=4000))

    assert Invitation.objects.count() == 6
