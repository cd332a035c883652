"""What every test of the leaders' pages needs: people of known roles in their browsers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import Role, User

ClientOf = Callable[[Role], Client]
Page = Any
"""A response of the test client, which the stubs give no public name."""


@pytest.fixture(autouse=True)
def _own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.KEY_STORE_DIR = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def client_of(db: None) -> ClientOf:
    """Make a browser in which somebody of a role is signed in."""

    def signed_in(role: Role) -> Client:
        user, _is_new = User.objects.get_or_create(
            email=f"{role}@example.org", defaults={"name": f"Kim {role.label}", "role": role}
        )
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def grace(client_of: ClientOf) -> Client:
    """Grace's browser; she leads HR."""
    return client_of(Role.HR_LEADER)
