"""The frozen results as a JSON file that says what it is and can be checked by its own hash."""

import json
from typing import Any

from reports.codec import canonical_text
from reports.snapshots import Snapshot, fingerprint, snapshot_json

DATA_FORMAT = "readiness-report"
DATA_VERSION = 1
"""Version of the wrapping; the snapshot has a version of its own."""


def wrapped_snapshot(snapshot: Snapshot) -> dict[str, Any]:
    """Snapshot with its format, version and hash."""
    return {
        "format": DATA_FORMAT,
        "version": DATA_VERSION,
        "report_id": snapshot.report_id,
        "snapshot_sha256": fingerprint(snapshot),
        "snapshot": snapshot_json(snapshot),
    }


def render_data(snapshot: Snapshot) -> bytes:
    """Write the file; the same snapshot gives the same bytes."""
    return (canonical_text(wrapped_snapshot(snapshot)) + "\n").encode()


def snapshot_data(content: bytes) -> Any:
    """JSON of the snapshot in a data file or in an attachment; None where there is none."""
    try:
        data = json.loads(content)
    except (UnicodeDecodeError, ValueError):
        return None
    if not isinstance(data, dict):
        return None
    return data.get("snapshot") if data.get("format") == DATA_FORMAT else data
