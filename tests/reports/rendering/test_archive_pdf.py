"""Rules of PDF/A-3u that can be read off the objects of a file; clauses of ISO 19005-3."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from reports.kinds import FileKind
from reports.looks import Logo, Look
from reports.rendering.printing import print_file
from tests.reports import snapshots
from tests.reports.pictures import png_base64

FORBIDDEN_ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState",
    "/Rendition", "/Trans", "/GoTo3DView", "/JavaScript",
}  # fmt: skip
FORBIDDEN_ANNOTATIONS = {"/3D", "/Sound", "/Screen", "/Movie"}
PRINT_FLAG, HIDDEN_FLAGS = 4, 2 | 1 | 32
BLEND_MODES = {"/Normal", "/Compatible"}


@pytest.fixture(scope="module")
def content() -> bytes:
    """An archive file with a logo that lets what is below shine through."""
    look = Look("Nordlicht AG", "#7a1f5c", logo=Logo("image/png", png_base64()))
    return print_file(FileKind.ARCHIVE, replace(snapshots.tiny(), look=look)).content


@pytest.fixture(scope="module")
def pdf(content: bytes) -> Iterator[pikepdf.Pdf]:
    """The same, opened."""
    with pikepdf.open(BytesIO(content)) as opened:
        yield opened


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream of the file, direct ones inside others too."""
    waiting: list[object] = list(pdf.objects)
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, pikepdf.Array):
            waiting += [kid for kid in entry if _is_direct(kid)]
        elif isinstance(entry, pikepdf.Dictionary | pikepdf.Stream):
            yield entry
            waiting += [kid for _key, kid in entry.items() if _is_direct(kid)]


def _is_direct(entry: object) -> bool:
    is_container = isinstance(entry, pikepdf.Array | pikepdf.Dictionary)
    return is_container and not entry.is_indirect  # type: ignore[attr-defined]  # narrowed above


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [one for one in dictionaries(pdf) if one.get("/Type") == "/Font"]


def test_file_has_an_identity_no_encryption_and_nothing_behind_its_end(
    pdf: pikepdf.Pdf, content: bytes
) -> None:
    """6.1.2 and 6.1.3; the first line is followed by four bytes above 127."""
    first, second = content.splitlines()[:2]

    assert first.startswith(b"%PDF-1.")
    assert second.startswith(b"%")
    assert len(second) >= 5
    assert all(byte > 127 for byte in second[1:5])
    assert len(bytes(pdf.trailer.ID[0])) == 16
    assert "/Encrypt" not in pdf.trailer
    assert content.rstrip(b"\r\n").endswith(b"%%EOF")


def test_no_stream_is_compressed_with_lzw_or_kept_elsewhere(pdf: pikepdf.Pdf) -> None:
    """6.1.7."""
    streams = [one for one in dictionaries(pdf) if isinstance(one, pikepdf.Stream)]

    assert streams
    for stream in streams:
        assert "LZW" not in str(stream.get("/Filter", ""))
        assert not {"/F", "/FFilter", "/FDecodeParms"} & set(stream.keys())


def test_colors_have_a_profile(pdf: pikepdf.Pdf) -> None:
    """6.2.3: one output intent with an ICC profile of three components."""
    (intent,) = pdf.Root.OutputIntents

    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.N == 3
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_pages_that_shine_through_blend_in_a_known_way(pdf: pikepdf.Pdf) -> None:
    """6.2.10: plain blend modes; no transfer function (6.2.5), no smoothed picture (6.2.8.1)."""
    for entry in dictionaries(pdf):
        assert str(entry.get("/BM", "/Normal")) in BLEND_MODES
        assert "/TR" not in entry
        assert entry.get("/Interpolate", False) is False


def test_every_font_is_embedded_and_maps_to_characters(pdf: pikepdf.Pdf) -> None:
    """6.2.11.4.1 and 6.2.11.7.2: conformance level U."""
    composed = [font for font in fonts(pdf) if font.Subtype == "/Type0"]

    assert composed
    assert {str(font.Subtype) for font in fonts(pdf)} == {"/Type0", "/CIDFontType2"}
    for font in composed:
        (descendant,) = font.DescendantFonts
        files = {"/FontFile", "/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())
        assert len(files) == 1
        assert b"beginbf" in font.ToUnicode.read_bytes()
        assert b"<0000>" not in font.ToUnicode.read_bytes().split(b"endcodespacerange")[1]


def test_nothing_is_done_by_itself(pdf: pikepdf.Pdf) -> None:
    """6.5: no scripts, no programs, no actions of pages or of the document."""
    assert not {"/AA", "/OpenAction", "/AcroForm", "/XFA"} & set(pdf.Root.keys())
    assert "/JavaScript" not in pdf.Root.get("/Names", {})
    for entry in dictionaries(pdf):
        assert "/AA" not in entry
        assert str(entry.get("/S", "")) not in FORBIDDEN_ACTIONS


def test_annotations_are_printed_and_never_hidden(pdf: pikepdf.Pdf) -> None:
    """6.3.1 and 6.3.2."""
    annotations = [one for page in pdf.pages for one in page.obj.get("/Annots", [])]

    assert annotations
    for one in annotations:
        assert str(one.Subtype) not in FORBIDDEN_ANNOTATIONS
        assert int(one.F) & PRINT_FLAG
        assert not int(one.F) & HIDDEN_FLAGS


def test_attachment_says_what_it_is_and_from_when(pdf: pikepdf.Pdf) -> None:
    """6.8: relationship, both names, kind and date of every embedded file, listed by the root."""
    specifications = [one for one in dictionaries(pdf) if one.get("/Type") == "/Filespec"]

    (attached,) = specifications
    assert [one.objgen for one in pdf.Root.AF] == [attached.objgen]
    assert attached.AFRelationship == "/Source"
    assert str(attached.F) == str(attached.UF) == "snapshot.json"
    assert attached.EF.F.Subtype == "/application/json"
    assert str(attached.EF.F.Params.ModDate).startswith("D:20261014")


def test_metadata_agree_with_the_information_of_the_document(pdf: pikepdf.Pdf) -> None:
    """6.6.2.1 and 6.6.3: plain XMP, the same title and dates in both places."""
    assert "/Filter" not in pdf.Root.Metadata
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "U")
        assert metadata["dc:title"] == str(pdf.docinfo["/Title"])
        assert metadata["xmp:CreateDate"] == metadata["xmp:ModifyDate"] == "2026-10-14T00:00:00Z"
        assert metadata.get("pdf:Producer", "") == str(pdf.docinfo.get("/Producer", ""))
    assert str(pdf.docinfo["/CreationDate"]) == "D:20261014000000Z"
