"""A wave is planned, launched, watched and closed; every illegal move says why."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from jobs.models import Job, JobState
from jobs.services import claim_job, fail_job
from surveys.models import (
    Employee,
    Invitation,
    Wave,
    WaveState,
)
from surveys.services.participation import refresh_participation
from tests.surveys.factories import answer, draft_wave, hire, open_wave
from tests.surveys.views.conftest import Page
from tests.surveys.views.pages import answer_all, get, local, planned, post, text_of


def test_too_small_audience_cannot_be_launched(grace: Client) -> None:
    hire({"Sales": 4})
    wave = planned(grace)

    post(grace, "launch", wave.pk)

    page = text_of(get(grace, "wave", wave.pk))
    assert "at least 5 are needed" in page
    assert Wave.objects.get().state == WaveState.DRAFT


@pytest.mark.parametrize(("move", "state"), [("launch", "open"), ("close", "draft")])
def test_illegal_move_says_why(grace: Client, move: str, state: str) -> None:
    hire({"Sales": 12})
    wave = open_wave() if state == "open" else draft_wave()

    post(grace, move, wave.pk)

    assert "this wave is" in text_of(get(grace, "wave", wave.pk))
    assert Wave.objects.get().state == state


@pytest.mark.parametrize(("move", "status"), [("launch", 200), ("close", 405), ("retry", 405)])
def test_link_alone_moves_nothing(grace: Client, move: str, status: int) -> None:
    hire({"Sales": 12})
    wave = draft_wave()

    assert get(grace, move, wave.pk).status_code == status
    assert Wave.objects.get().state == WaveState.DRAFT


def test_launch_shows_what_respondents_will_read(grace: Client) -> None:
    hire({"Sales": 12})

    page = text_of(get(grace, "launch", draft_wave().pk))

    assert "12 people can answer; the invitations go out by mail now" in page
    assert "nobody, database administrators included, can connect you" in page
    assert "It cannot be taken back" in page


def test_draft_that_is_not_ready_offers_no_launch(grace: Client) -> None:
    hire({"Sales": 4})
    wave = draft_wave()

    assert "Review and launch" not in text_of(get(grace, "wave", wave.pk))
    assert "Launch and invite" not in text_of(get(grace, "launch", wave.pk))


def test_dimension_that_nobody_has_is_named_before_the_launch(grace: Client) -> None:
    hire({"Sales": 12})
    wave = draft_wave(reporting_dimensions=("planet",))

    assert "Nobody in the audience has a “planet”" in text_of(get(grace, "wave", wave.pk))


def changed(wave: Wave, **fields: object) -> dict[str, object]:
    """What the browser sends to plan the wave anew."""
    return {
        "opens_at": local(wave.opens_at),
        "closes_at": local(wave.closes_at),
        "retention_mode": wave.retention_mode,
        **fields,
    }


def test_draft_is_planned_anew(grace: Client) -> None:
    hire({"Sales": 12})
    wave = draft_wave()
    later = wave.closes_at + dt.timedelta(days=2)

    post(
        grace,
        "change_wave",
        wave.pk,
        **changed(wave, closes_at=local(later), retention_mode="aggregate"),
    )

    wave.refresh_from_db()
    assert local(wave.closes_at) == local(later)
    assert (wave.reporting_dimensions, wave.retention_mode) == ([], "aggregate")
    assert wave.public_key is not None


def test_change_form_shows_what_is_planned(grace: Client) -> None:
    hire({"Sales": 12})
    wave = draft_wave()

    page = get(grace, "change_wave", wave.pk)

    assert local(wave.closes_at) in page.content.decode()
    assert page.context["form"]["reporting_dimensions"].value() == ["department"]


def test_launched_wave_cannot_be_planned_anew(grace: Client) -> None:
    hire({"Sales": 12})
    wave = open_wave()

    post(grace, "change_wave", wave.pk, **changed(wave, retention_mode="aggregate"))

    assert "its settings are frozen" in text_of(get(grace, "wave", wave.pk))
    wave.refresh_from_db()
    assert wave.retention_mode == "cohort"


def test_more_dimensions_than_can_be_published_are_refused(grace: Client) -> None:
    three = {"department": "Sales", "site": "Bonn", "level": "staff"}
    Employee.objects.bulk_create(
        Employee(email=f"p{number}@example.org", name="P", attributes=three) for number in range(9)
    )
    wave = draft_wave()

    page = post(grace, "change_wave", wave.pk, **changed(wave, reporting_dimensions=list(three)))

    assert page.status_code == 422
    assert "3 reporting dimensions are chosen" in text_of(page)


def test_work_that_gave_up_is_tried_again_on_request(grace: Client) -> None:
    hire({"Sales": 12})
    wave = open_wave()
    job = Job.objects.get(task="surveys.send_invitations")
    fail_job(job=claimed(job), error="The mail server refused.", is_final=True)
    assert "The mail server refused." in text_of(get(grace, "wave", wave.pk))

    post(grace, "retry", wave.pk)
    post(grace, "retry", wave.pk)  # pressed twice

    states = Job.objects.filter(task="surveys.send_invitations").values_list("state", flat=True)
    assert sorted(states) == [JobState.FAILED, JobState.QUEUED]


def claimed(job: Job) -> Job:
    """The job as a worker has it that began with it."""
    begun = claim_job(job_id=job.pk)
    assert begun
    return begun


def test_scheduled_wave_says_when_it_opens_and_closes(grace: Client) -> None:
    hire({"Sales": 12})
    wave = draft_wave()
    Wave.objects.update(opens_at=timezone.now() + dt.timedelta(days=1))
    before = text_of(get(grace, "launch", wave.pk))
    assert "12 people can answer; the invitations go out by mail when it opens" in before

    post(grace, "launch", wave.pk)

    page = text_of(get(grace, "wave", wave.pk))
    assert Wave.objects.get().state == WaveState.SCHEDULED
    assert "12 people are invited when it opens" in page


def test_participation_is_told_in_steps_and_once_a_day(grace: Client) -> None:
    hire({"Sales": 30})
    wave = open_wave()
    page = get(grace, "wave", wave.pk)
    assert "from the first day on" in text_of(page)
    answer_all(wave)
    assert get(grace, "wave", wave.pk).content.count(b"percent have answered") == 0

    refresh_participation(today=timezone.localdate())

    assert "90 to 100 percent have answered" in text_of(get(grace, "wave", wave.pk))


def test_picture_of_participation_knows_steps_alone(grace: Client) -> None:
    """Seven and eight of twenty look the same, in the drawing as in the words."""
    hire({"Sales": 20, "Care": 20})
    wave = open_wave()
    invitations = list(Invitation.objects.filter(wave=wave).order_by("labels", "pk"))
    for invitation in invitations[:7]:
        answer(invitation, {"willing": 4, "able": 2, "rules": 3, "fear": 5, "advice": 6})
    refresh_participation(today=timezone.localdate())
    before = turnout_of(get(grace, "wave", wave.pk))

    answer(invitations[7], {"willing": 4, "able": 2, "rules": 3, "fear": 5, "advice": 6})
    refresh_participation(today=timezone.localdate() + dt.timedelta(days=1))

    assert turnout_of(get(grace, "wave", wave.pk)) == before
    assert re.findall(r'turnout-sure" y="4" width="(\d+)"', before) == ["10", "30", "0"]
    assert re.findall(r'turnout-needed" x1="(\d+)"', before) == ["13", "25", "25"]


def turnout_of(page: Page) -> str:
    """The bars of participation, without the day."""
    return "".join(re.findall(r'<svg class="turnout-bar".*?</svg>', page.content.decode()))


def test_participation_of_a_very_small_wave_is_never_told(grace: Client) -> None:
    hire({"Sales": 9})
    wave = open_wave()
    answer_all(wave)
    refresh_participation(today=timezone.localdate())

    page = text_of(get(grace, "wave", wave.pk))

    assert "percent have answered" not in page
    assert "told after the release" in page


def test_wave_must_close_after_it_opens(grace: Client) -> None:
    hire({"Sales": 12})
    wave = draft_wave()
    now = timezone.now()

    page = post(
        grace,
        "new_wave",
        wave.survey_id,
        opens_at=local(now),
        closes_at=local(now),
        retention_mode="cohort",
    )

    assert page.status_code == 422
    assert Wave.objects.count() == 1
