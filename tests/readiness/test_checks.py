"""Every start-up check is silent on a sound installation and names the remedy on a broken one."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from django.core.checks import CheckMessage, run_checks
from pytest_django import Settings

from readiness import checks


def said(messages: Iterable[CheckMessage]) -> list[tuple[str | None, str | None]]:
    return [(message.id, message.hint) for message in messages]


def test_embedded_default_is_sound() -> None:
    assert [message for message in run_checks() if str(message.id).startswith("readiness")] == []


def test_data_folder_that_cannot_be_written(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "absent"

    ((name, hint),) = said(checks.check_data_folder())

    assert name == "readiness.E001"
    assert "READINESS_DATA_DIR" in str(hint)


def test_open_key_store(settings: Settings, tmp_path: Path) -> None:
    settings.KEY_STORE_DIR = tmp_path / "keys"
    settings.KEY_STORE_DIR.mkdir(mode=0o755)
    assert said(checks.check_key_store()) == [
        ("readiness.E002", f"Run: chmod 700 {settings.KEY_STORE_DIR}")
    ]

    settings.KEY_STORE_DIR.chmod(0o700)
    assert said(checks.check_key_store()) == []


@pytest.mark.parametrize(
    ("base", "hosts", "expected"),
    [
        ("https://readiness.example.org", ["readiness.example.org"], []),
        ("https://readiness.example.org", [".example.org"], []),
        ("http://[::1]:8000", ["[::1]"], []),
        ("https://readiness.example.org", ["localhost"], ["readiness.E004"]),
        ("readiness.example.org", ["readiness.example.org"], ["readiness.E003"]),
    ],
)
def test_address_of_invitations(
    settings: Settings, base: str, hosts: list[str], expected: list[str]
) -> None:
    settings.BASE_URL, settings.ALLOWED_HOSTS = base, hosts

    assert [message.id for message in checks.check_address()] == expected


def test_missing_library_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(checks.PRINTING_LIBRARIES, "libabsent.so.9", "libabsent9")

    ((name, hint),) = said(checks.check_printing())

    assert (name, hint) == ("readiness.E005", "As root, run: apt-get install -y libabsent9")


def test_pages_that_were_not_built(settings: Settings, tmp_path: Path) -> None:
    settings.STATICFILES_DIRS = [tmp_path]
    assert [message.id for message in checks.check_built_pages()] == ["readiness.E006"]

    (tmp_path / "app.css").touch()
    assert list(checks.check_built_pages()) == []


def test_secrets_of_several_processes(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.IS_EMBEDDED = False
    monkeypatch.setenv("READINESS_SECRET_KEY", "given")

    ((name, hint),) = said(checks.check_shared_secrets())

    assert name == "readiness.E007"
    assert "READINESS_BALLOT_HMAC_KEY_FILE" in str(hint)
    assert "READINESS_SECRET_KEY_FILE" not in str(hint)


def test_invitations_that_reach_nobody(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert [message.id for message in checks.check_mail()] == ["readiness.W001"]

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert list(checks.check_mail()) == []


def test_certificate_that_cannot_be_read_is_named(settings: Settings, tmp_path: Path) -> None:
    settings.SIGNING_CERTIFICATE = str(tmp_path / "reports.p12")

    ((name, hint),) = said(checks.check_signing_certificate())
    assert name == "readiness.E008"
    assert "READINESS_SIGNING_CERTIFICATE" in hint

    (tmp_path / "reports.p12").touch()
    assert said(checks.check_signing_certificate()) == []
