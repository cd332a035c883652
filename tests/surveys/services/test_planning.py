"""What leaders plan and expect, before anybody is asked."""

import datetime as dt
import hashlib

import pytest
from django.utils import timezone

from accounts.models import Role, User
from jobs.models import Job
from surveys.instruments.problems import InstrumentInvalid
from surveys.models import Expectation, Instrument, RetentionMode, Wave
from surveys.obstacles import IllegalMove, NotReadyToLaunch, UnknownAnswer
from surveys.services.lifecycle import launch_wave
from surveys.services.planning import change_wave, create_wave, state_expectation, store_instrument
from tests.surveys.factories import INSTRUMENT, draft_wave, hire

pytestmark = pytest.mark.django_db


def test_same_questionnaire_is_kept_once():
    first = store_instrument(source=INSTRUMENT, origin="a.toml")
    second = store_instrument(source=INSTRUMENT, origin="b.toml")

    assert first == second
    assert Instrument.objects.count() == 1


def test_questionnaire_with_a_fault_is_not_kept():
    with pytest.raises(InstrumentInvalid, match="scale_points"):
        store_instrument(source=INSTRUMENT.replace("scale_points = 5", ""), origin="a.toml")

    assert not Instrument.objects.exists()


def test_new_wave_has_the_thresholds_of_the_house_and_asks_for_its_key():
    wave = draft_wave()

    assert (wave.min_group_size, wave.min_distribution_size, wave.min_comment_size) == (5, 10, 10)
    assert Job.objects.filter(task="surveys.prepare_wave", subject_id=str(wave.pk)).exists()


def test_waves_of_a_survey_are_numbered():
    first = draft_wave()
    second = draft_wave(survey=first.survey)

    assert (first.number, second.number) == (1, 2)


def test_reporting_dimension_named_twice_counts_once():
    assert draft_wave(reporting_dimensions=["site", "site"]).reporting_dimensions == ["site"]


def test_wave_that_closes_before_it_opens_is_not_drafted():
    survey = draft_wave().survey
    now = timezone.now()

    with pytest.raises(NotReadyToLaunch, match="must close after it opens"):
        create_wave(
            survey=survey, opens_at=now, closes_at=now - dt.timedelta(hours=1),
            reporting_dimensions=[],
        )  # fmt: skip

    assert Wave.objects.count() == 1


@pytest.mark.parametrize(
    ("mode", "count"), [(RetentionMode.COHORT, 3), (RetentionMode.AGGREGATE, 7)]
)
def test_wave_by_more_dimensions_than_can_be_published_is_not_drafted(
    mode: RetentionMode, count: int
):
    survey = draft_wave().survey
    now = timezone.now()

    with pytest.raises(NotReadyToLaunch, match=f"at most {count - 1} are possible"):
        create_wave(
            survey=survey,
            opens_at=now,
            closes_at=now + dt.timedelta(days=1),
            reporting_dimensions=[f"dimension {place}" for place in range(count)],
            retention_mode=mode,
        )

    assert Wave.objects.count() == 1


def test_launched_wave_is_not_planned_anew():
    hire({"Sales": 6})
    wave = draft_wave()
    launch_wave(wave_id=wave.pk, now=timezone.now())

    with pytest.raises(IllegalMove, match="frozen"):
        change_wave(
            wave=wave,
            opens_at=wave.opens_at,
            closes_at=wave.closes_at + dt.timedelta(days=1),
            reporting_dimensions=[],
            retention_mode=RetentionMode.AGGREGATE,
        )

    wave.refresh_from_db()
    assert (wave.reporting_dimensions, wave.retention_mode) == (["department"], "cohort")


def test_expectation_survives_a_new_plan():
    wave = draft_wave()
    stated = state_expectation(wave=wave, leader=User.objects.get(), answers={"willing": 5})

    change_wave(
        wave=wave,
        opens_at=wave.opens_at,
        closes_at=wave.closes_at + dt.timedelta(days=1),
        reporting_dimensions=["site", "site"],
        retention_mode=RetentionMode.AGGREGATE,
    )

    wave.refresh_from_db()
    assert (wave.reporting_dimensions, wave.retention_mode) == (["site"], "aggregate")
    assert bytes(wave.expectations.get().sealed) == stated.sealed


def test_expectation_is_sealed_and_its_leader_is_shown_the_commitment():
    wave = draft_wave()

    expectation = state_expectation(wave=wave, leader=User.objects.get(), answers={"willing": 5})

    sealed = bytes(expectation.sealed)
    assert b"willing" not in sealed
    assert b"Anna" not in sealed
    assert expectation.commitment == hashlib.sha256(sealed).hexdigest()
    assert expectation.answers is None


def test_second_statement_before_the_launch_replaces_the_first():
    wave, anna = draft_wave(), User.objects.get()

    first = state_expectation(wave=wave, leader=anna, answers={"willing": 5})
    second = state_expectation(wave=wave, leader=anna, answers={"willing": 4})

    assert Expectation.objects.get().commitment == second.commitment != first.commitment


def test_leaders_state_one_expectation_each():
    wave = draft_wave()
    ben = User.objects.create(email="ben@example.org", name="Ben", role=Role.INITIATIVE_OWNER)

    for leader in (User.objects.get(email="anna@example.org"), ben):
        state_expectation(wave=wave, leader=leader, answers={"willing": 5})

    assert Expectation.objects.count() == 2


@pytest.mark.parametrize(
    "answers",
    [{"willing": 0}, {"willing": 6}, {"unknown": 3}, {"advice": 8}, {"wish": 1}, {}],
)
def test_expectation_out_of_the_scale_is_not_stored(answers: dict[str, int]):
    wave = draft_wave()

    with pytest.raises(UnknownAnswer):
        state_expectation(wave=wave, leader=User.objects.get(), answers=answers)

    assert not Expectation.objects.exists()


def test_expectation_after_the_launch_is_refused():
    hire({"Sales": 6})
    wave = draft_wave()
    launch_wave(wave_id=wave.pk, now=timezone.now())

    with pytest.raises(IllegalMove, match="before the launch"):
        state_expectation(wave=wave, leader=User.objects.get(), answers={"willing": 5})

    assert not Expectation.objects.exists()


def test_expectation_waits_for_the_key():
    wave = draft_wave()
    Wave.objects.update(public_key=None)

    with pytest.raises(NotReadyToLaunch, match="key is still being made"):
        state_expectation(wave=wave, leader=User.objects.get(), answers={"willing": 5})
