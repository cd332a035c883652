import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, Role, User
from accounts.services import create_user
from tests.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.urls("tests.e2e.addresses"), pytest.mark.django_db]
NEW_USER = {
    "name": "Mary Jackson",
    "email": "mary@example.org",
    "role": "engineering_lead",
    "password": "velvet-harbor-compass-17",
}


@pytest.fixture
def signed_in(client: Client) -> Client:
    """The browser of Ada, an administrator."""
    ada = create_user(
        email="ada@example.org", name="Ada", role=Role.ADMINISTRATOR, password=PASSWORD
    )
    client.force_login(ada)
    return client


def test_administrator_gives_somebody_an_account(signed_in: Client) -> None:
    response = signed_in.post("/accounts/users/", NEW_USER, follow=True)

    mary = User.objects.get(email="mary@example.org")
    assert mary.role == Role.ENGINEERING_LEAD
    assert mary.check_password(NEW_USER["password"])
    assert "Mary Jackson can sign in now." in response.content.decode()
    assert AuditEntry.objects.get().subject == "mary@example.org, engineering_lead"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"email": "ADA@example.org"}, "ada@example.org already has an account."),
        ({"password": "12345"}, "too short"),
        ({"role": "king"}, "Select a valid choice"),
        ({"name": ""}, "This field is required"),
    ],
)
def test_refused_account_is_explained_and_not_created(
    signed_in: Client, change: dict[str, str], complaint: str
) -> None:
    response = signed_in.post("/accounts/users/", NEW_USER | change)

    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert User.objects.count() == 1
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_other_roles_cannot_create_accounts(client: Client, role: Role) -> None:
    client.force_login(
        create_user(email="kim@example.org", name="Kim", role=role, password=PASSWORD)
    )

    assert client.post("/accounts/users/", NEW_USER).status_code == 403
    assert User.objects.count() == 1


def test_list_costs_the_same_queries_for_one_and_for_many(
    signed_in: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    User.objects.bulk_create(
        User(email=f"{number}@example.org", name=f"Kim {number}", role=Role.AUDITOR)
        for number in range(20)
    )

    with django_assert_num_queries(3):  # session, user, list
        signed_in.get("/accounts/users/")
