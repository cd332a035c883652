"""The moves of a wave: every legal one, every illegal one refused, the promise frozen at launch."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jobs.models import Job
from surveys.models import Employee, Envelope, Invitation, RetentionMode, Wave, WaveState
from surveys.obstacles import IllegalMove, NotReadyToLaunch
from surveys.sealed_wave import frozen_settings_hash, key_store
from surveys.services.lifecycle import (
    advance_due_waves,
    close_wave,
    launch_wave,
    open_wave,
    prepare_wave,
)
from surveys.services.release import release_wave
from tests.surveys.factories import draft_wave, hire

pytestmark = pytest.mark.django_db

NOW = timezone.now()
MOVES: dict[str, Callable[[Wave], object]] = {
    "launch": lambda wave: launch_wave(wave_id=wave.pk, now=timezone.now()),
    "open": lambda wave: open_wave(wave_id=wave.pk, now=timezone.now()),
    "close": lambda wave: close_wave(wave_id=wave.pk, now=timezone.now()),
    "release": lambda wave: release_wave(wave_id=wave.pk, progress=lambda _p, _s: None),
}
LEGAL = {("launch", "draft"), ("open", "scheduled"), ("close", "open"), ("release", "closed")}
ILLEGAL = [
    (move, state) for move in MOVES for state in WaveState.values if (move, state) not in LEGAL
]


def in_state(state: str) -> Wave:
    wave = draft_wave()
    Wave.objects.filter(pk=wave.pk).update(state=state)
    wave.refresh_from_db()
    return wave


@pytest.mark.parametrize(("move", "state"), ILLEGAL)
def test_illegal_move_is_refused_with_its_reason_and_changes_nothing(move: str, state: str):
    hire({"Sales": 6})
    wave = in_state(state)
    jobs = Job.objects.count()

    with pytest.raises(IllegalMove) as refusal:
        MOVES[move](wave)

    reason = (
        "Only a closed wave can be released."
        if move == "release"
        else f"; this wave is “{WaveState(state).label}”."
    )
    assert str(refusal.value).endswith(reason)
    wave.refresh_from_db()
    assert wave.state == state
    assert Invitation.objects.count() == 0
    assert Job.objects.count() == jobs


def test_launch_invites_everybody_and_opens_when_it_is_time():
    hire({"Sales": 6, "Care": 7})
    wave = draft_wave()

    launch_wave(wave_id=wave.pk, now=timezone.now())

    wave.refresh_from_db()
    assert (wave.state, wave.invited_count) == (WaveState.OPEN, 13)
    assert Invitation.objects.filter(wave=wave, state="open", is_sent=False).count() == 13
    assert Job.objects.filter(task="surveys.send_invitations").count() == 1


def test_launch_before_the_opening_day_schedules():
    hire({"Sales": 6})
    wave = draft_wave()
    Wave.objects.filter(pk=wave.pk).update(opens_at=NOW + dt.timedelta(days=1))

    launch_wave(wave_id=wave.pk, now=NOW)

    wave.refresh_from_db()
    assert (wave.state, wave.opened_date) == (WaveState.SCHEDULED, None)
    assert not Job.objects.filter(task="surveys.send_invitations").exists()


def test_clock_opens_and_closes_what_is_due_once():
    hire({"Sales": 6})
    wave = draft_wave()
    opens_at, closes_at = NOW + dt.timedelta(days=1), NOW + dt.timedelta(days=2)
    Wave.objects.filter(pk=wave.pk).update(opens_at=opens_at, closes_at=closes_at)
    launch_wave(wave_id=wave.pk, now=NOW)
    states = []

    for now in (opens_at - dt.timedelta(seconds=1), opens_at, opens_at, closes_at, closes_at):
        advance_due_waves(now=now)
        states.append(Wave.objects.get().state)

    assert states == ["scheduled", "open", "open", "closed", "closed"]
    assert Job.objects.filter(task="surveys.release_wave").count() == 1


def test_wave_whose_whole_time_was_slept_through_is_opened_and_closed():
    hire({"Sales": 6})
    wave = draft_wave()
    Wave.objects.filter(pk=wave.pk).update(
        opens_at=NOW + dt.timedelta(days=1), closes_at=NOW + dt.timedelta(days=2)
    )
    launch_wave(wave_id=wave.pk, now=NOW)

    advance_due_waves(now=NOW + dt.timedelta(days=3))

    assert Wave.objects.get().state == WaveState.CLOSED


def refuse_launch(wave: Wave) -> str:
    with pytest.raises(NotReadyToLaunch) as refusal:
        launch_wave(wave_id=wave.pk, now=timezone.now())
    assert Wave.objects.get(pk=wave.pk).state == WaveState.DRAFT
    assert not Invitation.objects.exists()
    return str(refusal.value)


def test_launch_without_a_key_is_refused():
    hire({"Sales": 6})
    wave = draft_wave()
    Wave.objects.filter(pk=wave.pk).update(public_key=None)

    assert refuse_launch(wave) == "The wave's key is still being made. Launch again in a moment."


def test_launch_to_four_people_is_refused():
    hire({"Sales": 4})

    assert refuse_launch(draft_wave()) == (
        "The audience has 4 people; at least 5 are needed to keep answers anonymous. "
        "Choose a larger audience."
    )


def test_managers_do_not_count_as_audience():
    hire({"Sales": 6})
    Employee.objects.filter(name__in=["Sales 0", "Sales 1"]).update(is_manager=True)

    assert refuse_launch(draft_wave()).startswith("The audience has 4 people;")


def test_launch_into_the_past_is_refused():
    hire({"Sales": 6})
    wave = draft_wave()
    Wave.objects.filter(pk=wave.pk).update(
        opens_at=NOW - dt.timedelta(days=2), closes_at=NOW - dt.timedelta(days=1)
    )

    assert refuse_launch(wave) == "The survey would close in the past. Choose a later end."


@pytest.mark.parametrize(
    ("mode", "count", "reason"),
    [
        (RetentionMode.COHORT, 3, "3 reporting dimensions are chosen; with “Answers by cohort” at"),
        (RetentionMode.AGGREGATE, 7, "7 reporting dimensions are chosen; with “Figures only” at"),
    ],
)
def test_too_many_reporting_dimensions_are_refused(mode: RetentionMode, count: int, reason: str):
    hire({"Sales": 6})
    wave = draft_wave()
    Wave.objects.filter(pk=wave.pk).update(
        retention_mode=mode,
        reporting_dimensions=[f"dimension {place}" for place in range(count)],
    )

    assert refuse_launch(wave) == f"{reason} most {count - 1} are possible. Choose fewer."


def test_dimension_that_nobody_has_is_refused():
    hire({"Sales": 6})

    assert refuse_launch(draft_wave(reporting_dimensions=["departement"])) == (
        "Nobody in the audience has a “departement”. Choose another dimension."
    )


def test_small_levels_are_merged_on_the_invitations():
    hire({"Sales": 6, "Care": 3, "Board": 2, "": 1})
    wave = draft_wave()

    launch_wave(wave_id=wave.pk, now=timezone.now())

    levels = [invitation.labels["department"] for invitation in Invitation.objects.all()]
    assert sorted(levels) == ["Sales"] * 6 + ["other"] * 6


def test_later_moves_of_people_do_not_reach_the_frozen_labels():
    hire({"Sales": 6})
    wave = draft_wave()
    launch_wave(wave_id=wave.pk, now=timezone.now())
    frozen = (Wave.objects.get().roster_hash, Wave.objects.get().settings_hash)

    Employee.objects.update(attributes={"department": "Care"})
    Employee.objects.filter(name="Sales 0").delete()

    assert {str(i.labels) for i in Invitation.objects.all()} == {"{'department': 'Sales'}"}
    assert (Wave.objects.get().roster_hash, Wave.objects.get().settings_hash) == frozen
    assert Invitation.objects.count() == 6


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("reporting_dimensions", ["department", "site"]),
        ("min_group_size", 6),
        ("min_distribution_size", 11),
        ("min_comment_size", 12),
        ("retention_mode", "aggregate"),
        ("has_trustee", True),
        ("shows_verbatims", True),
        ("passes_on_alerts", True),
        ("summarizes_comments", True),
        ("public_key", b"another"),
        ("settings_hash", "0" * 64),
        ("roster_hash", "0" * 64),
        ("invited_count", 7),
        ("number", 2),
        ("is_imported", True),
        ("languages", ["en"]),
        ("asked_items", ["willing"]),
        ("state", "draft"),
    ],
)
def test_launched_wave_keeps_its_promise_against_the_orm(column: str, value: object):
    """On both databases a trigger refuses; SQLite tells it from a broken constraint by its text."""
    hire({"Sales": 6})
    wave = draft_wave()
    launch_wave(wave_id=wave.pk, now=timezone.now())
    before = Wave.objects.filter(pk=wave.pk).values().get()

    with (
        pytest.raises(IntegrityError, match="settings of a launched wave are frozen"),
        transaction.atomic(),
    ):
        Wave.objects.filter(pk=wave.pk).update(**{column: value})

    assert Wave.objects.filter(pk=wave.pk).values().get() == before


def test_drafted_wave_may_still_be_changed():
    wave = draft_wave()

    Wave.objects.filter(pk=wave.pk).update(min_group_size=8, reporting_dimensions=[])

    assert Wave.objects.get().min_group_size == 8


@pytest.mark.parametrize("column", ["min_group_size", "min_distribution_size", "min_comment_size"])
def test_thresholds_have_a_floor_in_the_database(column: str):
    wave = draft_wave()

    with pytest.raises(IntegrityError), transaction.atomic():
        Wave.objects.filter(pk=wave.pk).update(**{column: 4})


def test_settings_hash_covers_every_promise():
    wave = draft_wave()
    hashes = {frozen_settings_hash(wave)}

    for column, value in [
        ("reporting_dimensions", []),
        ("min_group_size", 6),
        ("min_distribution_size", 11),
        ("min_comment_size", 11),
        ("retention_mode", "aggregate"),
        ("has_trustee", True),
        ("shows_verbatims", True),
        ("passes_on_alerts", True),
        ("languages", ["en"]),
        ("asked_items", ["willing"]),
        ("summarizes_comments", True),
    ]:
        setattr(wave, column, value)
        hashes.add(frozen_settings_hash(wave))

    assert len(hashes) == 12


def test_second_preparation_keeps_the_first_key():
    wave = draft_wave()
    public, wrapped = bytes(wave.public_key or b""), key_store().load(wave.pk)

    prepare_wave(wave_id=wave.pk)

    wave.refresh_from_db()
    assert (bytes(wave.public_key or b""), key_store().load(wave.pk)) == (public, wrapped)


@pytest.mark.postgres
def test_partition_of_another_wave_takes_no_envelope():
    """An envelope can only enter a wave that has a key: before that it has no partition."""
    draft_wave()

    with pytest.raises(IntegrityError, match="no partition"), transaction.atomic():
        Envelope.objects.create(wave_id=uuid.uuid4(), sealed=b"x")
