"""What is left out to save memory must not change a byte of what is printed."""

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from reports.rendering.document import document_of
from reports.rendering.pdf import FONTS_DIR, STYLESHEET, ClosedFetcher, html_of
from reports.rendering.thrift import UNUSED, ThriftyHTML, pack_drawings
from tests.reports import snapshots

LISTS = "<ul><li>one<li>two</ul><ol start=9><li>nine<li>ten</ol><p>“<q>so</q>”<br>end"


def written(kind: type[HTML], html: str, pictures: dict[str, str], *, packed: bool) -> bytes:
    fetcher, fonts = ClosedFetcher(pictures, FONTS_DIR), FontConfiguration()
    css = CSS(string=STYLESHEET.read_text(encoding="utf-8"), font_config=fonts, url_fetcher=fetcher)
    document = kind(string=html, url_fetcher=fetcher).render(
        font_config=fonts, stylesheets=[css], pdf_variant="pdf/ua-1"
    )
    if packed:
        pack_drawings(document)
    content: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"same")
    return content


def test_lists_are_printed_as_by_weasyprint_alone() -> None:
    thrifty = written(ThriftyHTML, LISTS, {}, packed=True)

    assert thrifty == written(HTML, LISTS, {}, packed=False)


def test_whole_report_is_printed_as_by_weasyprint_alone() -> None:
    document = document_of(snapshots.tiny())
    html, pictures = html_of(document), dict(document.pictures)

    thrifty = written(ThriftyHTML, html, pictures, packed=True)

    assert thrifty == written(HTML, html, pictures, packed=False)


def test_parts_that_no_report_has_get_no_style() -> None:
    (rules,) = ThriftyHTML(string=LISTS)._ua_stylesheets()
    (full,) = HTML(string=LISTS)._ua_stylesheets()

    styled = {entry[3] for entry in rules.matcher.other_selectors}

    assert not styled & {*UNUSED, "marker"}
    assert {entry[3] for entry in full.matcher.other_selectors} == {*styled, *UNUSED, "marker"}
