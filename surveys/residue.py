"""What deleted rows leave in the files of PostgreSQL, taken away by writing their tables anew.

`DELETE` marks rows, `VACUUM` frees their room: neither overwrites it. A table written anew by
`VACUUM FULL` is another file, without them. On SQLite `secure_delete` overwrites at once.
"""

import logging
from collections.abc import Iterable

from django.db import OperationalError, connection
from django.db.models import Model

from surveys.models import (
    BlindSignature,
    CommentAlert,
    CommentSummaryText,
    Invitation,
    InvitationLink,
    PublishedPeople,
    ReleasedComment,
    ReleasedResponse,
    Verbatim,
)

LONGEST_WAIT = "5s"
"""Whoever waits for a table keeps others waiting: a dump that reads it may take an hour."""

OF_RESPONDENTS: tuple[type[Model], ...] = (
    ReleasedResponse,
    ReleasedComment,
    Verbatim,
    CommentAlert,
    CommentSummaryText,
    PublishedPeople,
)
OF_INVITATIONS: tuple[type[Model], ...] = (Invitation, InvitationLink, BlindSignature)

logger = logging.getLogger(__name__)


def write_tables_anew(models: Iterable[type[Model]]) -> None:
    """Leave nothing of deleted rows in these tables' files (PostgreSQL, outside atomic).

    The owner of the tables alone may do so: the release worker. A table that somebody reads all the
    while is passed over until the next time.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = %s", [LONGEST_WAIT])
        try:
            for model in models:
                table = model._meta.db_table  # noqa: SLF001  # Django's public way to the name
                try:
                    cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
                except OperationalError:
                    logger.warning("retention.table_busy", extra={"table": table})
        finally:
            cursor.execute("RESET lock_timeout")
