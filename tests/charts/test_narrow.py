"""Charts for a phone: as narrow as one, labels above their bars, an id of their own."""

from collections.abc import Callable
from typing import Any

import pytest

from charts.answers import AnswerChart, AnswerGroup, AnswerRow, draw_answers
from charts.costs import CostChart, CostCurve, draw_costs
from charts.drivers import PartChart, PartRow, draw_parts
from charts.fleet import FleetChart, FleetRow, draw_fleet
from charts.forms import HasForms, draw_narrow
from charts.gaps import GapChart, GapRow, draw_gaps
from charts.heatmap import HeatCell, HeatChart, HeatRow, draw_heat
from charts.lettering import width_of
from charts.memory import MemoryChart, MemoryPart, draw_memory
from charts.palette import ACCENT, INK
from charts.pillars import PillarChart, PillarRow, draw_pillars
from charts.ranges import RangeChart, RangeRow, draw_ranges
from charts.scale import NARROW_WIDTH, Tick
from charts.scores import ScoreChart, ScoreRow, Zone, draw_scores
from charts.svg import Heading
from charts.tornado import TornadoChart, TornadoRow, draw_tornado
from charts.trend import TrendChart, TrendPoint, draw_trend
from charts.verdict_grid import VerdictChart, draw_verdict
from tests.charts.drawing import Drawing, drawn

HEADING = Heading("answers", "Answers", "Bars show the answers.")
LONG = "Commitment of everybody who leads, and the confidence of those who are led"
ZONES = (
    Zone("At risk", 0.0, 40.0),
    Zone("Emerging", 40.0, 55.0),
    Zone("Developing", 55.0, 70.0),
    Zone("Ready", 70.0, 85.0),
    Zone("Leading", 85.0, 100.0),
)
AXIS = (Tick(0, "0"), Tick(50, "50"), Tick(100, "100"))
GAPS = (GapRow(LONG, 80.0, 40.0, 30.0, 50.0, "+40", True), GapRow("B", 50, 52, -9, 5, "-2", False))
CELL, HIDDEN = HeatCell(62.0, "62"), HeatCell(None, "")
CHARTS: dict[str, tuple[Callable[[Any], str], HasForms]] = {
    "answers": (
        draw_answers,
        AnswerChart(
            HEADING,
            ("Disagree", "Neither agree nor disagree", "Agree"),
            "n",
            (AnswerGroup("", (AnswerRow(LONG, (20.0, 30.0, 50.0), "20", "50", "12"),)),),
        ),
    ),
    "costs": (
        draw_costs,
        CostChart(HEADING, (CostCurve("Own machines", (10.0, 99.0)),), AXIS, AXIS[:1], "", None),
    ),
    "drivers": (
        draw_parts,
        PartChart(HEADING, AXIS, (PartRow(LONG, 40, 30, 50, "40 (30 to 50)"),)),
    ),
    "fleet": (
        draw_fleet,
        FleetChart(
            HEADING,
            (FleetRow(LONG, 30.0, 4.0, 70.0, 80.0, "12 devices", True),),
            *("Weights", "Software", "Free for the KV cache", "Missing", "Usable"),
        ),
    ),
    "gaps": (draw_gaps, GapChart(HEADING, "Leaders expect", "Workforce reports", "Gap", GAPS)),
    "heat": (
        draw_heat,
        HeatChart(
            HEADING,
            (LONG, *("Trust",) * 11),
            "Answers",
            (HeatRow(LONG, "1,204", (CELL, HIDDEN, *(CELL,) * 10)),),
            *("15 or less", "85 or more", "Withheld for the sake of small groups"),
        ),
    ),
    "memory": (
        draw_memory,
        MemoryChart(
            HEADING,
            (MemoryPart("Weights", 30.0, "30"), MemoryPart("Software", 4.0, "4")),
            *(70.0, "usable: 70", 80.0, "device: 80", "Missing"),
        ),
    ),
    "pillars": (
        draw_pillars,
        PillarChart(HEADING, (40.0, 60.0, 80.0), (PillarRow(LONG, 55.0, "55 (weight 20)"),)),
    ),
    "ranges": (
        draw_ranges,
        RangeChart(HEADING, (RangeRow(LONG, 20, 30, 40, 90, AXIS, "limit 90", "30 (20 to 40)"),)),
    ),
    "scores": (
        draw_scores,
        ScoreChart(HEADING, ZONES, (ScoreRow(LONG, 60, 55, 65, "60 (55 to 65)"),)),
    ),
    "tornado": (
        draw_tornado,
        TornadoChart(HEADING, 50, "as entered: 50", AXIS, (TornadoRow(LONG, 20, 90, "1", "3"),)),
    ),
    "trend": (
        draw_trend,
        TrendChart(
            HEADING,
            ZONES,
            tuple(TrendPoint(f"Wave {n} (2026)", 60, 55, 65, "60 (55 to 65)") for n in range(8)),
        ),
    ),
    "verdict": (
        draw_verdict,
        VerdictChart(
            HEADING,
            (("Stop: prepare both",) * 3,) * 3,
            *("People", "Machines", (0, 55, 70, 100), (0, 60, 80, 100)),
            *(frozenset(), None, None, None),
        ),
    ),
}


def narrow_of(name: str) -> Drawing:
    """A chart as a phone gets it."""
    draw, chart = CHARTS[name]
    return drawn(draw_narrow(draw, chart))


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_fits_a_phone_with_all_of_its_words(name: str) -> None:
    picture = narrow_of(name)

    assert picture.size[0] <= NARROW_WIDTH
    for node in picture.root.iter("{http://www.w3.org/2000/svg}text"):
        if node.attrib["x"] == "0" and node.attrib["y"] == "0":
            continue  # set upright in a group of its own
        room = width_of(node.text or "", float(node.attrib["font-size"]))
        x = float(node.attrib["x"])
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[node.attrib["text-anchor"]]
        assert x - share * room >= -2, node.text
        assert x + (1 - share) * room <= picture.size[0] + 2, node.text


@pytest.mark.parametrize("name", CHARTS)
def test_both_forms_say_the_same_and_have_ids_of_their_own(name: str) -> None:
    draw, chart = CHARTS[name]

    wide, narrow = drawn(draw(chart)), narrow_of(name)

    assert [child.text for child in wide.root][:2] == [child.text for child in narrow.root][:2]
    assert wide.root.attrib["aria-labelledby"] != narrow.root.attrib["aria-labelledby"]
    numbers = {word for word in wide.words if any(sign.isdigit() for sign in word)}
    ticks = {
        "25",
        "75",
        "10",
        "20",
        "30",
        "40",
        "60",
        "70",
        "80",
        "\N{MINUS SIGN}10",
    }  # fewer on a phone
    told = " ".join(narrow.words)
    assert [number for number in numbers - ticks if number not in told] == []


@pytest.mark.parametrize("name", ["answers", "drivers", "fleet", "gaps", "pillars", "ranges"])
def test_label_on_a_phone_stands_above_what_it_names(name: str) -> None:
    picture = narrow_of(name)

    starts = ("Commitment", "and the", "confidence", "of those")
    labels = [picture.place_of(word) for word in picture.words if word.startswith(starts)]
    assert {x for x, _y in labels} == {0.0}
    bars = [y for (y,) in picture.places("rect", "y", stroke="none")]
    circles = [y for (y,) in picture.places("circle", "cy", fill=ACCENT)]
    assert max(y for _x, y in labels) <= max([*bars, *circles])


def test_gap_on_a_phone_keeps_its_interval() -> None:
    """Gaps run from -10 to 50 between 132 and 214: 82/60 units per point."""
    picture = narrow_of("gaps")

    (line,) = picture.places("line", "x1", "x2", stroke=INK, stroke_width="1.4")[1:]
    assert line == (pytest.approx(132 + 40 * 82 / 60, abs=0.01), 214)


def test_waves_stand_below_each_other_on_a_phone() -> None:
    picture = narrow_of("trend")

    places = [picture.place_of(f"Wave {number} (2026)") for number in range(8)]
    assert {x for x, _y in places} == {0.0}
    assert [y for _x, y in places] == sorted(y for _x, y in places)


def test_zones_keep_their_names_on_a_phone() -> None:
    picture = narrow_of("scores")

    assert {zone.label for zone in ZONES} <= set(picture.words)


def test_columns_of_a_long_heat_map_are_named_again_on_a_phone() -> None:
    groups = tuple(HeatRow(f"Group {number}", "9", (CELL,)) for number in range(10))
    chart = HeatChart(HEADING, ("Trust",), "Answers", groups, "low", "high", "Withheld")

    assert drawn(draw_narrow(draw_heat, chart)).words.count("Trust") == 2
    assert drawn(draw_heat(chart)).words.count("Trust") == 1
