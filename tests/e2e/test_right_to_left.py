"""A language that is written from right to left: every page of an answer is the mirror image.

No such language is shipped. The test offers Arabic with the English words, so that both pages hold
the same text and each box has to stand exactly where the mirror puts it.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from surveys.models import Audience, Envelope, Invitation
from surveys.services.invitations import issue_token
from surveys.services.planning import create_initiative, create_survey, store_instrument
from tests.e2e.browsing import DESKTOP, PHONE, Visit, follow, screenshot
from tests.e2e.conftest import OpenVisit
from tests.surveys.factories import INSTRUMENT, anna_leader, hire, open_wave

pytestmark = pytest.mark.django_db(transaction=True)

BOXES = """() => [...document.querySelectorAll(
    '.quiet-head > :first-child, .language-menu summary > .icon:last-child, h1, h2, .panel,'
    + ' .notice, .promise .icon, .promise span, .fold > summary,'
    + ' .stored dt, .stored ul, .item, legend, .scale-ends span, .option, .option input,'
    + ' .item-number, textarea, .answers > div, .btn, .btn .icon, .respond-foot, progress')]
    .filter(element => element.checkVisibility())
    .map(element => [element, element.getBoundingClientRect()])
    .map(([element, box]) => [element.className || element.tagName, box.left, box.right])"""
SLACK_PIXELS = 1.5
"""Sub-pixels are rounded on either side."""


@pytest.fixture
def link(settings: Settings, tmp_path: Path) -> str:
    """One person's link to a survey in English and in Arabic, with English words in both."""
    settings.KEY_STORE_DIR = tmp_path / "keys"
    settings.RESPONDENT_LANGUAGES = ("en", "ar")
    hire({"Sales": 6})
    source = INSTRUMENT.replace("de =", "ar =").replace('"de"', '"ar"')
    for german, english in WORDS:
        source = source.replace(german, english)
    survey = create_survey(
        initiative=create_initiative(title="Hackathon", purpose="Try AI.", owner=anna_leader()),
        instrument=store_instrument(source=source, origin="mirrored"),
        audience=Audience.objects.create(name="Everybody"),
        title="Hackathon pulse",
    )
    open_wave(survey=survey)
    return f"/i/{issue_token(invitation=Invitation.objects.order_by('pk')[0])}"


WORDS = (
    ("Ein kleiner Puls", "A tiny pulse"),
    ('["Gar nicht", "Eher nicht", "Teils", "Eher", "Völlig"]',
     '["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]'),
    ("Wir hier wollen das.", "People here want this."),
    ("Wir hier können das.", "People here can do this."),
    ("Wir hier kennen die Regeln.", "People here know the rules."),
    ("Wir hier fürchten um Stellen.", "People here fear for their jobs."),
    ("Würden Sie es empfehlen?", "Would you recommend it?"),
    ("Was sollte sich ändern?", "What should change?"),
)  # fmt: skip


def out_of_mirror(browsing: Visit, other: Visit, width: int) -> list[str]:
    """Boxes of a page that do not stand where the mirror image of the other page has them."""
    there, here = browsing.page.evaluate(BOXES), other.page.evaluate(BOXES)
    assert [name for name, *_box in there] == [name for name, *_box in here]
    assert len(there) > 5
    return [
        f"{name}: {left:.0f} to {right:.0f}, mirrored {width - far:.0f} to {width - near:.0f}"
        for (name, left, right), (_name, near, far) in zip(there, here, strict=True)
        if abs(left - (width - far)) > SLACK_PIXELS or abs(right - (width - near)) > SLACK_PIXELS
    ]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_of_an_answer_is_mirrored(
    visit: OpenVisit, link: str, size: tuple[int, int]
) -> None:
    width, name = size[0], "phone" if size == PHONE else "desktop"
    other, mirrored = visit(size=size), visit(size=size)
    for browsing, language in ((other, "en"), (mirrored, "ar")):
        browsing.open(link)
        browsing.open(f"/s/{language}/")
    expect(mirrored.page.locator("html")).to_have_attribute("dir", "rtl")

    def compare(page: str) -> None:
        screenshot(mirrored.page, f"mirrored-{name}-{page}")
        assert out_of_mirror(mirrored, other, width) == []
        assert mirrored.horizontal_overflow_pixels() == 0
        assert mirrored.axe_violations() == []

    for browsing in (other, mirrored):
        browsing.page.locator("details.fold > summary").click()
    compare("promise")
    for browsing in (other, mirrored):
        follow(browsing.page.locator(".btn-primary"))
        expect(browsing.page).to_have_url(re.compile("/questions/$"))
        browsing.page.locator("fieldset").nth(0).locator("label").nth(3).click()
    compare("questions")
    for browsing in (other, mirrored):
        follow(browsing.page.locator(".btn-primary"))
        expect(browsing.page).to_have_url(re.compile("/review/$"))
    compare("review")
    follow(mirrored.page.locator(".btn-primary"))
    expect(mirrored.page).to_have_url(f"{mirrored.origin}/s/ar/thanks/")
    screenshot(mirrored.page, f"mirrored-{name}-thanks")

    assert mirrored.axe_violations() == []
    assert mirrored.complaints == []
    assert Envelope.objects.count() == 1


def test_signs_that_point_along_the_line_turn_with_it(visit: OpenVisit, link: str) -> None:
    browsing = visit()
    browsing.open(link)
    page = browsing.open("/s/ar/questions/")
    follow(page.locator(".btn-primary"))
    expect(page).to_have_url(re.compile("/review/$"))

    turned = page.locator(".btn .icon").first.evaluate("sign => getComputedStyle(sign).scale")

    assert turned == "-1 1"
