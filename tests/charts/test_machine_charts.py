"""Geometry of the charts about machines and of the verdict, worked out by hand."""

import pytest

from charts.costs import BreakEven, CostChart, CostCurve, draw_costs, spread
from charts.legend import draw_legend
from charts.memory import MemoryChart, MemoryPart, draw_memory
from charts.palette import (
    ACCENT,
    ACCENT_LIGHT,
    ACCENT_MID,
    INK,
    NEUTRAL,
    WARM,
    WARM_LIGHT,
    WASH,
)
from charts.pillars import PillarChart, PillarRow, draw_pillars
from charts.ranges import RangeChart, RangeRow, draw_ranges
from charts.scale import Tick
from charts.spans import SpanChart, SpanGroup, SpanRow, draw_spans
from charts.svg import Heading
from charts.tornado import TornadoChart, TornadoRow, draw_tornado
from charts.verdict_grid import AxisValue, VerdictChart, draw_verdict
from tests.charts.drawing import Drawing, drawn

HEADING = Heading("chart", "Title", "What it shows.")
AXIS = (Tick(0, "0"), Tick(50, "50"), Tick(100, "100"))


def memory(*gib: float, usable: float = 72.0, device: float = 80.0) -> Drawing:
    names = ("Weights", "Overhead", "Cache")
    parts = tuple(MemoryPart(n, g, f"{g:g}") for n, g in zip(names, gib, strict=True))
    chart = MemoryChart(HEADING, parts, usable, "usable", device, "device", "Missing")
    return drawn(draw_memory(chart))


def test_memory_parts_fill_the_bar_one_after_the_other() -> None:
    """The bar is 482 wide for 1.02 times 80 GiB."""
    drawing = memory(40, 8, 24)

    unit = 482 / 81.6
    assert drawing.places("rect", "x", "width", height="30") == [
        (pytest.approx(0), pytest.approx(40 * unit, abs=0.01)),
        (pytest.approx(40 * unit, abs=0.01), pytest.approx(8 * unit, abs=0.01)),
        (pytest.approx(48 * unit, abs=0.01), pytest.approx(24 * unit, abs=0.01)),
    ]
    fills = [shape["fill"] for shape in drawing.shapes("rect", height="30")]
    assert fills == [ACCENT, ACCENT_MID, NEUTRAL]
    assert "Missing" not in drawing.words
    assert drawing.place_of("device")[0] == pytest.approx(80 * unit, abs=0.01)


def test_memory_that_is_missing_is_drawn_beyond_the_usable() -> None:
    drawing = memory(80, 8, 0)

    unit = 482 / (88 * 1.02)
    (missing,) = drawing.places("rect", "x", "width", fill=WARM_LIGHT)
    assert missing == (pytest.approx(72 * unit, abs=0.01), pytest.approx(16 * unit, abs=0.01))
    assert "Missing" in drawing.words


def test_number_of_a_part_is_left_out_where_the_mark_runs_through_it() -> None:
    drawing = memory(66.5, 11, 0)

    assert "66.5" in drawing.words
    assert drawing.words.count("11") == 0


def test_range_beyond_its_limit_is_shaded() -> None:
    """The axis runs from 158 to 380: 2.22 units per millisecond."""
    row = RangeRow("Latency", 20, 40, 60, 50, AXIS, "limit 50", "40 (20 to 60)")

    drawing = drawn(draw_ranges(RangeChart(HEADING, (row,))))

    assert drawing.places("rect", "x", "width", fill=WARM_LIGHT) == [(269, 111)]
    assert drawing.places("rect", "x", "width", fill=ACCENT_MID) == [(202.4, 88.8)]
    assert drawing.places("line", "x1", stroke=ACCENT) == [(246.8,)]
    assert drawing.places("line", "x1", stroke=WARM) == [(269,)]
    assert {"0", "100", "limit 50", "40 (20 to 60)"} <= set(drawing.words)


@pytest.mark.parametrize(
    ("points", "color"), [(39.9, WARM), (40, ACCENT_MID), (79.9, ACCENT_MID), (80, ACCENT)]
)
def test_pillar_is_as_long_as_its_score_and_colored_by_its_band(points: float, color: str) -> None:
    chart = PillarChart(HEADING, (40, 60, 80), (PillarRow("Cost", points, "x"),))

    drawing = drawn(draw_pillars(chart))

    unit = (354 - 158) / 100
    (bar,) = drawing.places("rect", "x", "width", fill=color)
    assert bar == (158, pytest.approx(points * unit, abs=0.01))


def test_pillar_without_evidence_is_hatched() -> None:
    chart = PillarChart(HEADING, (40,), (PillarRow("Network", None, "insufficient evidence"),))

    drawing = drawn(draw_pillars(chart))

    assert [shape["fill"] for shape in drawing.shapes("rect")] == [WASH]
    assert len(drawing.shapes("path")) == 1
    assert "insufficient evidence" in drawing.words


def test_cost_curves_cross_where_owning_catches_up() -> None:
    curves = (CostCurve("Own", (50, 75, 100)), CostCurve("Rent", (0, 50, 100)))
    crossing = BreakEven(2, 100, "month 24")
    years = tuple(Tick(year, f"year {year}") for year in range(3))
    chart = CostChart(HEADING, curves, AXIS, years, "", crossing)

    drawing = drawn(draw_costs(chart))

    own, rent = (line["points"].split() for line in drawing.shapes("polyline"))
    assert [point.split(",")[1] for point in own] == ["74", "44", "14"]
    assert [point.split(",")[1] for point in rent] == ["134", "74", "14"]
    ((x, y),) = drawing.places("circle", "cx", "cy")
    assert own[-1] == rent[-1] == f"{x:g},{y:g}"
    assert {"Own", "Rent", "month 24", "year 2"} <= set(drawing.words)
    assert drawing.place_of("Own")[1] != drawing.place_of("Rent")[1], "names do not overlap"


def test_labels_are_moved_apart_and_keep_their_order() -> None:
    assert spread((50, 20, 22, 24), 10) == (50, 20, 30, 40)


def test_tornado_bars_leave_the_base_on_the_side_of_the_result() -> None:
    row = TornadoRow("Salary", 25, 75, "low", "high")

    drawing = drawn(draw_tornado(TornadoChart(HEADING, 50, "as entered", AXIS, (row,))))

    (low,), (high,) = (drawing.places("rect", "x", "width", fill=c) for c in (ACCENT_MID, ACCENT))
    ((base, _end),) = drawing.places("line", "x1", "x2", stroke=INK)
    assert low[0] + low[1] == pytest.approx(base, abs=0.02)
    assert high[0] == pytest.approx(base, abs=0.02)
    assert low[1] == pytest.approx(high[1], abs=0.02)
    assert drawing.place_of("low")[0] < low[0] < high[0] < drawing.place_of("high")[0]


def verdict(people: AxisValue | None, machines: AxisValue | None) -> Drawing:
    chart = VerdictChart(
        heading=HEADING,
        cells=(("a", "b", "c"), ("d", "e", "f"), ("g", "h", "i")),
        organization_label="People",
        technology_label="Machines",
        organization_stops=(0, 55, 70, 100),
        technology_stops=(0, 60, 80, 100),
        reached=frozenset({(0, 2), (1, 2)}) if people else frozenset(),
        chosen=(0, 2) if people else None,
        organization=people,
        technology=machines,
    )
    return drawn(draw_verdict(chart))


def test_verdict_marks_the_cells_that_the_intervals_reach() -> None:
    """Each cell is 86 wide and 58 high, whatever its stretch of points."""
    drawing = verdict(AxisValue(55, 44, 62.5), AxisValue(90, 80, 100))

    assert drawing.places("rect", "x", "y", fill=ACCENT_LIGHT) == [(199, 121), (199, 63)]
    assert len(drawing.shapes("rect", fill=WASH)) == 7
    assert drawing.places("circle", "cx", "cy") == [(241, 120)]
    assert drawing.places("line", "x1", "x2", "y1", "y2", stroke=ACCENT) == [
        (198, 284, 120, 120),
        (241, 241, pytest.approx(178 - 44 / 55 * 58, abs=0.01), 91),
    ]
    (bold,) = drawing.shapes("text", fill=INK, font_size="8", font_weight="600", x="204")
    assert bold["y"]


def test_verdict_without_an_axis_has_no_mark() -> None:
    drawing = verdict(None, AxisValue(90, 80, 100))

    assert drawing.shapes("circle") == []
    assert len(drawing.shapes("rect", fill=WASH)) == 9


def test_long_legend_breaks_into_lines() -> None:
    entries = [("#000000", "a long label of one key")] * 4

    legend = draw_legend(entries, left=0, right=200)

    assert legend.height == 2 * 13 + 3
    assert draw_legend((), left=0, right=200).height == 0


def test_span_stands_at_its_place_and_what_lacks_to_its_limit_is_marked() -> None:
    """The axis runs from 158 to 386: 2.28 units per point."""
    row = SpanRow("Chat", 0, 40, 40, "40 of 60", limit=60)
    chart = SpanChart(
        HEADING, (Tick(0, "0"), Tick(100, "100")), (SpanGroup("", (row,)),), "Carried", "", "Needed"
    )

    drawing = drawn(draw_spans(chart))

    at = {"x": pytest.approx(158), "end": pytest.approx(158 + 40 * 2.28)}
    ((x, width),) = drawing.places("rect", "x", "width", fill=ACCENT_MID, height="9")
    assert (x, x + width) == (at["x"], at["end"])
    ((missing, room),) = drawing.places("rect", "x", "width", fill=WARM_LIGHT)
    assert (missing, room) == (at["end"], pytest.approx(20 * 2.28))
    assert "40 of 60" in drawing.words


def test_candidates_of_spans_have_their_names_above_their_rows() -> None:
    groups = tuple(
        SpanGroup(name, (SpanRow(option, 1, 2, 3, "1 to 3"),))
        for name, option in (("Chat", "Own"), ("Code", "Rent"))
    )
    chart = SpanChart(HEADING, (Tick(0, "0"), Tick(3, "3")), groups, "Range", "Central")

    drawing = drawn(draw_spans(chart))

    heights = [drawing.place_of(word)[1] for word in ("Chat", "Own", "Code", "Rent")]
    assert heights == sorted(heights)


def test_spans_without_rows_are_drawn() -> None:
    assert drawn(draw_spans(SpanChart(HEADING, (), (), "Range", "Central"))).size[0] == 482
