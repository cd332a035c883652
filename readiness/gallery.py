"""Every chart once, in both forms, and the parts of result pages; none of the figures is real."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.permissions import Capability, requires
from charts.answers import AnswerChart, AnswerGroup, AnswerRow, draw_answers
from charts.costs import BreakEven, CostChart, CostCurve, draw_costs
from charts.drivers import PartChart, PartRow, draw_parts
from charts.fleet import FleetChart, FleetRow, draw_fleet
from charts.forms import HasForms, draw_narrow
from charts.gaps import GapChart, GapRow, draw_gaps
from charts.heatmap import HeatCell, HeatChart, HeatRow, draw_heat
from charts.scale import Tick
from charts.scores import ScoreChart, ScoreRow, draw_scores
from charts.spans import SpanChart, SpanGroup, SpanRow, draw_spans
from charts.svg import Heading
from charts.trend import TrendChart, TrendPoint, draw_trend
from reports.exhibits.exhibit import Exhibit
from reports.exhibits.readings import reading
from reports.narrative.terms import term
from reports.rendering.blocks import Column, Table
from reports.rendering.figures import organization_zones
from reports.rendering.summary import ScoreCard

GROUPS = ("Logistics", "Finance", "Research", "Legal")


@require_GET
@requires(Capability.VIEW_SETTINGS)
def chart_gallery(request: HttpRequest) -> HttpResponse:
    """Show every chart as a page and as a phone gets it, and the parts around them."""
    context = {
        "samples": _samples(),
        "card": _score_card(),
        "action": _action(),
    }
    return render(request, "accounts/charts.html", context)


@dataclass(frozen=True)
class Sample:
    """A chart as result pages show it, and as a phone gets it."""

    exhibit: Exhibit
    phone_svg: str


def _samples() -> tuple[Sample, ...]:
    return (
        _sample(_("Readiness by dimension, points of 100"), "dimensions", draw_scores, _scores),
        _sample(_("Answers to every statement, percent"), "answers", draw_answers, _answers),
        _sample(_("Groups"), "groups", draw_heat, _heat),
        _sample(_("Expectation"), "gaps", draw_gaps, _gaps),
        _sample(_("Drivers"), "drivers", draw_parts, _parts),
        _sample(_("Trend"), "trend", draw_trend, _trend),
        _sample(_("Memory of one device of each kind, GiB"), "", draw_fleet, _fleet),
        _sample(_("Cost"), "", draw_costs, _costs),
        _sample(_("Comparison"), "", draw_spans, _spans),
    )


def _sample(
    title: str,
    kind: str,
    draw: Callable[[Any], str],
    chart_of: Callable[[Heading], HasForms],
) -> Sample:
    """A chart with invented figures; its table names the group alone."""
    slug = f"sample-{draw.__name__.removeprefix('draw_')}"
    chart = chart_of(Heading(slug, title, _("Invented figures.")))
    table = Table(title, (Column(_("Group")),), tuple((group,) for group in GROUPS))
    told = reading(kind) if kind else _("Invented figures.")
    exhibit = Exhibit(
        slug, title, draw(chart), draw_narrow(draw, chart), "", "n = 412", told, table
    )
    phone = chart_of(Heading(f"{slug}-phone", title, _("Invented figures.")))
    return Sample(exhibit, draw_narrow(draw, phone))


def _axis(*values: float) -> tuple[Tick, ...]:
    return tuple(Tick(value, f"{value:g}") for value in values)


def _scores(heading: Heading) -> ScoreChart:
    rows = (
        ScoreRow(GROUPS[0], 62, 57, 67, "62 (57 to 67)"),
        ScoreRow(GROUPS[1], None, None, None, _("Withheld")),
        ScoreRow(_("All"), 58, 55, 61, "58 (55 to 61)", is_total=True),
    )
    return ScoreChart(heading, organization_zones(), rows)


def _answers(heading: Heading) -> AnswerChart:
    rows = (
        AnswerRow(_("People read this first."), (8, 14, 20, 38, 20), "22", "58", "412"),
        AnswerRow(_("I have told the works council"), None, "", "", _("Withheld")),
    )
    points = ("1", "2", "3", "4", "5")
    return AnswerChart(heading, points, _("Answers"), (AnswerGroup("", rows),))


def _heat(heading: Heading) -> HeatChart:
    hidden = HeatCell(None, "")
    rows = tuple(
        HeatRow(
            group,
            f"{90 - 20 * place}",
            tuple(
                HeatCell(20 + 12 * step + 5 * place, f"{20 + 12 * step + 5 * place}")
                for step in range(5)
            )
            if place < 3
            else (hidden,) * 5,
        )
        for place, group in enumerate(GROUPS)
    )
    columns = (_("All"), _("Skills"), _("Data"), _("Leadership"), _("Cost"))
    ends = (_("15 or less"), _("85 or more"), _("Withheld"))
    return HeatChart(heading, columns, _("Answers"), rows, *ends)


def _gaps(heading: Heading) -> GapChart:
    rows = (
        GapRow(GROUPS[0], 78, 44, 28, 40, "+34", is_confirmed=True),
        GapRow(GROUPS[1], 61, 58, -3, 9, "+3", is_confirmed=False),
    )
    labels = (_("Leaders expect"), _("Workforce reports"), _("Gap with 95 percent interval"))
    return GapChart(heading, *labels, rows)


def _parts(heading: Heading) -> PartChart:
    rows = (
        PartRow(GROUPS[0], 31, 24, 38, "31 (24 to 38)"),
        PartRow(GROUPS[1], 18, 12, 25, "18 (12 to 25)"),
    )
    return PartChart(heading, _axis(0, 10, 20, 30, 40), rows)


def _trend(heading: Heading) -> TrendChart:
    points = (
        TrendPoint("1", 44, 41, 47, "44 (41 to 47)"),
        TrendPoint("2", None, None, None, _("Withheld")),
        TrendPoint("3", 58, 55, 61, "58 (55 to 61)"),
    )
    return TrendChart(heading, organization_zones(), points)


def _fleet(heading: Heading) -> FleetChart:
    rows = (
        FleetRow("A", 35, 6, 72, 80, _("fits"), fits=True),
        FleetRow("B", 140, 6, 72, 80, _("does not fit"), fits=False),
    )
    labels = (_("Weights"), _("Software"), _("Free for the KV cache"), _("Missing"), _("Usable"))
    return FleetChart(heading, rows, *labels)


def _costs(heading: Heading) -> CostChart:
    curves = (
        CostCurve(_("On own machines"), (380, 510, 640, 770)),
        CostCurve(_("On rented GPUs"), (0, 245, 490, 735)),
    )
    crossing = BreakEven(2.9, 730, "35")
    return CostChart(heading, curves, _axis(0, 200, 400, 600, 800), _axis(0, 1, 2, 3), "", crossing)


def _spans(heading: Heading) -> SpanChart:
    rows = (
        SpanRow("A", 15, 17, 19, "15–19", is_chosen=True),
        SpanRow("B", 9, 13, 21, "9–21"),
    )
    groups = (SpanGroup("", rows),)
    return SpanChart(heading, _axis(0, 10, 20, 30), groups, _("P10 to P90"), _("Central estimate"))


def _score_card() -> ScoreCard:
    return ScoreCard(
        label=_("People: organizational readiness"),
        value="58",
        interval="55–61",
        band=_("Developing"),
        note="n = 412",
    )


def _action() -> SimpleNamespace:
    """What the card of an action needs; a sample has no row."""
    return SimpleNamespace(
        id="sample",
        title=_("Write the rules for data on one page"),
        state=_("Started"),
        tone="info",
        dimension=_("Data"),
        score="44",
        owner="Grace Hopper",
        due_date=timezone.localdate(),
        is_late=False,
        progress_percent=40,
        notes="",
        is_told=True,
        outcome=SimpleNamespace(
            wave_number=3, change="+14", low="+10", high="+18", word=term("trend", "moved")
        ),
    )
