"""Results are shared with persons and roles, and taken back; every step is on record."""

import pytest

from accounts.models import AuditEntry, Role, User
from surveys.access import results_of
from surveys.models import ResultGrant, Wave
from surveys.obstacles import NotShareable
from surveys.services.sharing import share_results, stop_sharing
from tests.reports.factories import released_wave

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave() -> Wave:
    """A released wave."""
    return released_wave()


def person(role: Role, *, is_active: bool = True) -> User:
    return User.objects.create(
        email=f"{role}-{is_active}@example.org", name="Lee", role=role, is_active=is_active
    )


def test_person_reads_until_the_share_ends(wave: Wave) -> None:
    grace, lee = person(Role.HR_LEADER), person(Role.ENGINEERING_LEAD)

    share_results(actor=grace, wave=wave, reader=lee, role=None)
    shared = list(results_of(lee))
    stop_sharing(actor=grace, grant=ResultGrant.objects.get())

    assert shared == [wave]
    assert list(results_of(lee)) == []
    assert list(AuditEntry.objects.order_by("at").values_list("verb", "subject"))[-2:] == [
        ("results.share", f"{wave.pk} {lee.email}"),
        ("results.unshare", f"{wave.pk} {lee.email}"),
    ]


def test_role_opens_for_everybody_who_has_it(wave: Wave) -> None:
    grace, lee = person(Role.HR_LEADER), person(Role.ENGINEERING_LEAD)

    share_results(actor=grace, wave=wave, reader=None, role=Role.ENGINEERING_LEAD)

    assert list(results_of(lee)) == [wave]
    assert list(results_of(person(Role.INITIATIVE_OWNER))) == []


def test_sharing_twice_is_sharing_once(wave: Wave) -> None:
    grace, lee = person(Role.HR_LEADER), person(Role.ENGINEERING_LEAD)

    for _time in range(2):
        share_results(actor=grace, wave=wave, reader=lee, role=None)

    assert ResultGrant.objects.count() == 1
    assert AuditEntry.objects.filter(verb="results.share").count() == 1


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.TRUSTEE, Role.CONFIDANT])
def test_who_watches_never_reads(wave: Wave, role: Role) -> None:
    grace, watcher = person(Role.HR_LEADER), person(role)

    with pytest.raises(NotShareable):
        share_results(actor=grace, wave=wave, reader=watcher, role=None)
    with pytest.raises(NotShareable):
        share_results(actor=grace, wave=wave, reader=None, role=role)

    assert ResultGrant.objects.count() == 0


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.TRUSTEE, Role.CONFIDANT])
def test_grant_that_lies_in_the_table_opens_nothing_to_who_watches(wave: Wave, role: Role) -> None:
    """The attack: a reader becomes auditor, or a row is written past the service."""
    watcher = person(role)
    ResultGrant.objects.create(wave=wave, reader=watcher, granted_at="2026-01-01T00:00Z")

    assert list(results_of(watcher)) == []


def test_closed_account_reads_nothing(wave: Wave) -> None:
    gone = person(Role.EXECUTIVE, is_active=False)

    with pytest.raises(NotShareable):
        share_results(actor=person(Role.HR_LEADER), wave=wave, reader=gone, role=None)

    assert list(results_of(gone)) == []


@pytest.mark.parametrize("is_both", [True, False])
def test_neither_and_both_are_refused(wave: Wave, is_both: bool) -> None:
    reader = person(Role.ENGINEERING_LEAD) if is_both else None
    role = Role.EXECUTIVE if is_both else None

    with pytest.raises(NotShareable):
        share_results(actor=person(Role.HR_LEADER), wave=wave, reader=reader, role=role)

    assert ResultGrant.objects.count() == 0
