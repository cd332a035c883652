"""Addresses for the tests of accounts alone: sign-in, a start page, and two guarded pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.generic import View

from accounts.permissions import Capability, RequiresCapability, requires


@requires(Capability.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"people of {request.path}")


class Reports(RequiresCapability, View):
    required_capability = Capability.READ_REPORTS

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"reports of {request.path}")


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


urlpatterns = [
    path("", home, name="home"),
    path("people/", people, name="people"),
    path("reports/", Reports.as_view(), name="reports"),
    path("accounts/", include("accounts.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
