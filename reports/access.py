"""Whose reports a user may read, and of whose waves they may have reports made and sent."""

import uuid

from django.http import Http404

from accounts.models import User
from reports.selectors import ReportListing, report_listing
from surveys.selectors import read_scope, run_scope


def readable_report(user: User, report_id: uuid.UUID) -> ReportListing:
    """A report that the user may read; any other does not exist for them.

    Raises
    ------
    Http404
        There is none, or it is about a wave whose results they may not read.
    """
    listing = report_listing(report_id)
    if listing is None or not read_scope(user).holds(listing.wave_id):
        raise Http404
    return listing


def own_report(user: User, report_id: uuid.UUID) -> ReportListing:
    """A report that the user may change, share and send; raises Http404 like the above."""
    listing = readable_report(user, report_id)
    if not may_make_report(user, listing.wave_id):
        raise Http404
    return listing


def may_make_report(user: User, wave_id: uuid.UUID) -> bool:
    """Whether the user may have reports on this wave made, where their role makes reports."""
    return run_scope(user).holds(wave_id)
