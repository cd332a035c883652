"""Turns a document into a tagged PDF. Reads fonts and the stylesheet of the house, nothing else."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import weasyprint
from django.conf import settings
from django.template import Context, Engine
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.rendering.document import Document
from reports.rendering.finishing import Finish, finished

TEMPLATE = "reports/pdf/report.html"
STYLESHEET = settings.BASE_DIR / "frontend" / "print" / "report.css"
FONTS_DIR = settings.BASE_DIR / "frontend" / "dist" / "fonts"
PICTURE_SCHEME = "picture:"
FONT_SCHEME = "font:"
VARIANT = "pdf/ua-1"
ENGINE = Engine(
    dirs=[str(settings.BASE_DIR / "templates")],
    libraries={"i18n": "django.templatetags.i18n"},  # all tags of all apps would cost 18 MiB
)


class MissingFont(Exception):
    """A font file is not where the build puts it."""


@dataclass(frozen=True)
class RenderedPdf:
    """A finished PDF and how many pages it has."""

    content: bytes
    pages: int


class ClosedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Hands out the pictures of one document and the fonts of the house; refuses all else."""

    def __init__(self, pictures: Mapping[str, str], fonts_dir: Path) -> None:
        super().__init__(allowed_protocols=())
        self._pictures = pictures
        self._fonts = {path.name: path for path in fonts_dir.glob("*.woff2")}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return a picture or font by its name.

        Raises
        ------
        FatalURLFetchingError
            For any other address, so that a reference out of the house stops the rendering.
        """
        del headers
        picture = self._pictures.get(url.removeprefix(PICTURE_SCHEME))
        if url.startswith(PICTURE_SCHEME) and picture is not None:
            return URLFetcherResponse(url, picture, {"Content-Type": "image/svg+xml"})
        font = self._fonts.get(url.removeprefix(FONT_SCHEME))
        if url.startswith(FONT_SCHEME) and font is not None:
            return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/woff2"})
        message = f"A report may not load {url}"
        raise FatalURLFetchingError(message)


def html_of(document: Document) -> str:
    """Return the pages as HTML in the document's language."""
    with translation.override(document.language):
        return ENGINE.get_template(TEMPLATE).render(Context({"document": document}))


def lay_out(
    html: str, pictures: Mapping[str, str], stylesheets: Sequence[Path] = ()
) -> weasyprint.Document:
    """Lay HTML out on pages with the fonts and the stylesheet of the house, then further ones.

    Raises
    ------
    MissingFont
        The fonts were not built.
    """
    if not (FONTS_DIR / "inter-latin-400-normal.woff2").is_file():
        message = f"Inter is missing in {FONTS_DIR}. Build the frontend: npm run build"
        raise MissingFont(message)
    fetcher = ClosedFetcher(pictures, FONTS_DIR)
    fonts = FontConfiguration()
    sheets = [
        CSS(string=path.read_text(encoding="utf-8"), font_config=fonts, url_fetcher=fetcher)
        for path in (STYLESHEET, *stylesheets)
    ]
    return HTML(string=html, url_fetcher=fetcher).render(
        font_config=fonts, stylesheets=sheets, pdf_variant=VARIANT
    )


def render_pdf(document: Document, *, prepared_date: dt.date, identifier: str) -> RenderedPdf:
    """Render a document; the same one gives the same bytes.

    Parameters
    ----------
    document : Document
        What is printed.
    prepared_date : date
        Date of creation and change in the file.
    identifier : str
        Hexadecimal digits that stand for the file's identity.

    Raises
    ------
    MissingFont
        The fonts were not built.
    """
    rendered = lay_out(html_of(document), document.pictures)
    raw: bytes = rendered.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier.encode())
    finish = Finish(prepared_date=prepared_date, identifier=identifier)
    return RenderedPdf(finished(raw, finish), len(rendered.pages))
