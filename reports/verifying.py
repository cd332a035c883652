"""Tells whether a file is a report of ours, which one, and whether it is as it was made."""

import enum
import hashlib
import json
import re
import uuid
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

from reports.codec import canonical_text
from reports.kinds import FileKind
from reports.rendering.data_file import DATA_FORMAT, snapshot_data
from reports.rendering.identity import ReportIdentity, identity_words, read_identity
from reports.rendering.pdf import SNAPSHOT_NAME
from reports.rendering.printing import print_file
from reports.selectors import KeptFile, recorded_files, report_listing
from reports.signing import Signature, read_signatures
from reports.snapshots import SOFTWARE_VERSION, Snapshot, UnreadableSnapshot, snapshot_from_json

_KEYWORDS = re.compile(r"<cp:keywords>([^<]*)</cp:keywords>")
_DAMAGED_ARCHIVE = (
    zipfile.BadZipFile,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    zlib.error,
)
_PART_BYTES_MAX = 1_000_000  # of properties in a file of Office; larger is no file of ours


class Finding(enum.Enum):
    """What is known of a file; the value is the exit code of the command."""

    UNALTERED = 0
    ALTERED = 1
    NO_REPORT = 2
    UNDECIDED = 3


@dataclass(frozen=True)
class Verification:
    """What was found, and why, line by line."""

    finding: Finding
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """What the checker holds in hand beside the file.

    `trusted` are certificates; `expected_sha256` is the hash of a snapshot that is printed in a
    copy one trusts; `snapshot` is the content of a JSON file; `asks_database` is False offline.
    """

    trusted: tuple[bytes, ...] = ()
    expected_sha256: str = ""
    snapshot: bytes = b""
    asks_database: bool = True


@dataclass(frozen=True)
class _Candidate:
    """What a file says of itself."""

    content: bytes
    kinds: tuple[FileKind, ...]
    identity: ReportIdentity
    carried: Any = field(default=None, repr=False)
    is_signed: bool = False

    def is_printed_as(self, printed: bytes) -> bool:
        """Whether this is the file; a signature stands behind the bytes that were signed."""
        return self.content.startswith(printed) if self.is_signed else self.content == printed


def verify_file(content: bytes, evidence: Evidence) -> Verification:
    """Look at a file. The strongest evidence decides: the record, a signature, another printing.

    Parameters
    ----------
    content : bytes
        The file.
    evidence : Evidence
        What is held beside it.
    """
    signatures = read_signatures(content, evidence.trusted) if _is_pdf(content) else ()
    told = tuple(_signature_lines(signatures))
    digest = hashlib.sha256(content).hexdigest()
    recorded = recorded_files(digest) if evidence.asks_database else ()
    if recorded:
        return _found(Finding.UNALTERED, *_record_lines(recorded[0]), *told)
    if any(not signature.is_intact for signature in signatures):
        return _found(Finding.ALTERED, "The file was changed after it was signed.", *told)
    candidate = _candidate(content, is_signed=bool(signatures))
    if candidate is None:
        return _found(Finding.NO_REPORT, "This is no report of Readiness that can be read.", *told)
    told = (f"It says that it is report {candidate.identity.report_id}.", *told)
    if any(signature.is_trusted for signature in signatures):
        return _found(Finding.UNALTERED, "A trusted certificate signed it.", *told)
    finding = _by_database(candidate) if evidence.asks_database else None
    verification = finding or _by_printing(candidate, evidence)
    return Verification(verification.finding, (*verification.lines, *told))


def _by_database(candidate: _Candidate) -> Verification | None:
    """A file of a report that was made here has to be recorded here."""
    listing = report_listing(uuid.UUID(candidate.identity.report_id))
    if listing is None:
        return None
    return _found(
        Finding.ALTERED,
        f"This installation made that report, “{listing.title}”, and never made this file.",
        f"The snapshot recorded here has the hash {listing.snapshot_sha256}.",
    )


def _by_printing(candidate: _Candidate, evidence: Evidence) -> Verification:
    """Make the file again from the snapshot at hand and compare the bytes."""
    expected = evidence.expected_sha256.lower()
    stated = candidate.identity.snapshot_sha256
    if expected and expected != stated:
        return _found(Finding.ALTERED, f"It names the snapshot {stated}, not the expected one.")
    data = candidate.carried if candidate.carried is not None else snapshot_data(evidence.snapshot)
    if data is None:
        return _found(
            Finding.UNDECIDED,
            "It is not recorded here and carries no snapshot. Check it where it was made, or give "
            "its JSON file by --snapshot.",
        )
    if hashlib.sha256(canonical_text(data).encode()).hexdigest() != stated:
        return _found(Finding.ALTERED, "The snapshot does not have the hash that the file states.")
    try:
        snapshot = snapshot_from_json(data)
    except UnreadableSnapshot:
        return _found(Finding.UNDECIDED, "Another version of the program wrote its snapshot.")
    return _compared(candidate, snapshot, is_expected=bool(expected))


def _compared(candidate: _Candidate, snapshot: Snapshot, *, is_expected: bool) -> Verification:
    if not any(map(candidate.is_printed_as, _printings(candidate, snapshot))):
        if snapshot.software_version != SOFTWARE_VERSION:
            return _found(
                Finding.UNDECIDED,
                f"Version {snapshot.software_version} made it; this is {SOFTWARE_VERSION}, which "
                "prints differently.",
            )
        return _found(
            Finding.ALTERED, "Printed again from its snapshot the file comes out otherwise."
        )
    same = "Printed again from its snapshot the file comes out the same, byte for byte."
    if candidate.is_signed:
        return _found(
            Finding.UNDECIDED,
            "Printed again from its snapshot the part before the signature comes out the same.",
            "What was added behind it only a trusted certificate proves: give it by --certificate.",
        )
    if is_expected:
        return _found(Finding.UNALTERED, same, "Its snapshot is the expected one.")
    return _found(
        Finding.UNDECIDED,
        same,
        "Whether the snapshot is genuine it cannot prove: compare the hash with a copy you trust, "
        "or give it by --hash.",
    )


def _printings(candidate: _Candidate, snapshot: Snapshot) -> Iterator[bytes]:
    """Every file that it may be; a signed one begins with the bytes that were signed."""
    for kind in candidate.kinds:
        for is_draft in (False, True):
            yield print_file(kind, snapshot, is_draft=is_draft).content


def _candidate(content: bytes, *, is_signed: bool) -> _Candidate | None:
    if _is_pdf(content):
        return _pdf_candidate(content, is_signed=is_signed)
    if content.startswith(b"PK"):
        return _office_candidate(content)
    return _data_candidate(content)


def _pdf_candidate(content: bytes, *, is_signed: bool) -> _Candidate | None:
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            identity = read_identity(str(pdf.docinfo.get("/Keywords", "")))
            carried = None
            if SNAPSHOT_NAME in pdf.attachments:
                carried = snapshot_data(pdf.attachments[SNAPSHOT_NAME].get_file().read_bytes())
    except pikepdf.PdfError:
        return None
    if identity is None:
        return None
    kinds = (FileKind.ARCHIVE,) if carried is not None else (FileKind.PDF, FileKind.SUMMARY)
    return _Candidate(content, kinds, identity, carried, is_signed)


def _office_candidate(content: bytes) -> _Candidate | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            with archive.open("docProps/core.xml") as part:
                properties = part.read(_PART_BYTES_MAX).decode(errors="replace")
    except _DAMAGED_ARCHIVE:
        return None
    keywords = _KEYWORDS.search(properties)
    identity = read_identity(keywords[1]) if keywords else None
    if identity is None:
        return None
    kind = FileKind.WORKBOOK if "xl/workbook.xml" in names else FileKind.SLIDES
    return _Candidate(content, (kind,), identity)


def _data_candidate(content: bytes) -> _Candidate | None:
    try:
        data = json.loads(content)
    except (UnicodeDecodeError, ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.get("format") != DATA_FORMAT:
        return None
    stated = identity_words(str(data.get("report_id")), str(data.get("snapshot_sha256")))
    identity = read_identity(stated)
    if identity is None:
        return None
    return _Candidate(content, (FileKind.DATA,), identity, data.get("snapshot"))


def _signature_lines(signatures: Sequence[Signature]) -> Iterator[str]:
    for signature in signatures:
        if not signature.is_intact:
            yield "Its signature does not fit the file."
            continue
        moment = f", {signature.signed_at:%Y-%m-%d %H:%M %Z}" if signature.signed_at else ""
        trust = "trusted" if signature.is_trusted else "not checked against a trusted certificate"
        yield f"Signed by {signature.signer}{moment}; the signature fits; {trust}."


def _record_lines(file: KeptFile) -> tuple[str, ...]:
    return (
        f"It is recorded here as made on {file.built_at:%Y-%m-%d %H:%M %Z}.",
        f"Report “{file.title}”, {file.report_id}.",
        f"Kind: {file.kind.value}, {file.edition.value}.",
    )


def _found(finding: Finding, *lines: str) -> Verification:
    return Verification(finding, lines)


def _is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-")
