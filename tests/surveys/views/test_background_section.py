"""The section on what goes together with the score says how to read it, and what it is not."""

from django.template.loader import render_to_string

from surveys.presentation import DriverLine
from surveys.published import Estimate

DRIVERS = (DriverLine("Trust", "12", "8", "17"), DriverLine("Direction", "6", "3", "10"))


def section(**context: object) -> str:
    return " ".join(render_to_string("surveys/results/background.html", context).split())


def test_drivers_stand_with_intervals_and_a_warning_against_causes() -> None:
    page = section(drivers=DRIVERS, group_shares=(("site", 7),), score_without_careless=51.4)

    assert page.index("Trust") < page.index("Direction")
    assert "12 %" in page
    assert "8–17 %" in page
    assert "does not say that changing one changes the other" in page
    assert "7 % of the differences in the score lie between the groups of site" in page
    assert "the score were 51." in page


def test_advocacy_stands_apart_from_the_score() -> None:
    page = section(drivers=(), advocacy=Estimate(-25.0, 40, -50.0, 0.0))

    assert "-25 (percent of promoters minus percent of detractors, 40 answers)" in page
    assert "95% interval -50 to 0" in page
    assert "Never part of the score." in page
    assert "How to read this" not in page
