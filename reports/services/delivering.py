"""Mails about reports: asked for, sent at most once, tried again later when that is safe."""

import datetime as dt
import logging
import secrets
import smtplib
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Capability
from accounts.selectors import person_at
from accounts.services import record_audit
from jobs.services import enqueue_job
from reports.files import file_path
from reports.models import Delivery, DeliveryState, Report, ReportState, ShareLink
from reports.obstacles import NobodyToSendTo, NotDelivered, ReportNotFound
from reports.selectors import report_file
from reports.services.sharing import TOKEN_BYTES, token_digest
from surveys.selectors import read_scope

logger = logging.getLogger(__name__)

DELIVER_TASK = "reports.deliver"
SENDING_TAKES_AT_MOST = dt.timedelta(minutes=15)
"""After this a mail that was begun was left by a worker that is gone."""


@transaction.atomic
def send_report(
    *, actor: User | None, report_id: uuid.UUID, addresses: Iterable[str], attaches_pdf: bool
) -> int:
    """Ask for a mail to every address that has none yet; return how many were asked for.

    Raises
    ------
    NobodyToSendTo
        No address is left, or one of them is none.
    ReportNotFound
        There is no such report.
    """
    report = Report.objects.defer("snapshot").filter(pk=report_id).first()
    if report is None:
        raise ReportNotFound(_("This report does not exist. It may have been deleted."))
    now, asked = timezone.now(), 0
    for address in clean_addresses(addresses):
        delivery, is_new = Delivery.objects.get_or_create(
            report=report,
            address=address,
            defaults={
                "attaches_pdf": attaches_pdf,
                "due_at": now,
                "requested_by": actor,
                "requested_at": now,
            },
        )
        asked += is_new
        if is_new and report.state == ReportState.READY:
            enqueue_job(task=DELIVER_TASK, subject_id=str(delivery.pk))
    record_audit(actor=actor, verb="report_sent", subject=f"{report_id} to {asked}")
    return asked


def clean_addresses(addresses: Iterable[str]) -> list[str]:
    """Addresses in small letters, each once, in order.

    Raises
    ------
    NobodyToSendTo
        There is none, or one of them is no address.
    """
    cleaned = dict.fromkeys(address.strip().lower() for address in addresses if address.strip())
    for address in cleaned:
        try:
            validate_email(address)
        except ValidationError as error:
            message = _("“%(address)s” is no e-mail address.") % {"address": address}
            raise NobodyToSendTo(message) from error
    if not cleaned:
        raise NobodyToSendTo(_("Name at least one recipient."))
    return list(cleaned)


def deliver(*, delivery_id: uuid.UUID) -> None:
    """Send a mail that is due. One that was begun before is never begun again by itself.

    Raises
    ------
    NotDelivered
        The mail server refused it or was not reached; the row says what follows.
    """
    now = timezone.now()
    begun = Delivery.objects.filter(
        pk=delivery_id, state=DeliveryState.WAITING, due_at__lte=now
    ).update(state=DeliveryState.SENDING, began_at=now, attempts=F("attempts") + 1, error="")
    if not begun:
        return
    delivery = (
        Delivery.objects.select_related("report").defer("report__snapshot").get(pk=delivery_id)
    )
    try:
        _message(delivery).send()
    except smtplib.SMTPRecipientsRefused as error:
        _give_up(delivery, _("The mail server refused this address. Correct it and send again."))
        raise NotDelivered(_("The mail server refused an address.")) from error
    except (smtplib.SMTPException, OSError, ReportNotFound) as error:
        _postpone(delivery, error)
        raise NotDelivered(_("The mail was not sent; it is tried again later.")) from error
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.SENT, sent_at=timezone.now(), error=""
    )
    logger.info("report.delivered", extra={"delivery_id": delivery.pk})


@transaction.atomic
def deliver_due(*, now: dt.datetime) -> int:
    """Queue mails that are due; name those that a worker left half-way. Returns how many."""
    left = Delivery.objects.filter(
        state=DeliveryState.SENDING, began_at__lt=now - SENDING_TAKES_AT_MOST
    )
    left.update(
        state=DeliveryState.UNCERTAIN,
        error=_("The worker stopped while it sent this mail. Ask whether it came, or send again."),
    )
    due = Delivery.objects.filter(
        state=DeliveryState.WAITING, due_at__lte=now, report__state=ReportState.READY
    )
    keys = list(due.order_by("due_at", "pk").values_list("pk", flat=True))
    for key in keys:
        enqueue_job(task=DELIVER_TASK, subject_id=str(key))
    return len(keys)


@transaction.atomic
def retry_delivery(*, actor: User, report_id: uuid.UUID, delivery_id: uuid.UUID) -> None:
    """Send again what failed or perhaps did not arrive, because a person says so."""
    again = Delivery.objects.filter(
        pk=delivery_id,
        report=report_id,
        state__in=[DeliveryState.FAILED, DeliveryState.UNCERTAIN],
    ).update(state=DeliveryState.WAITING, attempts=0, due_at=timezone.now(), error="")
    if again:
        record_audit(actor=actor, verb="report_sent", subject=f"{report_id} again {delivery_id}")
        enqueue_job(task=DELIVER_TASK, subject_id=str(delivery_id))


def _message(delivery: Delivery) -> EmailMessage:
    report = delivery.report
    reader = person_at(delivery.address, Capability.READ_REPORTS)
    has_account = reader is not None and read_scope(reader).holds(report.wave_id)
    path = (
        reverse("reports:report", args=[report.pk])
        if has_account
        else reverse("reports:shared", args=[_fresh_token(delivery)])
    )
    context = {
        "report": report,
        "organization": report.look.get("organization", ""),
        "url": settings.BASE_URL + path,
        "has_account": has_account,
        "days": settings.SHARE_LINK_DAYS_MAX,
        "attaches_pdf": delivery.attaches_pdf,
    }
    with translation.override(report.language):
        subject = _("Report: %(title)s") % {"title": report.title}
        message = EmailMessage(
            subject=" ".join(subject.split()),  # a header is one line
            body=render_to_string("reports/mail/report.txt", context),
            to=[delivery.address],
        )
    if delivery.attaches_pdf:
        _attach_pdf(message, report)
    return message


def _attach_pdf(message: EmailMessage, report: Report) -> None:
    file = report_file(report.pk)
    if file is None:
        raise ReportNotFound(_("The file of this report is missing. Build it again."))
    content = file_path(file.name).read_bytes()
    message.attach(f"{slugify(report.title) or 'report'}.pdf", content, "application/pdf")


def _fresh_token(delivery: Delivery) -> str:
    """Token of the recipient's own link: drawn for each attempt, because only its hash stays."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), timezone.now()
    if delivery.link is not None:
        ShareLink.objects.filter(pk=delivery.link.pk).update(token_sha256=token_digest(token))
        return token
    delivery.link = ShareLink.objects.create(
        report=delivery.report,
        label=delivery.address[:120],
        token_sha256=token_digest(token),
        created_by=delivery.requested_by,
        created_at=now,
        expires_at=now + dt.timedelta(days=settings.SHARE_LINK_DAYS_MAX),
    )
    delivery.save(update_fields=["link"])
    return token


def _postpone(delivery: Delivery, error: Exception) -> None:
    """Wait longer after every failure; after the last one a person has to look."""
    if delivery.attempts >= settings.DELIVERY_ATTEMPTS_MAX:
        _give_up(delivery, _("The mail could not be sent after several attempts."))
        return
    waits = settings.DELIVERY_BACKOFF_MINUTES
    minutes = waits[min(delivery.attempts, len(waits)) - 1]
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.WAITING,
        due_at=timezone.now() + dt.timedelta(minutes=minutes),
        error=_("Not sent (%(type)s); tried again later.") % {"type": type(error).__name__},
    )
    logger.warning("report.delivery_postponed", extra={"delivery_id": delivery.pk})


def _give_up(delivery: Delivery, message: str) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.FAILED, error=message)
    logger.warning("report.delivery_failed", extra={"delivery_id": delivery.pk})
