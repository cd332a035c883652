"""The words in the properties of a file that tell which report it is, whatever its format."""

import re
from dataclasses import dataclass

MARK = "readiness-report"
_WORDS = re.compile(
    rf"{MARK} ([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}) ([0-9a-f]{{64}})"
)


@dataclass(frozen=True)
class ReportIdentity:
    """What a file says of itself: which report, from which snapshot."""

    report_id: str
    snapshot_sha256: str


def identity_words(report_id: str, snapshot_sha256: str) -> str:
    """Write the keywords of a file."""
    return f"{MARK} {report_id} {snapshot_sha256}"


def read_identity(keywords: str) -> ReportIdentity | None:
    """Identity in the keywords of a file; None where it has none.

    Examples
    --------
    >>> read_identity("holiday pictures") is None
    True
    """
    found = _WORDS.search(keywords)
    return ReportIdentity(found[1], found[2]) if found else None
