"""Pulses: the next wave is drafted in time with its items, and never launched by a clock."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import Settings

from surveys.fatigue import fatigue_of
from surveys.instruments.reader import read_instrument
from surveys.instruments.rotation import items_of_turn
from surveys.models import (
    Audience,
    Invitation,
    LaunchDraft,
    PulseSchedule,
    Rhythm,
    Survey,
    Wave,
    WaveState,
)
from surveys.obstacles import UnknownAnswer
from surveys.selectors import earlier_figures
from surveys.services.drafting import copy_wave
from surveys.services.lifecycle import launch_wave, prepare_wave
from surveys.services.planning import create_initiative, create_survey, store_instrument
from surveys.services.pulses import choose_rhythm, draft_due_pulses, next_opening
from tests.surveys.factories import INSTRUMENT, anna_leader, answer, hire, open_wave, release

ROTATING = INSTRUMENT.replace('key = "rules"\n', 'key = "rules"\nrotates = true\n').replace(
    'key = "fear"\n', 'key = "fear"\nrotates = true\n'
)


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("opens", "rhythm", "following"),
    [
        ("2026-03-02T09:30", Rhythm.WEEKLY, "2026-03-09T09:30"),
        ("2026-03-02T09:30", Rhythm.BIWEEKLY, "2026-03-16T09:30"),
        ("2026-01-31T09:30", Rhythm.MONTHLY, "2026-02-28T09:30"),
        ("2026-11-30T09:30", Rhythm.QUARTERLY, "2027-02-28T09:30"),
        ("2026-12-01T09:30", Rhythm.MONTHLY, "2027-01-01T09:30"),
    ],
)
def test_next_opening_keeps_the_hour_and_ends_with_the_month(
    opens: str, rhythm: Rhythm, following: str
) -> None:
    assert next_opening(moment(opens), rhythm) == moment(following)


def test_hour_stays_over_the_change_of_the_clock(settings: Settings) -> None:
    with timezone.override("Europe/Berlin"):
        following = next_opening(moment("2026-03-25T08:00"), Rhythm.WEEKLY)

    assert following == moment("2026-04-01T07:00")


def test_rotating_items_take_turns_and_fixed_ones_stay() -> None:
    pool = read_instrument(ROTATING, source="pool")

    turns = [items_of_turn(pool, turn) for turn in (1, 2, 3)]

    assert turns[0] == ("willing", "able", "rules", "advice", "wish")
    assert turns[1] == ("willing", "able", "fear", "advice", "wish")
    assert turns[2] == turns[0]


def test_without_a_pool_everything_is_asked() -> None:
    assert items_of_turn(read_instrument(INSTRUMENT, source="all"), 3) is None


def rotating_wave() -> Wave:
    survey = create_survey(
        initiative=create_initiative(title="AI", purpose="Try.", owner=anna_leader()),
        instrument=store_instrument(source=ROTATING, origin="test"),
        audience=Audience.objects.create(name="Everybody"),
        title="Pulse",
    )
    return open_wave(survey=survey)


@pytest.mark.django_db
def test_next_wave_is_drafted_three_days_before_and_once(settings: Settings) -> None:
    hire({"Sales": 6})
    wave = open_wave()
    choose_rhythm(survey=wave.survey, rhythm="weekly")
    due = wave.opens_at + dt.timedelta(days=4)

    draft_due_pulses(now=due - dt.timedelta(minutes=1))
    too_early = Wave.objects.count()
    draft_due_pulses(now=due)
    draft_due_pulses(now=due + dt.timedelta(days=2))

    assert too_early == 1
    draft = Wave.objects.get(number=2)
    assert draft.state == WaveState.DRAFT
    assert draft.opens_at == wave.opens_at + dt.timedelta(days=7)
    assert draft.reporting_dimensions == wave.reporting_dimensions
    assert LaunchDraft.objects.get().wave_id == draft.pk
    assert Invitation.objects.filter(wave=draft).count() == 0


@pytest.mark.django_db
def test_rhythm_can_be_ended() -> None:
    hire({"Sales": 6})
    wave = open_wave()
    choose_rhythm(survey=wave.survey, rhythm="weekly")
    choose_rhythm(survey=wave.survey, rhythm="")

    draft_due_pulses(now=wave.opens_at + dt.timedelta(days=30))

    assert PulseSchedule.objects.count() == 0
    assert Wave.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("last_day", "waves"), [(6, 1), (7, 2), (None, 2)])
def test_pulse_ends_with_its_last_day(last_day: int | None, waves: int) -> None:
    """The next wave would open on the seventh day."""
    hire({"Sales": 6})
    wave = open_wave()
    opened = timezone.localdate(wave.opens_at)
    last_date = opened + dt.timedelta(days=last_day) if last_day else None
    choose_rhythm(survey=wave.survey, rhythm="weekly", last_date=last_date)

    draft_due_pulses(now=wave.opens_at + dt.timedelta(days=5))

    assert Wave.objects.count() == waves


@pytest.mark.django_db
@pytest.mark.parametrize(("wave_limit", "waves"), [(1, 1), (2, 2), (None, 2)])
def test_pulse_ends_with_its_last_number(wave_limit: int | None, waves: int) -> None:
    hire({"Sales": 6})
    wave = open_wave()
    choose_rhythm(survey=wave.survey, rhythm="weekly", wave_limit=wave_limit)

    draft_due_pulses(now=wave.opens_at + dt.timedelta(days=5))

    assert Wave.objects.count() == waves


@pytest.mark.django_db
def test_wave_that_would_open_late_counts_by_the_day_it_opens() -> None:
    """Nothing ran until the tenth day: opening then, it lies after the ninth."""
    hire({"Sales": 6})
    wave = open_wave()
    last_date = timezone.localdate(wave.opens_at) + dt.timedelta(days=9)
    choose_rhythm(survey=wave.survey, rhythm="weekly", last_date=last_date)

    draft_due_pulses(now=wave.opens_at + dt.timedelta(days=10))

    assert Wave.objects.count() == 1


@pytest.mark.django_db
def test_wave_asks_and_takes_the_items_of_its_turn_alone() -> None:
    hire({"Sales": 6})
    first = rotating_wave()
    draft = copy_wave(wave=first, owner=anna_leader("b@example.org"), now=timezone.now())
    prepare_wave(wave_id=draft.wave.pk)
    second = launch_wave(wave_id=draft.wave.pk, now=timezone.now())
    invitation = Invitation.objects.filter(wave=second)[0]

    with pytest.raises(UnknownAnswer):
        answer(invitation, {"rules": 4})
    answer(invitation, {"fear": 2, "willing": 4})

    assert second.asked_items == ["willing", "able", "fear", "advice", "wish"]


@pytest.mark.django_db(transaction=True)
def test_dimension_asked_with_other_items_has_no_trend() -> None:
    hire({"Sales": 12})
    first = rotating_wave()
    for invitation in Invitation.objects.filter(wave=first):
        answer(invitation, {"willing": 4, "able": 3, "rules": 2, "fear": 2, "advice": 7})
    release(first)
    draft = copy_wave(wave=first, owner=anna_leader("b@example.org"), now=timezone.now())

    assert set(earlier_figures(draft.wave)) == {"core"}


@pytest.mark.django_db
def test_people_asked_too_often_are_counted_and_not_named(settings: Settings) -> None:
    settings.FATIGUE_SURVEYS = 2
    hire({"Sales": 6, "Audit": 7})
    sales = Audience.objects.create(name="Sales", selection={"department": ["Sales"]})
    survey = open_wave().survey
    narrow = create_survey(
        initiative=survey.initiative, instrument=survey.instrument, audience=sales, title="Sales"
    )
    open_wave(survey=narrow)
    third = Wave.objects.create(
        survey=Survey.objects.get(pk=survey.pk), number=9, opens_at=timezone.now(),
        closes_at=timezone.now() + dt.timedelta(days=1), min_group_size=5,
        min_distribution_size=10, min_comment_size=10, retention_mode="cohort",
    )  # fmt: skip

    now, later = timezone.now(), timezone.now() + dt.timedelta(days=91)

    assert (fatigue_of(third, now).people, fatigue_of(third, later).people) == (6, 0)
