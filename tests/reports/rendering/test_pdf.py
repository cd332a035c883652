"""The printed file: fonts, tags, bookmarks, language, identity; and what it may load."""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from reports.rendering.document import Document, document_of
from reports.rendering.pdf import (
    FONTS_DIR,
    ClosedFetcher,
    RenderedPdf,
    html_of,
    lay_out,
    render_pdf,
)
from reports.snapshots import Snapshot, fingerprint
from tests.reports import snapshots, waves


def printed(snapshot: Snapshot) -> RenderedPdf:
    return render_pdf(
        document_of(snapshot),
        prepared_date=snapshot.prepared_date,
        identifier=fingerprint(snapshot),
    )


@pytest.fixture(scope="module")
def document() -> Document:
    return document_of(snapshots.normal())


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    """The report of the skeptical company."""
    with pikepdf.open(BytesIO(printed(snapshots.normal()).content)) as opened:
        yield opened


def structure(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    """Elements of the structure tree of one kind."""
    return [
        entry
        for entry in pdf.objects
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == f"/{kind}"
    ]


def identity(rendered: RenderedPdf) -> bytes:
    with pikepdf.open(BytesIO(rendered.content)) as opened:
        return bytes(opened.trailer.ID[0])


def bookmarks(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from bookmarks(list(item.children))


def test_every_font_is_inter_and_embedded(pdf: pikepdf.Pdf) -> None:
    """Another font would come from the machine: its bytes would differ elsewhere."""
    descriptors = [
        entry
        for entry in pdf.objects
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/FontDescriptor"
    ]

    assert descriptors
    assert all("+Inter" in str(entry.FontName) for entry in descriptors)
    assert all("/FontFile2" in entry or "/FontFile3" in entry for entry in descriptors)


def test_file_names_its_title_language_and_standard(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "AI readiness 2026"
    assert pdf.Root.Lang == "en"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.docinfo["/Title"] == "AI readiness 2026"
    assert pdf.docinfo["/CreationDate"] == "D:20261014000000Z"


def test_bookmarks_name_the_sections_in_reading_order(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        titles = list(bookmarks(outline.root))

    sections = [
        "Executive summary",
        "Contents",
        "People: the organization",
        "Expectation and perception",
        "Machines: the technology",
        "Method and limits",
        "Data of the figures",
    ]
    assert [title for title in titles if title in sections] == sections


def test_every_picture_says_what_it_shows(pdf: pikepdf.Pdf, document: Document) -> None:
    figures = structure(pdf, "Figure")

    assert len(figures) == len(document.pictures)
    assert all(len(str(figure.Alt)) > 40 for figure in figures)


def test_every_header_cell_has_a_scope(pdf: pikepdf.Pdf) -> None:
    """PDF/UA-1, 7.5: header cells name the row or the column that they head."""
    scopes = [str(cell.A.Scope) for cell in structure(pdf, "TH")]

    assert len(scopes) > 100
    assert set(scopes) == {"/Row", "/Column"}


def test_all_content_is_tagged_or_an_artifact(pdf: pikepdf.Pdf) -> None:
    assert all("/StructParents" in page.obj for page in pdf.pages)
    assert pdf.Root.StructTreeRoot.ParentTree is not None


def test_summary_fills_one_page(pdf: pikepdf.Pdf) -> None:
    """Cover, summary, contents, then people: a longer summary would move them."""
    pages = [page.obj.objgen for page in pdf.pages]
    starts: dict[str, int] = {}
    with pdf.open_outline() as outline:
        for item in outline.root:
            assert isinstance(item.destination, pikepdf.Array)
            starts[item.title] = pages.index(item.destination[0].objgen) + 1

    assert starts["Executive summary"] == 2
    assert starts["Contents"] == 3
    assert starts["People: the organization"] == 4


@pytest.mark.parametrize(
    "snapshot",
    [snapshots.blocked(), snapshots.long_names(), snapshots.excellent(), snapshots.unstated()],
    ids=["blocked", "long-names", "excellent", "unstated"],
)
def test_summary_of_any_report_fits_one_page(snapshot: Snapshot) -> None:
    """The page is laid out alone, with the fonts and the stylesheet of the whole."""
    html = html_of(document_of(snapshot))
    start, end = html.index('<section class="section summary"'), html.index('id="contents"')
    alone = html[: html.index("<body>")] + "<body>" + html[start : html.rindex("<section", 0, end)]

    assert len(lay_out(alone, document_of(snapshot).pictures).pages) == 1


def test_contents_lead_to_places_that_exist(document: Document) -> None:
    html = html_of(document)

    targets = set(re.findall(r'href="#([^"]+)"', html))
    anchors = re.findall(r'\bid="([^"]+)"', html)
    assert len(anchors) == len(set(anchors))
    assert targets <= set(anchors)
    assert {"summary", "organization", "technology", "method", "data"} <= targets


def test_same_snapshot_gives_the_same_bytes() -> None:
    assert printed(snapshots.tiny()).content == printed(snapshots.tiny()).content


def test_other_snapshot_has_another_identity() -> None:
    one, other = (printed(snapshots.snapshot(waves.tiny_wave(), None, title=t)) for t in "ab")

    with (
        pikepdf.open(BytesIO(one.content)) as first,
        pikepdf.open(BytesIO(other.content)) as second,
    ):
        assert bytes(first.trailer.ID[0]) != bytes(second.trailer.ID[0])


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/logo.png",
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "data:image/svg+xml,<svg/>",
        "picture:absent",
        "font:../../secret.woff2",
    ],
)
def test_nothing_but_pictures_and_fonts_of_the_house_is_loaded(address: str) -> None:
    fetcher = ClosedFetcher({"one": "<svg/>"}, FONTS_DIR)

    with pytest.raises(FatalURLFetchingError, match="may not load"):
        fetcher.fetch(address)


def test_reference_out_of_the_house_stops_the_rendering() -> None:
    html = '<img src="https://example.org/logo.png">'

    with pytest.raises(FatalURLFetchingError):
        HTML(string=html, url_fetcher=ClosedFetcher({}, FONTS_DIR)).render()


def test_markup_in_names_is_printed_as_it_is() -> None:
    title = '<img src="https://example.org/logo.png">'

    html = html_of(document_of(snapshots.snapshot(waves.tiny_wave(), None, title=title)))

    assert '<img src="https' not in html
    assert "&lt;img src=&quot;https://example.org" in html
