"""What every test of pages in this room needs."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Role
from tests.deployments.factories import person


@pytest.fixture
def client_of(db: None) -> Callable[[Role], Client]:
    """Make a browser in which somebody of a role is signed in."""

    def signed_in(role: Role) -> Client:
        client = Client()
        client.force_login(person(role))
        return client

    return signed_in


@pytest.fixture
def engineer(client_of: Callable[[Role], Client]) -> Client:
    """Emmy's browser; she leads the engineers."""
    return client_of(Role.ENGINEERING_LEAD)
