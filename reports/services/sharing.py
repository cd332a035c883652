"""Links for people without an account: made, opened, counted, revoked."""

import datetime as dt
import hashlib
import secrets
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_audit
from reports.kinds import FileKind
from reports.models import Report, ReportState, ShareLink
from reports.obstacles import LinkBusy, LinkEnded, ReportNotFound
from reports.selectors import KeptFile, report_file

TOKEN_BYTES = 32
HOUR = dt.timedelta(hours=1)
_UNKNOWN_KEY = "reports.unknown_links"


@dataclass(frozen=True)
class MadeLink:
    """A link that was just made: the only time that its token is known."""

    link_id: uuid.UUID
    token: str


@transaction.atomic
def make_link(*, actor: User, report_id: uuid.UUID, label: str, days: int) -> MadeLink:
    """Make a link to a finished report for somebody, for so many days.

    Raises
    ------
    ReportNotFound
        There is no such report, or it is not finished.
    """
    if not Report.objects.filter(pk=report_id, state=ReportState.READY).exists():
        raise ReportNotFound(_("A link needs a finished report. Build it first."))
    now, token = timezone.now(), secrets.token_urlsafe(TOKEN_BYTES)
    link = ShareLink.objects.create(
        report_id=report_id,
        label=label.strip(),
        token_sha256=token_digest(token),
        created_by=actor,
        created_at=now,
        expires_at=now + dt.timedelta(days=min(days, settings.SHARE_LINK_DAYS_MAX)),
    )
    record_audit(actor=actor, verb="report_link_made", subject=f"{report_id} {link.label}")
    return MadeLink(link.pk, token)


@transaction.atomic
def revoke_link(*, actor: User, report_id: uuid.UUID, link_id: uuid.UUID) -> None:
    """End a link at once. One that has ended stays as it is."""
    links = ShareLink.objects.filter(pk=link_id, report=report_id, revoked_at__isnull=True)
    if links.update(revoked_at=timezone.now()):
        record_audit(actor=actor, verb="report_link_revoked", subject=f"{report_id} {link_id}")


@transaction.atomic
def open_link(*, token: str, now: dt.datetime) -> uuid.UUID:
    """Return the report that a token lets read; count and note the opening.

    Raises
    ------
    LinkEnded
        No link has this token, or it has expired or was revoked.
    LinkBusy
        It was opened too often within the hour, or too many unknown tokens were tried.
    """
    link = _living(token, now)
    record_audit(actor=None, verb="report_link_opened", subject=f"{link.report_id} {link.label}")
    return link.report_id


@transaction.atomic
def take_shared_file(*, token: str, kind: FileKind, now: dt.datetime) -> KeptFile:
    """Return a file of the report that a token lets read; note who took it.

    Raises
    ------
    LinkEnded, LinkBusy
        As for opening.
    ReportNotFound
        The report does not come as this file.
    """
    link = _living(token, now)
    file = report_file(link.report_id, kind)
    if file is None:
        raise ReportNotFound(_("The file of this report is missing. Build it again."))
    subject = f"{link.report_id} {kind.value} by link: {link.label}"
    record_audit(actor=None, verb="report_downloaded", subject=subject)
    return file


def token_digest(token: str) -> str:
    """Hash that is stored of a token; it is random, so that a plain hash resists search."""
    return hashlib.sha256(token.encode()).hexdigest()


def _living(token: str, now: dt.datetime) -> ShareLink:
    """Link of a token that is still good, its use counted."""
    links = ShareLink.objects.select_for_update()
    link = links.filter(token_sha256=token_digest(token)).first()
    if link is None:
        _count_unknown()
        raise LinkEnded(_("This link is not known, or has ended. Ask for a new one."))
    if link.revoked_at is not None or link.expires_at <= now:
        raise LinkEnded(_("This link is not known, or has ended. Ask for a new one."))
    if link.hour_began_at is None or link.hour_began_at <= now - HOUR:
        link.hour_began_at, link.hour_count = now, 0
    if link.hour_count >= settings.SHARE_LINK_OPENINGS_PER_HOUR:
        raise LinkBusy(_("This link was opened very often. Try again in an hour."))
    ShareLink.objects.filter(pk=link.pk).update(
        use_count=F("use_count") + 1,
        last_used_at=now,
        hour_began_at=link.hour_began_at,
        hour_count=link.hour_count + 1,
    )
    return link


def _count_unknown() -> None:
    """Slow down whoever tries tokens; counted for all strangers together, nobody is recorded."""
    cache.add(_UNKNOWN_KEY, 0, timeout=60)
    if cache.incr(_UNKNOWN_KEY) > settings.UNKNOWN_LINKS_PER_MINUTE:
        raise LinkBusy(_("Too many unknown links were tried. Try again in a minute."))
