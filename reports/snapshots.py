"""The snapshot: everything a report says, frozen. The document is a function of it alone."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from deployments.selectors import (
    AssessmentResult,
    CitedSource,
    DataShare,
    QuestionState,
    Refused,
    Scenario,
)
from reports.codec import UnreadableSnapshot, canonical_text, decode, encode
from reports.looks import HOUSE_LOOK, Look
from surveys.selectors import PublishedWave

__all__ = [
    "FORMAT_VERSION",
    "SOFTWARE_VERSION",
    "Snapshot",
    "TechnologySnapshot",
    "UnreadableSnapshot",
    "fingerprint",
    "snapshot_from_json",
    "snapshot_json",
]

SOFTWARE_VERSION = "0.1.0"
"""Version of the product that collects; it is printed and part of the snapshot."""

FORMAT_VERSION = 1
"""Raised when a field changes its meaning, so that an old snapshot is not misread."""


@dataclass(frozen=True)
class TechnologySnapshot:
    """One sized assessment with its names and the catalog rows that it rests on."""

    assessment_id: str
    name: str
    site_name: str
    model_title: str
    accelerator_title: str
    scenario: Scenario
    outcome: AssessmentResult | Refused
    catalog_version: str
    sized_date: dt.date
    sources: tuple[CitedSource, ...]
    questions: tuple[QuestionState, ...] = ()
    data_shares: tuple[DataShare, ...] = ()

    @property
    def result(self) -> AssessmentResult | None:
        """The result; None where the scenario was refused."""
        return self.outcome if isinstance(self.outcome, AssessmentResult) else None


@dataclass(frozen=True)
class Snapshot:
    """What a report is made from. `language` is a code such as "de"."""

    format_version: int
    report_id: str
    title: str
    language: str
    prepared_date: dt.date
    software_version: str
    wave: PublishedWave
    technology: TechnologySnapshot | None
    compared: tuple[TechnologySnapshot, ...] = ()
    """Further assessments that stand beside `technology` in one table."""
    look: Look = HOUSE_LOOK


def snapshot_json(snapshot: Snapshot) -> Any:
    """JSON values of a snapshot, to be stored."""
    return encode(snapshot)


def snapshot_from_json(data: Any) -> Snapshot:
    """Snapshot that `snapshot_json` wrote.

    Raises
    ------
    UnreadableSnapshot
        When another version of the program wrote it.
    """
    restored: Snapshot = decode(Snapshot, data)
    return restored


def fingerprint(snapshot: Snapshot) -> str:
    """SHA-256 of the canonical JSON text, in hexadecimal."""
    return hashlib.sha256(canonical_text(snapshot).encode()).hexdigest()
