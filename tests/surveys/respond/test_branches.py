"""A questionnaire with branches: page by page, without script, nothing kept on the server."""

import re

import pytest
from django.test import Client

from surveys.models import Audience, Envelope, Invitation, Wave
from surveys.obstacles import UnknownAnswer
from surveys.sealed_wave import key_store, wrapping_secret
from surveys.sealing.keys import unwrap_private_key
from surveys.services.invitations import issue_token
from surveys.services.opening import open_ballots
from surveys.services.planning import create_initiative, create_survey, store_instrument
from tests.surveys.factories import anna_leader, answer, hire, open_wave
from tests.surveys.instruments.test_flow import BRANCHING

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave() -> Wave:
    hire({"Sales": 6})
    survey = create_survey(
        initiative=create_initiative(title="AI", purpose="Try.", owner=anna_leader()),
        instrument=store_instrument(source=BRANCHING, origin="test"),
        audience=Audience.objects.create(name="Everybody"),
        title="Branching",
    )
    return open_wave(survey=survey)


@pytest.fixture
def entered(client: Client, wave: Wave) -> Client:
    client.get(f"/i/{issue_token(invitation=Invitation.objects.order_by('pk')[0])}")
    return client


def hidden(content: bytes) -> dict[str, str]:
    """What the page hands on in hidden fields."""
    found = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", content.decode()):
        name = re.search(r'name="([^"]*)"', tag).group(1)
        value = re.search(r'value="([^"]*)"', tag)
        found[name] = value.group(1) if value else ""
    found.pop("csrfmiddlewaretoken", None)
    return found


def asked(content: bytes) -> list[str]:
    """Names of the items that can be answered on the page."""
    names = re.findall(r'<(?:input type="radio"|textarea[^>]*?) name="([^"]+)"', content.decode())
    return list(dict.fromkeys(names))


def ballots(wave: Wave) -> list[object]:
    wave.refresh_from_db()
    private = unwrap_private_key(
        key_store().load(wave.pk), wave_id=wave.pk, wrapping_secret=wrapping_secret()
    )
    return list(open_ballots(wave, private).ballots)


def test_pages_follow_the_answers_and_carry_them(entered: Client, wave: Wave) -> None:
    first = entered.get("/s/en/questions/").content
    second = entered.post(
        "/s/en/questions/", {**hidden(first), "uses": "no", "able": "4", "to": "next"}
    ).content
    review = entered.post(
        "/s/en/questions/", {**hidden(second), "why_not": "No time.", "to": "next"}
    ).content
    sent = entered.post("/s/en/send/", hidden(review))

    assert sorted(asked(first)) == ["able", "lasting", "uses", "willing"]
    assert asked(second) == ["why_not"]
    assert "Look over your answers" in review.decode()
    assert "The tools fit the work." not in review.decode()
    assert sent.status_code == 302
    (ballot,) = ballots(wave)
    assert ballot.answers == {
        "uses": "no", "willing": None, "able": 4, "lasting": None, "fit": None, "advice": None,
    }  # fmt: skip
    assert ballot.comments == {"why_not": "No time."}


def test_order_stays_the_same_when_a_page_is_shown_again(entered: Client) -> None:
    first = entered.get("/s/en/questions/").content
    again = entered.post("/s/en/questions/", {**hidden(first), "uses": "yes"}).content

    assert asked(again) == asked(first)


def test_back_shows_what_was_answered_and_changing_it_drops_the_other_branch(
    entered: Client, wave: Wave
) -> None:
    first = entered.get("/s/en/questions/").content
    second = entered.post(
        "/s/en/questions/", {**hidden(first), "uses": "yes", "to": "next"}
    ).content
    back = entered.post("/s/en/questions/", {**hidden(second), "fit": "5", "to": "back"}).content
    third = entered.post("/s/en/questions/", {**hidden(back), "uses": "no", "to": "next"}).content
    review = entered.post("/s/en/questions/", {**hidden(third), "to": "next"}).content
    entered.post("/s/en/send/", hidden(review))

    assert re.search(r'value="yes"[^>]*checked', back.decode())
    assert asked(third) == ["why_not"]
    (ballot,) = ballots(wave)
    assert (ballot.answers["uses"], ballot.answers["fit"]) == ("no", None)


def test_forged_answer_on_a_branch_not_taken_is_dropped_by_the_page(
    entered: Client, wave: Wave
) -> None:
    entered.post("/s/en/send/", {"uses": "no", "fit": "5", "advice": "10", "why_not": ""})

    (ballot,) = ballots(wave)
    assert (ballot.answers["fit"], ballot.answers["advice"]) == (None, None)


@pytest.mark.parametrize(
    ("answers", "comments"),
    [({"uses": "no", "fit": 5}, {}), ({"uses": "yes"}, {"why_not": "x"}), ({"fit": 3}, {})],
)
def test_service_refuses_what_is_not_asked(
    wave: Wave, answers: dict[str, object], comments: dict[str, str]
) -> None:
    invitation = Invitation.objects.order_by("pk")[0]

    with pytest.raises(UnknownAnswer, match="is not asked after these answers"):
        answer(invitation, answers, comments)

    assert Envelope.objects.count() == 0


def test_envelopes_of_every_branch_have_one_length(wave: Wave) -> None:
    """Who took which branch must not be read from the size of what is stored."""
    people = list(Invitation.objects.order_by("pk"))

    answer(people[0], {"uses": "no"}, {"why_not": "x" * 3000})
    answer(people[1], {"uses": "yes", "fit": 5, "advice": 9})
    answer(people[2], {})

    assert len({len(bytes(one.sealed)) for one in Envelope.objects.all()}) == 1


@pytest.mark.parametrize("page", ["-1", "99", "999999999999", "x", ""])
def test_nonsense_page_number_harms_nothing(entered: Client, page: str) -> None:
    shown = entered.post("/s/en/questions/", {"_page": page, "_seed": page, "uses": "yes"})

    assert shown.status_code == 200
