"""The whole way over a provider on loopback: code, PKCE, signed token, groups, role."""

import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from pytest_django import Settings

from accounts.models import AuditEntry, Role, User
from accounts.services import create_user, deactivate_user
from readiness.sign_in_file import read_sign_on
from tests.accounts.conftest import PASSWORD
from tests.accounts.sign_on.provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    StubProvider,
    running_provider,
)

pytestmark = [pytest.mark.urls("readiness.urls"), pytest.mark.django_db]
START = "/accounts/oidc/company/"
KIM = {
    "sub": "kim-17",
    "email": "kim@example.org",
    "email_verified": True,
    "name": "Kim Park",
    "groups": ["staff", "hr"],
}
GROUPS = """
[[group]]
name = "admins"
role = "administrator"

[[group]]
name = "hr"
role = "hr_leader"
"""


class _Stop(urllib.request.HTTPRedirectHandler):
    """Shows a redirect in place of following it."""

    def redirect_request(self, *_arguments: object) -> None:
        return None


def configure(settings: Settings, origin: str, more: str = "") -> None:
    settings.SIGN_ON = read_sign_on(
        f'[[oidc]]\nid = "company"\nname = "Company account"\nissuer = "{origin}"\n'
        f'client_id = "{CLIENT_ID}"\nclient_secret = "{CLIENT_SECRET}"\n{more}\n{GROUPS}'
    )
    settings.SOCIALACCOUNT_PROVIDERS = settings.SIGN_ON.allauth_providers()


@pytest.fixture
def provider(settings: Settings) -> Iterator[StubProvider]:
    with running_provider() as running:
        running.person = dict(KIM)
        configure(settings, running.origin)
        yield running


def at_provider(address: str) -> str:
    """Go where the product sends the browser; return where the provider sends it back."""
    try:
        urllib.request.build_opener(_Stop).open(address)
    except urllib.error.HTTPError as answer:
        with answer:
            return str(answer.headers["Location"])
    raise AssertionError("the provider did not send the browser back")


def sign_on(client: Client, start: str = START) -> Any:
    back = at_provider(client.get(start).headers["Location"])
    return client.get(back.removeprefix("http://testserver"))


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("at", "pk").values_list("verb", flat=True))


def test_person_whose_group_brings_a_role_gets_an_account_and_a_session(
    client: Client, provider: StubProvider
) -> None:
    response = sign_on(client, f"{START}?next=/people/")

    assert response.headers["Location"] == "/people/"
    kim = User.objects.get()
    assert (kim.email, kim.name, kim.role) == ("kim@example.org", "Kim Park", Role.HR_LEADER)
    assert not kim.has_usable_password()
    assert client.session["_auth_user_id"] == str(kim.pk)
    assert verbs() == ["user.admit", "signed in"]


def test_claims_are_not_kept(client: Client, provider: StubProvider) -> None:
    sign_on(client)
    sign_on(Client())

    kept = SocialAccount.objects.get()
    assert kept.extra_data == {}
    assert kept.uid == "kim-17"


def test_strongest_group_counts_whatever_the_order(client: Client, provider: StubProvider) -> None:
    provider.person["groups"] = ["hr", "admins"]

    sign_on(client)

    assert User.objects.get().role == Role.ADMINISTRATOR


@pytest.mark.parametrize("groups", [[], ["staff"], "staff", None, [["hr"]]])
def test_person_without_a_group_that_counts_gets_nothing(
    client: Client, provider: StubProvider, groups: object
) -> None:
    provider.person["groups"] = groups

    response = sign_on(client)

    assert response.status_code == 403
    assert b"None of your groups has a role in Readiness" in response.content
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()
    assert "_auth_user_id" not in client.session


def test_role_follows_the_groups_at_each_sign_in(client: Client, provider: StubProvider) -> None:
    create_user(email="ada@example.org", name="Ada", role=Role.ADMINISTRATOR, password=PASSWORD)
    sign_on(client)

    provider.person["groups"] = ["admins"]
    sign_on(Client())

    assert User.objects.get(email="kim@example.org").role == Role.ADMINISTRATOR
    provider.person["groups"] = ["hr"]
    sign_on(Client())
    assert User.objects.get(email="kim@example.org").role == Role.HR_LEADER
    assert verbs().count("user.role") == 2


def test_leaving_every_group_deactivates_and_coming_back_lets_in_again(
    client: Client, provider: StubProvider
) -> None:
    sign_on(client)
    provider.person["groups"] = []

    refused = sign_on(Client())

    assert refused.status_code == 403
    assert not User.objects.get().is_active
    assert client.get("/people/").status_code == 302  # the older session is over too
    provider.person["groups"] = ["hr"]
    assert sign_on(Client()).status_code == 302
    assert User.objects.get().is_active
    assert verbs() == [
        *("user.admit", "signed in", "user.left_groups", "user.activate", "signed in"),
    ]


def test_account_that_an_administrator_closed_stays_closed(
    client: Client, provider: StubProvider
) -> None:
    ada = create_user(
        email="ada@example.org", name="Ada", role=Role.ADMINISTRATOR, password=PASSWORD
    )
    sign_on(client)
    deactivate_user(actor=ada, user_id=User.objects.get(email="kim@example.org").pk)

    response = sign_on(Client())

    assert response.status_code == 403
    assert b"Your account is deactivated" in response.content
    assert not User.objects.get(email="kim@example.org").is_active


@pytest.mark.parametrize("groups", [[], ["hr"]])
def test_groups_never_take_the_last_administrator(
    client: Client, provider: StubProvider, groups: list[str]
) -> None:
    provider.person["groups"] = ["admins"]
    sign_on(client)
    provider.person["groups"] = groups
    other = Client()

    response = sign_on(other)

    assert response.status_code == 403
    assert "_auth_user_id" not in other.session
    kim = User.objects.get()
    assert (kim.role, kim.is_active) == (Role.ADMINISTRATOR, True)


def test_account_of_the_same_address_is_joined_when_the_address_is_verified(
    client: Client, provider: StubProvider
) -> None:
    known = create_user(email="kim@example.org", name="K", role=Role.EXECUTIVE, password=PASSWORD)

    sign_on(client)

    known.refresh_from_db()
    assert known.role == Role.HR_LEADER
    assert client.session["_auth_user_id"] == str(known.pk)
    assert SocialAccount.objects.get().user == known


def test_account_of_the_same_address_is_not_given_to_whom_nobody_vouches_for(
    client: Client, provider: StubProvider
) -> None:
    create_user(email="KIM@example.org", name="K", role=Role.EXECUTIVE, password=PASSWORD)
    provider.person["email_verified"] = False

    response = sign_on(client)

    assert response.status_code == 403
    assert b"There is an account with your address already" in response.content
    assert User.objects.get().role == Role.EXECUTIVE
    assert not SocialAccount.objects.exists()


def test_second_identity_is_never_tied_to_an_open_session(
    client: Client, provider: StubProvider
) -> None:
    ada = create_user(
        email="ada@example.org", name="Ada", role=Role.ADMINISTRATOR, password=PASSWORD
    )
    client.force_login(ada)

    sign_on(client, f"{START}?process=connect")

    assert SocialAccount.objects.get().user.email == "kim@example.org"
    assert client.session["_auth_user_id"] != str(ada.pk)


@pytest.mark.parametrize(
    "overrides",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"exp": 1},
        {"nonce": "of another request"},
        {"nonce": ""},
    ],
)
def test_token_for_somebody_else_or_too_old_opens_nothing(
    client: Client, provider: StubProvider, overrides: dict[str, object]
) -> None:
    provider.overrides = overrides

    response = sign_on(client)

    assert response.status_code == 401
    assert b"sign-in did not answer as it should" in response.content
    assert not User.objects.exists()


def test_each_request_has_a_nonce_of_its_own(client: Client, provider: StubProvider) -> None:
    asked = [client.get(START).headers["Location"] for _time in range(2)]

    nonces = {parse_qs(urlsplit(place).query)["nonce"][0] for place in asked}

    assert {len(nonce) for nonce in nonces} == {64}
    assert len(nonces) == 2


def test_answer_without_a_token_opens_nothing(client: Client, provider: StubProvider) -> None:
    """Its page about the person is not tied to any request."""
    provider.gives_token = False

    response = sign_on(client)

    assert response.status_code == 401
    assert not User.objects.exists()


def test_token_signed_by_another_key_opens_nothing(client: Client, provider: StubProvider) -> None:
    provider.signing_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    response = sign_on(client)

    assert response.status_code == 401
    assert not User.objects.exists()


@pytest.mark.parametrize("change", ["state=stolen", "code=stolen"])
def test_forged_return_opens_nothing(client: Client, provider: StubProvider, change: str) -> None:
    back = at_provider(client.get(START).headers["Location"])
    name = change.partition("=")[0]
    path, _mark, query = back.removeprefix("http://testserver").partition("?")
    forged = "&".join(change if one.startswith(name) else one for one in query.split("&"))

    response = client.get(f"{path}?{forged}")

    assert response.status_code == 401
    assert not User.objects.exists()


def test_return_in_another_browser_opens_nothing(provider: StubProvider) -> None:
    back = at_provider(Client().get(START).headers["Location"])
    victim = Client()

    response = victim.get(back.removeprefix("http://testserver"))

    assert response.status_code == 401
    assert "_auth_user_id" not in victim.session


def test_turning_back_at_the_provider_leads_to_the_door(
    client: Client, provider: StubProvider
) -> None:
    asked = client.get(START).headers["Location"]
    state = asked.partition("state=")[2].partition("&")[0]

    page = client.get(f"{START}return/?error=access_denied&state={state}", follow=True)

    assert page.redirect_chain[-1][0] == "/accounts/sign-in/"
    assert b"You were not signed in" in page.content


def test_provider_with_second_factor_is_enough_and_another_is_not(
    client: Client, provider: StubProvider, settings: Settings
) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"hr_leader"})
    sign_on(client)
    assert client.get("/people/").headers["Location"] == "/accounts/me/"

    configure(settings, provider.origin, "asks_second_factor = true")

    assert client.get("/people/").status_code == 200


def test_forgotten_password_gives_none_to_whom_the_organization_signs_in(
    client: Client, provider: StubProvider, mailoutbox: list[object]
) -> None:
    sign_on(client)

    Client().post("/accounts/password/", {"email": "kim@example.org"})

    assert mailoutbox == []
    assert client.get("/accounts/me/password/").status_code == 404


def test_door_offers_the_provider_and_unknown_ones_are_not_found(
    client: Client, provider: StubProvider
) -> None:
    assert b'href="/accounts/oidc/company/"' in client.get("/accounts/sign-in/").content
    assert client.get("/accounts/oidc/other/").status_code == 404
    assert client.get("/accounts/saml/other/").status_code == 404


def test_silent_provider_is_explained(client: Client, settings: Settings) -> None:
    configure(settings, "http://127.0.0.1:9")

    response = client.get(START)

    assert response.status_code == 502
    assert b"sign-in did not answer as it should" in response.content
