"""Further assessments beside the chosen one: chosen on the page, frozen, printed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from jobs.models import Job
from reports.models import Report
from reports.obstacles import NothingToReport
from reports.rendering.document import document_of
from reports.selectors import frozen_snapshot
from reports.services.building import build_report
from reports.services.requesting import request_report
from surveys.models import Wave
from tests.deployments.factories import ready_to_size
from tests.reports.factories import sized_assessment

pytestmark = pytest.mark.django_db


@pytest.fixture
def grace(db: None) -> User:
    """Grace leads HR."""
    return User.objects.create(email="grace@example.org", name="Grace", role=Role.HR_LEADER)


def form(wave: Wave, **changed: Any) -> dict[str, Any]:
    given = {
        "title": "AI 2026",
        "wave": str(wave.pk),
        "assessment": "",
        "language": "en",
        "paper": "a4",
        "accent": "#0b5c8a",
        "organization": "",
    }
    return given | changed


def test_compared_assessments_are_frozen_and_printed_beside_the_chosen_one(
    client: Client, grace: User, wave: Wave
) -> None:
    chosen, other = sized_assessment(grace), sized_assessment(grace)
    client.force_login(grace)

    client.post(
        reverse("reports:new"),
        form(wave, assessment=str(chosen), compared=[str(other), str(chosen)]),
    )

    report = Report.objects.get()
    assert report.compared == [str(other)], "an assessment is not compared with itself"
    build_report(report_id=report.pk)
    snapshot = frozen_snapshot(report.pk)
    assert snapshot is not None
    assert [entry.assessment_id for entry in snapshot.compared] == [str(other)]
    technology = document_of(snapshot).technology
    assert technology is not None
    assert technology.comparison is not None
    assert len(technology.comparison.table.columns) == 3


def test_nothing_is_compared_without_an_assessment_of_its_own(
    client: Client, grace: User, wave: Wave
) -> None:
    one, _two = sized_assessment(grace), sized_assessment(grace)
    client.force_login(grace)

    page = client.post(reverse("reports:new"), form(wave, compared=[str(one)]))

    assert "Choose the assessment that the others stand beside." in page.content.decode()
    assert not Report.objects.exists()


def test_four_are_too_many(client: Client, grace: User, wave: Wave) -> None:
    chosen, *others = (sized_assessment(grace) for _ in range(5))
    client.force_login(grace)

    page = client.post(
        reverse("reports:new"),
        form(wave, assessment=str(chosen), compared=[str(entry) for entry in others]),
    )

    assert "Choose three at most: a page has no more room." in page.content.decode()
    assert not Report.objects.exists()


def test_a_single_assessment_offers_no_comparison(client: Client, grace: User, wave: Wave) -> None:
    sized_assessment(grace)
    client.force_login(grace)

    assert "Compare with" not in client.get(reverse("reports:new")).content.decode()


def test_service_refuses_what_was_never_sized_and_stores_nothing(grace: User, wave: Wave) -> None:
    chosen = sized_assessment(grace)
    unsized = ready_to_size(grace).assessment_id

    with pytest.raises(NothingToReport, match="Size it first"):
        request_report(
            actor=grace,
            title="AI 2026",
            wave_id=wave.pk,
            assessment_id=chosen,
            language="en",
            compared_ids=(unsized,),
        )

    assert not Report.objects.exists()
    assert not Job.objects.filter(task="reports.build_report").exists()
