"""Makes any file of a report out of its snapshot. The same snapshot gives the same bytes."""

import hashlib
from dataclasses import dataclass

from reports.codec import canonical_text
from reports.kinds import FileKind
from reports.rendering.data_file import render_data
from reports.rendering.document import document_of
from reports.rendering.pdf import PdfForm, RenderedPdf, render_pdf
from reports.rendering.slides import render_slides
from reports.rendering.workbook import render_workbook
from reports.snapshots import Snapshot, fingerprint, snapshot_from_json, snapshot_json


@dataclass(frozen=True)
class PrintedFile:
    """Content of a finished file; the number of pages where it has pages."""

    content: bytes
    pages: int | None = None


def print_file(kind: FileKind, snapshot: Snapshot, *, is_draft: bool = False) -> PrintedFile:
    """Make one kind of file. A draft carries its mark; the frozen results are no draft.

    Whatever order the entries of a mapping came in, they are printed in that of the stored text.
    """
    snapshot = snapshot_from_json(snapshot_json(snapshot))
    match kind:
        case FileKind.WORKBOOK:
            return PrintedFile(render_workbook(snapshot, is_draft=is_draft))
        case FileKind.SLIDES:
            return PrintedFile(render_slides(snapshot, is_draft=is_draft))
        case FileKind.DATA:
            return PrintedFile(render_data(snapshot))
        case FileKind.PDF | FileKind.ARCHIVE | FileKind.SUMMARY:
            pdf = _print_pdf(kind, snapshot, is_draft=is_draft)
            return PrintedFile(pdf.content, pdf.pages)


def _print_pdf(kind: FileKind, snapshot: Snapshot, *, is_draft: bool) -> RenderedPdf:
    digest = fingerprint(snapshot)
    is_archive = kind is FileKind.ARCHIVE
    return render_pdf(
        document_of(snapshot, is_draft=is_draft),
        prepared_date=snapshot.prepared_date,
        identifier=_identifier(digest, kind, is_draft=is_draft),
        form=PdfForm.ONE_PAGE if kind is FileKind.SUMMARY else PdfForm.WHOLE,
        snapshot_text=canonical_text(snapshot) if is_archive else "",
    )


def _identifier(digest: str, kind: FileKind, *, is_draft: bool) -> str:
    """Identity of a file: that of the snapshot for the PDF itself, else one of its own."""
    if kind is FileKind.PDF and not is_draft:
        return digest
    return hashlib.sha256(f"{digest} {kind.value} {is_draft}".encode()).hexdigest()
