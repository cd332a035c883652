"""Prints papers like the report: the same fonts, the same tags, nothing from a network."""

import datetime as dt

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from reports.rendering.finishing import Finish, finished
from reports.rendering.paper import Paper
from reports.rendering.pdf import VARIANT, RenderedPdf, lay_out

TEMPLATE = "reports/pdf/paper.html"
STYLESHEET = settings.BASE_DIR / "frontend" / "print" / "paper.css"


def render_paper(paper: Paper, *, prepared_date: dt.date) -> RenderedPdf:
    """Print a paper as a tagged PDF; the same one on the same day gives the same bytes.

    Raises
    ------
    MissingFont
        The fonts were not built.
    """
    with translation.override(paper.language):
        html = render_to_string(TEMPLATE, {"paper": paper})
    rendered = lay_out(html, {}, stylesheets=[STYLESHEET])
    identifier = paper.fingerprint
    raw: bytes = rendered.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier.encode())
    finish = Finish(prepared_date=prepared_date, identifier=identifier)
    return RenderedPdf(finished(raw, finish), len(rendered.pages))
