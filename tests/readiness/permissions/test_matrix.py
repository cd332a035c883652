"""Every address of the product in every role, own objects and somebody else's."""

import enum
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from accounts.models import Role, User
from tests.readiness.permissions.page import PAGE, page_text
from tests.readiness.permissions.table import ANYBODY, VERBS, Rule, rule_for, rules, wave_for
from tests.readiness.permissions.world import World, all_addresses

pytestmark = [pytest.mark.urls("readiness.urls"), pytest.mark.django_db]
REMEDY = "Add the address to TABLE in tests/readiness/permissions/table.py."


class Outcome(enum.Enum):
    """What an answer means to who asked."""

    OPEN = "open"
    SIGN_IN = "sign in first"
    REFUSED = "not for you"
    MISSING = "not found"
    NOT_A_VERB = "not with this verb"
    BROKEN = "server error"


@pytest.fixture(autouse=True)
def own_folders(settings: Settings, tmp_path: Path) -> None:
    """Keys and files of each test lie apart."""
    settings.KEY_STORE_DIR = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def people() -> dict[Role, User]:
    """One person of each role."""
    return {
        role: User.objects.create(email=f"{role}@example.org", name=f"Kim {role}", role=role)
        for role in Role
    }


class Asker:
    """One browser whose session no answer changes."""

    def __init__(self, user: User | None) -> None:
        self.client = Client(raise_request_exception=False)
        if user:
            self.client.force_login(user)
        self.cookies = {name: one.value for name, one in self.client.cookies.items()}

    def ask(self, verb: str, path: str) -> Outcome:
        """Ask, and undo whatever that did."""
        self.client.cookies.clear()
        self.client.cookies.load(self.cookies)
        with transaction.atomic():
            answer = self.client.generic(verb, path)
            if answer.streaming:
                answer.getvalue()  # a file that is handed out stays open until it was read
            transaction.set_rollback(True)
        place = answer.headers.get("Location", "")
        if answer.status_code == 302 and place.startswith("/accounts/sign-in/?next="):
            return Outcome.SIGN_IN
        return {
            401: Outcome.SIGN_IN,
            403: Outcome.REFUSED,
            404: Outcome.MISSING,
            405: Outcome.NOT_A_VERB,
            500: Outcome.BROKEN,
        }.get(answer.status_code, Outcome.OPEN)


def expected(rule: Rule, role: Role | None, *, is_own: bool) -> Outcome:
    """What the table says."""
    if role is None and rule.who != ANYBODY:
        return Outcome.SIGN_IN
    if role is not None and role not in rule.roles:
        return Outcome.MISSING if "hidden" in rule.notes else Outcome.REFUSED
    if "absent" in rule.notes:
        return Outcome.MISSING
    if "own" in rule.notes and role == Role.INITIATIVE_OWNER and not is_own:
        return Outcome.MISSING
    return Outcome.OPEN


def faults(asker: Asker, role: Role | None, world: World, *, is_own: bool) -> list[str]:
    """Where what happens is not what the table says."""
    found = []
    for address in all_addresses():
        for verb in VERBS:
            rule = rule_for(address.name, verb)
            if rule and rule.who == ANYBODY and role not in {None, Role.ADMINISTRATOR}:
                continue  # open to strangers: the other roles would tell nothing new
            happened = asker.ask(verb, world.path(address, wave_for(address.name)))
            wanted = expected(rule, role, is_own=is_own) if rule else None
            if happened is not wanted and (rule or happened in {Outcome.OPEN, Outcome.BROKEN}):
                found.append(f"{verb} {address.name}: {happened}, the table says {wanted}")
    return found


def test_every_address_stands_in_the_table() -> None:
    missing = {one.name for one in all_addresses()} - {rule.address for rule in rules()}

    assert sorted(missing) == [], REMEDY


def test_table_names_no_address_that_is_gone() -> None:
    gone = {rule.address for rule in rules()} - {one.name for one in all_addresses()}

    assert sorted(gone) == []


@pytest.mark.slow
@pytest.mark.parametrize("role", [*Role, None])
def test_role_reaches_exactly_what_the_table_says(
    people: dict[Role, User], role: Role | None
) -> None:
    world = World.of(people[Role.INITIATIVE_OWNER])

    assert faults(Asker(people[role] if role else None), role, world, is_own=True) == []


@pytest.mark.slow
def test_initiative_of_somebody_else_does_not_exist_for_an_owner(
    people: dict[Role, User],
) -> None:
    owner = people[Role.INITIATIVE_OWNER]
    world = World.of(people[Role.HR_LEADER])

    assert faults(Asker(owner), Role.INITIATIVE_OWNER, world, is_own=False) == []


@pytest.mark.parametrize("path", ["/", "/accounts/users/", "/api/waves/"])
def test_deactivated_administrator_is_a_stranger(people: dict[Role, User], path: str) -> None:
    asker = Asker(people[Role.ADMINISTRATOR])
    User.objects.filter(role=Role.ADMINISTRATOR).update(is_active=False)

    assert asker.ask("GET", path) is Outcome.SIGN_IN


@pytest.mark.slow
def test_other_verbs_open_nothing_that_the_listed_ones_do_not(people: dict[Role, User]) -> None:
    role = Role.ENGINEERING_LEAD
    world = World.of(people[Role.INITIATIVE_OWNER])
    asker = Asker(people[role])

    opened = [
        f"{verb} {address.name}"
        for address in all_addresses()
        for verb in ("PUT", "PATCH", "DELETE")
        if asker.ask(verb, world.path(address, wave_for(address.name))) is Outcome.OPEN
        and not any(
            (rule := rule_for(address.name, listed)) and role in rule.roles for listed in VERBS
        )
    ]

    assert opened == []


def test_page_of_permissions_is_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page_text()
