"""Turns a document into a tagged PDF. Reads fonts and the stylesheet of the house, nothing else."""

import base64
import datetime as dt
import enum
import gc
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import weasyprint
from django.conf import settings
from django.template import Context, Engine
from django.utils import translation
from weasyprint import CSS, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.rendering.document import Document
from reports.rendering.dress import LOGO_KEY, WATERMARK_KEY, dress_css, watermark_svg
from reports.rendering.finishing import Finish, finished
from reports.rendering.hyphens import load_hyphens
from reports.rendering.thrift import ThriftyHTML, pack_drawings
from reports.rendering.typesetting import typeset

STYLESHEET = settings.BASE_DIR / "frontend" / "print" / "report.css"
FONTS_DIR = settings.BASE_DIR / "frontend" / "dist" / "fonts"
PICTURE_SCHEME = "picture:"
FONT_SCHEME = "font:"
VARIANT = "pdf/ua-1"
ARCHIVE_VARIANT = "pdf/a-3u"
SNAPSHOT_NAME = "snapshot.json"
_SVG = "image/svg+xml"
ENGINE = Engine(
    dirs=[str(settings.BASE_DIR / "templates")],
    libraries={"i18n": "django.templatetags.i18n"},  # all tags of all apps would cost 18 MiB
)


class PdfForm(enum.Enum):
    """Which pages a PDF has; the value is its template."""

    WHOLE = "reports/pdf/report.html"
    ONE_PAGE = "reports/pdf/one_page.html"


@dataclass(frozen=True)
class Picture:
    """A picture that a document may load."""

    content: str | bytes
    media_type: str = _SVG


class MissingFont(Exception):
    """A font file is not where the build puts it."""


@dataclass(frozen=True)
class RenderedPdf:
    """A finished PDF and how many pages it has."""

    content: bytes
    pages: int


class ClosedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Hands out the pictures of one document and the fonts of the house; refuses all else."""

    def __init__(self, pictures: Mapping[str, str | Picture], fonts_dir: Path) -> None:
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
            shown = picture if isinstance(picture, Picture) else Picture(picture)
            return URLFetcherResponse(url, shown.content, {"Content-Type": shown.media_type})
        font = self._fonts.get(url.removeprefix(FONT_SCHEME))
        if url.startswith(FONT_SCHEME) and font is not None:
            return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/woff2"})
        message = f"A report may not load {url}"
        raise FatalURLFetchingError(message)


def html_of(document: Document, form: PdfForm = PdfForm.WHOLE) -> str:
    """Return the pages as HTML in the document's language."""
    with translation.override(document.language):
        html = ENGINE.get_template(form.value).render(Context({"document": document}))
    return typeset(html)


def pictures_of(document: Document) -> dict[str, str | Picture]:
    """Everything that the pages of a document may show, by key."""
    pictures: dict[str, str | Picture] = {**document.pictures}
    with translation.override(document.language):
        pictures[WATERMARK_KEY] = watermark_svg()
    if logo := document.look.logo:
        pictures[LOGO_KEY] = Picture(base64.b64decode(logo.data_base64), logo.media_type)
    return pictures


def lay_out(
    html: str,
    pictures: Mapping[str, str | Picture],
    stylesheets: Sequence[Path] = (),
    *,
    extra_css: str = "",
    variant: str = VARIANT,
) -> weasyprint.Document:
    """Lay HTML out on pages with the fonts and the stylesheet of the house, then further rules.

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
    texts = [path.read_text(encoding="utf-8") for path in (STYLESHEET, *stylesheets)]
    sheets = [
        CSS(string=text, font_config=fonts, url_fetcher=fetcher) for text in (*texts, extra_css)
    ]
    laid_out = ThriftyHTML(string=html, url_fetcher=fetcher).render(
        font_config=fonts, stylesheets=sheets, pdf_variant=variant, pdf_tags=True
    )
    pack_drawings(laid_out)
    return laid_out


def render_pdf(
    document: Document,
    *,
    prepared_date: dt.date,
    identifier: str,
    form: PdfForm = PdfForm.WHOLE,
    snapshot_text: str = "",
) -> RenderedPdf:
    """Render a document; the same one gives the same bytes.

    Parameters
    ----------
    document : Document
        What is printed.
    prepared_date : date
        Date of creation and change in the file.
    identifier : str
        Hexadecimal digits that stand for the file's identity.
    form : PdfForm
        The whole report, or its summary on one page.
    snapshot_text : str
        Canonical JSON of the snapshot; given, the file becomes PDF/A-3u and carries it.

    Raises
    ------
    MissingFont
        The fonts were not built.
    """
    variant = ARCHIVE_VARIANT if snapshot_text else VARIANT
    with translation.override(document.language):
        css = dress_css(document.look, is_draft=document.is_draft)
    load_hyphens(document.language)
    with _own_garbage_alone():
        rendered = lay_out(
            html_of(document, form), pictures_of(document), extra_css=css, variant=variant
        )
        if snapshot_text:
            rendered.metadata.attachments.append(_attachment(snapshot_text, prepared_date))
        gc.collect()  # what laying out left behind serves the writing, the layout the finishing
        pages, raw = len(rendered.pages), _written(rendered, variant, identifier)
        del rendered
    finish = Finish(
        prepared_date=prepared_date, identifier=identifier, is_archive=bool(snapshot_text)
    )
    return RenderedPdf(finished(raw, finish), pages)


@contextmanager
def _own_garbage_alone() -> Iterator[None]:
    """Let the collector look at what printing makes, not at the whole process each time."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _written(rendered: weasyprint.Document, variant: str, identifier: str) -> bytes:
    with warnings.catch_warnings():
        # WeasyPrint 70 leaves the file of its color profile to the garbage collector
        warnings.filterwarnings("ignore", "unclosed file.*sRGB2014", ResourceWarning)
        raw: bytes = rendered.write_pdf(
            pdf_variant=variant,
            pdf_tags=True,
            pdf_identifier=identifier.encode(),
            finisher=_forget_layout,
        )
    return raw


def _forget_layout(rendered: weasyprint.Document, _pdf: object) -> None:
    """Free the pages once they are drawn, before the file is put together."""
    rendered.pages.clear()
    gc.collect()


def _attachment(snapshot_text: str, prepared: dt.date) -> Attachment:
    moment = dt.datetime.combine(prepared, dt.time(), dt.UTC)
    return Attachment(
        string=snapshot_text,
        name=SNAPSHOT_NAME,
        description="Snapshot that this report was made from",
        relationship="Source",
        created=moment,
        modified=moment,
    )
