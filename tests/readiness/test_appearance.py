"""Light or dark is chosen without script; pages of respondents neither read nor set the choice."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> Client:
    """Ada's browser; she administers."""
    user = User.objects.create(email="ada@example.org", name="Ada", role=Role.ADMINISTRATOR)
    client.force_login(user)
    return client


def choose(client: Client, appearance: str, way_back: str = "/") -> str:
    answer = client.post(reverse("set_appearance"), {"appearance": appearance, "next": way_back})
    assert answer.status_code == 302
    return str(answer["Location"])


@pytest.mark.parametrize(
    ("appearance", "theme"),
    [("dark", 'data-theme="readiness-dark"'), ("light", 'data-theme="readiness-light"')],
)
def test_choice_holds_on_the_next_page(ada: Client, appearance: str, theme: str) -> None:
    choose(ada, appearance)

    assert theme in ada.get("/").content.decode()


def test_system_forgets_the_choice(ada: Client) -> None:
    choose(ada, "dark")
    choose(ada, "system")

    assert "data-theme" not in ada.get("/").content.decode()
    assert ada.cookies["appearance"].value == ""


@pytest.mark.parametrize("made_up", ["", "neon", '"><script>'])
def test_unknown_choice_is_the_system(ada: Client, made_up: str) -> None:
    choose(ada, made_up)
    ada.cookies["appearance"] = made_up

    assert "data-theme" not in ada.get("/").content.decode()


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_way_back_stays_in_the_product(ada: Client, away: str) -> None:
    assert choose(ada, "dark", away) == "/"


def test_choice_is_no_link(ada: Client) -> None:
    assert ada.get(reverse("set_appearance")).status_code == 405


def test_pages_of_respondents_do_not_read_the_choice(ada: Client) -> None:
    choose(ada, "dark")

    page = ada.get("/s/en/thanks/")

    assert "data-theme" not in page.content.decode()
    assert "appearance" not in page.cookies
