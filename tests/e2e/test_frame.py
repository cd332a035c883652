"""The frame of signed-in pages and every component, in each size and theme."""

import pytest
from playwright.sync_api import expect

from accounts.models import Role, User
from accounts.services import create_user
from tests.e2e.browsing import DESKTOP, PHONE, Scheme, Visit, follow, screenshot
from tests.e2e.conftest import OpenVisit

PASSWORD = "copper-lantern-orbit-42"
SIZES = {"phone": PHONE, "desktop": DESKTOP}
LOOKS = [("phone", "dark"), ("desktop", "light")]
pytestmark = pytest.mark.urls("tests.e2e.addresses")


@pytest.fixture
def ada(transactional_db: None) -> User:
    """An administrator."""
    return create_user(
        email="ada@example.org", name="Ada Byron", role=Role.ADMINISTRATOR, password=PASSWORD
    )


def _sign_in(browsing: Visit, user: User, path: str) -> None:
    page = browsing.open(f"/accounts/sign-in/?next={path}")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in", exact=True))
    expect(page).to_have_url(f"{browsing.origin}{path}")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
@pytest.mark.parametrize("name", ["components", "users"])
def test_page_with_its_components_is_accessible(
    visit: OpenVisit, ada: User, name: str, size: str, scheme: Scheme
) -> None:
    browsing = visit(size=SIZES[size], scheme=scheme)

    _sign_in(browsing, ada, f"/accounts/{name}/")

    screenshot(browsing.page, f"{name}-{size}-{scheme}")
    assert browsing.axe_violations() == []
    assert browsing.complaints == []
    assert browsing.foreign_requests() == []
    assert browsing.horizontal_overflow_pixels() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_account_menu_opens_without_script(visit: OpenVisit, ada: User, scheme: Scheme) -> None:
    browsing = visit(size=DESKTOP, scheme=scheme, has_script=False)
    _sign_in(browsing, ada, "/accounts/components/")

    browsing.page.locator("summary", has_text="Ada Byron").click()

    expect(browsing.page.get_by_role("button", name="Sign out")).to_be_visible()
    expect(browsing.page.get_by_role("button", name="Deutsch")).to_be_visible()


def test_skip_link_is_the_first_stop_and_leads_to_the_content(visit: OpenVisit, ada: User) -> None:
    browsing = visit(size=DESKTOP)
    _sign_in(browsing, ada, "/accounts/components/")

    browsing.page.keyboard.press("Tab")
    expect(browsing.page.locator(":focus")).to_have_text("Skip to content")
    browsing.page.keyboard.press("Enter")

    expect(browsing.page.locator(":focus")).to_have_id("main")


@pytest.mark.parametrize(
    ("path", "heading"),
    [("/trustee/", "This page is not for your role"), ("/nowhere/", "There is no page here")],
)
def test_refusals_keep_the_way_back(visit: OpenVisit, ada: User, path: str, heading: str) -> None:
    browsing = visit()
    _sign_in(browsing, ada, path)

    expect(browsing.page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(browsing.page.get_by_role("navigation", name="Main")).to_be_visible()
    assert browsing.axe_violations() == []
