"""Delete what respondents were promised would be deleted, when its time has come."""

import datetime as dt
import logging

from django.conf import settings
from django.db import transaction

from surveys.models import Invitation, ReleasedResponse

logger = logging.getLogger(__name__)


@transaction.atomic
def apply_retention(*, today: dt.date) -> None:
    """Delete old invitations and kept answer rows. Cells and two counts per wave stay."""
    invitations, _by_table = Invitation.objects.filter(
        wave__release__is_complete=True,
        wave__closed_date__lt=today - dt.timedelta(days=settings.INVITATION_RETENTION_DAYS),
    ).delete()
    rows, _by_table = ReleasedResponse.objects.filter(
        release__released_date__lt=today - dt.timedelta(days=settings.RESPONSE_RETENTION_DAYS)
    ).delete()
    logger.info("retention.applied", extra={"invitations": invitations, "rows": rows})
