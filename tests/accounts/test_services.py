import datetime as dt

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry, Role, SignInFailures, User
from accounts.obstacles import (
    AdministratorExists,
    CredentialsRefused,
    EmailTaken,
    EmailUnreadable,
    SignInBlocked,
    WeakPassword,
)
from accounts.selectors import AuditQuery, every_audit_line
from accounts.services import (
    check_credentials,
    create_first_administrator,
    create_user,
    record_audit,
    set_password,
)
from tests.accounts.conftest import PASSWORD

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def test_user_is_stored_with_a_lower_case_address_and_an_argon2_hash() -> None:
    user = create_user(
        email=" Ada@Example.org ", name="Ada", role=Role.EXECUTIVE, password=PASSWORD
    )

    stored = User.objects.get(pk=user.pk)
    assert stored.email == "ada@example.org"
    assert identify_hasher(stored.password).algorithm == "argon2"


def test_second_user_with_the_same_address_in_other_case_is_refused(grace: User) -> None:
    with pytest.raises(EmailTaken, match=r"hr_leader@example\.org"):
        create_user(
            email="HR_Leader@example.org", name="Other", role=Role.AUDITOR, password=PASSWORD
        )

    assert User.objects.count() == 1


def test_database_itself_refuses_the_same_address_in_other_case(grace: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="HR_LEADER@example.org", name="Other", role=Role.AUDITOR)


@pytest.mark.parametrize("email", ["", "ada", "ada@", "a b@example.org"])
def test_text_that_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(EmailUnreadable):
        create_user(email=email, name="Ada", role=Role.AUDITOR, password=PASSWORD)

    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["short", "password1234", "hr_leader@example.org"])
def test_weak_password_is_refused_and_the_old_one_stays(grace: User, password: str) -> None:
    with pytest.raises(WeakPassword):
        set_password(user=grace, password=password)

    assert User.objects.get(pk=grace.pk).check_password(PASSWORD)


def test_only_the_first_administrator_can_be_created_without_one() -> None:
    create_first_administrator(email="ada@example.org", name="Ada", password=PASSWORD)

    with pytest.raises(AdministratorExists):
        create_first_administrator(email="eve@example.org", name="Eve", password=PASSWORD)

    assert not User.objects.filter(email="eve@example.org").exists()


def test_audit_log_reads_newest_first_and_survives_its_actor(grace: User) -> None:
    record_audit(actor=grace, verb="launched", subject="Hackathon, wave 1")
    record_audit(actor=None, verb="released", subject="Hackathon, wave 1")
    grace.delete()

    lines = every_audit_line(AuditQuery())

    assert [(line.actor, line.verb) for line in lines] == [("", "released"), ("", "launched")]
    assert AuditEntry.objects.count() == 2


def test_right_credentials_return_the_user_whatever_the_case(grace: User) -> None:
    assert check_credentials(email="HR_leader@EXAMPLE.org", password=PASSWORD, now=NOON) == grace


def test_deactivated_user_is_refused_like_a_stranger(grace: User) -> None:
    grace.is_active = False
    grace.save()

    with pytest.raises(CredentialsRefused):
        check_credentials(email=grace.email, password=PASSWORD, now=NOON)


@pytest.mark.parametrize("email", ["hr_leader@example.org", "nobody@example.org"])
def test_sixth_attempt_is_blocked_even_with_the_right_password(grace: User, email: str) -> None:
    for _ in range(5):
        with pytest.raises(CredentialsRefused):
            check_credentials(email=email, password="wrong", now=NOON)

    with pytest.raises(SignInBlocked, match="15 minutes"):
        check_credentials(email=email.upper(), password=PASSWORD, now=NOON)


def test_one_blocked_account_leaves_the_others_open(grace: User) -> None:
    for _ in range(5):
        with pytest.raises(CredentialsRefused):
            check_credentials(email="nobody@example.org", password="wrong", now=NOON)

    assert check_credentials(email=grace.email, password=PASSWORD, now=NOON) == grace


def test_block_ends_after_the_window(grace: User) -> None:
    for _ in range(5):
        with pytest.raises(CredentialsRefused):
            check_credentials(email=grace.email, password="wrong", now=NOON)

    later = NOON + dt.timedelta(minutes=15)

    assert check_credentials(email=grace.email, password=PASSWORD, now=later) == grace


def test_success_forgets_the_failures_and_no_address_is_stored(grace: User) -> None:
    with pytest.raises(CredentialsRefused):
        check_credentials(email=grace.email, password="wrong", now=NOON)
    assert "@" not in SignInFailures.objects.get().email_hash

    check_credentials(email=grace.email, password=PASSWORD, now=NOON)

    assert not SignInFailures.objects.exists()
