"""An engineer looks at every page of an assessment, on a phone and on a desktop."""

from typing import Literal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Role, User
from accounts.services import create_user
from deployments.models import Assessment
from deployments.services.sizing import size_assessment
from tests.deployments.factories import ready_to_size
from tests.e2e.browsing import DESKTOP, PHONE, Visit, follow
from tests.e2e.conftest import OpenVisit

PASSWORD = "copper-lantern-orbit-42"
STEPS = ("model", "hardware", "workload", "site", "costs", "sovereignty", "questionnaire")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def emmy() -> User:
    """She leads engineering."""
    return create_user(
        email="emmy@example.org", name="Emmy", role=Role.ENGINEERING_LEAD, password=PASSWORD
    )


def sign_in(browsing: Visit) -> None:
    page = browsing.open("/accounts/sign-in/")
    page.get_by_label("E-mail").fill("emmy@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in", exact=True))


def assert_sound(browsing: Visit) -> None:
    assert browsing.complaints == []
    assert browsing.foreign_requests() == []
    assert browsing.axe_violations() == []
    assert browsing.horizontal_overflow_pixels() == 0


@pytest.mark.parametrize("pixels", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_of_an_assessment_is_sound(
    visit: OpenVisit, emmy: User, pixels: tuple[int, int]
) -> None:
    made = ready_to_size(emmy)
    other = ready_to_size(emmy, name="Code assistant")
    for draft in (made, other):
        size_assessment(assessment_id=draft.assessment_id)
    browsing = visit(size=pixels)
    sign_in(browsing)

    for step in STEPS:
        browsing.open(reverse(f"deployments:{step}", args=[made.assessment_id]))
        assert_sound(browsing)

    page = browsing.open(reverse("deployments:assessment", args=[made.assessment_id]))
    page.get_by_text("Line by line").click()
    page.get_by_text("Memory by method").click()
    expect(page.get_by_role("columnheader", name="Present value", exact=True)).to_be_visible()
    assert_sound(browsing)

    page = browsing.open(reverse("deployments:assessments"))
    page.get_by_label("Compare Service desk").check()
    page.get_by_label("Compare Code assistant").check()
    follow(page.get_by_role("button", name="Compare two to four"))
    expect(page.get_by_role("heading", name="Comparison")).to_be_visible()
    assert_sound(browsing)


@pytest.mark.parametrize("pixels", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_from_nothing_to_the_recommendation_in_five_clicks(
    visit: OpenVisit, emmy: User, pixels: tuple[int, int]
) -> None:
    """A name, a model and an accelerator are asked for; everything else has a default."""
    browsing = visit(size=pixels)
    sign_in(browsing)
    page = browsing.open(reverse("deployments:new"))
    clicks = []

    def click(role: Literal["button", "link"], name: str) -> None:
        clicks.append(name)
        follow(page.get_by_role(role, name=name, exact=True))

    page.get_by_label("Name").fill("Assistant for the service desk")
    click("button", "Begin")
    page.get_by_label("Model of the catalog").select_option(label="Meta Llama 3.1 70B")
    click("button", "Save and continue")
    page.get_by_label("Accelerator", exact=True).select_option(label="NVIDIA H100 SXM 80 GB")
    click("button", "Add pool")
    expect(page.get_by_role("heading", name="GPU pools")).to_be_visible()
    click("link", "Continue")
    click("button", "Save and size")
    size_assessment(assessment_id=Assessment.objects.get().pk)
    page.reload()

    expect(page.get_by_role("heading", name="Where it should run")).to_be_visible()
    expect(page.get_by_text("Recommended", exact=True).first).to_be_visible()
    assert len(clicks) == 5
    assert_sound(browsing)
