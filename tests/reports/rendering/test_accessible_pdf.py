"""What can be checked of PDF/UA-1 and PDF/A-3u without their full validators."""

import hashlib
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pdfua
import pikepdf
import pytest

from reports.codec import canonical_text
from reports.kinds import FileKind
from reports.looks import Logo, Look, Paper
from reports.rendering.document import document_of
from reports.rendering.pdf import SNAPSHOT_NAME
from reports.rendering.printing import print_file
from reports.snapshots import Snapshot, fingerprint
from tests.reports import snapshots
from tests.reports.pictures import png_base64

PDF_KINDS = (FileKind.PDF, FileKind.ARCHIVE, FileKind.SUMMARY)
HEADINGS = {"/H1": 1, "/H2": 2, "/H3": 3}


@pytest.fixture(scope="module", params=PDF_KINDS)
def kind(request: pytest.FixtureRequest) -> FileKind:
    """Each kind of PDF in turn."""
    return FileKind(request.param)


@pytest.fixture(scope="module")
def path(kind: FileKind, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the skeptical company, in German, with a logo, as a draft on US Letter."""
    look = Look("Nordlicht AG", "#7a1f5c", Paper.LETTER, Logo("image/png", png_base64()))
    made = tmp_path_factory.mktemp("pdf") / f"{kind.value}.pdf"
    snapshot = replace(snapshots.normal("de"), look=look)
    made.write_bytes(print_file(kind, snapshot, is_draft=True).content)
    return made


@pytest.fixture(scope="module")
def pdf(path: Path) -> Iterator[pikepdf.Pdf]:
    """The same, opened."""
    with pikepdf.open(path) as opened:
        yield opened


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Structure elements below a node, in reading order."""
    kids = node.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def kinds_of(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for element in elements(pdf.Root.StructTreeRoot)]


def test_checker_finds_nothing(path: Path) -> None:
    """`pdfua` checks a part of the rules of PDF/UA-1; the documentation says which part."""
    report = pdfua.validate(str(path))

    assert [str(finding) for finding in report.findings] == []
    assert report.exit_code == 0


def test_fonts_are_embedded_with_their_characters(path: Path) -> None:
    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True)

    rows = [line.split() for line in listed.stdout.splitlines()[2:]]
    assert rows
    assert all("+Inter" in row[0] for row in rows)
    assert {tuple(row[-5:-2]) for row in rows} == {("yes", "yes", "yes")}


def test_reading_order_begins_with_the_first_heading_and_skips_no_level(pdf: pikepdf.Pdf) -> None:
    levels = [HEADINGS[name] for name in kinds_of(pdf) if name in HEADINGS]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_elements_lead_back_to_their_parents(pdf: pikepdf.Pdf) -> None:
    """A reader walks up as well as down."""
    for element in elements(pdf.Root.StructTreeRoot):
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen


def test_tables_have_rows_of_cells_with_scopes(pdf: pikepdf.Pdf) -> None:
    for element in elements(pdf.Root.StructTreeRoot):
        if element.S == "/TR":
            assert {str(kid.S) for kid in elements(element)} & {"/TH", "/TD"}
        if element.S == "/TH":
            assert str(element.A.Scope) in {"/Row", "/Column"}


def test_page_order_of_tabbing_is_that_of_the_structure(pdf: pikepdf.Pdf) -> None:
    assert all(page.obj.get("/Tabs") == "/S" for page in pdf.pages if "/Annots" in page.obj)


def test_language_title_and_paper_are_set(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.Lang == "de"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (612, 792)


def test_drawings_tell_their_numbers(pdf: pikepdf.Pdf, kind: FileKind) -> None:
    told = [
        str(element.Alt) for element in elements(pdf.Root.StructTreeRoot) if element.S == "/Figure"
    ]

    charts = [text for text in told if not text.startswith("Logo")]
    assert all(any(sign.isdigit() for sign in text) for text in charts)
    if kind is not FileKind.SUMMARY:
        assert len(charts) == len(document_of(snapshots.normal("de")).pictures)
        assert any("Sinn und Ziel: Antworten 672, Wert 56,8" in text for text in charts)


def test_standards_are_named(pdf: pikepdf.Pdf, kind: FileKind) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert metadata["pdfuaid:part"] == "1"
        archived = (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance"))
        assert archived == (("3", "U") if kind is FileKind.ARCHIVE else (None, None))


def archive_of(snapshot: Snapshot) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(print_file(FileKind.ARCHIVE, snapshot).content))


def test_archive_carries_its_snapshot() -> None:
    snapshot = snapshots.tiny()

    with archive_of(snapshot) as pdf:
        carried = pdf.attachments[SNAPSHOT_NAME].get_file().read_bytes()
        (file,) = pdf.Root.AF
        assert file.AFRelationship == "/Source"
        assert file.EF.F.Subtype == "/application/json"
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert carried.decode() == canonical_text(snapshot)
    assert hashlib.sha256(carried).hexdigest() == fingerprint(snapshot)


def test_archive_describes_the_property_of_the_other_standard() -> None:
    """PDF/A-3 allows only properties whose schema is known or described (ISO 19005-3, 6.6.2.3)."""
    with archive_of(snapshots.tiny()) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
        dates = (str(pdf.docinfo["/CreationDate"]), str(pdf.docinfo["/ModDate"]))

    assert metadata.count(b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>") == 1
    assert metadata.count(b"2026-10-14T00:00:00Z") == 3
    assert dates == ("D:20261014000000Z",) * 2
    assert b"/Encrypt" not in metadata


@pytest.mark.parametrize("kind", PDF_KINDS)
def test_same_snapshot_gives_the_same_bytes_for_every_kind(kind: FileKind) -> None:
    assert print_file(kind, snapshots.tiny()).content == print_file(kind, snapshots.tiny()).content


@pytest.mark.parametrize(
    "make",
    [snapshots.blocked, snapshots.long_names, snapshots.excellent, snapshots.unstated],
)
@pytest.mark.parametrize("paper", Paper)
def test_summary_is_one_page_on_any_paper(make: Callable[[], Snapshot], paper: Paper) -> None:
    snapshot = replace(make(), look=Look("Nordlicht Versicherung AG", paper=paper))

    assert print_file(FileKind.SUMMARY, snapshot, is_draft=True).pages == 1
