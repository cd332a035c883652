"""Waves over the same people, and what is kept to compare them."""

import datetime as dt

import pytest
from django.test import override_settings
from django.utils import timezone

from surveys.disclosure.cube import Statistic
from surveys.models import (
    Audience,
    Cell,
    DisclosureAudit,
    Employee,
    Invitation,
    PublishedPeople,
    Release,
    ReleasedResponse,
    Survey,
    Wave,
    WaveState,
)
from surveys.obstacles import AuditRefused, NotReadyToLaunch
from surveys.services.lifecycle import launch_wave
from surveys.services.planning import create_survey
from surveys.services.retention import apply_retention
from tests.surveys.factories import answer, draft_wave, hire, open_wave, release

pytestmark = pytest.mark.django_db(transaction=True)


def let_everybody_answer(wave: Wave) -> Wave:
    for place, invitation in enumerate(Invitation.objects.filter(wave=wave).order_by("pk")):
        point = 1 + place % 5
        others = {
            "able": 1 + (place + 2) % 5,
            "rules": 1 + 2 * place % 5,
            "fear": 1 + 3 * place % 5,
        }
        answer(invitation, {"willing": point, **others})
    return release(wave)


def other_survey(wave: Wave, *, without: str) -> Survey:
    """The same questions to everybody but one team."""
    levels = sorted(
        {employee.attributes["department"] for employee in Employee.objects.all()} - {without}
    )
    return create_survey(
        initiative=wave.survey.initiative,
        instrument=wave.survey.instrument,
        audience=Audience.objects.create(name="Others", selection={"department": levels}),
        title="Once more",
    )


def test_release_keeps_marks_of_those_invited_to_published_groups() -> None:
    hire({"Sales": 12, "Care": 12})

    wave = let_everybody_answer(open_wave())

    kept = PublishedPeople.objects.filter(release__wave=wave)
    assert {(one.level, len(one.marks), one.answered) for one in kept} == {
        ("", 24, 24),
        ("Care", 12, 12),
        ("Sales", 12, 12),
    }
    assert all(one.marks == sorted(one.marks) for one in kept)


def test_marks_mean_nothing_without_the_key() -> None:
    hire({"Sales": 12})
    with override_settings(BALLOT_HMAC_KEY="one"):
        first = let_everybody_answer(open_wave())
    with override_settings(BALLOT_HMAC_KEY="another"):
        second = let_everybody_answer(open_wave())

    marks = [
        {mark for one in PublishedPeople.objects.filter(release__wave=wave) for mark in one.marks}
        for wave in (first, second)
    ]
    assert marks[0].isdisjoint(marks[1])


@pytest.mark.parametrize(("days", "is_kept"), [(0, True), (30, True), (31, False)])
def test_next_wave_drops_the_marks_of_waves_a_month_before(days: int, *, is_kept: bool) -> None:
    hire({"Sales": 12})
    first = let_everybody_answer(open_wave())
    Wave.objects.update(closed_date=timezone.localdate() - dt.timedelta(days=days))

    second = let_everybody_answer(open_wave(survey=first.survey))

    kept = set(PublishedPeople.objects.values_list("release_id", flat=True))
    assert kept == ({first.pk, second.pk} if is_kept else {second.pk})


def test_answers_kept_from_another_survey_that_asked_alike_go_at_the_release() -> None:
    """One by team, one by site: rows of equal answers would stand where team and site meet."""
    hire({"Sales": 12, "Care": 12})
    by_team = let_everybody_answer(open_wave())
    survey = other_survey(by_team, without="")

    overall = let_everybody_answer(open_wave(survey=survey, reporting_dimensions=()))

    assert set(ReleasedResponse.objects.values_list("release_id", flat=True)) == {overall.pk}


def test_change_is_told_of_the_same_people() -> None:
    hire({"Sales": 12})
    first = let_everybody_answer(open_wave())

    let_everybody_answer(open_wave(survey=first.survey))

    assert _withheld_changes() == {""}


def test_change_is_hidden_where_one_person_joined() -> None:
    hire({"Sales": 12})
    first = let_everybody_answer(open_wave())
    hire({"Labs": 1})

    let_everybody_answer(open_wave(survey=first.survey))

    assert _withheld_changes() == {"protects_others"}


def test_group_with_one_joiner_is_hidden_in_the_next_wave() -> None:
    hire({"Sales": 12, "Care": 12, "Labs": 12})
    first = let_everybody_answer(open_wave())
    Employee.objects.create(email="new@example.org", name="New", attributes={"department": "Sales"})

    second = let_everybody_answer(open_wave(survey=first.survey))

    shown = Cell.objects.filter(
        release__wave=second, statistic=Statistic.DIMENSION_MEAN, withheld=""
    )
    assert "Sales" not in set(shown.values_list("level", flat=True))


def test_second_survey_without_three_people_is_refused_at_its_launch() -> None:
    hire({"Sales": 20, "Board": 3})
    first = open_wave(reporting_dimensions=())
    second = draft_wave(survey=other_survey(first, without="Board"), reporting_dimensions=())

    with pytest.raises(NotReadyToLaunch, match="but for 3"):
        launch_wave(wave_id=second.pk, now=timezone.now())

    assert Wave.objects.get(pk=second.pk).state == WaveState.DRAFT


def test_second_survey_without_five_people_may_be_launched() -> None:
    hire({"Sales": 20, "Board": 5})
    first = open_wave(reporting_dimensions=())
    second = draft_wave(survey=other_survey(first, without="Board"), reporting_dimensions=())

    assert launch_wave(wave_id=second.pk, now=timezone.now()).state == WaveState.OPEN


def test_second_survey_is_stopped_where_so_few_differ_that_answered() -> None:
    """People moved between the launches: the audit looks again at the release."""
    hire({"Sales": 20, "Board": 3})
    first = open_wave(reporting_dimensions=())
    Employee.objects.filter(attributes__department="Board").update(is_manager=True)
    second = draft_wave(survey=other_survey(first, without=""), reporting_dimensions=())
    Employee.objects.filter(is_manager=True).delete()
    launch_wave(wave_id=second.pk, now=timezone.now())
    Invitation.objects.filter(wave=first, employee=None).delete()
    let_everybody_answer(first)
    people = PublishedPeople.objects.get(release__wave=first)
    people.marks = [*people.marks, "0" * 32]
    people.answered += 1
    people.save()

    with pytest.raises(AuditRefused):
        let_everybody_answer(second)

    assert DisclosureAudit.objects.get(wave=second).findings == ["repeated"]
    assert not Release.objects.filter(wave=second).exists()


def test_marks_go_after_their_time() -> None:
    hire({"Sales": 12})
    let_everybody_answer(open_wave())
    today = timezone.localdate()

    apply_retention(today=today + dt.timedelta(days=399))
    assert PublishedPeople.objects.exists()
    apply_retention(today=today + dt.timedelta(days=400))

    assert not PublishedPeople.objects.exists()


def _withheld_changes() -> set[str]:
    """Why changes are withheld; empty text for one that is told."""
    cells = Cell.objects.filter(statistic=Statistic.TREND_CHANGE)
    return set(cells.values_list("withheld", flat=True))
