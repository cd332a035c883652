"""What can happen to a wave on its way to release: tampering, late answers, two waves."""

import hashlib
from collections.abc import Mapping

import pytest
from django.utils import timezone

from accounts.models import Role, User
from surveys.models import (
    Cell,
    Employee,
    Envelope,
    Expectation,
    Invitation,
    Release,
    ReleasedResponse,
    Wave,
    WaveState,
)
from surveys.obstacles import KeyUnavailable, ReleaseStopped
from surveys.published import CulturalAlignment, Estimate, NoExpectation, OrganizationIndex
from surveys.sealed_wave import key_store
from surveys.selectors import published_wave
from surveys.services.lifecycle import close_wave, launch_wave
from surveys.services.planning import state_expectation
from surveys.services.release import release_wave
from tests.surveys.factories import answer, draft_wave, hire, open_wave, release

pytestmark = pytest.mark.django_db(transaction=True)

AGREE = {"willing": 4, "able": 4, "rules": 4, "fear": 2, "advice": 8}
DISAGREE = {"willing": 2, "able": 2, "rules": 2, "fear": 4, "advice": 3}


def quiet(_percent: int, _step: str) -> None:
    """Nobody watches the progress."""


def all_answer(answers: Mapping[str, int] = AGREE) -> None:
    """A third of them as said, a third a point more, a third a point less: not all alike."""
    for place, invitation in enumerate(Invitation.objects.filter(state="open")):
        shift = place % 3 - 1
        turned = {"fear": answers["fear"] - shift, "advice": answers["advice"]}
        answer(invitation, {key: points + shift for key, points in answers.items()} | turned)


def expecting_wave() -> Wave:
    """A wave of which Anna and Ben expect much, answered by twelve."""
    hire({"Sales": 12})
    wave = draft_wave()
    ben = User.objects.create(email="ben@example.org", name="Ben", role=Role.INITIATIVE_OWNER)
    for leader in (User.objects.get(email="anna@example.org"), ben):
        state_expectation(
            wave=wave, leader=leader, answers={"willing": 5, "able": 5, "rules": 4, "fear": 1}
        )
    wave = launch_wave(wave_id=wave.pk, now=timezone.now())
    all_answer()
    return wave


def stopped(wave: Wave) -> str:
    """Close and release, be refused, and find everything as before."""
    envelopes = Envelope.objects.count()
    close_wave(wave_id=wave.pk, now=timezone.now())
    with pytest.raises(ReleaseStopped) as refusal:
        release_wave(wave_id=wave.pk, progress=quiet)

    assert Wave.objects.get(pk=wave.pk).state == WaveState.CLOSED
    assert (Envelope.objects.count(), Cell.objects.count()) == (envelopes, 0)
    assert not Release.objects.exists()
    assert key_store().load(wave.pk) is not None
    return str(refusal.value)


def test_expectation_is_opened_at_the_release_and_compared():
    wave = expecting_wave()
    assert not Expectation.objects.exclude(answers=None).exists()

    release(wave)

    assert [row.answers["willing"] for row in Expectation.objects.all()] == [5, 5]
    alignment = published_wave(wave.pk).alignment
    assert isinstance(alignment, CulturalAlignment)
    assert (alignment.leaders, alignment.is_declared_target) == (2, True)
    gaps = {gap.dimension: (gap.expected, gap.perceived, gap.gap) for gap in alignment.gaps}
    assert gaps == {"core": (100.0, 75.0, 25.0), "trust": (87.5, 75.0, 12.5)}


def test_wave_without_an_expectation_says_so():
    hire({"Sales": 12})
    wave = open_wave()
    all_answer()

    release(wave)

    assert isinstance(published_wave(wave.pk).alignment, NoExpectation)


def test_altered_expectation_stops_the_release():
    wave = expecting_wave()
    row = Expectation.objects.first()
    sealed = bytearray(row.sealed)
    sealed[100] ^= 1
    Expectation.objects.filter(pk=row.pk).update(
        sealed=bytes(sealed), commitment=hashlib.sha256(bytes(sealed)).hexdigest()
    )

    assert stopped(wave).startswith("The release was stopped, nothing was changed")


def test_expectation_that_was_exchanged_against_its_commitment_stops_the_release():
    """Anna's later statement, under another commitment than she was shown."""
    wave = expecting_wave()
    anna, ben = Expectation.objects.order_by("leader__name")
    Expectation.objects.filter(pk=anna.pk).update(commitment=ben.commitment)

    assert "the expectation of Anna Berg is not the one that was sealed" in stopped(wave)


def test_expectation_copied_from_another_leader_stops_the_release():
    wave = expecting_wave()
    anna, ben = Expectation.objects.order_by("leader__name")
    Expectation.objects.filter(pk=ben.pk).update(sealed=anna.sealed, commitment=anna.commitment)

    assert "Restore it from the backup" in stopped(wave)


def test_labels_changed_after_answering_change_nothing():
    """The labels travel in the envelope; the register cannot move anybody to another group."""
    hire({"Sales": 12, "Care": 12})
    wave = open_wave()
    all_answer()
    Invitation.objects.update(labels={"department": "Board"})

    release(wave)

    assert {group.level for group in published_wave(wave.pk).groups} == {"Sales", "Care"}


def test_lost_key_is_named_and_a_restored_key_releases():
    hire({"Sales": 12})
    wave = open_wave()
    all_answer()
    close_wave(wave_id=wave.pk, now=timezone.now())
    wrapped = key_store().load(wave.pk)
    key_store().destroy(wave.pk)

    with pytest.raises(KeyUnavailable, match="Restore it from its backup"):
        release_wave(wave_id=wave.pk, progress=quiet)
    key_store().save(wave.pk, wrapped)
    release_wave(wave_id=wave.pk, progress=quiet)

    assert Wave.objects.get().state == WaveState.RELEASED


def test_answer_that_appears_after_the_envelopes_were_read_stops_the_release():
    hire({"Sales": 12})
    wave = open_wave()
    *others, late = Invitation.objects.all()
    for invitation in others:
        answer(invitation, AGREE)
    close_wave(wave_id=wave.pk, now=timezone.now())

    def slip_in(_percent: int, step: str) -> None:
        if step == "Computing every figure":
            Wave.objects.update(state="open")
            answer(late, AGREE)
            Wave.objects.update(state="closed")

    with pytest.raises(ReleaseStopped, match="nothing was changed"):
        release_wave(wave_id=wave.pk, progress=slip_in)
    assert not Release.objects.exists()
    release_wave(wave_id=wave.pk, progress=quiet)

    assert published_wave(wave.pk).answered == 12


def test_killed_before_the_key_was_destroyed_goes_on_and_publishes_only_then():
    hire({"Sales": 12})
    wave = open_wave()
    all_answer()
    close_wave(wave_id=wave.pk, now=timezone.now())

    def killed(percent: int, _step: str) -> None:
        if percent == 95:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        release_wave(wave_id=wave.pk, progress=killed)
    assert Wave.objects.readable().count() == 0
    assert key_store().load(wave.pk) is not None
    release_wave(wave_id=wave.pk, progress=quiet)

    assert Wave.objects.readable().count() == 1
    assert key_store().load(wave.pk) is None


def test_many_departments_with_long_names_can_be_released():
    """Merged levels are joined into one name, which has to fit its column on PostgreSQL."""
    departments = [f"Department of rather long names and numbers {place}" for place in range(30)]
    hire(dict.fromkeys(departments, 6))
    wave = open_wave()
    for place, invitation in enumerate(Invitation.objects.order_by("employee__name")):
        if place % 6 < 2:
            answer(invitation, AGREE)

    release(wave)

    assert published_wave(wave.pk).answered == 60
    assert all(len(level) <= 200 for level in Cell.objects.values_list("level", flat=True))


def test_second_wave_shows_its_change_and_deletes_the_rows_of_the_first():
    hire({"Sales": 30})
    first = open_wave()
    all_answer(DISAGREE)
    release(first)
    assert ReleasedResponse.objects.filter(release__wave=first).count() == 30
    second = open_wave(survey=first.survey)
    all_answer(AGREE)

    release(second)

    published = published_wave(second.pk)
    assert isinstance(published.index, OrganizationIndex)
    assert [wave.scores["core"] for wave in published.earlier] == [Estimate(25.0, 30, 25.0, 25.0)]
    changes = {change.key: (change.change, change.verdict) for change in published.changes}
    assert changes["core"] == (50.0, "moved")
    assert ReleasedResponse.objects.filter(release__wave=first).count() == 0


def test_managers_are_asked_only_where_the_audience_includes_them():
    hire({"Sales": 24})
    Employee.objects.filter(name__in=[f"Sales {number}" for number in range(12)]).update(
        is_manager=True
    )
    workforce = open_wave()

    assert workforce.invited_count == 12
    assert not Invitation.objects.filter(employee__is_manager=True).exists()
