"""Assessments side by side, and copies to vary."""

import uuid
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from deployments.models import Assessment
from deployments.obstacles import AssessmentNotFound
from deployments.presentation.comparison import comparison_tables
from deployments.selectors import assessment_inputs, assessment_summary
from deployments.services.describing import copy_assessment
from deployments.services.hardware import choose_gpu_pool, save_gpu_pool
from deployments.services.sizing import size_assessment
from deployments.services.technology import save_workload
from deployments.sizing.scenario import GpuPool
from tests.deployments.factories import WORKLOAD, Draft, draft, person, ready_to_size

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.deployments.addresses")]

COMPARE = "deployments:compare"


def sized(name: str) -> Draft:
    made = ready_to_size(name=name)
    size_assessment(assessment_id=made.assessment_id)
    return made


def compared(engineer: Client, *chosen: uuid.UUID | str) -> str:
    keys = [str(key) for key in chosen]
    return engineer.get(reverse(COMPARE), {"assessment": keys}, follow=True).content.decode()


def test_two_assessments_stand_side_by_side(engineer: Client) -> None:
    shown = compared(engineer, sized("Small").assessment_id, sized("Large").assessment_id)

    assert shown.index(">Small<") < shown.index(">Large<")
    assert "Technical readiness" in shown
    assert shown.count("USD 837,709") == 2  # the reference case of the design


def test_every_column_is_one_assessment_and_every_cell_is_filled() -> None:
    first, second = sized("Small"), draft(name="Busy")
    save_workload(
        actor=second.actor, assessment_id=second.assessment_id, workload=replace(WORKLOAD, users=9)
    )
    summaries = [assessment_summary(made.assessment_id) for made in (first, second, first)]

    tables = comparison_tables([summary for summary in summaries if summary])

    for table in tables:
        assert len(table.columns) == 3  # the one without a result is left out
        assert {len(row) for row in table.rows} == {3}
        assert all(cell for row in table.rows for cell in row)


def test_choice_that_cannot_be_compared_is_explained_on_the_list(engineer: Client) -> None:
    made = sized("Small")
    unsized = draft(name="Draft")
    too_few = "Choose two to four assessments to compare."

    assert too_few in compared(engineer)
    assert too_few in compared(engineer, made.assessment_id)
    assert too_few in compared(engineer, made.assessment_id, made.assessment_id)
    assert "has no result" in compared(engineer, made.assessment_id, unsized.assessment_id)
    assert "has no result" in compared(engineer, made.assessment_id, "1; drop table")


def test_copy_has_every_step_and_no_result() -> None:
    made = sized("Small")

    copied = copy_assessment(actor=made.actor, assessment_id=made.assessment_id)

    original, other = assessment_inputs(made.assessment_id), assessment_inputs(copied.pk)
    summary = assessment_summary(copied.pk)
    assert original is not None
    assert other is not None
    assert summary is not None
    assert [entry.pool for entry in other.pools] == [entry.pool for entry in original.pools]
    assert replace(other, pools=()) == replace(original, pools=())
    assert (summary.name, summary.result) == ("Small (copy)", None)


def test_pool_that_carries_the_model_carries_it_in_the_copy() -> None:
    made = ready_to_size()
    save_gpu_pool(actor=made.actor, assessment_id=made.assessment_id, pool=GpuPool("l40s", 4, 4))
    before = assessment_inputs(made.assessment_id)
    assert before is not None
    second = next(entry for entry in before.pools if not entry.is_chosen)
    choose_gpu_pool(actor=made.actor, assessment_id=made.assessment_id, pool_id=second.id)

    copied = copy_assessment(actor=made.actor, assessment_id=made.assessment_id)

    after = assessment_inputs(copied.pk)
    assert after is not None
    assert after.chosen_pool == second.pool
    assert len(after.pools) == 2


def test_unfinished_assessment_can_be_copied() -> None:
    made = draft(name="x" * 200)

    copied = copy_assessment(actor=made.actor, assessment_id=made.assessment_id)

    assert copied.name == "x" * 180 + " (copy)"


def test_copying_what_is_gone_is_refused() -> None:
    with pytest.raises(AssessmentNotFound):
        copy_assessment(actor=person(), assessment_id=uuid.uuid4())

    assert not Assessment.objects.exists()


def test_button_leads_to_the_first_step_of_the_copy(engineer: Client) -> None:
    made = ready_to_size()

    response = engineer.post(reverse("deployments:copy", args=[made.assessment_id]))

    copied = Assessment.objects.exclude(pk=made.assessment_id).get()
    assert response.headers["Location"] == reverse("deployments:model", args=[copied.pk])


def test_readers_compare_and_do_not_copy(client: Client) -> None:
    made = sized("Small")
    client.force_login(person(Role.EXECUTIVE))

    copying = client.post(reverse("deployments:copy", args=[made.assessment_id]))

    assert client.get(reverse(COMPARE)).status_code == 302
    assert copying.status_code == 403
    assert Assessment.objects.count() == 1
