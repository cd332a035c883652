"""Create an assessment from everything about it at once, as programs do."""

from django.db import transaction

from accounts.models import User
from deployments.inputs import AssessmentInputs
from deployments.models import Assessment
from deployments.services.assessments import create_assessment
from deployments.services.governance import save_answers, save_costs, save_sovereignty
from deployments.services.hardware import save_gpu_pool
from deployments.services.sizing import request_sizing
from deployments.services.technology import save_model, save_site, save_workload
from deployments.sizing.scenario import CloudReference


@transaction.atomic
def create_described_assessment(*, actor: User, name: str, inputs: AssessmentInputs) -> Assessment:
    """Create the assessment with all its steps and ask for its sizing; all or nothing.

    Raises
    ------
    Obstacle
        As the service of the step raises it; nothing has been written then.
    """
    assessment = create_assessment(actor=actor, name=name)
    assessment_id = assessment.pk
    for entry in inputs.pools:
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
    save_answers(actor=actor, assessment_id=assessment_id, answers=inputs.answers)
    request_sizing(actor=actor, assessment_id=assessment_id)
    return assessment
