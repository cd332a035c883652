"""Delete what respondents were promised would be deleted, when its time has come."""

import datetime as dt
import logging

from django.conf import settings
from django.db import transaction

from surveys.models import (
    CommentAlert,
    Invitation,
    PublishedPeople,
    ReleasedComment,
    ReleasedResponse,
    Verbatim,
)

logger = logging.getLogger(__name__)


@transaction.atomic
def apply_retention(*, today: dt.date) -> None:
    """Delete old invitations, kept answer rows and comments. Cells and two counts per wave stay.

    Invitations of a wave that could not be released yet stay: the release counts them.
    """
    closed_by = today - dt.timedelta(days=settings.INVITATION_RETENTION_DAYS)
    invitations = Invitation.objects.filter(
        wave__release__is_complete=True, wave__closed_date__lte=closed_by
    ).delete()
    released_by = today - dt.timedelta(days=settings.RESPONSE_RETENTION_DAYS)
    rows = ReleasedResponse.objects.filter(release__released_date__lte=released_by).delete()
    comments = ReleasedComment.objects.filter(release__released_date__lte=released_by).delete()
    people_by = today - dt.timedelta(days=settings.PEOPLE_RETENTION_DAYS)
    people = PublishedPeople.objects.filter(release__released_date__lte=people_by).delete()
    verbatims = Verbatim.objects.filter(release__released_date__lte=released_by).delete()
    # deleted with the rest, and not counted: a log must not tell that there was an alert
    CommentAlert.objects.filter(release__released_date__lte=released_by).delete()
    counts = {
        "invitations": invitations[0],
        "rows": rows[0],
        "comments": comments[0],
        "people": people[0],
        "verbatims": verbatims[0],
    }
    logger.info("retention.applied", extra=counts)
