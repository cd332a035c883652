"""A launch is planned in steps that are kept, checked live, tried, and launched; or discarded."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from surveys.models import (
    Audience,
    Envelope,
    Initiative,
    Instrument,
    Invitation,
    LaunchDraft,
    Survey,
    Wave,
    WaveState,
)
from surveys.services.planning import state_expectation
from tests.surveys.factories import INSTRUMENT, anna_leader, draft_wave, hire, open_wave
from tests.surveys.views.conftest import ClientOf
from tests.surveys.views.pages import begun, get, local, planned_to_the_groups, post, text_of

CHOSEN = {"reporting_dimensions": ["department"], "min_group_size": 5, "retention_mode": "cohort"}


def test_whole_way_from_a_template_to_an_open_wave(grace: Client) -> None:
    hire({"Sales": 12, "Audit": 7, "Board": 2})
    draft = planned_to_the_groups(grace)
    now = timezone.now()

    post(grace, "plan_groups", draft.pk, **CHOSEN)
    post(grace, "plan_expectation", draft.pk)
    closes = now + dt.timedelta(days=5)
    post(grace, "plan_schedule", draft.pk, opens_at=local(now), closes_at=local(closes))
    post(grace, "plan_languages", draft.pk, languages=["en", "fr"])
    post(grace, "plan_trial", draft.pk)
    launched = post(grace, "launch_plan", draft.pk)

    wave = Wave.objects.get()
    assert launched["Location"] == reverse("surveys:wave", args=[wave.pk])
    assert (wave.state, wave.languages, wave.reporting_dimensions, wave.invited_count) == (
        *(WaveState.OPEN, ["en", "fr"], ["department"], 21),
    )
    assert (wave.survey.instrument.key, wave.survey.initiative.title) == (
        *("hackathon_pulse", "Hackathon"),
    )
    assert Invitation.objects.count() == 21
    assert get(grace, "plan_groups", draft.pk).status_code == 404


def test_template_decides_the_usual_length(grace: Client) -> None:
    hire({"Sales": 6})
    draft = planned_to_the_groups(grace)

    assert (draft.wave.closes_at - draft.wave.opens_at).days == 7


def test_words_of_a_template_stand_in_the_form_until_they_are_changed(grace: Client) -> None:
    draft = begun(grace, "rollout")

    page = get(grace, "plan_initiative", draft.pk).content.decode()

    assert 'value="Roll-out of a language model"' in page


def test_each_step_leads_on_and_can_be_left_and_found_again(grace: Client) -> None:
    draft = begun(grace)

    left = post(
        grace, "plan_initiative", draft.pk,
        initiative="new", title="Hackathon", purpose="Try.", leave="1",
    )  # fmt: skip
    home = text_of(grace.get(reverse("home")))
    resumed = get(grace, "plan", draft.pk)

    assert left["Location"] == reverse("home")
    assert "Hackathon You are planning this launch" in home
    assert resumed["Location"] == reverse("surveys:plan_instrument", args=[draft.pk])


def test_steps_say_where_one_stands(grace: Client) -> None:
    draft = begun(grace)
    post(grace, "plan_initiative", draft.pk, initiative="new", title="Hackathon", purpose="Try.")

    page = text_of(get(grace, "plan_instrument", draft.pk))

    assert "Step 2 of 9" in page
    assert "1. Initiative done" in page


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("plan_initiative", {"initiative": "new", "title": "", "purpose": ""}, "required"),
        ("plan_instrument", {"instrument": "own"}, "Choose the file of your questionnaire"),
        ("plan_instrument", {"instrument": "nonsense"}, "Select a valid choice"),
        ("plan_audience", {}, "required"),
    ],
)
def test_what_is_missing_is_said_and_nothing_moves(
    grace: Client, name: str, fields: dict[str, object], words: str
) -> None:
    draft = begun(grace)
    Audience.objects.create(name="Everybody")

    page = post(grace, name, draft.pk, **fields)

    assert page.status_code == 422
    assert words in text_of(page)
    assert Wave.objects.count() == 0


def test_faults_of_an_own_questionnaire_are_shown_with_their_place(grace: Client) -> None:
    draft = begun(grace)
    upload = SimpleUploadedFile("own.toml", b'key = "own"\nversion = "1"\n')

    page = post(grace, "plan_instrument", draft.pk, instrument="own", own_instrument=upload)

    assert page.status_code == 422
    assert "scale_points: The entry is missing." in text_of(page)
    assert Instrument.objects.count() == 0


def test_own_questionnaire_is_kept_and_offered_again(grace: Client) -> None:
    draft = begun(grace)
    upload = SimpleUploadedFile("tiny.toml", INSTRUMENT.encode())

    post(grace, "plan_instrument", draft.pk, instrument="own", own_instrument=upload)

    page = text_of(get(grace, "plan_instrument", draft.pk))
    assert "A tiny pulse (your own)" in page
    assert "6 items · about 2 minutes · 2 dimensions" in page


def test_preview_shows_every_item_with_what_it_asks_and_why(grace: Client) -> None:
    draft = begun(grace)

    page = get(grace, "preview_questionnaire", draft.pk, "ai_readiness")

    words = text_of(page)
    assert page.content.decode().count("<li>") >= 31
    assert "People here want to make AI work in our daily tasks." in words
    assert "Without the will, training and tools stay unused." in words
    assert "20 % of the score" in words
    assert get(grace, "preview_questionnaire", draft.pk, "nonsense").status_code == 404


def test_live_check_tells_reportable_demanding_and_merged_groups(grace: Client) -> None:
    hire({"Sales": 12, "Audit": 7, "Board": 2, "Legal": 3})
    draft = planned_to_the_groups(grace)

    page = text_of(post(grace, "check_groups", draft.pk, **CHOSEN))

    assert "Everybody together: 24 people, reported from 5 answers on." in page
    assert "Sales 12 reportable" in page
    assert "Audit 7 if 72 % answer" in page
    assert "Board + Legal 5 merged" in page
    assert Wave.objects.get().reporting_dimensions == []


def test_check_works_by_a_button_without_script(grace: Client) -> None:
    hire({"Sales": 12, "Audit": 3})
    draft = planned_to_the_groups(grace)

    page = post(grace, "plan_groups", draft.pk, check="1", **CHOSEN | {"min_group_size": 8})

    assert page.status_code == 200
    assert "reported from 8 answers on" in text_of(page)
    assert Wave.objects.get().min_group_size == 5


def test_threshold_can_be_raised_and_never_lowered(grace: Client) -> None:
    hire({"Sales": 30})
    draft = planned_to_the_groups(grace)

    lowered = post(grace, "plan_groups", draft.pk, **CHOSEN | {"min_group_size": 4})
    post(grace, "plan_groups", draft.pk, **CHOSEN | {"min_group_size": 12})

    wave = Wave.objects.get()
    assert lowered.status_code == 422
    assert (wave.min_group_size, wave.min_distribution_size, wave.min_comment_size) == (12, 12, 12)


def test_too_many_dimensions_are_named_by_check_and_save(grace: Client) -> None:
    people = hire({"Sales": 12})
    for person in people:
        person.attributes = {"department": "Sales", "site": "A", "role": "B"}
        person.save()
    draft = planned_to_the_groups(grace)
    fields = CHOSEN | {"reporting_dimensions": ["department", "site", "role"]}

    checked = post(grace, "check_groups", draft.pk, **fields)
    saved = post(grace, "plan_groups", draft.pk, **fields)

    assert "at most 2 are possible" in text_of(checked)
    assert saved.status_code == 422


def test_dates_in_the_past_are_refused(grace: Client) -> None:
    hire({"Sales": 6})
    draft = planned_to_the_groups(grace)
    past = timezone.now() - dt.timedelta(days=3)

    page = post(
        grace, "plan_schedule", draft.pk,
        opens_at=local(past), closes_at=local(past + dt.timedelta(days=1)),
    )  # fmt: skip

    assert page.status_code == 422
    assert "would close in the past" in text_of(page)


def test_no_language_is_refused(grace: Client) -> None:
    hire({"Sales": 6})
    draft = planned_to_the_groups(grace)

    assert post(grace, "plan_languages", draft.pk).status_code == 422
    assert Wave.objects.get().languages is None


def test_trial_is_marked_walks_like_the_real_thing_and_stores_nothing(
    grace: Client, client: Client
) -> None:
    hire({"Sales": 6})
    draft = planned_to_the_groups(grace)

    post(grace, "plan_trial", draft.pk, send="1")

    (message,) = mail.outbox
    assert message.subject == "Trial: Hackathon"
    assert message.to == [f"{Role.HR_LEADER}@example.org"]
    assert "not stored" in message.body
    path = re.search(r"https?://[^/]+(/t/\S+)", message.body).group(1)
    base = path.removesuffix("en/")
    first = client.get(path)
    asked = client.get(f"{base}de/questions/")
    looked = client.post(f"{base}en/review/", {"core_support": "4"})
    sent = client.post(f"{base}en/send/", {"core_support": "4", "open_kept": "All of it."})
    thanks = client.get(sent["Location"])
    assert [page.status_code for page in (first, asked, looked, sent, thanks)] == [
        *(200, 200, 200, 302, 200),
    ]
    for page in (first, looked, thanks):
        assert "This is a trial: nothing that you enter here is stored." in text_of(page)
    assert Envelope.objects.count() == 0
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("token", ["nonsense", "", "a:b:c"])
def test_forged_trial_leads_nowhere(client: Client, token: str, db: None) -> None:
    page = client.get(f"/t/{token or 'x'}/en/questions/")

    assert page.status_code == 404
    assert "This link does not work" in text_of(page)


def test_changing_the_questionnaire_keeps_one_wave(grace: Client) -> None:
    hire({"Sales": 6})
    draft = planned_to_the_groups(grace)

    post(grace, "plan_instrument", draft.pk, instrument="ai_readiness_pulse", title="Renamed")

    wave = Wave.objects.get()
    assert (wave.survey.instrument.key, wave.survey.title) == ("ai_readiness_pulse", "Renamed")
    assert Survey.objects.count() == 1


def test_questionnaire_stays_once_a_leader_has_stated_an_expectation(grace: Client) -> None:
    hire({"Sales": 6})
    draft = planned_to_the_groups(grace)
    wave = Wave.objects.get()
    state_expectation(wave=wave, leader=anna_leader(), answers={"core_support": 4})

    page = post(grace, "plan_instrument", draft.pk, instrument="ai_readiness", title="")
    discarded = post(grace, "discard_plan", draft.pk)

    assert "1 leader has stated what to expect" in text_of(page)
    assert Wave.objects.get().survey.instrument.key == "hackathon_pulse"
    assert discarded["Location"] == reverse("surveys:plan", args=[draft.pk])
    assert Wave.objects.count() == 1


def test_discarded_plan_takes_its_draft_along(grace: Client) -> None:
    hire({"Sales": 6})
    draft = planned_to_the_groups(grace)

    post(grace, "discard_plan", draft.pk)

    assert (LaunchDraft.objects.count(), Wave.objects.count(), Survey.objects.count()) == (0, 0, 0)
    assert Initiative.objects.count() == 1


def test_copy_plans_the_next_wave_with_the_same_settings(grace: Client) -> None:
    hire({"Sales": 12})
    first = open_wave()

    post(grace, "copy_wave", first.pk)

    second = Wave.objects.exclude(pk=first.pk).get()
    assert (second.survey_id, second.number, second.state) == (first.survey_id, 2, "draft")
    assert second.reporting_dimensions == ["department"]
    assert second.closes_at - second.opens_at == first.closes_at - first.opens_at
    assert LaunchDraft.objects.get().wave_id == second.pk


def test_copy_with_another_questionnaire_becomes_a_survey_of_its_own(grace: Client) -> None:
    """A trend over other questions would compare nothing."""
    hire({"Sales": 12})
    first = open_wave()
    post(grace, "copy_wave", first.pk)
    draft = LaunchDraft.objects.get()

    post(grace, "plan_instrument", draft.pk, instrument="hackathon_pulse", title="")

    second = Wave.objects.exclude(pk=first.pk).get()
    assert second.survey_id != first.survey_id
    assert second.number == 1
    assert Wave.objects.get(pk=first.pk).survey.instrument.key == "tiny"


def test_draft_made_without_steps_can_be_gone_through(grace: Client) -> None:
    hire({"Sales": 12})
    wave = draft_wave()

    first = post(grace, "plan_wave", wave.pk)
    again = post(grace, "plan_wave", wave.pk)

    assert first["Location"] == again["Location"]
    assert LaunchDraft.objects.get().wave_id == wave.pk


def test_launch_that_is_not_possible_says_why(grace: Client) -> None:
    hire({"Sales": 4})
    draft = planned_to_the_groups(grace)

    page = grace.post(reverse("surveys:launch_plan", args=[draft.pk]), follow=True)

    assert "at least 5 are needed" in text_of(page)
    assert Wave.objects.get().state == WaveState.DRAFT


def test_plan_of_somebody_else_does_not_exist(client_of: ClientOf) -> None:
    draft = begun(client_of(Role.HR_LEADER))
    owner = client_of(Role.INITIATIVE_OWNER)

    answers = [
        get(owner, "plan_initiative", draft.pk).status_code,
        post(owner, "discard_plan", draft.pk).status_code,
        post(owner, "plan_instrument", draft.pk, instrument="ai_readiness").status_code,
    ]

    assert answers == [404, 404, 404]
    assert LaunchDraft.objects.get().instrument is None


def test_initiative_of_somebody_else_cannot_be_chosen(client_of: ClientOf) -> None:
    foreign = Initiative.objects.create(
        title="Theirs", purpose="x", owner=anna_leader(), created_at=timezone.now()
    )
    owner = client_of(Role.INITIATIVE_OWNER)
    draft = begun(owner)

    page = post(owner, "plan_initiative", draft.pk, initiative=foreign.pk)

    assert page.status_code == 422
    assert LaunchDraft.objects.get().initiative is None


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.AUDITOR])
def test_who_may_not_run_initiatives_plans_nothing(client_of: ClientOf, role: Role) -> None:
    reader = client_of(role)

    assert get(reader, "begin_launch").status_code == 403
    assert LaunchDraft.objects.count() == 0
