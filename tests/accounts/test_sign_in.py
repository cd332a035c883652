import pytest
from django.test import Client

from accounts.models import AuditEntry, User
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.urls("tests.accounts.addresses")
SIGN_IN = "/accounts/sign-in/"


def test_signing_in_starts_a_session_and_is_audited(client: Client, grace: User) -> None:
    response = client.post(SIGN_IN, {"login": grace.email, "password": PASSWORD})

    assert response.status_code == 302
    assert response.headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(grace.pk)
    assert AuditEntry.objects.get().verb == "signed in"


def test_wrong_password_starts_no_session_and_does_not_say_which_part_was_wrong(
    client: Client, grace: User
) -> None:
    known = client.post(SIGN_IN, {"login": grace.email, "password": "wrong"})
    unknown = client.post(SIGN_IN, {"login": "nobody@example.org", "password": "wrong"})

    for response in (known, unknown):
        assert response.status_code == 200
        assert b"E-mail and password do not match" in response.content
    assert "_auth_user_id" not in client.session
    assert not AuditEntry.objects.exists()


def test_blocked_account_is_told_to_wait(client: Client, grace: User) -> None:
    for _ in range(5):
        client.post(SIGN_IN, {"login": grace.email, "password": "wrong"})

    response = client.post(SIGN_IN, {"login": grace.email, "password": PASSWORD})

    assert b"Wait 15 minutes" in response.content
    assert not client.session.keys()


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [("/people/", "/people/"), ("https://evil.example/", "/"), ("//evil.example", "/")],
)
def test_sign_in_leads_back_only_within_the_product(
    client: Client, grace: User, wanted: str, reached: str
) -> None:
    response = client.post(SIGN_IN, {"login": grace.email, "password": PASSWORD, "next": wanted})

    assert response.headers["Location"] == reached


def test_link_cannot_sign_anybody_out(client: Client, grace: User) -> None:
    client.force_login(grace)

    assert client.get("/accounts/sign-out/").status_code == 405
    assert client.session["_auth_user_id"] == str(grace.pk)


def test_signing_out_ends_the_session(client: Client, grace: User) -> None:
    client.force_login(grace)

    response = client.post("/accounts/sign-out/")

    assert response.headers["Location"] == SIGN_IN
    assert not client.session.keys()


def test_sign_in_page_has_no_inline_style_or_script(client: Client, db: None) -> None:
    page = client.get(SIGN_IN).content.decode()

    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page


def test_deactivated_person_is_refused_like_a_stranger(client: Client, grace: User) -> None:
    User.objects.filter(pk=grace.pk).update(is_active=False)

    response = client.post(SIGN_IN, {"login": grace.email, "password": PASSWORD})

    assert b"E-mail and password do not match" in response.content
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_by_themselves(client: Client, db: None) -> None:
    assert client.get("/accounts/signup/").status_code == 404
    assert b"sign up" not in client.get(SIGN_IN).content.lower()


@pytest.mark.parametrize("login", ["", "no address", "a" * 5000 + "@example.org"])
def test_malformed_address_is_explained(client: Client, db: None, login: str) -> None:
    response = client.post(SIGN_IN, {"login": login, "password": PASSWORD})

    assert response.status_code == 200
    assert b"Please correct this" in response.content
