"""The published schema accepts every report there is, and nothing that lacks a field."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from reports.rendering.data_file import render_data
from reports.snapshot_schema import data_file_schema
from reports.snapshots import Snapshot
from tests.reports import snapshots

VALIDATOR = jsonschema.Draft202012Validator(data_file_schema())
MAKERS = [
    snapshots.normal,
    snapshots.tiny,
    snapshots.people_only,
    snapshots.blocked,
    snapshots.long_names,
    snapshots.many_groups,
    snapshots.imported,
    snapshots.excellent,
    snapshots.unstated,
]


def written(make: Callable[[], Snapshot]) -> Any:
    return json.loads(render_data(make()))


@pytest.mark.parametrize("make", MAKERS)
def test_every_report_fits(make: Callable[[], Snapshot]) -> None:
    assert list(VALIDATOR.iter_errors(written(make))) == []


@pytest.mark.parametrize("field", ["wave", "technology", "look", "@type"])
def test_missing_field_does_not_fit(field: str) -> None:
    data = written(snapshots.tiny)
    del data["snapshot"][field]

    assert not VALIDATOR.is_valid(data)


def test_other_version_does_not_fit() -> None:
    assert not VALIDATOR.is_valid(written(snapshots.tiny) | {"version": 2})
