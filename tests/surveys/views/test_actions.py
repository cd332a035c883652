"""Action plans, and the page on which respondents read what became of their answers."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, Role, User
from surveys.action_lines import action_lines
from surveys.models import Action, FollowUpPage, Wave
from surveys.published import TrendChange
from tests.reports.factories import released_wave
from tests.reports.waves import skeptical_wave
from tests.surveys.views.conftest import ClientOf
from tests.surveys.views.pages import get, post, text_of

pytestmark = pytest.mark.django_db

SAID = "Nobody asked us before the tool came."
DONE = "Each team chooses its own first use."
FACTS = {
    "title": "Let teams choose",
    "dimension": "",
    "owner": "Grace Hopper",
    "due_date": "2026-03-01",
    "state": "started",
    "progress_percent": "40",
    "notes": "Budget is not settled; talk to <b>Linus</b>.",
    "said": SAID,
    "done": DONE,
    "is_told": "on",
}
RUNNERS = {Role.ADMINISTRATOR, Role.HR_LEADER}


@pytest.fixture
def wave() -> Wave:
    """A released wave of twelve answers."""
    return released_wave()


def open_page(client: Client, wave: Wave) -> str:
    post(client, "follow_up", wave.pk, introduction="Thank you.", is_open="on")
    return reverse("respond:follow_up", args=["en", FollowUpPage.objects.get().token])


def test_action_is_planned_changed_and_taken_off(grace: Client, wave: Wave) -> None:
    post(grace, "new_action", wave.pk, **FACTS)
    action = Action.objects.get()
    planned = text_of(get(grace, "actions", wave.pk))

    post(grace, "change_action", wave.pk, action.pk, **{**FACTS, "progress_percent": "100"})
    changed = text_of(get(grace, "actions", wave.pk))
    post(grace, "delete_action", wave.pk, action.pk)

    assert "Let teams choose Under way" in planned
    assert "40 %" in planned
    assert "100 %" in changed
    assert Action.objects.count() == 0
    assert list(AuditEntry.objects.order_by("at").values_list("verb", flat=True))[-3:] == [
        "action.create",
        "action.change",
        "action.delete",
    ]


@pytest.mark.parametrize(
    "fault",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"progress_percent": "101"},
        {"progress_percent": "-1"},
        {"state": "soon"},
        {"dimension": "no_such_dimension"},
        {"due_date": "someday"},
        {"said": ""},
        {"done": ""},
        {"notes": "x" * 1_001},
    ],
)
def test_faulty_action_is_refused(grace: Client, wave: Wave, fault: dict[str, str]) -> None:
    page = post(grace, "new_action", wave.pk, **{**FACTS, **fault})

    assert page.status_code == 422
    assert Action.objects.count() == 0


@pytest.mark.parametrize("name", ["new_action", "follow_up", "sharing"])
def test_page_is_for_who_runs_the_initiative(client_of: ClientOf, wave: Wave, name: str) -> None:
    status = {role: get(client_of(role), name, wave.pk).status_code for role in Role}

    expected = dict.fromkeys(Role, 403) | dict.fromkeys(RUNNERS, 200)
    assert status == expected | {Role.INITIATIVE_OWNER: 404}


@pytest.mark.parametrize("name", ["change_action", "delete_action"])
def test_action_of_another_owner_is_not_there(client_of: ClientOf, wave: Wave, name: str) -> None:
    action = Action.objects.create(wave=wave, title="Kept", created_at=wave.opens_at)

    page = post(client_of(Role.INITIATIVE_OWNER), name, wave.pk, action.pk, **FACTS)

    action.refresh_from_db()
    assert page.status_code == 404
    assert action.title == "Kept"


def test_readers_see_the_plan_and_no_button(client_of: ClientOf, wave: Wave) -> None:
    post(client_of(Role.HR_LEADER), "new_action", wave.pk, **FACTS)

    page = get(client_of(Role.EXECUTIVE), "actions", wave.pk)

    assert "Let teams choose" in text_of(page)
    assert "New action" not in text_of(page)


def test_page_for_respondents_tells_words_and_published_figures_alone(
    grace: Client, wave: Wave
) -> None:
    post(grace, "new_action", wave.pk, **FACTS)
    post(grace, "new_action", wave.pk, **{**FACTS, "title": "Kept inside", "is_told": ""})

    page = Client().get(open_page(grace, wave))

    told = text_of(page)
    assert "Thank you." in told
    assert SAID in told
    assert DONE in told
    for inside in ("Grace Hopper", "Budget", "Kept inside", "2026-03-01", "40 %"):
        assert inside not in told


def test_page_for_respondents_leaves_no_trace(grace: Client, wave: Wave) -> None:
    path = open_page(grace, wave)
    before = AuditEntry.objects.count()

    page = Client().get(path)

    assert page.status_code == 200
    assert page.cookies == {}
    assert "no-store" in page["Cache-Control"]
    assert AuditEntry.objects.count() == before


def test_closed_page_is_not_there_and_opens_under_the_same_link(grace: Client, wave: Wave) -> None:
    path = open_page(grace, wave)
    post(grace, "follow_up", wave.pk, introduction="Thank you.")
    closed = Client().get(path).status_code

    again = open_page(grace, wave)

    assert (closed, again) == (404, path)


def test_text_of_a_leader_is_no_markup(grace: Client, wave: Wave) -> None:
    post(grace, "new_action", wave.pk, **{**FACTS, "said": "<script>alert(1)</script>"})

    page = Client().get(open_page(grace, wave)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("token", ["", "nothing", "%00", "x" * 500])
def test_guessed_link_finds_nothing(client: Client, wave: Wave, token: str) -> None:
    assert client.get(f"/d/en/{token}/").status_code == 404


def test_outcome_is_the_change_that_the_next_wave_published() -> None:
    wave = skeptical_wave()
    key = wave.dimensions[0].key
    later = skeptical_wave()
    changes = tuple(change for change in later.changes if change.key != key)
    object.__setattr__(later, "changes", (*changes, TrendChange(key, 6.4, 2.6, 10.2, "moved")))
    actions = [
        Action(title="One", dimension=key, due_date=dt.date(2026, 1, 1)),
        Action(title="Two", dimension="gone"),
    ]

    one, two = action_lines(wave, actions, later, today=dt.date(2026, 2, 1))

    assert one.outcome is not None
    assert (one.outcome.change, one.outcome.low, one.outcome.high) == ("+6", "+3", "+10")
    assert one.outcome.word == "moved"
    assert one.is_late
    assert two.outcome is None


def test_link_stands_on_the_pages_of_the_survey(grace: Client, wave: Wave) -> None:
    token = open_page(grace, wave).split("/")[-2]

    thanks = Client().get(f"/s/en/thanks/?told={token}").content.decode()
    without = Client().get("/s/en/thanks/?told=guessed").content.decode()

    assert f'href="/d/en/{token}/"' in thanks
    assert "You said, we did" not in without


def test_plan_takes_few_queries(grace: Client, wave: Wave, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture without a public type
    for _number in range(12):
        post(grace, "new_action", wave.pk, **FACTS)

    with django_assert_max_num_queries(20):
        get(grace, "actions", wave.pk)

    assert User.objects.filter(role=Role.HR_LEADER).count() == 1
