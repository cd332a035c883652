"""Figures of the organization as a whole: dimensions, agreement, gaps, trend."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charts.forms import draw_narrow
from charts.gaps import GapChart, GapRow, draw_gaps
from charts.scores import ScoreChart, ScoreRow, draw_scores
from charts.svg import Heading
from charts.trend import TrendChart, TrendPoint, draw_trend
from reports.narrative.terms import term
from reports.narrative.wording import decimal, localized, signed
from reports.rendering.blocks import Column, Figure, Table
from reports.rendering.figures import (
    count_text,
    interval_text,
    organization_zones,
    plain_text,
    points_text,
    share_text,
)
from surveys.selectors import (
    CulturalAlignment,
    Estimate,
    OrganizationIndex,
    PublishedDimension,
    PublishedGap,
    PublishedWave,
    Shares,
)
from surveys.selectors import Figure as PublishedFigure


def dimension_figure(wave: PublishedWave) -> Figure:
    """Scores of all dimensions and of the whole against the bands."""
    rows = [_score_row(localized(entry.name), entry.score) for entry in wave.dimensions]
    if isinstance(wave.index, OrganizationIndex):
        total = _("Organization (ORS-1)")
        rows.append(_score_row(total, wave.index.score, is_total=True))
    title = _("Readiness by dimension, points of 100")
    description = _(
        "Dots show the score of each dimension, lines its 95 percent interval, gray fields the "
        "bands. The same figures stand in the table named below."
    )
    heading = Heading("dimensions", title, description)
    chart = ScoreChart(heading, organization_zones(), tuple(rows))
    return Figure(
        key=heading.key,
        title=title,
        description=description,
        svg=draw_scores(chart),
        narrow_svg=draw_narrow(draw_scores, chart),
        note=_(
            "The bands rest on the wording of the answers (50 neutral, 75 agree), not on a "
            "benchmark."
        ),
        table=_dimension_table(wave, title),
    )


def agreement_table(wave: PublishedWave) -> Table:
    """How alike people answer, and how reliable each dimension is measured."""
    columns = (
        Column(_("Dimension")),
        Column(_("Weight"), is_number=True),
        Column(_("Favorable %"), is_number=True),
        Column(_("Unfavorable %"), is_number=True),
        Column(_("Distance (AD)"), is_number=True),
        Column(_("Reliability (alpha)"), is_number=True),
        Column(_("Reading")),
    )
    rows = tuple(_agreement_row(entry) for entry in wave.dimensions)
    return Table(_("Answers, agreement and reliability by dimension"), columns, rows)


def gap_figure(wave: PublishedWave, alignment: CulturalAlignment) -> Figure:
    """Leaders' expectation against the workforce's perception."""
    names = {entry.key: localized(entry.name) for entry in wave.dimensions}
    gaps = sorted(alignment.gaps, key=lambda gap: (-gap.gap, gap.dimension))
    rows = tuple(
        GapRow(
            label=names.get(gap.dimension, gap.dimension),
            expected=gap.expected,
            perceived=gap.perceived,
            low=gap.low,
            high=gap.high,
            text=f"{signed(gap.gap)}",
            is_confirmed=gap.is_confirmed,
        )
        for gap in gaps
    )
    title = _("What leaders expect and what the workforce reports, points of 100")
    description = _(
        "Rings show what leaders expected before the survey, dots what the workforce reports. On "
        "the right stands the gap with its 95 percent interval; gaps in bold are confirmed."
    )
    heading = Heading("gaps", title, description)
    chart = GapChart(
        heading,
        _("Leaders expect"),
        _("Workforce reports"),
        _("Gap with 95 percent interval"),
        rows,
    )
    return Figure(
        heading.key,
        title,
        description,
        draw_gaps(chart),
        _(
            "A gap is confirmed when it stays after correction for looking at all dimensions at "
            "once (Benjamini–Hochberg, q < 0.05). The shaded strip marks gaps under 5 points."
        ),
        _gap_table(gaps, names, title),
        draw_narrow(draw_gaps, chart),
    )


def trend_figure(wave: PublishedWave) -> Figure:
    """The organization's score over the waves of this survey."""
    scores = [
        (_wave_label(earlier.number, str(earlier.released_date.year)), earlier.index)
        for earlier in sorted(wave.earlier, key=lambda entry: entry.number)
    ]
    if isinstance(wave.index, OrganizationIndex):
        scores.append((_wave_label(wave.number, str(wave.released_date.year)), wave.index.score))
    title = _("Organizational readiness over the waves, points of 100")
    description = _("Dots show the score of each wave, upright lines its 95 percent interval.")
    heading = Heading("trend", title, description)
    columns = (
        Column(_("Wave")),
        Column(_("Score"), is_number=True),
        Column(_("Lower"), is_number=True),
        Column(_("Upper"), is_number=True),
    )
    rows = tuple(
        (label, plain_text(score, 1), _edge(score, "low"), _edge(score, "high"))
        for label, score in scores
    )
    table = Table(title, columns, rows)
    points = tuple(_trend_point(label, score) for label, score in scores)
    chart = TrendChart(heading, organization_zones(), points)
    return Figure(
        heading.key,
        title,
        description,
        draw_trend(chart),
        "",
        table,
        draw_narrow(draw_trend, chart),
    )


def change_table(wave: PublishedWave) -> Table:
    """What moved since the wave before."""
    names = {entry.key: localized(entry.name) for entry in wave.dimensions}
    names["ors"] = _("Organization (ORS-1)")
    columns = (
        Column(_("Dimension")),
        Column(pgettext("difference", "Change"), is_number=True),
        Column(_("Lower"), is_number=True),
        Column(_("Upper"), is_number=True),
        Column(_("Reading")),
    )
    rows = tuple(
        (
            names.get(change.key, change.key),
            signed(change.change, 1),
            signed(change.low, 1),
            signed(change.high, 1),
            term("trend", change.verdict),
        )
        for change in wave.changes
    )
    return Table(_("Change since the wave before, in points"), columns, rows)


def _gap_table(gaps: Sequence[PublishedGap], names: Mapping[str, str], caption: str) -> Table:
    rows = tuple(
        (
            names.get(gap.dimension, gap.dimension),
            decimal(gap.expected),
            decimal(gap.perceived),
            signed(gap.gap),
            signed(gap.low),
            signed(gap.high),
            term("gap", gap.label),
            _("yes") if gap.is_confirmed else _("no"),
        )
        for gap in gaps
    )
    columns = (
        Column(_("Dimension")),
        Column(_("Expected"), is_number=True),
        Column(_("Perceived"), is_number=True),
        Column(_("Gap"), is_number=True),
        Column(_("Lower"), is_number=True),
        Column(_("Upper"), is_number=True),
        Column(_("Reading")),
        Column(_("Confirmed")),
    )
    return Table(caption, columns, rows)


def _score_row(label: str, figure: PublishedFigure, *, is_total: bool = False) -> ScoreRow:
    text = points_text(figure)
    if isinstance(figure, Estimate):
        return ScoreRow(label, figure.value, figure.low, figure.high, text, is_total)
    return ScoreRow(label, None, None, None, text, is_total)


def _dimension_table(wave: PublishedWave, caption: str) -> Table:
    columns = (
        Column(_("Dimension")),
        Column(_("Answers"), is_number=True),
        Column(_("Score"), is_number=True),
        Column(_("Lower"), is_number=True),
        Column(_("Upper"), is_number=True),
        Column(_("Band")),
    )
    scored = [(localized(e.name), e.score, e.band) for e in wave.dimensions]
    if isinstance(wave.index, OrganizationIndex):
        scored.append((_("Organization (ORS-1)"), wave.index.score, wave.index.band))
    rows = tuple(
        (
            label,
            count_text(score),
            plain_text(score, 1),
            _edge(score, "low"),
            _edge(score, "high"),
            term("organization_band", band) if isinstance(score, Estimate) else "–",
        )
        for label, score, band in scored
    )
    return Table(caption, columns, rows)


def _edge(figure: PublishedFigure, side: str) -> str:
    if not isinstance(figure, Estimate):
        return "–"
    value = figure.low if side == "low" else figure.high
    return "–" if value is None else decimal(value, 1)


def _agreement_row(entry: PublishedDimension) -> tuple[str, ...]:
    shares = entry.shares
    shown = isinstance(shares, Shares)
    distance = entry.agreement_distance
    return (
        localized(entry.name),
        decimal(entry.weight, 2),
        share_text(shares.favorable) if isinstance(shares, Shares) else "–",
        share_text(shares.unfavorable) if isinstance(shares, Shares) else "–",
        plain_text(distance, 1) if isinstance(distance, Estimate) else "–",
        plain_text(entry.reliability, 2) if isinstance(entry.reliability, Estimate) else "–",
        _reading(entry, is_shown=shown),
    )


def _reading(entry: PublishedDimension, *, is_shown: bool) -> str:
    if not is_shown:
        return points_text(entry.score) if not isinstance(entry.score, Estimate) else "–"
    return _("Split") if entry.is_polarized else _("No split")


def _trend_point(label: str, figure: PublishedFigure) -> TrendPoint:
    if isinstance(figure, Estimate):
        text = (
            plain_text(figure)
            if figure.low is None or figure.high is None
            else interval_text(figure.value, figure.low, figure.high)
        )
        return TrendPoint(label, figure.value, figure.low, figure.high, text)
    return TrendPoint(label, None, None, None, points_text(figure))


def _wave_label(number: int, year: str) -> str:
    return _("Wave %(number)s (%(year)s)") % {"number": number, "year": year}
