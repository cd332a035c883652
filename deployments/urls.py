"""Addresses of the assessments; each step of the guide has its own."""

from django.urls import path

from deployments.views import comparison, hardware, listing, memory, result, steps

app_name = "deployments"

urlpatterns = [
    path("", listing.assessments, name="assessments"),
    path("compare/", comparison.compare, name="compare"),
    path("new/", listing.NewAssessmentView.as_view(), name="new"),
    path("<uuid:assessment_id>/", result.assessment, name="assessment"),
    path("<uuid:assessment_id>/copy/", comparison.copy, name="copy"),
    path("<uuid:assessment_id>/size/", result.size, name="size"),
    path("<uuid:assessment_id>/progress/", result.progress, name="progress"),
    path("<uuid:assessment_id>/delete/", result.delete, name="delete"),
    path("<uuid:assessment_id>/memory/", memory.memory, name="memory"),
    path("<uuid:assessment_id>/model/", steps.ModelView.as_view(), name="model"),
    path("<uuid:assessment_id>/hardware/", hardware.HardwareView.as_view(), name="hardware"),
    path(
        "<uuid:assessment_id>/hardware/inventory/",
        hardware.InventoryView.as_view(),
        name="inventory",
    ),
    path(
        "<uuid:assessment_id>/hardware/<int:pool_id>/choose/",
        hardware.choose_pool,
        name="choose_pool",
    ),
    path(
        "<uuid:assessment_id>/hardware/<int:pool_id>/remove/",
        hardware.remove_pool,
        name="remove_pool",
    ),
    path("<uuid:assessment_id>/workload/", steps.WorkloadView.as_view(), name="workload"),
    path("<uuid:assessment_id>/site/", steps.SiteView.as_view(), name="site"),
    path("<uuid:assessment_id>/costs/", steps.CostsView.as_view(), name="costs"),
    path("<uuid:assessment_id>/sovereignty/", steps.SovereigntyView.as_view(), name="sovereignty"),
    path(
        "<uuid:assessment_id>/questionnaire/",
        steps.QuestionnaireView.as_view(),
        name="questionnaire",
    ),
]
