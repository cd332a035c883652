"""The sentence that opens a section."""

from dataclasses import replace

import pytest
from django.utils import translation

from deployments.selectors import Option
from reports.narrative.leads import comment_lead, machine_leads, people_leads
from reports.narrative.wording import say
from surveys.published import Background
from surveys.selectors import CommentSummary, Estimate, PublishedWave, TrendChange
from tests.reports import assessments, waves


def sentences(wave: PublishedWave) -> dict[str, str]:
    with translation.override("en"):
        return {section: say(lead) for section, lead in people_leads(wave).items()}


def test_dimensions_name_the_ends_and_how_many_are_ready() -> None:
    assert sentences(waves.skeptical_wave())["dimensions"] == (
        "“Mixed teams” stands highest with 62 points, “Follow-up into production” lowest with 34; "
        "none of 9 dimensions reaches “Ready”."
    )
    assert sentences(waves.excellent_wave())["dimensions"].endswith(
        "9 of 9 dimensions reach “Ready”."
    )


def test_gaps_count_direction_and_confirmation() -> None:
    assert sentences(waves.skeptical_wave())["gaps"] == (
        "Leaders expect more than people report in 9 of 9 dimensions. Confirmed gaps: 7. "
        "The widest is “Follow-up into production” (+38 points)."
    )


@pytest.mark.parametrize(
    ("share", "end"),
    [
        (None, "(Research and development)."),
        (0.12, "12% lie between these groups, the rest within them."),
        (0.0, "no further apart than chance alone would put them."),
        (-0.01, "no further apart than chance alone would put them."),
    ],
)
def test_groups_say_how_much_lies_between_them(share: float | None, end: str) -> None:
    shares = {} if share is None else {"department": share}
    wave = replace(waves.skeptical_wave(), background=Background(group_shares=shares))

    lead = sentences(wave)["groups"]

    assert lead.startswith("By department the score runs from 40 (Production) to 58 (Research")
    assert lead.endswith(end)


def test_nothing_is_said_where_nothing_may_be_shown() -> None:
    assert sentences(waves.tiny_wave()) == {}


def test_split_dimension_is_named_by_its_distance() -> None:
    wave = waves.skeptical_wave()
    first = replace(wave.dimensions[0], is_polarized=True, agreement_distance=Estimate(1.4, n=600))

    lead = sentences(replace(wave, dimensions=(first, *wave.dimensions[1:])))["agreement"]

    assert lead == (
        "The workforce is split in 1 of 9 dimensions, most over “Support for a hackathon culture”: "
        "answers lie 1.4 scale points from their mean."
    )


def test_comments_name_the_largest_and_the_most_critical_theme() -> None:
    summary = next(c for c in waves.skeptical_wave().comments if isinstance(c, CommentSummary))

    lead = comment_lead(summary)

    assert lead is not None
    with translation.override("en"):
        assert say(lead) == "Most comments are about “Time”: 88 of 214."
    assert comment_lead(replace(summary, themes=())) is None


def test_cheapest_option_that_is_ruled_out_is_not_praised() -> None:
    result = assessments.conditional_result()
    assert result.costs is not None
    api = next(cost for cost in result.costs.options if cost.option is Option.API)
    cheap = replace(api, npv=api.npv / 100)
    others = tuple(cost for cost in result.costs.options if cost.option is not Option.API)
    costs = replace(result.costs, options=(*others, cheap))

    with translation.override("en"):
        lead = say(machine_leads(replace(result, costs=costs))["costs"])

    assert lead == (
        "“By a hosted API” would cost least (32 thousand USD at present value) but is ruled out; "
        "of what is allowed, “On rented GPUs” costs least (812 thousand)."
    )


@pytest.mark.parametrize(
    ("changes", "beginning"),
    [
        ({}, "Replicas at peak: 2 needed, a spare one included; 2 at hand."),
        (
            {"replicas": 1, "has_spare": False},
            "Replicas at peak: 2 needed, a spare one included; only 1 at hand.",
        ),
        (
            {"replica_concurrency": 0.0, "has_spare": False},
            "At the pessimistic speed no number of replicas meets the latency asked for.",
        ),
    ],
)
def test_capacity_counts_the_spare_and_what_no_number_helps(
    changes: dict[str, float], beginning: str
) -> None:
    result = assessments.conditional_result()
    assert result.capacity is not None
    changed = replace(result, capacity=replace(result.capacity, **changes))  # type: ignore[arg-type]  # fields of two types

    with translation.override("en"):
        assert say(machine_leads(changed)["capacity"]).startswith(beginning)


@pytest.mark.parametrize(
    ("low", "high", "begins"),
    [
        (-5.9, -1.7, "Since the wave before, the score has fallen ("),
        (1.6, 6.2, "Since the wave before, the score has risen ("),
        (-4.0, 0.3, "Whether the score has moved since the wave before cannot be told ("),
        (-5.9, -0.2, "Whether the score has moved since the wave before cannot be told ("),
    ],
)
def test_change_that_is_sure_is_told_though_its_size_is_not(
    low: float, high: float, begins: str
) -> None:
    change = TrendChange("ors", (low + high) / 2, low, high, "inconclusive")

    said = sentences(replace(waves.skeptical_wave(), changes=(change,)))["trend"]

    assert said.startswith(begins)
