"""What each role comes for, walked in a real browser from its first page to the end.

Leaders who launch, people who answer and those who sign in are walked elsewhere.
"""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import AuditEntry, Role, User
from accounts.services import create_first_administrator
from deployments.models import Assessment
from deployments.services.sizing import size_assessment
from reports.services.sharing import make_link
from surveys.models import Action, Invitation, Wave, WaveState
from surveys.services.lifecycle import close_wave, launch_wave
from surveys.services.release import release_wave
from surveys.services.trustee import take_passphrase
from tests.deployments.factories import ready_to_size
from tests.e2e.browsing import DESKTOP, PHONE, Visit, screenshot
from tests.e2e.conftest import OpenVisit
from tests.reports.factories import ready_report, released_wave
from tests.surveys.factories import PASSPHRASE, answer, draft_wave, hire

pytestmark = pytest.mark.django_db(transaction=True)
PRINTED = "printed-once-then-gone-17"
CHOSEN = "copper-lantern-orbit-42"


@pytest.fixture(autouse=True)
def _own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.KEY_STORE_DIR = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.EMAIL_HOST = ""


def somebody(role: Role) -> User:
    return User.objects.create(email=f"{role}@example.org", name=f"Kim {role.label}", role=role)


def signed_in(browsing: Visit, user: User) -> Visit:
    """Carry a session of this person; the door itself is walked elsewhere."""
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    browsing.page.context.add_cookies([{**cookie, "url": browsing.origin}])  # type: ignore[typeddict-item]  # a literal
    return browsing


def assert_sound(browsing: Visit, name: str) -> None:
    screenshot(browsing.page, f"role-{name}")
    assert browsing.complaints == []
    assert browsing.foreign_requests() == []
    assert browsing.horizontal_overflow_pixels() == 0
    assert browsing.axe_violations() == []


def enter(browsing: Visit, email: str, password: str) -> None:
    page = browsing.open("/accounts/sign-in/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


def test_first_administrator_chooses_a_password_and_invites_the_next_person(
    visit: OpenVisit,
) -> None:
    create_first_administrator(email="ada@example.org", name="Ada", password=PRINTED)
    ada, grace = visit(), visit(size=DESKTOP)

    enter(ada, "ada@example.org", PRINTED)
    assert ada.page.url.endswith("/accounts/me/password/")
    ada.page.get_by_label("Current password").fill(PRINTED)
    ada.page.get_by_label("New password", exact=True).fill(CHOSEN)
    ada.page.get_by_label("New password, once more").fill(CHOSEN)
    ada.page.locator("main form .btn-primary").click()
    ada.open("/accounts/users/")
    ada.page.get_by_label("Name").fill("Grace Hopper")
    ada.page.get_by_label("E-mail").fill("grace@example.org")
    ada.page.get_by_label("Role").select_option("hr_leader")
    ada.page.get_by_role("button", name="Invite").click()
    link = ada.page.locator(".code-text").inner_text()
    assert_sound(ada, "administrator-link")

    grace.open("/" + link.split("/", 3)[3])
    for label in ("New password", "New password, once more"):
        grace.page.get_by_label(label, exact=True).fill(CHOSEN)
    grace.page.locator("main form .btn-primary").click()
    enter(grace, "grace@example.org", CHOSEN)
    assert grace.page.url == f"{grace.origin}/"

    ada.open("/accounts/users/")
    ada.page.get_by_role("link", name="Grace Hopper").click()
    ada.page.get_by_label("Role").select_option("executive")
    ada.page.locator("main form .btn-primary").first.click()
    ada.page.get_by_text("The role is changed.").wait_for()
    assert_sound(ada, "administrator-user")
    ada.open("/settings/")
    assert_sound(ada, "administrator-settings")
    assert User.objects.get(email="grace@example.org").role == Role.EXECUTIVE


@pytest.mark.parametrize(
    ("size", "language"), [(PHONE, "de"), (DESKTOP, "en")], ids=["phone-de", "desktop-en"]
)
def test_owner_finds_the_own_results_and_plans_an_action(
    visit: OpenVisit, size: tuple[int, int], language: str
) -> None:
    owner = somebody(Role.INITIATIVE_OWNER)
    wave = released_wave()
    browsing = signed_in(visit(size=size, language=language), owner)
    name = f"owner-{language}"
    page = browsing.open("/")
    assert page.locator("html").get_attribute("lang") == language
    assert_sound(browsing, f"{name}-home")

    page.locator(f"main a[href='/initiatives/waves/{wave.pk}/results/']").first.click()
    page.wait_for_url(f"**/results/{wave.pk}/")
    page.locator(".tab-row a[href$='/actions/']").click()
    page.locator("main .page-actions a[href$='/actions/new/']").click()
    page.locator("#id_title").fill("Write the rules on one page")
    page.locator("main form .btn-primary").last.click()
    page.wait_for_url(f"**/{wave.pk}/actions/")

    assert page.get_by_text("Write the rules on one page").is_visible()
    assert_sound(browsing, f"{name}-plan")
    assert Action.objects.get().created_by == owner


def test_owner_meets_nothing_of_another_initiative(visit: OpenVisit) -> None:
    wave = released_wave()
    report = ready_report(wave, title="Somebody else's report")
    browsing = signed_in(visit(), somebody(Role.INITIATIVE_OWNER))

    page = browsing.open("/reports/")
    assert_sound(browsing, "owner-without-reports")
    shown = page.locator("main").inner_text()
    statuses = [
        answered.status
        for path in (
            f"/reports/{report.pk}/",
            f"/reports/{report.pk}/page/",
            f"/results/{wave.pk}/",
        )
        if (answered := page.goto(f"{browsing.origin}{path}")) is not None
    ]

    assert "Somebody else's report" not in shown
    assert statuses == [404, 404, 404]


def test_engineer_copies_an_assessment_changes_it_and_compares_both(visit: OpenVisit) -> None:
    emmy = somebody(Role.ENGINEERING_LEAD)
    size_assessment(assessment_id=ready_to_size(emmy).assessment_id)
    browsing = signed_in(visit(size=DESKTOP), emmy)
    page = browsing.open("/assessments/")
    page.locator("main tbody a").first.click()

    page.get_by_role("button", name="Copy, change and compare").click()
    page.wait_for_url("**/model/")
    assert_sound(browsing, "engineer-copy")
    for assessment in Assessment.objects.all():
        size_assessment(assessment_id=assessment.pk)
    browsing.open("/assessments/")
    for box in page.locator("main tbody input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Compare two to four").click()
    page.wait_for_url("**/compare/**")

    assert_sound(browsing, "engineer-comparison")
    assert Assessment.objects.count() == 2
    assert page.locator("main table").count() > 0


def test_executive_reads_a_report_and_a_board_member_follows_a_link(visit: OpenVisit) -> None:
    report = ready_report(released_wave(), title="Hackathon 2026")
    reader = signed_in(visit(), somebody(Role.EXECUTIVE))
    page = reader.open("/")

    page.locator(f"main a[href='/reports/{report.pk}/']").first.click()
    page.get_by_role("link", name="Read on screen").click()
    page.wait_for_url("**/page/")
    assert_sound(reader, "executive-report")
    offers = page.locator("main a[href$='/share/'], main a[href$='/send/'], main form").count()
    link = make_link(actor=report.requested_by or User.objects.all()[0], report_id=report.pk,
                     label="Board", days=3)  # fmt: skip
    board = visit(size=DESKTOP)
    board.open(f"/reports/shared/{link.token}/")

    assert offers == 0
    assert "Hackathon 2026" in board.page.locator("h1").first.inner_text()
    assert board.page.context.cookies() == []
    assert_sound(board, "board-report")


def test_auditor_reads_log_and_settings_and_no_result(visit: OpenVisit) -> None:
    wave = released_wave()
    report = ready_report(wave)
    browsing = signed_in(visit(size=DESKTOP), somebody(Role.AUDITOR))
    page = browsing.open("/accounts/audit/")
    assert_sound(browsing, "auditor-log")

    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    log = Path(download.value.path()).read_text("utf-8-sig")
    browsing.open("/settings/")
    assert_sound(browsing, "auditor-settings")
    navigation = page.locator("nav a").evaluate_all("links => links.map(l => l.pathname)")
    statuses = [
        answered.status
        for path in (f"/results/{wave.pk}/", f"/reports/{report.pk}/", "/reports/", "/people/")
        if (answered := page.goto(f"{browsing.origin}{path}")) is not None
    ]

    assert len(log.splitlines()) == 1 + AuditEntry.objects.count()
    assert not {"/initiatives/", "/reports/", "/assessments/", "/people/"} & set(navigation)
    assert statuses == [404, 403, 403, 403]


def test_trustee_sets_the_passphrase_and_gives_it_after_the_close(visit: OpenVisit) -> None:
    trustee = somebody(Role.TRUSTEE)
    hire({"Sales": 12})
    wave = draft_wave(has_trustee=True)
    browsing = signed_in(visit(), trustee)
    page = browsing.open("/")

    browsing.open("/trustee/")
    page.locator("main a", has_text="Hackathon pulse").first.click()
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("The same again").fill(PASSPHRASE)
    page.get_by_label("I have written it down").check()
    page.get_by_role("button", name="Set the passphrase").click()
    page.get_by_text("Handed over, sealed.").wait_for()
    take_passphrase(wave_id=wave.pk)
    browsing.open(f"/trustee/{wave.pk}/")
    assert page.get_by_text("The passphrase is set.").is_visible()
    assert_sound(browsing, "trustee-set")

    launch_wave(wave_id=wave.pk, now=timezone.now())
    for place, invitation in enumerate(Invitation.objects.order_by("pk")):
        answer(invitation, {"willing": 1 + place % 5, "able": 1 + place % 4})
    close_wave(wave_id=wave.pk, now=timezone.now())
    browsing.open(f"/trustee/{wave.pk}/")
    assert_sound(browsing, "trustee-give")
    page.get_by_label("Your passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Unlock and release").click()
    page.get_by_text("Handed over, sealed.").wait_for()
    release_wave(wave_id=wave.pk, progress=lambda _percent, _step: None)
    browsing.open(f"/trustee/{wave.pk}/")

    assert page.get_by_text("your passphrase opens nothing any more").is_visible()
    assert Wave.objects.get().state == WaveState.RELEASED
    assert PASSPHRASE not in page.content()
