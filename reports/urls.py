"""Addresses of the reports."""

from django.urls import path

from reports.views import listing, report

app_name = "reports"

urlpatterns = [
    path("", listing.reports, name="reports"),
    path("new/", listing.new, name="new"),
    path("<uuid:report_id>/", report.report, name="report"),
    path("<uuid:report_id>/progress/", report.progress, name="progress"),
    path("<uuid:report_id>/rebuild/", report.rebuild, name="rebuild"),
    path("<uuid:report_id>/verdict.svg", report.verdict, name="verdict"),
    path("<uuid:report_id>/download/", report.download, name="download"),
]
