import uuid
from dataclasses import replace
from decimal import Decimal

import pytest

from deployments.models import SizingResult
from deployments.obstacles import AssessmentIncomplete, AssessmentNotFound
from deployments.selectors import assessment_summary, sized_assessments
from deployments.services.hardware import remove_gpu_pool
from deployments.services.sizing import SIZING_TASK, request_sizing, size_assessment
from deployments.services.technology import save_workload
from deployments.sizing.results import Option
from deployments.tasks import size_assessment as sizing_task
from jobs.models import Job, JobState
from tests.deployments.factories import WORKLOAD, Draft, draft, ready_to_size

pytestmark = pytest.mark.django_db


def asked(made: Draft) -> Job:
    return request_sizing(actor=made.actor, assessment_id=made.assessment_id)


def test_job_sizes_the_assessment_and_keeps_the_result() -> None:
    made = ready_to_size()
    job = asked(made)

    sizing_task(str(job.pk))

    job.refresh_from_db()
    summary = assessment_summary(made.assessment_id)
    assert job.state == JobState.SUCCEEDED
    assert summary is not None
    assert summary.sizing is not None
    assert summary.sizing.is_current
    assert summary.result is not None
    assert summary.result.memory.fits


def test_reference_case_costs_what_the_design_says() -> None:
    """design/deployment.md: 145,959 a year, 837,709 and 812,398 present value, month 45.9."""
    made = ready_to_size()

    size_assessment(assessment_id=made.assessment_id)

    summary = assessment_summary(made.assessment_id)
    assert summary is not None
    assert summary.result is not None
    costs = summary.result.costs
    assert costs is not None
    own, rented = costs.of(Option.ON_PREM), costs.of(Option.CLOUD_GPU)
    assert own is not None
    assert rented is not None
    assert own.opex_per_year == pytest.approx(Decimal(145_959), rel=Decimal("0.001"))
    assert own.npv == pytest.approx(Decimal(837_709), rel=Decimal("0.001"))
    assert rented.npv == pytest.approx(Decimal(812_398), rel=Decimal("0.001"))
    assert costs.break_even_month == pytest.approx(45.9, abs=0.05)


def test_same_inputs_are_sized_once() -> None:
    made = ready_to_size()
    size_assessment(assessment_id=made.assessment_id)
    first = SizingResult.objects.get()

    size_assessment(assessment_id=made.assessment_id)

    assert SizingResult.objects.get().sized_at == first.sized_at


def test_changed_inputs_make_the_result_stale_until_it_is_sized_again() -> None:
    made = ready_to_size()
    size_assessment(assessment_id=made.assessment_id)
    save_workload(
        actor=made.actor,
        assessment_id=made.assessment_id,
        workload=replace(WORKLOAD, users=2400),
    )

    stale = assessment_summary(made.assessment_id)
    size_assessment(assessment_id=made.assessment_id)
    fresh = assessment_summary(made.assessment_id)

    assert stale is not None
    assert stale.sizing is not None
    assert fresh is not None
    assert fresh.sizing is not None
    assert not stale.sizing.is_current
    assert stale.sizing.scenario.workload.users == 1200
    assert fresh.sizing.is_current
    assert fresh.sizing.scenario.workload.users == 2400


def test_asking_twice_makes_one_job() -> None:
    made = ready_to_size()

    assert asked(made) == asked(made)
    assert Job.objects.filter(task=SIZING_TASK).count() == 1


def test_incomplete_assessment_is_not_queued() -> None:
    made = draft()

    with pytest.raises(AssessmentIncomplete):
        asked(made)

    assert not Job.objects.exists()


def test_assessment_emptied_meanwhile_ends_the_job_with_the_reason() -> None:
    made = ready_to_size()
    job = asked(made)
    summary = assessment_summary(made.assessment_id)
    assert summary is not None
    pool_id = summary.inputs.pools[0].id
    remove_gpu_pool(actor=made.actor, assessment_id=made.assessment_id, pool_id=pool_id)

    sizing_task(str(job.pk))

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "hardware" in job.error
    assert not SizingResult.objects.exists()


def test_deleted_assessment_is_named() -> None:
    with pytest.raises(AssessmentNotFound):
        size_assessment(assessment_id=uuid.uuid4())


def test_reports_are_offered_sized_assessments_alone() -> None:
    made = ready_to_size(name="Sized")
    draft(name="Draft")
    size_assessment(assessment_id=made.assessment_id)

    assert [listing.name for listing in sized_assessments()] == ["Sized"]


def test_result_of_an_older_program_counts_as_not_sized() -> None:
    made = ready_to_size()
    size_assessment(assessment_id=made.assessment_id)
    SizingResult.objects.update(outcome={"@type": "AssessmentResult"})

    summary = assessment_summary(made.assessment_id)

    assert summary is not None
    assert summary.sizing is None
    assert sized_assessments() == ()
