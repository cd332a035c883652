"""The organization's sign-in as the only one, with an administrator for emergencies."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from accounts.models import Role, User
from accounts.services import create_user
from readiness.sign_in_file import read_sign_on
from tests.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.urls("readiness.urls"), pytest.mark.django_db]
SIGN_IN = "/accounts/sign-in/"
FILE = """
passwords_for = ["ada@example.org", "hal@example.org"]
[[oidc]]
id = "company"
name = "Company account"
issuer = "https://login.example.org"
client_id = "readiness"
client_secret = "known to both"
[[group]]
name = "hr"
role = "hr_leader"
"""
SWITCHED_OFF = "Passwords of this product are switched off."


@pytest.fixture(autouse=True)
def _exclusive(settings: Settings) -> None:
    settings.SIGN_ON = read_sign_on(FILE)


@pytest.fixture
def ada(db: None) -> User:
    """The administrator for emergencies."""
    return create_user(
        email="ada@example.org", name="Ada", role=Role.ADMINISTRATOR, password=PASSWORD
    )


def try_to_sign_in(client: Client, email: str, password: str = PASSWORD) -> str:
    return client.post(
        SIGN_IN, {"login": email, "password": password}, follow=True
    ).content.decode()


def test_named_administrator_gets_in_whatever_the_case(client: Client, ada: User) -> None:
    try_to_sign_in(client, "ADA@example.org")

    assert client.session["_auth_user_id"] == str(ada.pk)


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_everybody_else_is_told_the_same_whether_the_password_is_right_or_not(
    client: Client, user_with_role: Callable[[Role], User], password: str
) -> None:
    user = user_with_role(Role.ADMINISTRATOR)

    known = try_to_sign_in(client, user.email, password)
    unknown = try_to_sign_in(client, "nobody@example.org", password)

    assert SWITCHED_OFF in known
    assert SWITCHED_OFF in unknown
    assert "_auth_user_id" not in client.session


def test_named_person_who_is_no_administrator_gets_no_session(client: Client) -> None:
    create_user(email="hal@example.org", name="Hal", role=Role.HR_LEADER, password=PASSWORD)

    page = try_to_sign_in(client, "hal@example.org")

    assert SWITCHED_OFF in page
    assert "_auth_user_id" not in client.session


def test_forgotten_password_is_sent_to_the_named_alone(
    client: Client, ada: User, user_with_role: Callable[[Role], User]
) -> None:
    for email in (ada.email, user_with_role(Role.HR_LEADER).email):
        client.post("/accounts/password/", {"email": email})

    assert [one.to for one in mail.outbox] == [[ada.email]]


def test_door_shows_the_provider_and_folds_the_password_away(client: Client, ada: User) -> None:
    door = client.get(SIGN_IN).content.decode()
    refused = client.post(SIGN_IN, {"login": ada.email, "password": "wrong"}).content.decode()

    assert "Company account" in door
    assert "Emergency sign-in for administrators" in door
    assert '<details class="panel fold" >' in door
    assert '<details class="panel fold" open>' in refused


def test_invited_person_gets_no_link_to_choose_a_password(client: Client, ada: User) -> None:
    client.force_login(ada)

    page = client.post(
        "/accounts/users/",
        {"name": "Kim", "email": "kim@example.org", "role": Role.EXECUTIVE},
        follow=True,
    ).content.decode()

    assert User.objects.filter(email="kim@example.org").exists()
    assert "Kim signs in through your organization; no link is needed." in page
    assert mail.outbox == []
