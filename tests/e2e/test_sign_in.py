import pytest
from playwright.sync_api import expect

from accounts.models import Role, User
from accounts.services import create_user
from tests.e2e.browsing import DESKTOP, PHONE, Scheme, follow, press_enter, screenshot
from tests.e2e.conftest import OpenVisit

PASSWORD = "copper-lantern-orbit-42"
SIZES = {"phone": PHONE, "desktop": DESKTOP}
LOOKS = [("phone", "dark"), ("desktop", "light")]
pytestmark = pytest.mark.urls("tests.e2e.addresses")


@pytest.fixture
def grace(transactional_db: None) -> User:
    """An administrator."""
    return create_user(
        email="grace@example.org", name="Grace", role=Role.ADMINISTRATOR, password=PASSWORD
    )


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_sign_in_page_is_accessible_and_stays_at_home(
    visit: OpenVisit, size: str, scheme: Scheme
) -> None:
    browsing = visit(size=SIZES[size], scheme=scheme)

    page = browsing.open("/accounts/sign-in/")

    screenshot(page, f"sign-in-{size}-{scheme}")
    assert browsing.axe_violations() == []
    assert browsing.complaints == []
    assert browsing.foreign_requests() == []
    assert browsing.horizontal_overflow_pixels() == 0
    assert browsing.small_targets(side_pixels=44) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_wrong_password_is_explained_beside_the_form(
    visit: OpenVisit, grace: User, scheme: Scheme
) -> None:
    browsing = visit(scheme=scheme)
    page = browsing.open("/accounts/sign-in/")

    page.get_by_label("E-mail").fill(grace.email)
    page.get_by_label("Password").fill("wrong")
    follow(page.get_by_role("button", name="Sign in", exact=True))

    screenshot(page, f"sign-in-refused-{scheme}")
    expect(page.get_by_role("alert")).to_contain_text("do not match")
    assert browsing.axe_violations() == []


@pytest.mark.parametrize("has_script", [True, False])
def test_keyboard_alone_signs_in_and_the_menu_signs_out(
    visit: OpenVisit, grace: User, has_script: bool
) -> None:
    browsing = visit(size=DESKTOP, has_script=has_script)
    page = browsing.open("/accounts/sign-in/")

    expect(page.get_by_label("E-mail")).to_be_focused()
    page.keyboard.type(grace.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    press_enter(page)
    expect(page).to_have_url(f"{browsing.origin}/accounts/components/")

    page.locator("summary", has_text="Grace").click()
    follow(page.get_by_role("button", name="Sign out"))
    expect(page).to_have_url(f"{browsing.origin}/accounts/sign-in/")
    assert browsing.complaints == []
