"""Where one stands in the guided assessment, and where it goes next."""

import uuid
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from deployments.selectors import AssessmentInputs, Step

STEP_LABELS: dict[Step, Promise] = {
    Step.MODEL: _("Model"),
    Step.HARDWARE: _("Hardware"),
    Step.WORKLOAD: _("Workload"),
    Step.SITE: _("Site"),
    Step.COSTS: _("Cost"),
    Step.SOVEREIGNTY: _("Data and law"),
    Step.QUESTIONNAIRE: _("Questionnaire"),
}


@dataclass(frozen=True, slots=True)
class StepLink:
    """One entry of the list of steps; `state` is done, current or todo."""

    label: Promise
    state: str
    url: str


def step_links(
    assessment_id: uuid.UUID, inputs: AssessmentInputs, current: Step | None
) -> list[StepLink]:
    """All steps and the result, with what has been done; without a current step the result is."""
    done = inputs.done_steps
    links = [
        StepLink(
            label=label,
            state="current" if step is current else "done" if step in done else "todo",
            url=step_url(assessment_id, step),
        )
        for step, label in STEP_LABELS.items()
    ]
    state = "todo" if current else "current"
    return [*links, StepLink(_("Result"), state, result_url(assessment_id))]


def missing_links(assessment_id: uuid.UUID, inputs: AssessmentInputs) -> list[StepLink]:
    """Steps that have to be done before anything can be sized."""
    return [
        StepLink(STEP_LABELS[step], "todo", step_url(assessment_id, step))
        for step in inputs.missing_steps
    ]


def step_url(assessment_id: uuid.UUID, step: Step) -> str:
    """Page of a step."""
    return reverse(f"deployments:{step}", args=[assessment_id])


def result_url(assessment_id: uuid.UUID) -> str:
    """Page of the result."""
    return reverse("deployments:assessment", args=[assessment_id])


def following_url(assessment_id: uuid.UUID, step: Step) -> str:
    """Page after a step."""
    steps = list(Step)
    position = steps.index(step) + 1
    if position == len(steps):
        return result_url(assessment_id)
    return step_url(assessment_id, steps[position])
