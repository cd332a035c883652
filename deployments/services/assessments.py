"""Begin an assessment, name it, and lock it while one of its steps is written."""

import logging
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_audit
from deployments.models import Assessment
from deployments.obstacles import AssessmentNotFound

logger = logging.getLogger(__name__)


@transaction.atomic
def create_assessment(*, actor: User, name: str) -> Assessment:
    """Begin an assessment with nothing but its name."""
    assessment = Assessment.objects.create(name=name, created_by=actor, created_at=timezone.now())
    record_audit(actor=actor, verb="assessment.create", subject=str(assessment.pk))
    logger.info("assessment.created", extra={"assessment_id": assessment.pk})
    return assessment


@transaction.atomic
def delete_assessment(*, actor: User, assessment_id: uuid.UUID) -> None:
    """Remove an assessment with everything said and found."""
    editable_assessment(actor=actor, assessment_id=assessment_id, verb="delete").delete()


def editable_assessment(*, actor: User, assessment_id: uuid.UUID, verb: str) -> Assessment:
    """Lock the assessment for the rest of the caller's transaction and note who changes what.

    Raises
    ------
    AssessmentNotFound
        If nobody began it, or somebody deleted it meanwhile.
    """
    assessment = Assessment.objects.select_for_update().filter(pk=assessment_id).first()
    if assessment is None:
        raise AssessmentNotFound(_("This assessment does not exist. It may have been deleted."))
    record_audit(actor=actor, verb=f"assessment.{verb}", subject=str(assessment_id))
    return assessment
