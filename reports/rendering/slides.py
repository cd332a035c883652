"""The key pages as slides: title, verdict, what to do, both sides, what is not known."""

import base64
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from pptx import Presentation
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.util import Emu, Inches, Pt

from charts.palette import ACCENT_LIGHT, MUTED, NEUTRAL, WARM
from reports.narrative.terms import term
from reports.rendering.blocks import Figure, Table
from reports.rendering.document import Document, document_of
from reports.rendering.frozen_zip import frozen_zip
from reports.rendering.readback import read_number
from reports.rendering.slide_parts import (
    CONTENT,
    CONTENT_TOP,
    CONTENT_WIDTH,
    MARGIN,
    SLIDE_HEIGHT,
    SLIDE_WIDTH,
    Box,
    ChartWish,
    Series,
    add_chart,
    add_table,
    color,
    describe,
    rectangle,
    text_box,
)
from reports.snapshots import Snapshot
from reports.verdict import CELLS, Tier

TITLE_LAYOUT = 5  # "Title Only" of the library's template
ROWS_MAX = 14
BULLETS_MAX = 5
_LANGUAGES = {
    "de": MSO_LANGUAGE_ID.GERMAN,
    "en": MSO_LANGUAGE_ID.ENGLISH_US,
    "fr": MSO_LANGUAGE_ID.FRENCH,
    "it": MSO_LANGUAGE_ID.ITALIAN,
    "es": MSO_LANGUAGE_ID.SPANISH_MODERN_SORT,
    "pt": MSO_LANGUAGE_ID.PORTUGUESE,
}


@dataclass(frozen=True)
class _Deck:
    """The presentation in work and what it is made from."""

    show: Any
    document: Document
    prepared_date: dt.date

    @property
    def accent(self) -> str:
        """Color of titles and first series."""
        return self.document.look.accent

    def slide(self, title: str, notes: str) -> Any:
        """Add a slide with its title, its notes and the line at the foot."""
        slide = self.show.slides.add_slide(self.show.slide_layouts[TITLE_LAYOUT])
        shape = slide.shapes.title
        shape.left, shape.top = MARGIN, Inches(0.4)
        shape.width, shape.height = CONTENT_WIDTH, Inches(1.0)
        shape.text_frame.text = title
        shape.text_frame.word_wrap = True
        for paragraph in shape.text_frame.paragraphs:
            paragraph.alignment = 1
            for run in paragraph.runs:
                run.font.size = Pt(28 if len(title) < 70 else 22)
                run.font.bold = True
                run.font.color.rgb = color(self.accent)
        slide.notes_slide.notes_text_frame.text = notes
        self._foot(slide)
        return slide

    def _foot(self, slide: Any) -> None:
        document = self.document
        parts = [document.look.organization, document.title, date_format(self.prepared_date)]
        line = " · ".join(part for part in parts if part)
        box = Box(MARGIN, Inches(6.95), Inches(9.5), Inches(0.35))
        text_box(slide, box, [line], size=10, shade=MUTED)
        if document.is_draft:
            mark = Box(Inches(10.2), Inches(6.95), Inches(2.5), Inches(0.35))
            text_box(slide, mark, [_("Draft, not final")], size=10, shade=WARM, bold=True)


def render_slides(snapshot: Snapshot, *, is_draft: bool) -> bytes:
    """Write the slides of a report; the same snapshot gives the same bytes."""
    document = document_of(snapshot, is_draft=is_draft)
    show = Presentation()
    show.slide_width, show.slide_height = SLIDE_WIDTH, SLIDE_HEIGHT
    deck = _Deck(show, document, snapshot.prepared_date)
    with translation.override(document.language):
        _title_slide(deck)
        _verdict_slide(deck)
        _action_slide(deck)
        _people_slides(deck)
        _machine_slides(deck)
        _closing_slide(deck)
    _set_properties(deck)
    target = BytesIO()
    show.save(target)
    return frozen_zip(target.getvalue(), snapshot.prepared_date)


def _title_slide(deck: _Deck) -> None:
    document = deck.document
    verdict = str(document.summary.title)
    slide = deck.slide(document.title, verdict)
    rectangle(slide, Box(0, 0, Inches(0.25), SLIDE_HEIGHT), [""], fill=deck.accent)
    slide.shapes.title.top = Inches(2.2)
    text_box(
        slide,
        Box(MARGIN, Inches(3.3), CONTENT_WIDTH, Inches(1.2)),
        [verdict],
        size=20,
    )
    facts = [f"{fact.label}: {fact.value}" for fact in document.cover]
    text_box(
        slide, Box(MARGIN, Inches(4.6), CONTENT_WIDTH, Inches(1.8)), facts, size=13, shade=MUTED
    )
    if logo := document.look.logo:
        picture = slide.shapes.add_picture(
            BytesIO(base64.b64decode(logo.data_base64)), MARGIN, Inches(0.6), height=Inches(0.8)
        )
        picture.width, picture.height = _within(picture, Inches(3.5))
        describe(
            picture, _("Logo of %(organization)s") % {"organization": document.look.organization}
        )


def _within(picture: Any, width: int) -> tuple[int, int]:
    if picture.width <= width:
        return picture.width, picture.height
    return width, Emu(picture.height * width // picture.width)


def _verdict_slide(deck: _Deck) -> None:
    summary = deck.document.summary
    slide = deck.slide(str(summary.title), f"{summary.figure.alternative} {summary.certainty}")
    _draw_nine_fields(slide, summary.figure)
    top: int = CONTENT_TOP
    for card in summary.cards:
        box = Box(Inches(8.6), top, Inches(4.1), Inches(0.4))
        text_box(slide, box, [card.label], size=13, bold=True)
        box = Box(Inches(8.6), top + Inches(0.35), Inches(4.1), Inches(0.8))
        text_box(slide, box, [card.value], size=32, shade=deck.accent, bold=True)
        box = Box(Inches(8.6), top + Inches(1.05), Inches(4.1), Inches(1.2))
        lines = [line for line in (card.band, card.interval, card.note) if line]
        text_box(slide, box, lines, size=13)
        top += Inches(2.45)
    box = Box(MARGIN, Inches(6.4), CONTENT_WIDTH, Inches(0.5))
    text_box(slide, box, [summary.certainty], size=12, shade=MUTED)


def _draw_nine_fields(slide: Any, verdict: Figure) -> None:
    width, height = Inches(2.4), Inches(1.4)
    for row in Tier:
        for column in Tier:
            name = term("cell", CELLS[row, column].value)
            is_chosen = f"“{name}”" in verdict.description or f"„{name}“" in verdict.description
            box = Box(
                MARGIN + Inches(0.5) + int(column) * width,
                CONTENT_TOP + (2 - int(row)) * height,
                width,
                height,
            )
            shape = rectangle(
                slide, box, [name], fill=ACCENT_LIGHT if is_chosen else NEUTRAL, bold=is_chosen
            )
            describe(shape, verdict.description if is_chosen else name)
    text_box(
        slide,
        Box(MARGIN, CONTENT_TOP + 3 * height, Inches(7.7), Inches(0.4)),
        [_("Upwards: people. To the right: machines.")],
        size=12,
        shade=MUTED,
    )


def _action_slide(deck: _Deck) -> None:
    summary = deck.document.summary
    notes = " ".join(map(str, summary.findings))
    slide = deck.slide(_("What we found, and what to do first"), notes)
    if summary.findings:
        box = Box(MARGIN, CONTENT_TOP, CONTENT_WIDTH, Inches(1.9))
        lines = [f"{place}. {line}" for place, line in enumerate(summary.findings, start=1)]
        text_box(slide, box, lines, size=15)
    rows = [(action.text, action.owner, action.horizon) for action in summary.actions]
    if rows:
        box = Box(MARGIN, Inches(3.7), CONTENT_WIDTH, Inches(2.8))
        table = add_table(slide, box, (_("Action"), _("Owner"), _("By when")), rows)
        describe(table, _("Table: %(caption)s") % {"caption": _("Do first")})


def _people_slides(deck: _Deck) -> None:
    people = deck.document.organization
    if people.has_scores:
        _bar_slide(deck, people.dimensions, values=(2,), low=3, high=4)
    if people.gaps:
        _bar_slide(deck, people.gaps, values=(1, 2))
    for figure in people.groups[:1]:
        _bar_slide(deck, figure, values=(2,))
    if people.trend:
        _trend_slide(deck, people.trend)


def _machine_slides(deck: _Deck) -> None:
    machines = deck.document.technology
    if machines is None:
        return
    if machines.pillars:
        _bar_slide(deck, machines.pillars, values=(1,))
    if machines.costs:
        _line_slide(deck, machines.costs)
    if machines.recommendation:
        slide = deck.slide(machines.recommendation, machines.recommendation)
        lines = [f"• {reason}" for reason in machines.reasons[:BULLETS_MAX]]
        text_box(slide, CONTENT, lines or [machines.recommendation], size=16)


def _closing_slide(deck: _Deck) -> None:
    document = deck.document
    slide = deck.slide(_("What we do not know"), " ".join(map(str, document.summary.unknowns)))
    lines = [f"• {unknown}" for unknown in document.summary.unknowns]
    text_box(slide, CONTENT, lines or ["–"], size=16)
    box = Box(MARGIN, Inches(6.2), CONTENT_WIDTH, Inches(0.7))
    text = _("Snapshot (SHA-256): %(hash)s") % {"hash": document.snapshot_hash}
    text_box(slide, box, [text], size=10, shade=MUTED)


def _bar_slide(
    deck: _Deck, figure: Figure, *, values: tuple[int, ...], low: int = 0, high: int = 0
) -> None:
    table = replace(figure.table, rows=figure.table.rows[:ROWS_MAX])
    ends = {"low": _numbers(table, low), "high": _numbers(table, high)} if low else {}
    series = tuple(
        Series(table.columns[place].label, _numbers(table, place), **ends) for place in values
    )
    _chart_slide(deck, figure, series, is_line=False, is_points=True)


def _trend_slide(deck: _Deck, figure: Figure) -> None:
    """The last waves, as many as fit."""
    table = replace(figure.table, rows=figure.table.rows[-ROWS_MAX:])
    name = table.columns[1].label
    series = Series(name, _numbers(table, 1), low=_numbers(table, 2), high=_numbers(table, 3))
    waves = tuple(row[0] for row in table.rows)
    _chart_slide(deck, figure, (series,), is_line=True, is_points=True, categories=waves)


def _line_slide(deck: _Deck, figure: Figure) -> None:
    table = figure.table
    series = tuple(Series(row[0], tuple(_value(text) for text in row[1:])) for row in table.rows)
    categories = tuple(column.label for column in table.columns[1:])
    _chart_slide(deck, figure, series, is_line=True, is_points=False, categories=categories)


def _chart_slide(
    deck: _Deck,
    figure: Figure,
    series: tuple[Series, ...],
    *,
    is_line: bool,
    is_points: bool,
    categories: tuple[str, ...] = (),
) -> None:
    slide = deck.slide(figure.title, f"{figure.description} {figure.note}".strip())
    rows = tuple(row[0] for row in figure.table.rows[:ROWS_MAX])
    wish = ChartWish(
        categories=categories or rows,
        series=series,
        is_line=is_line,
        is_points=is_points,
        number_code="#,##0",
        alternative=figure.alternative,
    )
    add_chart(slide, CONTENT, wish, deck.accent)
    if remarks := " ".join(_remarks(figure, wish)):
        box = Box(MARGIN, Inches(6.6), CONTENT_WIDTH, Inches(0.35))
        text_box(slide, box, [remarks], size=10, shade=MUTED)


def _remarks(figure: Figure, wish: ChartWish) -> Iterator[str]:
    """What a reader of the chart has to know about what is not in it."""
    total = len(figure.table.rows)
    if len(wish.categories) < total and not wish.is_line:
        yield _("The first %(shown)s of %(total)s; the report has all.") % {
            "shown": len(wish.categories),
            "total": total,
        }
    if any(value is None for series in wish.series for value in series.values):
        yield _("Where a mark is missing, nothing is published.")


def _numbers(table: Table, place: int) -> tuple[float | None, ...]:
    return tuple(_value(row[place]) for row in table.rows)


def _value(text: str) -> float | None:
    number = read_number(text)
    return float(number.value) if number else None


def _set_properties(deck: _Deck) -> None:
    document, properties = deck.document, deck.show.core_properties
    moment = dt.datetime.combine(deck.prepared_date, dt.time())
    properties.title = document.title
    properties.subject = str(document.summary.title)
    properties.author = document.look.organization or "Readiness"
    properties.last_modified_by = properties.author
    properties.keywords = document.identity
    properties.language = document.language
    properties.created = properties.modified = moment
    properties.revision = 1
    language = _LANGUAGES.get(document.language)
    for slide in deck.show.slides:
        for shape in slide.shapes:
            if language and shape.has_text_frame:
                for paragraph in shape.text_frame.paragraphs:
                    for run in paragraph.runs:
                        run.font.language_id = language
