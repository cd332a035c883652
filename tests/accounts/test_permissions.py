"""The table of roles and capabilities, written out a second time from the roles' descriptions."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import Client

from accounts.models import Role, User
from accounts.permissions import CAPABILITIES, Capability, may

ROLES = (
    Role.ADMINISTRATOR,
    Role.HR_LEADER,
    Role.INITIATIVE_OWNER,
    Role.ENGINEERING_LEAD,
    Role.EXECUTIVE,
    Role.AUDITOR,
    Role.TRUSTEE,
    Role.CONFIDANT,
)
MATRIX = """
manage_users       x  .  .  .  .  .  .  .
manage_people      x  x  .  .  .  .  .  .
run_initiatives    x  x  x  .  .  .  .  .
run_any_initiative x  x  .  .  .  .  .  .
view_results       x  x  x  .  x  .  .  .
manage_assessments x  .  .  x  .  .  .  .
view_assessments   x  x  x  x  x  .  .  .
build_reports      x  x  x  x  .  .  .  .
read_reports       x  x  x  x  x  .  .  .
read_audit_log     x  .  .  .  .  x  .  .
view_settings      x  .  .  .  .  x  x  .
unlock_release     .  .  .  .  .  .  x  .
review_comments    x  x  .  .  .  .  .  .
receive_alerts     .  .  .  .  .  .  .  x
"""


def _cells() -> list[tuple[Role, Capability, bool]]:
    return [
        (role, Capability(row.split()[0]), mark == "x")
        for row in MATRIX.strip().splitlines()
        for role, mark in zip(ROLES, row.split()[1:], strict=True)
    ]


def test_matrix_names_every_role_and_every_capability() -> None:
    assert {(role, capability) for role, capability, _ in _cells()} == {
        (role, capability) for role in Role for capability in Capability
    }
    assert set(CAPABILITIES) == set(Role)


@pytest.mark.parametrize(("role", "capability", "is_allowed"), _cells())
def test_role_has_exactly_its_capabilities(
    role: Role, capability: Capability, is_allowed: bool
) -> None:
    user = User(email="kim@example.org", name="Kim", role=role)

    assert may(user, capability) is is_allowed


@pytest.mark.parametrize("capability", Capability)
def test_stranger_may_nothing(capability: Capability) -> None:
    assert not may(AnonymousUser(), capability)


@pytest.mark.parametrize("capability", Capability)
def test_deactivated_administrator_may_nothing(capability: Capability) -> None:
    user = User(email="kim@example.org", name="Kim", role=Role.ADMINISTRATOR, is_active=False)

    assert not may(user, capability)


def test_template_hides_what_the_role_may_not_do() -> None:
    template = Template('{% load permissions %}{% if user|may:"manage_people" %}People{% endif %}')

    assert template.render(Context({"user": User(role=Role.HR_LEADER)})) == "People"
    assert template.render(Context({"user": User(role=Role.EXECUTIVE)})) == ""


def test_unknown_capability_in_a_template_is_an_error() -> None:
    template = Template('{% load permissions %}{{ user|may:"manage_poeple" }}')

    with pytest.raises(ValueError, match="manage_poeple"):
        template.render(Context({"user": User(role=Role.HR_LEADER)}))


@pytest.mark.urls("tests.accounts.addresses")
@pytest.mark.parametrize("path", ["/people/", "/reports/"])
def test_stranger_is_sent_to_sign_in_and_back(client: Client, db: None, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 302
    assert response.headers["Location"] == f"/accounts/sign-in/?next={path}"


@pytest.mark.urls("tests.accounts.addresses")
@pytest.mark.parametrize("path", ["/people/", "/reports/"])
def test_role_without_the_right_gets_a_page_that_says_so(
    client: Client, user_with_role: Callable[[Role], User], path: str
) -> None:
    client.force_login(user_with_role(Role.AUDITOR))

    response = client.get(path)

    assert response.status_code == 403
    assert b"This page is not for your role" in response.content


@pytest.mark.urls("tests.accounts.addresses")
@pytest.mark.parametrize("path", ["/people/", "/reports/"])
def test_role_with_the_right_gets_the_page(client: Client, grace: User, path: str) -> None:
    client.force_login(grace)

    response = client.get(path)

    assert response.status_code == 200
    assert response.content.decode().endswith(path)
