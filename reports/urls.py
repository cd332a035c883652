"""Addresses of the reports."""

from django.urls import path

from reports.kinds import FileKind
from reports.views import files, listing, papers, plans, report, shared, sharing

app_name = "reports"

urlpatterns = [
    path("", listing.reports, name="reports"),
    path("new/", listing.new, name="new"),
    path("waves/<uuid:wave_id>/papers/", papers.papers, name="papers"),
    path("waves/<uuid:wave_id>/papers/prepare/", papers.prepare, name="prepare_papers"),
    path("waves/<uuid:wave_id>/papers/progress/", papers.progress, name="papers_progress"),
    path("waves/<uuid:wave_id>/papers/<slug:kind>.<slug:language>.pdf", papers.paper, name="paper"),
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.new, name="new_plan"),
    path("plans/<uuid:plan_id>/switch/", plans.switch, name="switch_plan"),
    path("plans/<uuid:plan_id>/remove/", plans.remove, name="remove_plan"),
    path("shared/<str:token>/", shared.shared, name="shared"),
    path("shared/<str:token>/<slug:kind>/", shared.shared_file, name="shared_file"),
    path("<uuid:report_id>/", report.report, name="report"),
    path("<uuid:report_id>/progress/", report.progress, name="progress"),
    path("<uuid:report_id>/rebuild/", report.rebuild, name="rebuild"),
    path("<uuid:report_id>/verdict.svg", report.verdict, name="verdict"),
    path("<uuid:report_id>/page/", report.page, name="page"),
    path(
        "<uuid:report_id>/download/", files.download, {"kind": FileKind.PDF.value}, name="download"
    ),
    path("<uuid:report_id>/files/", files.add, name="add_files"),
    path("<uuid:report_id>/files/<slug:kind>/", files.download, name="file"),
    path("<uuid:report_id>/share/", sharing.share, name="share"),
    path("<uuid:report_id>/share/<uuid:link_id>/revoke/", sharing.revoke, name="revoke_link"),
    path("<uuid:report_id>/send/", sharing.send, name="send"),
    path("<uuid:report_id>/send/<uuid:delivery_id>/retry/", sharing.retry, name="retry_delivery"),
    path("<uuid:report_id>/final/", files.finalize, name="make_final"),
]
