"""Create an assessment from everything about it at once, as programs and copies do."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from deployments.inputs import AssessmentInputs
from deployments.models import Assessment
from deployments.obstacles import AssessmentNotFound
from deployments.services.assessments import create_assessment
from deployments.services.governance import save_answers, save_costs, save_sovereignty
from deployments.services.hardware import save_gpu_pool
from deployments.services.sizing import request_sizing
from deployments.services.technology import save_model, save_site, save_workload
from deployments.sizing.scenario import CloudReference
from deployments.stored_inputs import inputs_of, with_all_steps

_LONGEST_COPIED_NAME = 180  # with the word for a copy it stays within the column


@transaction.atomic
def create_described_assessment(*, actor: User, name: str, inputs: AssessmentInputs) -> Assessment:
    """Create the assessment with all its steps and ask for its sizing; all or nothing.

    Raises
    ------
    Obstacle
        As the service of the step raises it; nothing has been written then.
    """
    assessment = create_assessment(actor=actor, name=name)
    _save_steps(actor, assessment.pk, inputs)
    request_sizing(actor=actor, assessment_id=assessment.pk)
    return assessment


@transaction.atomic
def copy_assessment(*, actor: User, assessment_id: uuid.UUID) -> Assessment:
    """Begin another assessment with the same steps, to change one of them and compare.

    Raises
    ------
    AssessmentNotFound
        If nobody began it, or somebody deleted it meanwhile.
    """
    original = with_all_steps(Assessment.objects.filter(pk=assessment_id)).first()
    if original is None:
        raise AssessmentNotFound(_("This assessment does not exist. It may have been deleted."))
    name = _("%(name)s (copy)") % {"name": original.name[:_LONGEST_COPIED_NAME]}
    copied = create_assessment(actor=actor, name=name)
    _save_steps(actor, copied.pk, inputs_of(original))
    return copied


def _save_steps(actor: User, assessment_id: uuid.UUID, inputs: AssessmentInputs) -> None:
    """Save every step that there is; the pool that carries the model comes first."""
    for entry in sorted(inputs.pools, key=lambda entry: not entry.is_chosen):
        save_gpu_pool(actor=actor, assessment_id=assessment_id, pool=entry.pool)
    if inputs.model:
        save_model(actor=actor, assessment_id=assessment_id, choice=inputs.model)
    if inputs.workload:
        save_workload(actor=actor, assessment_id=assessment_id, workload=inputs.workload)
    if inputs.site:
        save_site(actor=actor, assessment_id=assessment_id, name=inputs.site_name, site=inputs.site)
    if inputs.costs:
        cloud = inputs.cloud or CloudReference()
        save_costs(actor=actor, assessment_id=assessment_id, costs=inputs.costs, cloud=cloud)
    if inputs.sovereignty:
        save_sovereignty(actor=actor, assessment_id=assessment_id, facts=inputs.sovereignty)
    save_answers(
        actor=actor,
        assessment_id=assessment_id,
        answers=inputs.answers,
        assignments=inputs.assignments,
    )
