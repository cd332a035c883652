"""The whole report as part of a web page: the sections of the PDF, their charts drawn in place."""

import re
from html import escape

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from reports.rendering.blocks import Figure
from reports.rendering.document import Document

TEMPLATE = "reports/page_body.html"
CHART = "components/chart.html"
_PICTURE = re.compile(r'<img class="picture" src="picture:([\w-]+)" alt="[^"]*">')
_DESCRIPTION = re.compile(r"(<desc[^>]*>).*?(</desc>)", re.DOTALL)
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_PLACE = re.compile(r'(<a class="place" href="#[\w-]+">)[^<]*(</a>)')
_HEADING = re.compile(r"(</?)h([123])\b")


def page_of(document: Document) -> SafeString:
    """Sections of a document as HTML below the heading of a page, in the document's language."""
    with translation.override(document.language):
        html: str = render_to_string(TEMPLATE, {"document": document})
        word = escape(_("details"))  # a screen has no page numbers
    figures = {figure.key: figure for figure in (document.summary.figure, *document.data_figures)}
    html = _HEADING.sub(lambda found: f"{found[1]}h{int(found[2]) + 1}", html)
    html = _PLACE.sub(lambda found: f"{found[1]}{word}{found[2]}", html)
    html = _TABLE.sub(_scrolling, html)
    html = _PICTURE.sub(lambda found: _drawn(figures[found[1]]), html)
    return mark_safe(html)  # noqa: S308  of our templates, which escape what people wrote


def _drawn(figure: Figure) -> str:
    """The drawing in the page, so that it has the page's letters; narrow where there is no room."""
    wide, narrow = _told(figure, figure.svg), _told(figure, figure.narrow_svg)
    html: str = render_to_string(CHART, {"wide": wide, "narrow": narrow})
    return html


def _told(figure: Figure, svg: str) -> str:
    """A drawing that tells its numbers to whoever hears it."""
    told = escape(figure.alternative)
    return _DESCRIPTION.sub(lambda found: f"{found[1]}{told}{found[2]}", svg, count=1)


def _scrolling(found: re.Match[str]) -> str:
    """A table scrolls inside itself on a phone, by keyboard too."""
    caption = _CAPTION.search(found[0])
    label = f' aria-label="{caption[1].strip()}"' if caption else ""
    role = ' role="group"' if caption else ""
    return f'<div class="report-scroll"{role}{label} tabindex="0">{found[0]}</div>'
