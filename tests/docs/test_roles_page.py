"""The page of roles is the table of the code."""

from accounts.models import Role
from accounts.permissions import CAPABILITIES, Capability
from tests.docs.pages import page


def test_roles_have_the_capabilities_that_are_documented() -> None:
    rows = list(page("reference/roles.md").rows())
    header = rows[0]
    assert header[0] == "capability"
    told = {Role(role): set[Capability]() for role in header[1:]}

    for row in rows[2 : 2 + len(Capability)]:
        for role, cell in zip(header[1:], row[1:], strict=True):
            assert cell in {"yes", ""}
            if cell:
                told[Role(role)].add(Capability(row[0].strip("`")))

    assert told == {role: set(capabilities) for role, capabilities in CAPABILITIES.items()}


def test_every_capability_is_explained() -> None:
    named = page("reference/roles.md").first_cells()

    assert sorted(named) == sorted([*Capability, *Capability])  # once in the table, once in words
