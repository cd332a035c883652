"""All assessments, and the beginning of a new one."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.acting import acting_user
from accounts.permissions import Capability, RequiresCapability, requires
from deployments.forms.technology import NameForm
from deployments.presentation.listing import listing_lines
from deployments.selectors import Step, assessment_listings
from deployments.services.assessments import create_assessment
from deployments.views.form_page import FormPage
from deployments.views.navigation import step_url


@require_GET
@requires(Capability.VIEW_ASSESSMENTS)
def assessments(request: HttpRequest) -> HttpResponseBase:
    """List every assessment with what came out of it."""
    context = {"lines": listing_lines(assessment_listings())}
    return render(request, "deployments/assessments.html", context)


class NewAssessmentView(RequiresCapability, FormPage[NameForm]):
    """Ask for a name and go to the first step."""

    required_capability = Capability.MANAGE_ASSESSMENTS
    form_class = NameForm
    template_name = "deployments/new.html"

    def form_valid(self, form: NameForm) -> HttpResponse:
        """Begin the assessment."""
        assessment = create_assessment(
            actor=acting_user(self.request), name=form.cleaned_data["name"]
        )
        return redirect(step_url(assessment.pk, Step.MODEL))
