"""Charts for a phone: as narrow as one, labels above their bars, an id of their own."""

from dataclasses import replace

from charts.answers import AnswerChart, AnswerGroup, AnswerRow, draw_answers
from charts.scale import NARROW_WIDTH
from charts.scores import ScoreChart, ScoreRow, Zone, draw_scores
from charts.svg import Heading
from tests.charts.drawing import drawn

HEADING = Heading("answers", "Answers", "Bars show the answers.")


def test_label_of_a_narrow_bar_stands_above_it() -> None:
    row = AnswerRow("People want this.", (20.0, 30.0, 50.0), "20", "50", "12")
    wide = AnswerChart(HEADING, ("No", "Neither", "Yes"), "n", (AnswerGroup("", (row,)),))

    picture = drawn(draw_answers(replace(wide, heading=HEADING.narrow, is_narrow=True)))

    assert picture.size[0] == NARROW_WIDTH
    assert picture.place_of("People want this.")[1] < picture.place_of("50")[1]


def test_narrow_scores_keep_their_values_and_leave_the_names_of_zones() -> None:
    zones = (Zone("Low", 0.0, 50.0), Zone("High", 50.0, 100.0))
    rows = (ScoreRow("Trust", 60.0, 55.0, 65.0, "60 (55 to 65)"),)

    picture = drawn(draw_scores(ScoreChart(HEADING.narrow, zones, rows, is_narrow=True)))

    assert picture.size[0] == NARROW_WIDTH
    assert "60 (55 to 65)" in picture.words
    assert "Low" not in picture.words


def test_both_forms_of_a_chart_have_ids_of_their_own() -> None:
    assert HEADING.narrow.key != HEADING.key
