"""Geometry of the charts about people, worked out by hand from their scales."""

import pytest

from charts.answers import AnswerChart, AnswerGroup, AnswerRow, colors_of, draw_answers
from charts.gaps import GapChart, GapRow, draw_gaps
from charts.heatmap import HeatCell, HeatChart, HeatRow, color_of, draw_heat
from charts.palette import ACCENT, BANDS, DIVERGING, INK, MUTED, NEUTRAL, PAPER, WARM
from charts.scores import ScoreChart, ScoreRow, Zone, draw_scores
from charts.svg import Heading
from charts.trend import TrendChart, TrendPoint, draw_trend
from tests.charts.drawing import drawn

HEADING = Heading("chart", "Title", "What it shows.")
ZONES = (Zone("Low", 0, 50), Zone("High", 50, 100))
POINTS = ("--", "-", "0", "+", "++")


def test_score_stands_at_its_place_on_the_axis_with_its_interval() -> None:
    """The axis runs from 150 to 412: 2.62 units per point."""
    chart = ScoreChart(HEADING, ZONES, (ScoreRow("Trust", 50, 40, 60, "50 (40 to 60)"),))

    drawing = drawn(draw_scores(chart))

    assert drawing.places("circle", "cx", "cy") == [(281, 33.5)]
    assert drawing.places("line", "x1", "x2", "y1", "y2", stroke=ACCENT) == [
        (254.8, 307.2, 33.5, 33.5),
        (254.8, 254.8, 29.5, 37.5),
        (307.2, 307.2, 29.5, 37.5),
    ]
    assert drawing.places("rect", "x", "width", fill=BANDS[0]) == [(150, 131)]
    assert drawing.places("rect", "x", "width", fill=BANDS[1]) == [(281, 131)]
    assert {"Trust", "Low", "High", "50 (40 to 60)"} <= set(drawing.words)


def test_withheld_score_has_its_reason_and_no_dot() -> None:
    row = ScoreRow("Trust", None, None, None, "Too few answers")

    drawing = drawn(draw_scores(ScoreChart(HEADING, ZONES, (row,))))

    assert drawing.shapes("circle") == []
    assert "Too few answers" in drawing.words


def test_chart_of_scores_without_rows_is_drawn() -> None:
    assert drawn(draw_scores(ScoreChart(HEADING, ZONES, ()))).size == (482, 40)


def test_answers_diverge_around_the_middle_of_the_neutral_ones() -> None:
    """10, 20, 40, 20, 10 percent: 50 on either side, so the middle is that of the room."""
    row = AnswerRow("I agree.", (10, 20, 40, 20, 10), "30", "30", "200")
    chart = AnswerChart(HEADING, POINTS, "Answers", (AnswerGroup("Trust", (row,)),))

    drawing = drawn(draw_answers(chart))

    bars = drawing.places("rect", "x", "width", height="11")
    start, end, unit = 242.0, 418.0, 1.76
    assert bars == [
        (start, 17.6),
        (pytest.approx(start + 10 * unit), 35.2),
        (pytest.approx(start + 30 * unit), 70.4),
        (pytest.approx(start + 70 * unit), 35.2),
        (pytest.approx(end - 10 * unit), 17.6),
    ]
    (axis,) = drawing.places("line", "x1", "x2", stroke=INK)
    assert axis == ((start + end) / 2, (start + end) / 2)
    fills = [shape["fill"] for shape in drawing.shapes("rect", height="11")]
    assert tuple(fills) == DIVERGING


def test_a_band_beside_the_longest_bar_does_not_run_into_it() -> None:
    row = AnswerRow("Leadership", (90, 5, 5), "80–100", "0–20", "16")
    chart = AnswerChart(HEADING, POINTS[:3], "Comments", (AnswerGroup("", (row,)),))

    drawing = drawn(draw_answers(chart))

    label_end, _y = drawing.place_of("80–100")
    bars = drawing.places("rect", "x", height="11")
    assert label_end == pytest.approx(min(bars)[0] - 4)


def test_withheld_answers_have_a_reason_and_no_bar() -> None:
    row = AnswerRow("I agree.", None, "", "", "Too few answers")
    chart = AnswerChart(HEADING, POINTS, "Answers", (AnswerGroup("", (row,)),))

    drawing = drawn(draw_answers(chart))

    assert drawing.shapes("rect", height="11") == []
    assert "Too few answers" in drawing.words


@pytest.mark.parametrize("count", [2, 3, 4, 5, 7])
def test_each_scale_point_has_a_color_of_its_own(count: int) -> None:
    colors = colors_of(count)

    assert len(set(colors)) == count
    assert (colors[0], colors[-1]) == (WARM, ACCENT)
    assert (NEUTRAL in colors) is (count % 2 == 1)


def test_gap_draws_both_points_and_the_distance() -> None:
    """Points run from 158 to 308, 1.5 units each; gaps from -10 to 30 over 328 to 422."""
    row = GapRow("Trust", 70, 50, 10, 30, "+20", is_confirmed=True)
    chart = GapChart(HEADING, "Expected", "Perceived", "Gap", (row,))

    drawing = drawn(draw_gaps(chart))

    expected, perceived, gap = drawing.places("circle", "cx", cy="39.5")
    assert (expected, perceived) == ((263,), (233,))
    assert gap == (pytest.approx(328 + 30 * 94 / 40),)
    assert drawing.places("line", "x1", "x2", stroke=INK) == [(375, 422)]
    assert "+20" in drawing.words


def test_unconfirmed_gap_is_a_gray_ring() -> None:
    row = GapRow("Trust", 52, 50, -4, 8, "+2", is_confirmed=False)
    chart = GapChart(HEADING, "Expected", "Perceived", "Gap", (row,))

    drawing = drawn(draw_gaps(chart))

    assert len(drawing.shapes("circle", fill=PAPER, stroke=MUTED)) == 1
    assert drawing.shapes("line", stroke=INK) == []


def test_heat_cells_fill_the_room_and_carry_their_number() -> None:
    row = HeatRow("Sales", "12", (HeatCell(85, "85"), HeatCell(None, "")))
    chart = HeatChart(HEADING, ("Trust", "Skills"), "Answers", (row,), "low", "high", "Withheld")

    drawing = drawn(draw_heat(chart))

    width = (482 - 146) / 2
    cells = drawing.places("rect", "x", "width", height="16.5")
    assert cells == [(146.75, width - 1.5), (146.75 + width, width - 1.5)]
    assert drawing.shapes("rect", height="16.5")[0]["fill"] == ACCENT
    assert len(drawing.shapes("path")) == 2, "one hatched cell and its key"
    assert {"Sales", "12", "85", "Withheld"} <= set(drawing.words)


def test_heat_colors_move_apart_from_the_middle() -> None:
    """Color-blind readers tell blue from orange; both ends stay apart, and 50 is neither."""
    assert color_of(0) == color_of(15) == WARM
    assert color_of(100) == color_of(85) == ACCENT
    assert len({color_of(points) for points in (15, 32, 50, 68, 85)}) == 5


def test_trend_leaves_a_hole_where_a_wave_is_withheld() -> None:
    points = (
        TrendPoint("Wave 1", 50, 45, 55, "50"),
        TrendPoint("Wave 2", None, None, None, "Too few answers"),
        TrendPoint("Wave 3", 60, 55, 65, "60"),
        TrendPoint("Wave 4", 70, 65, 75, "70"),
    )

    drawing = drawn(draw_trend(TrendChart(HEADING, ZONES, points)))

    assert drawing.places("circle", "cx", "cy") == [(71.5, 69), (261.5, 56.8), (356.5, 44.6)]
    assert [line["points"] for line in drawing.shapes("polyline")] == ["261.5,56.8 356.5,44.6"]
    assert "Too few answers" in drawing.words
