"""Links for people without an account: what they open, when they end, what is noted."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import AuditEntry, Role, User
from reports.models import Report, ReportState, ShareLink
from reports.obstacles import LinkBusy, LinkEnded, ReportNotFound
from reports.services.sharing import MadeLink, make_link, open_link, revoke_link
from surveys.models import Wave
from tests.reports.factories import ready_report, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


@pytest.fixture
def report(wave: Wave) -> Report:
    """A finished report in German."""
    return ready_report(wave, title="KI 2026", language="de")


@pytest.fixture
def grace(db: None) -> User:
    """Grace leads HR and builds reports."""
    return User.objects.create(email="grace@example.org", name="Grace", role=Role.HR_LEADER)


@pytest.fixture
def link(report: Report, grace: User) -> MadeLink:
    """A link for the chair of the board, for two weeks."""
    return make_link(actor=grace, report_id=report.pk, label="Chair", days=14)


def opened(token: str, kind: str = "") -> Any:
    name, arguments = ("shared_file", [token, kind]) if kind else ("shared", [token])
    return Client().get(reverse(f"reports:{name}", args=arguments))


def test_token_is_nowhere_in_the_database(link: MadeLink) -> None:
    stored = ShareLink.objects.get()

    assert len(link.token) >= 43
    assert link.token not in str(vars(stored))
    assert not any(link.token in entry.subject for entry in AuditEntry.objects.all())


def test_link_shows_the_whole_report_in_its_language_without_sign_in(
    link: MadeLink, report: Report
) -> None:
    answered = opened(link.token)

    shown = answered.content.decode()
    assert answered.status_code == 200
    assert '<html lang="de">' in shown
    assert "KI 2026" in shown
    assert 'id="organization"' in shown
    assert report.snapshot_sha256 in shown
    assert "sign-in" not in shown


def test_answer_is_neither_kept_nor_found_nor_told_to_others(link: MadeLink) -> None:
    for answered in (opened(link.token), opened(link.token, "pdf"), opened("unknown")):
        answered.close()
        assert answered["Cache-Control"] == "private, no-store"
        assert answered["Referrer-Policy"] == "no-referrer"
        assert answered["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert "Set-Cookie" not in answered.headers


def test_each_opening_and_each_file_is_counted_and_noted(link: MadeLink, report: Report) -> None:
    opened(link.token)
    answered = opened(link.token, "pdf")

    content = b"".join(answered.streaming_content)
    assert content.startswith(b"%PDF-")
    assert ShareLink.objects.get().use_count == 2
    noted = list(AuditEntry.objects.filter(actor=None).values_list("verb", "subject"))
    assert ("report_link_opened", f"{report.pk} Chair") in noted
    assert ("report_downloaded", f"{report.pk} pdf by link: Chair") in noted


@pytest.mark.parametrize("kind", ["workbook", "nothing", "..", "pdf%2e", "%2e%2e%2fpdf"])
def test_link_gives_no_file_that_the_report_does_not_come_as(link: MadeLink, kind: str) -> None:
    assert Client().get(f"/reports/shared/{link.token}/{kind}/").status_code == 404


def test_link_ends_by_itself(link: MadeLink, settings: Settings) -> None:
    now = timezone.now()

    open_link(token=link.token, now=now + dt.timedelta(days=13))
    with pytest.raises(LinkEnded):
        open_link(token=link.token, now=now + dt.timedelta(days=14, seconds=1))


def test_revoked_link_opens_nothing(link: MadeLink, report: Report, grace: User) -> None:
    for _twice in range(2):
        revoke_link(actor=grace, report_id=report.pk, link_id=link.link_id)

    answered = opened(link.token)
    assert answered.status_code == 404
    assert "This link opens nothing" in answered.content.decode()
    assert opened(link.token, "pdf").status_code == 404
    assert ShareLink.objects.get().use_count == 0
    assert AuditEntry.objects.filter(verb="report_link_revoked").count() == 1


def test_link_of_another_report_is_not_revoked(link: MadeLink, grace: User) -> None:
    revoke_link(actor=grace, report_id=uuid.uuid4(), link_id=link.link_id)

    assert ShareLink.objects.get().revoked_at is None


def test_link_lasts_no_longer_than_the_policy(report: Report, grace: User) -> None:
    make_link(actor=grace, report_id=report.pk, label="Ever", days=10_000)

    link = ShareLink.objects.get()
    assert link.expires_at - link.created_at == dt.timedelta(days=90)


def test_link_to_an_unfinished_report_is_refused(report: Report, grace: User) -> None:
    Report.objects.update(state=ReportState.FAILED)

    with pytest.raises(ReportNotFound):
        make_link(actor=grace, report_id=report.pk, label="Early", days=1)

    assert not ShareLink.objects.exists()


def test_link_cannot_be_used_without_end(link: MadeLink, settings: Settings) -> None:
    settings.SHARE_LINK_OPENINGS_PER_HOUR = 2
    now = timezone.now()
    for _ in range(2):
        open_link(token=link.token, now=now)

    with pytest.raises(LinkBusy):
        open_link(token=link.token, now=now + dt.timedelta(minutes=59))
    busy = opened(link.token)
    assert (busy.status_code, busy["Retry-After"]) == (429, "3600")
    open_link(token=link.token, now=now + dt.timedelta(minutes=61))


def test_guessing_is_slowed_down_and_good_links_go_on(link: MadeLink, settings: Settings) -> None:
    settings.UNKNOWN_LINKS_PER_MINUTE = 3

    answers = [opened(f"guess-{number}").status_code for number in range(5)]

    assert answers == [404, 404, 404, 429, 429]
    assert opened(link.token).status_code == 200


@pytest.mark.parametrize("role", Role)
def test_links_are_made_by_those_who_build(report: Report, role: Role) -> None:
    client = Client()
    client.force_login(somebody(role))
    builders = {Role.ADMINISTRATOR, Role.HR_LEADER, Role.INITIATIVE_OWNER, Role.ENGINEERING_LEAD}

    answered = client.post(
        reverse("reports:share", args=[report.pk]), {"label": "Chair", "days": "7"}
    )

    assert answered.status_code == (200 if role in builders else 403)
    assert ShareLink.objects.exists() is (role in builders)


def test_page_shows_the_address_once(report: Report, grace: User) -> None:
    client = Client()
    client.force_login(grace)
    address = reverse("reports:share", args=[report.pk])

    made = client.post(address, {"label": "Chair", "days": "7"})

    token = made.context["address"].rstrip("/").rsplit("/", 1)[1]
    assert opened(token).status_code == 200
    assert token in made.content.decode()
    assert token not in client.get(address).content.decode()
    assert made["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("given", [{"label": ""}, {"days": "0"}, {"days": "91"}, {"days": "x"}])
def test_faulty_link_is_not_made(report: Report, grace: User, given: dict[str, str]) -> None:
    client = Client()
    client.force_login(grace)

    answered = client.post(
        reverse("reports:share", args=[report.pk]), {"label": "Chair", "days": "7"} | given
    )

    assert answered.context["form"].errors
    assert not ShareLink.objects.exists()


def test_list_of_links_takes_few_queries(
    report: Report, grace: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client()
    client.force_login(grace)
    for number in range(5):
        make_link(actor=grace, report_id=report.pk, label=f"Person {number}", days=7)
    address = reverse("reports:share", args=[report.pk])
    client.get(address)

    with django_assert_num_queries(4):  # session, user, report, links
        client.get(address)
