"""Addresses of the reports."""

from django.urls import path

from reports.views import listing, papers, report

app_name = "reports"

urlpatterns = [
    path("", listing.reports, name="reports"),
    path("new/", listing.new, name="new"),
    path("waves/<uuid:wave_id>/papers/", papers.papers, name="papers"),
    path("waves/<uuid:wave_id>/papers/prepare/", papers.prepare, name="prepare_papers"),
    path("waves/<uuid:wave_id>/papers/progress/", papers.progress, name="papers_progress"),
    path("waves/<uuid:wave_id>/papers/<slug:kind>.<slug:language>.pdf", papers.paper, name="paper"),
    path("<uuid:report_id>/", report.report, name="report"),
    path("<uuid:report_id>/progress/", report.progress, name="progress"),
    path("<uuid:report_id>/rebuild/", report.rebuild, name="rebuild"),
    path("<uuid:report_id>/verdict.svg", report.verdict, name="verdict"),
    path("<uuid:report_id>/download/", report.download, name="download"),
]
