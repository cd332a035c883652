"""Drivers, and checks on the answers, as the report prints them."""

from dataclasses import replace

import pytest

from reports.rendering.people_background import background_part, quality_table
from surveys.published import Background, PublishedDriver
from tests.reports import waves

DRIVERS = (
    PublishedDriver("ownership_topics", 0.214, 0.152, 0.268, 655),
    PublishedDriver("trust", 0.08, 0.03, 0.14, 655),
)


def test_drivers_are_printed_with_their_intervals_and_never_as_causes() -> None:
    wave = replace(waves.skeptical_wave(), background=Background(drivers=DRIVERS))

    part = background_part(wave)

    assert part is not None
    assert part.drivers is not None
    assert part.drivers.table.rows[0][1:] == ("21.4", "15.2", "26.8", "655")
    assert ">21 (15 to 27)</text>" in part.drivers.svg
    assert "never said to cause it" in part.drivers.note


def test_share_between_further_groups_is_told_and_nothing_below_zero() -> None:
    shares = {"department": 0.2, "team": 0.124, "site": -0.003}
    wave = replace(waves.skeptical_wave(), background=Background(group_shares=shares))

    part = background_part(wave)

    assert part is not None
    assert part.notes == (
        "12% of the differences in the score lie between groups by team.",
        "0% of the differences in the score lie between groups by site.",
    )


def test_nothing_known_leaves_the_section_out() -> None:
    assert background_part(waves.skeptical_wave()) is None


@pytest.mark.parametrize(
    ("without", "found"),
    [(51.34, "score 51.3 without them, 48.9 with"), (None, "too few to be told apart")],
)
def test_careless_answers_change_the_score_by_what_is_told(
    without: float | None, found: str
) -> None:
    wave = replace(waves.skeptical_wave(), background=Background(score_without_careless=without))

    rows = {row[0]: row[1] for row in quality_table(wave).rows}

    assert rows["One answer in a long row"] == found
    assert rows["Statements left open"] == "1.6% on average, 1.6% at most"


def test_hidden_figures_leave_the_checks_unshown() -> None:
    rows = {row[0]: row[1] for row in quality_table(waves.tiny_wave()).rows}

    assert rows == {
        "Statements left open": "not shown",
        "One answer in a long row": "too few to be told apart",
        "Reliability of the whole": "not shown",
        "Figures withheld": "11 of 11 scores",
    }
