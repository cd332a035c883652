"""Assessments side by side as charts: what is sure about their differences, and what is not."""

from dataclasses import replace

import pytest

from deployments.presentation.compared_pictures import compared_pictures
from deployments.presentation.pictures import Picture
from deployments.selectors import AssessmentSummary, assessment_summary
from deployments.services.governance import save_costs
from deployments.services.sizing import size_assessment
from deployments.services.technology import save_workload
from tests.deployments.factories import CLOUD, COSTS, WORKLOAD, Draft, draft, ready_to_size

pytestmark = pytest.mark.django_db


def compared(*made: Draft) -> dict[str, Picture]:
    """Pictures by key, of assessments sized as they stand."""
    summaries: list[AssessmentSummary] = []
    for one in made:
        size_assessment(assessment_id=one.assessment_id)
        summary = assessment_summary(one.assessment_id)
        assert summary is not None
        summaries.append(summary)
    return {picture.key: picture for picture in compared_pictures(summaries)}


def test_cost_per_month_is_the_present_value_over_the_months_of_use() -> None:
    """The reference case of the design: 837,709 over four years."""
    pictures = compared(ready_to_size(name="Chat"))

    rows = {row[1]: row for row in pictures["compared-costs"].table.rows}

    assert rows["On own machines"][:3] == ("Chat", "On own machines", "17,452")


def test_same_costs_are_not_told_apart() -> None:
    pictures = compared(ready_to_size(name="Chat"), ready_to_size(name="Code"))

    assert "the difference is not sure" in pictures["compared-costs"].lead


def test_costs_in_two_currencies_are_not_drawn_on_one_axis() -> None:
    euros = ready_to_size(name="Code")
    in_euros = replace(COSTS, currency="EUR")
    save_costs(actor=euros.actor, assessment_id=euros.assessment_id, costs=in_euros, cloud=CLOUD)

    pictures = compared(ready_to_size(name="Chat"), euros)

    assert set(pictures) == {"compared-load", "compared-memory"}


def test_assessment_that_does_not_carry_the_peak_is_named() -> None:
    busy = ready_to_size(name="Busy")
    many = replace(WORKLOAD, users=120_000)
    save_workload(actor=busy.actor, assessment_id=busy.assessment_id, workload=many)

    pictures = compared(ready_to_size(name="Chat"), busy)

    assert pictures["compared-load"].lead == "Too small for the peak: Busy."
    assert pictures["compared-memory"].lead == "Every model fits its devices."
    assert "Missing" in pictures["compared-load"].svg


def test_assessment_without_result_is_left_out() -> None:
    unsized = assessment_summary(draft(name="Draft").assessment_id)
    assert unsized is not None

    pictures = compared_pictures([unsized])

    assert all(picture.table.rows == () for picture in pictures)
