"""Every address of the product, by room."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.routers import DefaultRouter

from deployments.api import AssessmentViewSet
from readiness.appearance import set_appearance
from readiness.gallery import chart_gallery
from readiness.health import live, ready
from readiness.home import home
from readiness.setup_page import setup
from readiness.work import work
from reports.api import ReportViewSet
from surveys.api.initiatives import InitiativeViewSet
from surveys.api.waves import WaveViewSet

router = DefaultRouter()
router.register("assessments", AssessmentViewSet, basename="assessment")
router.register("initiatives", InitiativeViewSet, basename="initiative")
router.register("reports", ReportViewSet, basename="report")
router.register("waves", WaveViewSet, basename="wave")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("", include("surveys.urls_respond")),
    path("", include("surveys.urls")),
    path("assessments/", include("deployments.urls")),
    path("reports/", include("reports.urls")),
    path("results/", include("reports.urls_results")),
    path("accounts/components/charts/", chart_gallery, name="chart_gallery"),
    path("accounts/", include("accounts.urls")),
    path("work/", work, name="work"),
    path("appearance/", set_appearance, name="set_appearance"),
    path("settings/", setup, name="settings"),
    path("language/", set_language, name="set_language"),
    path("health/live", live, name="health_live"),
    path("health/ready", ready, name="health_ready"),
    path("api/", include(router.urls)),
    path("api/schema", SpectacularAPIView.as_view(), name="api_schema"),
    path("api/docs", SpectacularSwaggerView.as_view(url_name="api_schema"), name="api_docs"),
]

handler404 = "readiness.error_pages.not_found"
handler500 = "readiness.error_pages.failed"
