"""The bars of a fleet are drawn to one scale; what is missing is seen."""

from charts.fleet import FleetChart, FleetRow, draw_fleet
from charts.palette import ACCENT, ACCENT_MID, WARM
from charts.svg import Heading
from tests.charts.drawing import drawn


def chart(*rows: FleetRow) -> FleetChart:
    heading = Heading("fleet", "Memory", "Bars show what devices hold.")
    return FleetChart(heading, rows, "Weights", "Software", "Free", "Missing", "Usable")


def row(weights_gib: float, overhead_gib: float, *, fits: bool = True) -> FleetRow:
    return FleetRow("H200", weights_gib, overhead_gib, 90.0, 100.0, "2 devices", fits=fits)


def test_parts_are_as_long_as_what_they_hold() -> None:
    picture = drawn(draw_fleet(chart(row(40.0, 10.0))))

    widths = {
        color: picture.places("rect", "width", fill=color)[-1][0] for color in (ACCENT, ACCENT_MID)
    }

    assert round(widths[ACCENT] / widths[ACCENT_MID], 3) == 4.0


def test_what_does_not_fit_is_named_and_drawn() -> None:
    beyond = drawn(draw_fleet(chart(row(120.0, 10.0, fits=False))))
    within = drawn(draw_fleet(chart(row(40.0, 10.0))))

    assert "Missing" in beyond.words
    assert len(beyond.shapes("rect", fill=WARM)) == 2  # the key and the bar
    assert "Missing" not in within.words
    assert within.shapes("rect", fill=WARM) == []


def test_no_rows_are_an_empty_picture() -> None:
    assert drawn(draw_fleet(chart())).words[:2] == ["Weights", "Software"]
