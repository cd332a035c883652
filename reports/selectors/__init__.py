"""Questions about reports: the only door for those who read them."""

from reports.selectors.files import (
    FileShelf,
    KeptFile,
    file_shelf,
    has_intact_file,
    recorded_files,
    report_file,
    wanted_kinds,
)
from reports.selectors.listings import (
    ReportHead,
    ReportListing,
    collect,
    frozen_snapshot,
    last_look,
    live_snapshot,
    report_listing,
    report_listings,
    report_snapshot,
)
from reports.selectors.sharing import (
    DeliveryLine,
    LinkLine,
    PlanLine,
    deliveries,
    delivery_plans,
    share_links,
)

__all__ = [
    "DeliveryLine",
    "FileShelf",
    "KeptFile",
    "LinkLine",
    "PlanLine",
    "ReportHead",
    "ReportListing",
    "collect",
    "deliveries",
    "delivery_plans",
    "file_shelf",
    "frozen_snapshot",
    "has_intact_file",
    "last_look",
    "live_snapshot",
    "recorded_files",
    "report_file",
    "report_listing",
    "report_listings",
    "report_snapshot",
    "share_links",
    "wanted_kinds",
]
