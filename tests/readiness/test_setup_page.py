"""The page of settings says what is set and never a secret."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import Role, User
from readiness.setup_page import VERSION
from readiness.sign_in_file import read_sign_on
from tests.docs.pages import ROOT

pytestmark = [pytest.mark.urls("readiness.urls"), pytest.mark.django_db]


@pytest.fixture
def auditor(client: Client) -> Client:
    """The browser of an auditor."""
    client.force_login(User.objects.create(email="o@example.org", name="O", role=Role.AUDITOR))
    return client


def test_numbers_of_the_policy_and_names_of_providers_are_shown(
    auditor: Client, settings: Settings
) -> None:
    settings.SIGN_ON = read_sign_on(
        '[[oidc]]\nid = "a"\nname = "Company account"\nissuer = "https://login.example.org"\n'
        'client_id = "x"\nclient_secret = "hidden-17"\n'
        '[[group]]\nname = "people-team"\nrole = "hr_leader"\n'
    )
    settings.SECOND_FACTOR_ROLES = frozenset({"trustee"})
    settings.MIN_GROUP_SIZE = 7

    page = auditor.get("/settings/").content.decode()

    assert "Company account (OIDC)" in page
    assert "Group people-team" in page
    assert "<dd>7</dd>" in page
    assert "hidden-17" not in page


def test_secrets_are_not_on_the_page(auditor: Client, settings: Settings) -> None:
    settings.CELERY_BROKER_URL = "redis://:queue-secret@queue.example.org:6379/0"
    settings.EMAIL_HOST = "mail.example.org"
    settings.EMAIL_HOST_PASSWORD = "mail-secret"

    page = auditor.get("/settings/").content.decode()

    assert "redis queue.example.org" in page
    for secret in (
        *("queue-secret", "mail-secret"),
        *(settings.SECRET_KEY, settings.BALLOT_HMAC_KEY, settings.WRAPPING_SECRET),
    ):
        assert secret not in page


def test_findings_are_told_in_the_readers_language(auditor: Client, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

    page = auditor.get("/settings/", headers={"accept-language": "de"}).content.decode()

    assert "Einladungen werden nicht gemailt, sondern in eine Datei" in page
    assert "Nennen Sie den Mailserver in READINESS_EMAIL_HOST." in page


def test_version_is_that_of_the_project() -> None:
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text("utf-8")
