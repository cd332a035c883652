import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import Role, User

pytestmark = pytest.mark.django_db


def _create_administrator(**options: str) -> str:
    out = StringIO()
    call_command("create_administrator", stdout=out, **options)
    return out.getvalue()


def test_random_password_is_printed_once_and_works() -> None:
    printed = _create_administrator(email="ada@example.org")

    found = re.search(r"Password: +([a-z2-9]{5}(?:-[a-z2-9]{5}){3}) ", printed)
    assert found
    user = User.objects.get()
    assert user.role == Role.ADMINISTRATOR
    assert user.check_password(found[1])


def test_given_password_is_not_printed() -> None:
    printed = _create_administrator(email="ada@example.org", password="copper-lantern-orbit-42")

    assert "copper" not in printed
    assert User.objects.get().check_password("copper-lantern-orbit-42")


def test_second_run_is_refused_and_names_the_remedy() -> None:
    _create_administrator(email="ada@example.org")

    with pytest.raises(CommandError, match=r"There is an administrator already.*changepassword"):
        _create_administrator(email="eve@example.org")

    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"email": "ada"}, "not an e-mail address"),
        ({"email": "ada@example.org", "password": "12345"}, "too short"),
    ],
)
def test_bad_input_creates_nobody(options: dict[str, str], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint):
        _create_administrator(**options)

    assert not User.objects.exists()
