"""The guided assessment: one page per step, saved as one goes."""

import dataclasses
import uuid
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.acting import acting_user
from accounts.models import User
from accounts.permissions import Capability, RequiresCapability
from deployments.current_catalog import current_catalog
from deployments.forms.governance import QuestionnaireForm, SovereigntyForm
from deployments.forms.money import CostsForm
from deployments.forms.technology import ModelForm, SiteForm, WorkloadForm
from deployments.presentation.law import duty_lines
from deployments.presentation.questionnaire import questionnaire_progress
from deployments.selectors import AssessmentInputs, AssessmentSummary, Step, assessment_summary
from deployments.services.governance import save_answers, save_costs, save_sovereignty
from deployments.services.sizing import request_sizing
from deployments.services.technology import (
    save_model,
    save_model_config,
    save_site,
    save_workload,
)
from deployments.views.form_page import FormPage
from deployments.views.memory import picture_of
from deployments.views.navigation import STEP_LABELS, following_url, result_url, step_links
from jobs.obstacles import Obstacle

StepForm = TypeVar("StepForm", bound=forms.Form)


class StepView(RequiresCapability, FormPage[StepForm]):
    """A page with one form; subclasses say what it is filled with and how it is saved."""

    required_capability = Capability.MANAGE_ASSESSMENTS
    step: ClassVar[Step]

    @cached_property
    def summary(self) -> AssessmentSummary:
        """The assessment of this address."""
        summary = assessment_summary(self.kwargs["assessment_id"])
        if summary is None:
            raise Http404
        return summary

    @property
    def inputs(self) -> AssessmentInputs:
        """What has been said so far."""
        return self.summary.inputs

    @property
    def target(self) -> dict[str, Any]:
        """Who changes which assessment, as every service asks it."""
        actor: User = acting_user(self.request)
        assessment_id: uuid.UUID = self.summary.id
        return {"actor": actor, "assessment_id": assessment_id}

    def save(self, form: StepForm) -> None:
        """Hand the cleaned values to the service of this step."""
        raise NotImplementedError

    def form_valid(self, form: StepForm) -> HttpResponse:
        """Save and go on; an obstacle is shown above the form, with everything still filled in."""
        try:
            self.save(form)
        except Obstacle as obstacle:
            form.add_error(None, str(obstacle))
            return self.form_invalid(form)
        if self.request.POST.get("then") == "size":
            return self._size()
        return redirect(self.following_page())

    def following_page(self) -> str:
        """Where saving leads."""
        return following_url(self.summary.id, self.step)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the assessment and where one stands in it."""
        return super().get_context_data(
            summary=self.summary,
            steps=step_links(self.summary.id, self.inputs, self.step),
            step_label=STEP_LABELS[self.step],
            following_url=following_url(self.summary.id, self.step),
            **context,
        )

    def _size(self) -> HttpResponse:
        try:
            request_sizing(**self.target)
        except Obstacle as obstacle:
            messages.error(self.request, str(obstacle))
        return redirect(result_url(self.summary.id))


class ModelView(StepView[ModelForm]):
    """Which model, in which number formats."""

    step = Step.MODEL
    form_class = ModelForm
    template_name = "deployments/model.html"

    def get_initial(self) -> dict[str, Any]:
        """The model saved before."""
        model = self.inputs.model
        if model is None:
            return {}
        saved = dataclasses.asdict(model.serving)
        return {
            **saved,
            "catalog_model": model.catalog_model,
            "config_title": model.config_title,
        }

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the picture of what was chosen before."""
        picture = picture_of(self.inputs.model, self.inputs)
        return super().get_context_data(picture=picture, **context)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the form know a configuration uploaded before."""
        return {**super().get_form_kwargs(), "kept": self.inputs.model}

    def save(self, form: ModelForm) -> None:
        """Set the model."""
        data = form.uploaded_config()
        if data is None:
            save_model(**self.target, choice=form.choice())
        else:
            save_model_config(**self.target, data=data, title=form.title(), serving=form.serving())


class WorkloadView(StepView[WorkloadForm]):
    """Who asks how much."""

    step = Step.WORKLOAD
    form_class = WorkloadForm
    template_name = "deployments/workload.html"

    def get_initial(self) -> dict[str, Any]:
        """The demand saved before."""
        return dataclasses.asdict(self.inputs.workload) if self.inputs.workload else {}

    def save(self, form: WorkloadForm) -> None:
        """Set the demand."""
        save_workload(**self.target, workload=form.workload())


class SiteView(StepView[SiteForm]):
    """Where it stands."""

    step = Step.SITE
    form_class = SiteForm
    template_name = "deployments/site.html"

    def get_initial(self) -> dict[str, Any]:
        """The room as described before."""
        if self.inputs.site is None:
            return {}
        facts = dataclasses.asdict(self.inputs.site)
        return {**facts, "name": self.inputs.site_name}

    def save(self, form: SiteForm) -> None:
        """Set the room."""
        save_site(**self.target, name=form.cleaned_data["name"], site=form.site())


class CostsView(StepView[CostsForm]):
    """What it costs."""

    step = Step.COSTS
    form_class = CostsForm
    template_name = "deployments/costs.html"

    def get_initial(self) -> dict[str, Any]:
        """The assumptions saved before."""
        if self.inputs.costs is None or self.inputs.cloud is None:
            return {}
        rented = dataclasses.asdict(self.inputs.cloud)
        return {
            **dataclasses.asdict(self.inputs.costs),
            **{f"cloud_{name}": value for name, value in rented.items()},
        }

    def save(self, form: CostsForm) -> None:
        """Set the assumptions."""
        save_costs(**self.target, costs=form.costs(), cloud=form.cloud())


class SovereigntyView(StepView[SovereigntyForm]):
    """Which data, how far it may go, who answers for it."""

    step = Step.SOVEREIGNTY
    form_class = SovereigntyForm
    template_name = "deployments/sovereignty.html"

    def get_initial(self) -> dict[str, Any]:
        """The facts saved before."""
        return dataclasses.asdict(self.inputs.sovereignty) if self.inputs.sovereignty else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the form know the classes of data saved before."""
        return {**super().get_form_kwargs(), "facts": self.inputs.sovereignty}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the dates of legal duties."""
        duties = duty_lines(current_catalog().legal_dates, today=timezone.localdate())
        return super().get_context_data(duties=duties, **context)

    def save(self, form: SovereigntyForm) -> None:
        """Set facts and classes of data."""
        save_sovereignty(**self.target, facts=form.facts())


class QuestionnaireView(StepView[QuestionnaireForm]):
    """What is in place, and how it is known."""

    step = Step.QUESTIONNAIRE
    form_class = QuestionnaireForm
    template_name = "deployments/questionnaire.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the form know the answers saved before."""
        return {**super().get_form_kwargs(), **self._saved()}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add how far each pillar is answered."""
        progress = questionnaire_progress(current_catalog().questions, self.inputs.answers)
        return super().get_context_data(progress=progress, **context)

    def save(self, form: QuestionnaireForm) -> None:
        """Replace answers and assignments."""
        save_answers(**self.target, answers=form.answers(), assignments=form.assignments())

    def _saved(self) -> dict[str, Any]:
        return {"answers": self.inputs.answers, "assignments": self.inputs.assignments}
