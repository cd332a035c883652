"""Ask for a sizing and do it: everything said goes in, one row with everything found comes out."""

import logging
import uuid
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from deployments.current_catalog import current_catalog
from deployments.fingerprints import catalog_version, inputs_hash
from deployments.models import Assessment, SizingResult
from deployments.obstacles import AssessmentIncomplete, AssessmentNotFound
from deployments.services.assessments import editable_assessment
from deployments.sizing.assess import assess
from deployments.sizing.results import AssessmentResult
from deployments.sizing.scenario import Scenario
from deployments.sizing.search import smallest_configurations
from deployments.stored_inputs import inputs_of, with_all_steps
from deployments.stored_results import to_json
from jobs.models import Job
from jobs.running import Progress
from jobs.services import enqueue_job

logger = logging.getLogger(__name__)

SIZING_TASK = "deployments.size_assessment"
SIZING_SEED = 20260101  # fixed, so that the same inputs always give the same ranges


@transaction.atomic
def request_sizing(*, actor: User, assessment_id: uuid.UUID) -> Job:
    """Queue the sizing; a worker does it after the commit.

    Raises
    ------
    AssessmentNotFound, AssessmentIncomplete
        If there is nothing to size yet.
    """
    editable_assessment(actor=actor, assessment_id=assessment_id, verb="request_sizing")
    inputs = inputs_of(with_all_steps(Assessment.objects.all()).get(pk=assessment_id))
    if inputs.missing_steps:
        raise _incomplete()
    return enqueue_job(task=SIZING_TASK, subject_id=str(assessment_id))


def size_assessment(*, assessment_id: uuid.UUID, progress: Progress | None = None) -> None:
    """Size the assessment as it stands and keep the result; the same inputs are sized once.

    Raises
    ------
    AssessmentNotFound, AssessmentIncomplete
        If it was deleted or emptied after the sizing was asked for.
    """
    assessment = with_all_steps(Assessment.objects.filter(pk=assessment_id)).first()
    if assessment is None:
        raise AssessmentNotFound(_("This assessment does not exist. It may have been deleted."))
    inputs = inputs_of(assessment)
    fingerprint = inputs_hash(inputs)
    if SizingResult.objects.filter(assessment=assessment, inputs_hash=fingerprint).exists():
        return
    scenario = inputs.scenario(current_catalog())
    if scenario is None:
        raise _incomplete()
    if progress:
        progress(10, _("Reckoning memory, speed and cost"))
    _store_sizing(assessment, scenario, fingerprint)
    logger.info("assessment.sized", extra={"assessment_id": assessment_id})


def _store_sizing(assessment: Assessment, scenario: Scenario, fingerprint: str) -> None:
    catalog = current_catalog()
    outcome = assess(scenario, catalog, seed=SIZING_SEED)
    if isinstance(outcome, AssessmentResult):
        outcome = replace(outcome, configurations=smallest_configurations(scenario, catalog))
    SizingResult.objects.update_or_create(
        assessment=assessment,
        defaults={
            "scenario": to_json(scenario),
            "outcome": to_json(outcome),
            "inputs_hash": fingerprint,
            "catalog_version": catalog_version(),
            "sized_at": timezone.now(),
        },
    )


def _incomplete() -> AssessmentIncomplete:
    return AssessmentIncomplete(_("Choose a model, hardware and a workload first, then size them."))
