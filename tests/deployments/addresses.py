"""Addresses for the tests of the deployment room alone."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from rest_framework.routers import DefaultRouter

from deployments.api import AssessmentViewSet


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


router = DefaultRouter()
router.register("assessments", AssessmentViewSet, basename="assessment")

urlpatterns = [
    path("", home, name="home"),
    path("accounts/", include("accounts.urls")),
    path("assessments/", include("deployments.urls")),
    path("api/", include(router.urls)),
]
