"""Those who read comments work through them without a mouse: reviewers and persons of trust."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import Role
from surveys.models import CommentAlert, Release, ReviewState, Verbatim, Wave, WaveState
from tests.e2e.browsing import DESKTOP, PHONE, Visit
from tests.e2e.conftest import OpenVisit
from tests.e2e.test_roles import _own_folders, assert_sound, signed_in, somebody
from tests.surveys.factories import draft_wave

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures(_own_folders.__name__),
]
MOST_STOPS = 60
FOCUSED = """() => {
    const here = document.activeElement
    const label = here.labels && here.labels.length ? here.labels[0].innerText : ''
    return (label || here.innerText || '').trim()
}"""
OUTLINE = """() => {
    const style = getComputedStyle(document.activeElement)
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
}"""


@pytest.fixture
def wave() -> Wave:
    """A released wave with comments to review and one that was passed on."""
    drafted = draft_wave(shows_verbatims=True, passes_on_alerts=True)
    Wave.objects.filter(pk=drafted.pk).update(
        state=WaveState.RELEASED, settings_hash="0" * 64, roster_hash="0" * 64, invited_count=20
    )
    release = Release.objects.create(
        wave=drafted,
        released_date=timezone.localdate(),
        answered_count=20,
        has_cells=True,
        is_complete=True,
    )
    for text in ("More time to try.", "The rules of the small lab are odd."):
        Verbatim.objects.create(release=release, item="wish", text=text, places={"": 0})
    CommentAlert.objects.create(release=release, item="wish", text="[name] threatens me.")
    return drafted


def tab_to(page: Page, words: str) -> None:
    """Press the tabulator until the control with these words has the focus, and can be seen so."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(words):
            assert page.evaluate(OUTLINE)
            return
    raise AssertionError(f"No control “{words}” within {MOST_STOPS} stops.")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_reviewer_approves_shortens_and_takes_back_by_keyboard(
    visit: OpenVisit, wave: Wave, size: tuple[int, int]
) -> None:
    browsing: Visit = signed_in(visit(size=size), somebody(Role.HR_LEADER))
    page = browsing.open(f"/initiatives/waves/{wave.pk}/review/wish/")
    first = page.locator("blockquote").first.inner_text()
    assert_sound(browsing, "reviewer-first")

    tab_to(page, "Approve")
    page.keyboard.press("Enter")
    page.get_by_text("Approved. The comment may be quoted.").wait_for()
    second = page.locator("blockquote").first.inner_text()
    tab_to(page, "Take words out first")
    page.keyboard.press("Enter")
    tab_to(page, "The comment, shortened")
    page.keyboard.press("End")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(second.rsplit(" ", 1)[0])
    tab_to(page, "Approve shortened")
    page.keyboard.press("Enter")
    page.get_by_text("Everything is decided").wait_for()
    tab_to(page, "2 comments decided")
    page.keyboard.press("Enter")
    tab_to(page, "Decide again")
    page.keyboard.press("Enter")
    page.get_by_text("Taken back.").wait_for()

    states = sorted(Verbatim.objects.values_list("state", flat=True))
    assert first != second
    assert states == [ReviewState.APPROVED, ReviewState.PENDING]
    assert_sound(browsing, "reviewer-last")


def test_person_of_trust_notes_how_far_they_are_by_keyboard(visit: OpenVisit, wave: Wave) -> None:
    browsing = signed_in(visit(), somebody(Role.CONFIDANT))
    page = browsing.open("/")
    tab_to(page, "Skip to content")
    page = browsing.open("/passed-on/")
    assert_sound(browsing, "confidant")

    tab_to(page, "State")
    page.keyboard.press("End")
    tab_to(page, "Note")
    page.keyboard.insert_text("Spoke to the team.")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    page.get_by_text("Saved.").wait_for()

    alert = CommentAlert.objects.get()
    assert (alert.state, alert.note) == ("handled", "Spoke to the team.")
    assert_sound(browsing, "confidant-saved")
