"""From what was announced to its results, page by page; every illegal move says why."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from jobs.models import Job, JobState
from jobs.services import claim_job, fail_job
from surveys.models import Audience, Expectation, Initiative, Invitation, Survey, Wave, WaveState
from surveys.services.lifecycle import prepare_wave
from surveys.services.participation import refresh_participation
from tests.surveys.factories import INSTRUMENT, answer, draft_wave, hire, open_wave, release
from tests.surveys.views.conftest import ClientOf, Page


def text_of(page: Page) -> str:
    """Visible words of a page, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def local(moment: dt.datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def get(client: Client, name: str, *args: object) -> Page:
    return client.get(reverse(f"surveys:{name}", args=args))


def post(client: Client, name: str, *args: object, **fields: object) -> Page:
    return client.post(reverse(f"surveys:{name}", args=args), fields)


def announced(client: Client) -> Initiative:
    post(client, "new_initiative", title="Hackathon", purpose="Try it.")
    return Initiative.objects.get()


def planned(client: Client) -> Wave:
    """An initiative, a survey with a questionnaire of one's own, a drafted wave with its key."""
    Audience.objects.create(name="Everybody")
    initiative = announced(client)
    post(
        client,
        "new_survey",
        initiative.pk,
        title="Pulse",
        own_instrument=SimpleUploadedFile("tiny.toml", INSTRUMENT.encode()),
        audience=Audience.objects.get().pk,
    )
    now = timezone.now()
    post(
        client,
        "new_wave",
        Survey.objects.get().pk,
        opens_at=local(now),
        closes_at=local(now + dt.timedelta(days=3)),
        reporting_dimensions=["department"],
        retention_mode="cohort",
    )
    wave = Wave.objects.get()
    prepare_wave(wave_id=wave.pk)
    return wave


def answer_all(wave: Wave) -> None:
    for invitation in Invitation.objects.filter(wave=wave):
        answer(invitation, {"willing": 4, "able": 2, "rules": 3, "fear": 5, "advice": 6})


@pytest.mark.django_db(transaction=True)
def test_whole_walk_through_the_pages(grace: Client) -> None:
    hire({"Sales": 12, "IT": 9, "Legal": 2})
    wave = planned(grace)
    draft = text_of(get(grace, "wave", wave.pk))
    assert "23 people will be invited" in draft
    assert "department: other, merged (11)" in draft  # IT joins Legal: two alone are no group

    post(grace, "expectation", wave.pk, willing="5", fear="1")
    assert "Kim HR leader" in text_of(get(grace, "wave", wave.pk))

    post(grace, "launch", wave.pk)
    assert "Open until" in text_of(get(grace, "wave", wave.pk))
    answer_all(wave)
    wave = release(wave)

    results = text_of(get(grace, "results", wave.pk))
    assert wave.state == WaveState.RELEASED
    assert "23 of 23 answered (100 %)" in results
    assert "Organizational readiness" in results
    assert "Build a report" in results


def test_expectation_stays_sealed_and_is_replaced(grace: Client) -> None:
    hire({"Sales": 12})
    wave = planned(grace)

    post(grace, "expectation", wave.pk, willing="5")
    first = Expectation.objects.get().commitment
    get(grace, "initiatives")  # where the first fingerprint is shown once
    post(grace, "expectation", wave.pk, willing="2")

    stated = Expectation.objects.get()
    assert stated.answers is None
    assert stated.commitment != first
    assert first[:12] not in text_of(get(grace, "wave", wave.pk))


def test_executive_states_an_expectation_but_runs_nothing(
    grace: Client, client_of: ClientOf
) -> None:
    hire({"Sales": 12})
    wave = planned(grace)
    executive = client_of(Role.EXECUTIVE)

    assert "State what you expect" in text_of(get(executive, "initiatives"))
    assert post(executive, "expectation", wave.pk, able="3").status_code == 302
    assert "State what you expect" not in text_of(get(executive, "initiatives"))
    assert get(executive, "wave", wave.pk).status_code == 403
    assert post(executive, "launch", wave.pk).status_code == 403


def test_expectation_after_the_launch_is_refused(grace: Client) -> None:
    hire({"Sales": 12})
    wave = planned(grace)
    post(grace, "launch", wave.pk)

    page = post(grace, "expectation", wave.pk, willing="5")

    assert page.status_code == 422
    assert "before the launch" in text_of(page)
    assert Expectation.objects.count() == 0


@pytest.mark.parametrize("fields", [{}, {"willing": "9"}, {"willing": "many"}])
def test_expectation_off_the_scale_is_refused(grace: Client, fields: dict[str, str]) -> None:
    hire({"Sales": 12})
    wave = planned(grace)

    assert post(grace, "expectation", wave.pk, **fields).status_code == 422
    assert Expectation.objects.count() == 0


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


@pytest.mark.parametrize("move", ["launch", "close"])
def test_link_alone_moves_nothing(grace: Client, move: str) -> None:
    hire({"Sales": 12})

    assert get(grace, move, draft_wave().pk).status_code == 405


def test_participation_is_told_in_steps_and_once_a_day(grace: Client) -> None:
    hire({"Sales": 30})
    wave = open_wave()
    page = get(grace, "wave", wave.pk)
    assert "from the first day on" in text_of(page)
    answer_all(wave)
    assert get(grace, "wave", wave.pk).content.count(b"percent have answered") == 0

    refresh_participation(today=timezone.localdate())

    assert "90 to 100 percent have answered" in text_of(get(grace, "wave", wave.pk))


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


def test_owner_sees_only_own_initiatives(grace: Client, client_of: ClientOf) -> None:
    initiative = announced(grace)
    olga = client_of(Role.INITIATIVE_OWNER)

    assert "Hackathon" not in text_of(get(olga, "initiatives"))
    assert get(olga, "initiative", initiative.pk).status_code == 404
    assert post(olga, "new_survey", initiative.pk).status_code == 404

    post(olga, "new_initiative", title="Roll-out", purpose="Use it.")
    assert "Roll-out" in text_of(get(olga, "initiatives"))
    assert "Roll-out" in text_of(get(grace, "initiatives"))


def test_survey_needs_an_audience_first(grace: Client) -> None:
    page = get(grace, "new_survey", announced(grace).pk)

    assert page.status_code == 302
    assert page["Location"] == reverse("surveys:people")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "UTF-8"),
        (b"key = ", "TOML"),
        (INSTRUMENT.replace('dimension = "trust"', 'dimension = "moon"').encode(), "moon"),
    ],
)
def test_faulty_questionnaire_is_explained(grace: Client, source: bytes, words: str) -> None:
    audience = Audience.objects.create(name="Everybody")
    initiative = announced(grace)

    page = post(
        grace,
        "new_survey",
        initiative.pk,
        title="Pulse",
        own_instrument=SimpleUploadedFile("own.toml", source),
        audience=audience.pk,
    )

    assert page.status_code == 422
    assert words in text_of(page)
    assert Survey.objects.count() == 0


@pytest.mark.parametrize("own", [None, INSTRUMENT])
def test_one_questionnaire_has_to_be_chosen(grace: Client, own: str | None) -> None:
    audience = Audience.objects.create(name="Everybody")
    fields: dict[str, object] = {"title": "Pulse", "audience": audience.pk}
    if own:
        fields["own_instrument"] = SimpleUploadedFile("own.toml", own.encode())
        fields["instrument"] = "ai_readiness"

    page = post(grace, "new_survey", announced(grace).pk, **fields)

    assert page.status_code == 422
    assert Survey.objects.count() == 0


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


def test_unreleased_wave_has_no_results(grace: Client) -> None:
    hire({"Sales": 12})

    assert get(grace, "results", open_wave().pk).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_results_are_for_those_who_may_read_them(client_of: ClientOf) -> None:
    hire({"Sales": 12})
    wave = open_wave()
    answer_all(wave)
    release(wave)

    status = {role: get(client_of(role), "results", wave.pk).status_code for role in Role}

    assert status == {
        Role.ADMINISTRATOR: 200,
        Role.HR_LEADER: 200,
        Role.INITIATIVE_OWNER: 200,
        Role.EXECUTIVE: 200,
        Role.ENGINEERING_LEAD: 403,
        Role.AUDITOR: 403,
        Role.TRUSTEE: 403,
    }


@pytest.mark.django_db(transaction=True)
def test_figure_that_a_small_group_may_not_have_says_so(grace: Client) -> None:
    hire({"Sales": 12, "IT": 8})
    wave = open_wave()
    answer_all(wave)
    release(wave)

    page = text_of(get(grace, "results", wave.pk))

    assert "IT 8 – not shown for small groups" in page


def test_strangers_are_sent_to_sign_in(client: Client, db: None) -> None:
    page = get(client, "people")

    assert page.status_code == 302
    assert page["Location"].startswith(reverse("accounts:sign_in"))
    assert User.objects.count() == 0
