"""Addresses of the result pages; each section has its own."""

from django.urls import path

from reports.exhibits.sections import Section
from reports.views import results

app_name = "results"

urlpatterns = [
    path("<uuid:wave_id>/", results.overview, name="overview"),
    *(
        path(f"<uuid:wave_id>/{section}/", results.section, {"section": section}, name=section)
        for section in Section
    ),
    *(
        path(
            f"<uuid:wave_id>/{section}/<slug:slug>.csv",
            results.table,
            {"section": section},
            name=f"{section}_table",
        )
        for section in Section
    ),
]
