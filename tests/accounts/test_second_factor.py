"""The app's codes as RFC 6238 computes them, recovery codes, and the roles that must have one."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from accounts.models import Role, User
from tests.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.urls("readiness.urls"), pytest.mark.django_db]
SIGN_IN = "/accounts/sign-in/"
CODE = "/accounts/sign-in/code/"


def totp(secret: str, moment: float) -> str:
    """Six digits by RFC 6238, written from the standard and checked against its table below."""
    counter = struct.pack(">Q", int(moment) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def sign_in(client: Client, user: User) -> str:
    answer = client.post(SIGN_IN, {"login": user.email, "password": PASSWORD})
    return str(answer.headers.get("Location", ""))


def add_app(client: Client) -> str:
    """Add an app as a person would; return its secret."""
    page = client.get("/accounts/me/app/").content.decode()
    found = re.search(r'code-text">([A-Z2-7]+)<', page)
    assert found
    # the code of the step before, so that the present one is left for the sign-in
    code = totp(found[1], time.time() - 30)
    assert client.post("/accounts/me/app/", {"code": code}).headers["Location"] == (
        "/accounts/me/codes/"
    )
    return found[1]


@pytest.fixture
def ada(user_with_role: Callable[[Role], User]) -> User:
    """An administrator."""
    return user_with_role(Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_rfc_6238(moment: int, code: str) -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()  # appendix B, last six digits

    assert totp(secret, moment) == code


def test_password_alone_opens_no_session_once_an_app_is_added(client: Client, ada: User) -> None:
    sign_in(client, ada)
    secret = add_app(client)
    other = Client()

    assert sign_in(other, ada) == CODE
    assert other.get("/accounts/me/").status_code == 302
    assert other.post(CODE, {"code": totp(secret, time.time())}).headers["Location"] == "/"

    assert other.get("/accounts/me/").status_code == 200


def test_code_works_once_in_whichever_process(
    client: Client, ada: User, settings: Settings
) -> None:
    sign_in(client, ada)
    code = totp(add_app(client), time.time())
    first, second = Client(), Client()
    sign_in(first, ada)
    sign_in(second, ada)
    # a cache that forgets stands for another process, whose memory is its own
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    first.post(CODE, {"code": code})
    refused = second.post(CODE, {"code": code})

    assert "_auth_user_id" in first.session
    assert b"This code is wrong, too old or used already" in refused.content
    assert "_auth_user_id" not in second.session


def test_recovery_code_works_once(client: Client, ada: User) -> None:
    sign_in(client, ada)
    add_app(client)
    page = client.get("/accounts/me/codes/").content.decode()
    codes = re.findall(r'code-text">(\d{8})<', page)
    assert len(codes) == 10
    first, second = Client(), Client()
    sign_in(first, ada)
    sign_in(second, ada)

    first.post(CODE, {"code": codes[3]})
    second.post(CODE, {"code": codes[3]})

    assert "_auth_user_id" in first.session
    assert "_auth_user_id" not in second.session
    assert codes[3] not in client.get("/accounts/me/codes/").content.decode()


def test_sixth_wrong_code_is_blocked_even_when_right(client: Client, ada: User) -> None:
    sign_in(client, ada)
    secret = add_app(client)
    guesser = Client()
    sign_in(guesser, ada)
    for _ in range(5):
        guesser.post(CODE, {"code": "000000"})

    answer = guesser.post(CODE, {"code": totp(secret, time.time())})

    assert b"Wait 15 minutes" in answer.content
    assert "_auth_user_id" not in guesser.session


def test_secrets_are_sealed_in_the_database(client: Client, ada: User) -> None:
    sign_in(client, ada)
    secret = add_app(client)

    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_wrong_first_code_adds_no_app(client: Client, ada: User) -> None:
    sign_in(client, ada)
    client.get("/accounts/me/app/")

    answer = client.post("/accounts/me/app/", {"code": "12345"})

    assert b"This code is wrong or too old" in answer.content
    assert not Authenticator.objects.exists()


def test_old_sign_in_is_confirmed_before_the_account_is_changed(client: Client, ada: User) -> None:
    sign_in(client, ada)
    session = client.session
    session["account_authentication_methods"] = [
        record | {"at": time.time() - 301} for record in session["account_authentication_methods"]
    ]
    session.save()

    asked = client.get("/accounts/me/app/")

    assert asked.headers["Location"] == "/accounts/confirm/?next=%2Faccounts%2Fme%2Fapp%2F"
    wrong = client.post(asked.headers["Location"], {"password": "wrong"})
    assert b"do not match" in wrong.content
    right = client.post(asked.headers["Location"], {"password": PASSWORD})
    assert right.headers["Location"] == "/accounts/me/app/"
    assert client.get("/accounts/me/app/").status_code == 200


def test_removing_the_app_takes_the_recovery_codes_with_it(client: Client, ada: User) -> None:
    sign_in(client, ada)
    add_app(client)

    client.post("/accounts/me/app/remove/")

    assert not Authenticator.objects.exists()
    assert sign_in(Client(), ada) == "/"


def test_role_that_must_have_a_second_factor_gets_nowhere_without(
    client: Client, ada: User, settings: Settings
) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"administrator"})
    sign_in(client, ada)

    assert client.get("/accounts/users/").headers["Location"] == "/accounts/me/"
    assert client.post("/accounts/users/", {}).headers["Location"] == "/accounts/me/"
    assert client.get("/api/waves/").status_code == 403
    assert b"Add a second factor first" in client.get("/accounts/me/").content
    add_app(client)

    assert client.get("/accounts/users/").status_code == 200
    assert client.get("/api/waves/").status_code == 200


def test_other_roles_are_not_asked(client: Client, grace: User, settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"administrator"})
    sign_in(client, grace)

    assert client.get("/people/").status_code == 200


def test_printed_password_is_changed_before_anything_else(client: Client, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(must_change_password=True)
    sign_in(client, ada)

    assert client.get("/accounts/users/").headers["Location"] == "/accounts/me/password/"
    assert client.get("/api/waves/").status_code == 403
    new = "velvet-harbor-compass-17"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post("/accounts/me/password/", form)

    assert client.get("/accounts/users/").status_code == 200
    ada.refresh_from_db()
    assert ada.check_password(new)


def test_changed_secret_key_leaves_no_code_that_works(
    client: Client, ada: User, settings: Settings
) -> None:
    sign_in(client, ada)
    secret = add_app(client)
    settings.SECRET_KEY = "another one"
    other = Client()
    sign_in(other, ada)

    other.post(CODE, {"code": totp(secret, time.time())})
    empty = base64.b32encode(b"").decode()
    other.post(CODE, {"code": totp(empty, time.time())})

    assert "_auth_user_id" not in other.session
