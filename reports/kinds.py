"""The files that a report comes as, and whether a printing is a draft."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    """One kind of file; every report has the first."""

    PDF = "pdf", _("PDF")
    ARCHIVE = "archive", _("PDF for the archive, with the frozen results inside")
    SUMMARY = "summary", _("One page as PDF")
    WORKBOOK = "workbook", _("Tables as Excel workbook")
    SLIDES = "slides", _("Key pages as PowerPoint slides")
    DATA = "data", _("Frozen results as JSON")


class Edition(TextChoices):
    """Whether a printing counts. Both come from the same snapshot."""

    DRAFT = "draft", _("Draft")
    FINAL = "final", _("Final")


@dataclass(frozen=True)
class FileType:
    """How system and browser call a kind of file; `suffix` tells files of one report apart."""

    extension: str
    media_type: str
    suffix: str = ""


_OFFICE = "application/vnd.openxmlformats-officedocument"
FILE_TYPES: Mapping[FileKind, FileType] = {
    FileKind.PDF: FileType("pdf", "application/pdf"),
    FileKind.ARCHIVE: FileType("pdf", "application/pdf", "-archive"),
    FileKind.SUMMARY: FileType("pdf", "application/pdf", "-summary"),
    FileKind.WORKBOOK: FileType("xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    FileKind.SLIDES: FileType("pptx", f"{_OFFICE}.presentationml.presentation"),
    FileKind.DATA: FileType("json", "application/json"),
}

CHOSEN_KINDS = tuple(kind for kind in FileKind if kind is not FileKind.PDF)
"""What may be chosen beside the PDF, in the order in which it is offered."""
