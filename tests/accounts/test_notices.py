"""Whoever changes how somebody signs in: that person gets a mail, in their own language."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import Role, User
from accounts.notices import WORDS, Notice, tell
from accounts.services import reset_second_factor
from tests.accounts.conftest import PASSWORD
from tests.accounts.test_second_factor import CODE, add_app, sign_in

pytestmark = [pytest.mark.urls("readiness.urls"), pytest.mark.django_db]
NEW = "granite-harbor-violin-77"


@pytest.fixture
def ada(user_with_role: Callable[[Role], User]) -> User:
    """An administrator."""
    return user_with_role(Role.ADMINISTRATOR)


def told() -> list[str]:
    """What the mails say was changed, the oldest first."""
    return [one.body.splitlines()[2] for one in mail.outbox]


def test_every_change_has_its_words() -> None:
    assert set(WORDS) == set(Notice)


def test_changed_password_is_told_to_its_owner_without_telling_it(
    client: Client, grace: User
) -> None:
    sign_in(client, grace)

    client.post(
        "/accounts/me/password/",
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )

    (message,) = mail.outbox
    assert message.to == [grace.email]
    assert told() == ["Your password was changed."]
    assert PASSWORD not in message.body
    assert NEW not in message.body


def test_app_and_codes_are_told_when_they_come_and_when_they_go(
    client: Client, ada: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sign_in(client, ada)
    with django_capture_on_commit_callbacks(execute=True):
        secret = add_app(client)
    codes = client.get("/accounts/me/codes/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/me/codes/new/")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/me/app/remove/")

    assert told() == [
        "An app for codes was added to your account.",
        "New recovery codes were made. Older ones do not work now.",
        "The app for codes was removed from your account.",
    ]
    spoken = " ".join(str(one.body) for one in mail.outbox)
    assert secret not in spoken
    assert not [code for code in re.findall(r'code-text">(\d{8})<', codes) if code in spoken]


def test_used_recovery_code_is_told_and_a_wrong_one_is_not(client: Client, ada: User) -> None:
    sign_in(client, ada)
    add_app(client)
    page = client.get("/accounts/me/codes/").content.decode()
    code = re.findall(r'code-text">(\d{8})<', page)[0]
    client.post("/accounts/sign-out/")
    mail.outbox.clear()

    sign_in(client, ada)
    client.post(CODE, {"code": "00000000"})
    wrong = told()
    client.post(CODE, {"code": code})

    assert wrong == []
    assert told() == ["One of your recovery codes was used. It does not work again."]
    assert code not in mail.outbox[0].body


def test_lost_factor_that_an_administrator_removes_is_told(
    grace: User, ada: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        reset_second_factor(actor=ada, user_id=grace.pk)

    assert [one.to for one in mail.outbox] == [[grace.email]]
    assert told() == ["Your second factor was removed by an administrator. Add a new one."]


def test_mail_is_in_the_language_of_the_last_sign_in(client: Client, grace: User) -> None:
    client.cookies["django_language"] = "de"
    sign_in(client, grace)
    grace.refresh_from_db()

    tell(grace, Notice.PASSKEY_ADDED)

    assert grace.language == "de"
    assert mail.outbox[0].subject == "Ihr Konto in Readiness wurde geändert"
    assert told() == ["Ihrem Konto wurde ein Passkey hinzugefügt."]


def test_password_is_changed_though_the_mail_server_is_down(
    client: Client, grace: User, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    sign_in(client, grace)

    answer = client.post(
        "/accounts/me/password/",
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )

    grace.refresh_from_db()
    assert answer.status_code == 302
    assert grace.check_password(NEW)
