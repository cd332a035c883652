"""Folders of the test's own, and a released wave."""

from pathlib import Path

import pytest
from pytest_django import Settings

from surveys.models import Wave
from tests.reports.factories import released_wave


@pytest.fixture(autouse=True)
def _own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.KEY_STORE_DIR = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def wave(db: None) -> Wave:
    """A released wave of twelve answers."""
    return released_wave()
