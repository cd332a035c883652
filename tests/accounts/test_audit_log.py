import csv
import datetime as dt
import io
import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.audit_words import AUDIT_WORDS
from accounts.models import AuditEntry, Role, User
from accounts.selectors import AuditQuery, audit_page
from tests.architecture.sources import room_sources

pytestmark = [pytest.mark.urls("readiness.urls"), pytest.mark.django_db]
LOG = "/accounts/audit/"
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def olive(user_with_role: Callable[[Role], User], client: Client) -> User:
    """The auditor, signed in."""
    auditor = user_with_role(Role.AUDITOR)
    client.force_login(auditor)
    return auditor


def write(count: int, *, actor: User | None, verb: str = "wave.close", at: dt.datetime) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(actor=actor, verb=verb, subject=f"subject {number:03}", at=at)
        for number in range(count)
    )


def subjects(client: Client, query: str = "") -> list[str]:
    page = client.get(f"{LOG}{query}").content.decode()
    return re.findall(r'class="subject"[^>]*>([^<]*)<', page)


def test_entries_are_told_in_plain_words(client: Client, olive: User) -> None:
    write(1, actor=olive, at=NOON)
    write(1, actor=None, verb="wave_imported", at=NOON)

    page = client.get(LOG).content.decode()

    assert "closed a wave" in page
    assert "imported a wave" in page
    assert "The product itself" in page
    assert "wave.close" not in re.sub(r"<option.*?</option>", "", page)


def test_pages_hold_every_entry_once_though_moments_are_equal(client: Client, olive: User) -> None:
    write(120, actor=olive, at=NOON)
    seen: list[str] = []
    after = ""
    while True:
        page = audit_page(AuditQuery(), after=after, size=50)
        seen += [line.subject for line in page.lines]
        AuditEntry.objects.create(verb="signed in", subject="later", at=NOON + dt.timedelta(days=1))
        if not (after := page.older):
            break

    assert sorted(seen) == [f"subject {number:03}" for number in range(120)]


def test_link_leads_to_older_entries_and_keeps_the_filter(client: Client, olive: User) -> None:
    write(60, actor=olive, at=NOON)
    write(5, actor=None, verb="wave_imported", at=NOON)

    first = client.get(f"{LOG}?what=wave.close").content.decode()
    found = re.search(r'href="(\?[^"]*after=[^"]*)"', first)
    assert found
    second = subjects(client, found[1].replace("&amp;", "&"))

    assert len(second) == 10


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 5),
        ("?who=0", 2),
        ("?what=wave_imported", 2),
        ("?from_date=2026-03-02", 3),
        ("?to_date=2026-03-01", 2),
        ("?from_date=2026-03-02&what=wave_imported", 0),
        ("?who=999999", 5),  # nobody of this number: the part is not asked
        ("?who=x&what=nothing&from_date=yesterday&after=nonsense", 5),
        ("?after=2026-03-02,1", 5),
    ],
)
def test_filter_by_who_what_and_when(client: Client, olive: User, query: str, count: int) -> None:
    write(3, actor=olive, at=NOON)
    write(2, actor=None, verb="wave_imported", at=NOON - dt.timedelta(days=1))

    assert len(subjects(client, query)) == count


def test_file_has_every_entry_and_runs_no_formula(client: Client, olive: User) -> None:
    write(60, actor=olive, at=NOON)
    AuditEntry.objects.create(actor=None, verb="wave_imported", subject="=1+1", at=NOON)

    answer = client.get(f"{LOG}log.csv")

    text = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 62  # the download itself stands on top
    assert rows[0]["verb"] == "audit.download"
    assert {"at", "who", "verb", "words", "subject"} == set(rows[0])
    assert [row["subject"] for row in rows if row["verb"] == "wave_imported"] == ["'=1+1"]


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.AUDITOR, Role.ADMINISTRATOR}])
def test_other_roles_read_no_log(
    client: Client, user_with_role: Callable[[Role], User], role: Role
) -> None:
    client.force_login(user_with_role(role))

    assert client.get(LOG).status_code == 403
    assert client.get(f"{LOG}log.csv").status_code == 403


def test_page_costs_the_same_queries_for_few_and_for_many(
    client: Client, olive: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    write(200, actor=olive, at=NOON)

    with django_assert_num_queries(4):  # session, user, names for the filter, entries
        client.get(LOG)


def test_every_verb_that_is_written_has_words() -> None:
    written = set()
    for source in room_sources():
        for call, name in source.calls():
            prefix = "assessment." if name.endswith("editable_assessment") else ""
            if prefix or name.endswith("record_audit"):
                written |= {
                    f"{prefix}{word.value.value}"
                    for word in call.keywords
                    if word.arg == "verb" and hasattr(word.value, "value")
                }

    assert written - set(AUDIT_WORDS) == set()
