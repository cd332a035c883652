import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import AuditEntry, Role, User
from accounts.services import create_user
from tests.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.urls("tests.e2e.addresses"), pytest.mark.django_db]
USERS = "/accounts/users/"
MARY = {"name": "Mary Jackson", "email": "mary@example.org", "role": "engineering_lead"}


@pytest.fixture
def ada() -> User:
    """The only administrator."""
    return create_user(
        email="ada@example.org", name="Ada", role=Role.ADMINISTRATOR, password=PASSWORD
    )


@pytest.fixture
def kim() -> User:
    """An executive."""
    return create_user(email="kim@example.org", name="Kim", role=Role.EXECUTIVE, password=PASSWORD)


@pytest.fixture
def signed_in(client: Client, ada: User) -> Client:
    """The browser of Ada."""
    client.force_login(ada)
    return client


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("at", "pk").values_list("verb", flat=True))


def test_invited_person_chooses_a_password_by_the_link_that_is_shown_once(
    signed_in: Client, client: Client
) -> None:
    page = signed_in.post(USERS, MARY).content.decode()

    mary = User.objects.get(email="mary@example.org")
    assert mary.role == Role.ENGINEERING_LEAD
    assert not mary.has_usable_password()
    assert mail.outbox == []
    assert AuditEntry.objects.get().subject == "mary@example.org, engineering_lead"
    found = re.search(r"http://localhost:8000(/accounts/password/[^<\s]+/)", page)
    assert found
    guest = Client()
    form = guest.get(found[1], follow=True)
    assert found[1] not in form.redirect_chain[-1][0]  # the key leaves the address
    chosen = {"password1": "velvet-harbor-compass-17", "password2": "velvet-harbor-compass-17"}
    done = guest.post(form.redirect_chain[-1][0], chosen)
    assert done.headers["Location"] == "/accounts/sign-in/"
    mary.refresh_from_db()
    assert mary.check_password("velvet-harbor-compass-17")
    assert b"This link does not work" in Client().get(found[1]).content  # it worked once


def test_link_is_mailed_where_a_mail_server_is_set(signed_in: Client, settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example.org"

    page = signed_in.post(USERS, MARY, follow=True).content.decode()

    (message,) = mail.outbox
    assert message.to == ["mary@example.org"]
    assert "http://localhost:8000/accounts/password/" in message.body
    assert "/accounts/password/" not in page


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"email": "ADA@example.org"}, "ada@example.org already has an account."),
        ({"email": "nothing"}, "Enter a valid email address"),
        ({"role": "king"}, "Select a valid choice"),
        ({"name": ""}, "This field is required"),
        ({"name": "x" * 201}, "at most 200 characters"),
    ],
)
def test_refused_invitation_is_explained_and_nobody_created(
    signed_in: Client, change: dict[str, str], complaint: str
) -> None:
    response = signed_in.post(USERS, MARY | change)

    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert User.objects.count() == 1
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_other_roles_manage_nobody(client: Client, ada: User, role: Role) -> None:
    client.force_login(
        create_user(email="kim@example.org", name="Kim", role=role, password=PASSWORD)
    )

    assert client.post(USERS, MARY).status_code == 403
    for place in ("", "deactivate/", "activate/", "link/", "second-factor/"):
        assert client.post(f"{USERS}{ada.pk}/{place}", {"role": "auditor"}).status_code == 403
    ada.refresh_from_db()
    assert (ada.role, ada.is_active) == (Role.ADMINISTRATOR, True)
    assert User.objects.count() == 2


def test_role_is_changed_and_works_at_the_next_request(signed_in: Client, kim: User) -> None:
    browser = Client()
    browser.force_login(kim)
    assert browser.get(USERS).status_code == 403

    signed_in.post(f"{USERS}{kim.pk}/", {"role": "administrator"})

    assert browser.get(USERS).status_code == 200
    assert verbs() == ["user.role"]


def test_deactivation_ends_sessions_at_once_and_can_be_taken_back(
    signed_in: Client, kim: User
) -> None:
    browser = Client()
    browser.force_login(kim)

    signed_in.post(f"{USERS}{kim.pk}/deactivate/")

    assert browser.get("/accounts/me/").status_code == 302
    signed_in.post(f"{USERS}{kim.pk}/activate/")
    kim.refresh_from_db()
    assert kim.is_active
    assert verbs() == ["user.deactivate", "user.activate"]


@pytest.mark.parametrize(("place", "data"), [("", {"role": "auditor"}), ("deactivate/", {})])
def test_last_administrator_stays(
    signed_in: Client, ada: User, place: str, data: dict[str, str]
) -> None:
    page = signed_in.post(f"{USERS}{ada.pk}/{place}", data, follow=True)

    assert "This is the last active administrator" in page.content.decode()
    ada.refresh_from_db()
    assert (ada.role, ada.is_active) == (Role.ADMINISTRATOR, True)
    assert verbs() == []


def test_deactivated_administrator_does_not_count_as_another(signed_in: Client, ada: User) -> None:
    User.objects.create(
        email="old@example.org", name="Old", role=Role.ADMINISTRATOR, is_active=False
    )

    signed_in.post(f"{USERS}{ada.pk}/deactivate/")

    ada.refresh_from_db()
    assert ada.is_active


def test_lost_second_factor_is_removed(signed_in: Client, kim: User) -> None:
    TOTP.activate(kim, "JBSWY3DPEHPK3PXP")

    page = signed_in.post(f"{USERS}{kim.pk}/second-factor/", follow=True)

    assert "Second factor removed" in page.content.decode()
    assert not Authenticator.objects.exists()
    assert verbs() == ["user.reset_second_factor"]


@pytest.mark.parametrize("place", ["", "deactivate/", "activate/", "link/", "second-factor/"])
def test_unknown_user_is_not_found(signed_in: Client, place: str) -> None:
    assert signed_in.post(f"{USERS}999999/{place}", {"role": "auditor"}).status_code == 404


def test_list_costs_the_same_queries_for_one_and_for_many(
    signed_in: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    User.objects.bulk_create(
        User(email=f"{number}@example.org", name=f"Kim {number}", role=Role.AUDITOR)
        for number in range(20)
    )

    with django_assert_num_queries(5):  # session, user, list, second factors, other sign-ins
        signed_in.get(USERS)
