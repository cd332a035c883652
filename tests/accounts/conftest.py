"""People with known roles, and addresses for pages that other rooms define."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

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


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings, tmp_path: Path) -> None:
    """Name static files without the manifest that only a deployment makes."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
