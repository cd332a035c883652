"""People with known roles, and addresses for pages that other rooms define."""

from collections.abc import Callable

import pytest

from accounts.models import Role, User
from accounts.services import create_user

PASSWORD = "copper-lantern-orbit-42"


@pytest.fixture
def user_with_role(db: None) -> Callable[[Role], User]:
    """Make one user of a role."""

    def make(role: Role) -> User:
        return create_user(
            email=f"{role}@example.org", name=f"Kim {role.label}", role=role, password=PASSWORD
        )

    return make


@pytest.fixture
def grace(user_with_role: Callable[[Role], User]) -> User:
    """An HR leader."""
    return user_with_role(Role.HR_LEADER)
