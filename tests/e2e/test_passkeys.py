"""Passkeys in a real Chromium with a virtual device, and the pages of one's account."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import CDPSession, expect

from accounts.models import AuditEntry, Role, User
from accounts.services import create_user, record_audit
from tests.e2e.browsing import DESKTOP, PHONE, Scheme, Visit, follow, screenshot
from tests.e2e.conftest import OpenVisit

PASSWORD = "copper-lantern-orbit-42"
SIZES = {"phone": PHONE, "desktop": DESKTOP}
pytestmark = pytest.mark.urls("readiness.urls")


@pytest.fixture
def ada(transactional_db: None) -> User:
    """An administrator."""
    return create_user(
        email="ada@example.org", name="Ada Byron", role=Role.ADMINISTRATOR, password=PASSWORD
    )


@pytest.fixture
def desk(visit: OpenVisit) -> Iterator[Visit]:
    """A desktop with a virtual device that keeps passkeys and knows every finger."""
    browsing = visit(size=DESKTOP)
    session: CDPSession = browsing.page.context.new_cdp_session(browsing.page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield browsing
    session.detach()


def sign_in(browsing: Visit, user: User) -> None:
    page = browsing.open("/accounts/sign-in/")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in", exact=True))
    expect(page).to_have_url(f"{browsing.origin}/")


def sign_out(browsing: Visit) -> None:
    browsing.page.locator("summary", has_text="Ada Byron").click()
    follow(browsing.page.get_by_role("button", name="Sign out", exact=True))
    expect(browsing.page).to_have_url(f"{browsing.origin}/accounts/sign-in/")


def add_passkey(browsing: Visit) -> None:
    page = browsing.open("/accounts/me/passkeys/add/")
    page.get_by_label("Name of this passkey").fill("work laptop")
    follow(page.get_by_role("button", name="Add", exact=True))
    expect(page).to_have_url(f"{browsing.origin}/accounts/me/codes/")


def test_passkey_replaces_the_password(desk: Visit, ada: User) -> None:
    sign_in(desk, ada)
    add_passkey(desk)
    expect(desk.open("/accounts/me/").get_by_text("Passkey “work laptop”")).to_be_visible()
    sign_out(desk)

    follow(desk.page.get_by_role("button", name="Sign in with a passkey"))

    expect(desk.page).to_have_url(f"{desk.origin}/")
    assert desk.complaints == []
    assert desk.foreign_requests() == []
    assert [entry.verb for entry in AuditEntry.objects.filter(actor=ada)] == ["signed in"] * 2


def test_passkey_is_the_second_factor_after_a_password(desk: Visit, ada: User) -> None:
    sign_in(desk, ada)
    add_passkey(desk)
    sign_out(desk)
    page = desk.page
    page.get_by_label("E-mail").fill(ada.email)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in", exact=True))
    expect(page).to_have_url(f"{desk.origin}/accounts/sign-in/code/")
    screenshot(page, "second-factor-desktop")
    assert desk.axe_violations() == []

    follow(page.get_by_role("button", name="Use a passkey"))

    expect(page).to_have_url(f"{desk.origin}/")


def test_deactivated_person_does_not_get_in_by_passkey(desk: Visit, ada: User) -> None:
    sign_in(desk, ada)
    add_passkey(desk)
    sign_out(desk)
    User.objects.filter(pk=ada.pk).update(is_active=False)

    follow(desk.page.get_by_role("button", name="Sign in with a passkey"))

    expect(desk.page.get_by_role("alert").first).to_contain_text("Your account is deactivated")
    expect(desk.open("/accounts/me/")).to_have_url(re.compile("/accounts/sign-in/"))


def test_device_that_refuses_is_explained_and_the_password_still_works(
    visit: OpenVisit, ada: User
) -> None:
    browsing = visit(size=DESKTOP)
    page = browsing.open("/accounts/sign-in/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')) }")

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("The passkey was not used")).to_be_visible()
    sign_in(browsing, ada)


def test_removed_passkey_is_gone_with_its_recovery_codes(desk: Visit, ada: User) -> None:
    sign_in(desk, ada)
    add_passkey(desk)

    page = desk.open("/accounts/me/")
    follow(page.locator("li", has_text="work laptop").get_by_role("link", name="Remove"))
    follow(page.get_by_role("button", name="Remove"))

    expect(page).to_have_url(f"{desk.origin}/accounts/me/")
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desktop", "light")])
@pytest.mark.parametrize("language", ["en", "de"])
def test_pages_of_account_users_and_log_are_accessible(
    visit: OpenVisit, ada: User, size: str, scheme: Scheme, language: str
) -> None:
    kim = create_user(email="kim@example.org", name="Kim", role=Role.EXECUTIVE, password=PASSWORD)
    record_audit(actor=None, verb="wave_imported", subject="3f2b8a52-0a6e-4f0b-9f41-0d5f5a0a9c11")
    browsing = visit(size=SIZES[size], scheme=scheme)
    sign_in(browsing, ada)
    browsing.page.context.add_cookies(
        [{"name": "django_language", "value": language, "url": browsing.origin}]
    )
    pages = {
        "account": "/accounts/me/",
        "own-password": "/accounts/me/password/",
        "app": "/accounts/me/app/",
        "passkey": "/accounts/me/passkeys/add/",
        "users": "/accounts/users/",
        "user": f"/accounts/users/{kim.pk}/",
        "audit": "/accounts/audit/",
    }

    for name, path in pages.items():
        page = browsing.open(path)
        screenshot(page, f"{name}-{size}-{scheme}-{language}")
        assert browsing.axe_violations() == [], name
        assert browsing.horizontal_overflow_pixels() == 0, name
        assert browsing.small_targets(side_pixels=36) == [], name
    assert browsing.complaints == []
    assert browsing.foreign_requests() == []


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("desktop", "dark")])
@pytest.mark.parametrize("language", ["en", "de"])
def test_pages_before_the_door_are_accessible(
    visit: OpenVisit, transactional_db: None, size: str, scheme: Scheme, language: str
) -> None:
    browsing = visit(size=SIZES[size], scheme=scheme, language=language)
    pages = {
        "door": "/accounts/sign-in/",
        "forgotten": "/accounts/password/",
        "sent": "/accounts/password/sent/",
        "dead-link": "/accounts/password/1-abc/",
    }

    for name, path in pages.items():
        page = browsing.open(path)
        screenshot(page, f"{name}-{size}-{scheme}-{language}")
        assert browsing.axe_violations() == [], name
        assert browsing.horizontal_overflow_pixels() == 0, name
    assert browsing.complaints == []
