"""From what was announced to its results, page by page; every illegal move says why."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role, User
from surveys.models import (
    Audience,
    Employee,
    Expectation,
    Initiative,
    Invitation,
    Survey,
    WaveState,
)
from surveys.services.planning import create_survey
from tests.surveys.factories import INSTRUMENT, answer, draft_wave, hire, open_wave, release
from tests.surveys.views.conftest import ClientOf
from tests.surveys.views.pages import announced, answer_all, get, planned, post, text_of


@pytest.mark.django_db(transaction=True)
def test_whole_walk_through_the_pages(grace: Client) -> None:
    hire({"Sales": 12, "IT": 9, "Legal": 2})
    wave = planned(grace)
    draft = text_of(get(grace, "wave", wave.pk))
    assert "23 people will be invited" in draft
    assert "IT + Legal, merged (11)" in draft  # two alone are no group

    post(grace, "expectation", wave.pk, willing="5", fear="1")
    assert "Kim HR leader" in text_of(get(grace, "wave", wave.pk))

    assert "Launch and invite 23 people" in text_of(get(grace, "launch", wave.pk))
    post(grace, "launch", wave.pk)
    assert "Open until" in text_of(get(grace, "wave", wave.pk))
    answer_all(wave)
    wave = release(wave)

    results = text_of(grace.get(get(grace, "results", wave.pk)["Location"]))
    assert wave.state == WaveState.RELEASED
    assert "23 of 23 answered (100 %)" in results
    assert "People: organizational readiness" in results
    assert "Build a report" in results
    assert "How sure is it?" in results
    items = text_of(grace.get(reverse("results:items", args=[wave.pk])))
    assert "People here want this." in items


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


@pytest.mark.parametrize(
    "fields", [{}, {"willing": "9"}, {"willing": "many"}, {"willing": "nothing"}]
)
def test_expectation_off_the_scale_is_refused(grace: Client, fields: dict[str, str]) -> None:
    hire({"Sales": 12})
    wave = planned(grace)

    assert post(grace, "expectation", wave.pk, **fields).status_code == 422
    assert Expectation.objects.count() == 0


def test_initiative_is_corrected(grace: Client) -> None:
    initiative = announced(grace)
    assert "Try it." in get(grace, "change_initiative", initiative.pk).content.decode()

    post(grace, "change_initiative", initiative.pk, title="Hack days", purpose="Learn it.")

    initiative.refresh_from_db()
    assert (initiative.title, initiative.purpose) == ("Hack days", "Learn it.")


def test_list_of_initiatives_asks_the_database_equally_often(
    grace: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owner = User.objects.get()
    for number in range(2):
        made = Initiative.objects.create(
            title=f"Initiative {number}", purpose="P", owner=owner, created_at=timezone.now()
        )
    get(grace, "initiatives")

    with CaptureQueriesContext(connection) as two:
        get(grace, "initiatives")
    for number in range(2, 7):
        Initiative.objects.create(
            title=f"Initiative {number}", purpose="P", owner=owner, created_at=timezone.now()
        )

    with django_assert_num_queries(len(two)):
        page = get(grace, "initiatives")
    assert made.title in text_of(page)


def test_initiatives_count_their_surveys_and_waves(grace: Client) -> None:
    hire({"Sales": 12})
    wave = draft_wave()
    draft_wave(survey=wave.survey)
    open_wave(survey=wave.survey)
    create_survey(
        initiative=wave.survey.initiative,
        instrument=wave.survey.instrument,
        audience=wave.survey.audience,
        title="Another",
    )

    (line,) = get(grace, "initiatives").context["lines"]

    assert (line.surveys, line.open_waves, line.released_waves) == (2, 1, 0)


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
        instrument="own",
        own_instrument=SimpleUploadedFile("own.toml", source),
        audience=audience.pk,
    )

    assert page.status_code == 422
    assert words in text_of(page)
    assert Survey.objects.count() == 0


@pytest.mark.parametrize(
    ("instrument", "own"),
    [("", None), ("own", None), ("ai_readiness", INSTRUMENT), ("", INSTRUMENT), ("moon", None)],
)
def test_one_questionnaire_has_to_be_chosen(
    grace: Client, instrument: str, own: str | None
) -> None:
    audience = Audience.objects.create(name="Everybody")
    fields: dict[str, object] = {"title": "Pulse", "audience": audience.pk}
    if own:
        fields["own_instrument"] = SimpleUploadedFile("own.toml", own.encode())

    page = post(grace, "new_survey", announced(grace).pk, instrument=instrument, **fields)

    assert page.status_code == 422
    assert Survey.objects.count() == 0


@pytest.mark.parametrize("key", ["ai_readiness", "ai_readiness_pulse", "hackathon_pulse"])
def test_shipped_questionnaire_is_chosen(grace: Client, key: str) -> None:
    audience = Audience.objects.create(name="Everybody")

    page = post(
        grace,
        "new_survey",
        announced(grace).pk,
        title="Pulse",
        instrument=key,
        audience=audience.pk,
    )

    survey = Survey.objects.get()
    assert page["Location"] == reverse("surveys:new_wave", args=[survey.pk])
    assert survey.instrument.key == key


def test_people_without_attributes_are_reported_together(grace: Client) -> None:
    Employee.objects.create(email="mona@example.org", name="Mona")
    survey = draft_wave(reporting_dimensions=()).survey

    page = text_of(get(grace, "new_wave", survey.pk))

    assert "results are reported for everybody together" in page


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
        Role.ADMINISTRATOR: 302,
        Role.HR_LEADER: 302,
        Role.INITIATIVE_OWNER: 404,  # somebody else's
        Role.EXECUTIVE: 302,
        Role.ENGINEERING_LEAD: 404,
        Role.AUDITOR: 404,
        Role.TRUSTEE: 404,
        Role.CONFIDANT: 404,
    }


@pytest.mark.django_db(transaction=True)
def test_score_of_a_small_group_is_told_as_its_dimensions_give_it(grace: Client) -> None:
    """Both dimensions of eight people are shown, 69 and 41: a blank would protect nothing."""
    hire({"Sales": 12, "IT": 8})
    wave = open_wave()
    invitations = Invitation.objects.filter(wave=wave).order_by("employee__email")
    for place, invitation in enumerate(invitations):
        point, rules = (2, 4, 4, 5, 5)[place % 5], 1 + place % 5
        answer(invitation, {"willing": point, "able": point, "rules": rules, "fear": 6 - rules})
    release(wave)

    page = text_of(grace.get(reverse("results:groups", args=[wave.pk])))

    assert "Sales 12 68 79 56 IT 8 55 69 41" in page


def test_strangers_are_sent_to_sign_in(client: Client, db: None) -> None:
    page = get(client, "people")

    assert page.status_code == 302
    assert page["Location"].startswith(reverse("accounts:sign_in"))
    assert User.objects.count() == 0
