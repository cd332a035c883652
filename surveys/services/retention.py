"""Delete what respondents were promised would be deleted, when its time has come."""

import datetime as dt
import logging
from collections.abc import Mapping

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
from surveys.residue import OF_INVITATIONS, OF_RESPONDENTS, write_tables_anew

logger = logging.getLogger(__name__)


def apply_retention(*, today: dt.date) -> None:
    """Delete old invitations, kept answer rows and comments. Cells and two counts per wave stay.

    Invitations of a wave that could not be released yet stay: the release counts them. What was
    deleted, today or by a release, is taken out of the database's files as well.
    """
    counts = _delete(today)
    logger.info("retention.applied", extra=dict(counts))
    write_tables_anew(OF_RESPONDENTS)
    if counts["invitations"]:
        write_tables_anew(OF_INVITATIONS)


@transaction.atomic
def _delete(today: dt.date) -> Mapping[str, int]:
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
    return {
        "invitations": invitations[0],
        "rows": rows[0],
        "comments": comments[0],
        "people": people[0],
        "verbatims": verbatims[0],
    }
