"""Mails about reports: at most once, tried again when that is safe, visible when they fail."""

import datetime as dt
import smtplib
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import AuditEntry, Role, User
from jobs.models import Job, JobState
from reports.models import Delivery, DeliveryState, Report, ShareLink
from reports.obstacles import NobodyToSendTo, NotDelivered
from reports.services.building import build_report
from reports.services.delivering import (
    deliver,
    deliver_due,
    retry_delivery,
    send_report,
)
from reports.tasks import deliver as deliver_task
from surveys.models import Wave
from tests.reports.factories import asked_report, ready_report

pytestmark = pytest.mark.django_db

HERE = "tests.reports.test_delivering"
BOARD = "board@example.com"


class TroubledServer(BaseEmailBackend):
    """A mail server that fails as it is told and counts what it took."""

    trouble: ClassVar[list[Exception]] = []
    taken: ClassVar[int] = 0

    def send_messages(self, email_messages: Any) -> int:
        """Fail once for each trouble left, then take the mails."""
        if self.trouble:
            raise self.trouble.pop(0)
        type(self).taken += len(email_messages)
        return len(email_messages)


@pytest.fixture
def troubled(settings: Settings) -> type[TroubledServer]:
    """Send through the troubled server."""
    settings.EMAIL_BACKEND = f"{HERE}.TroubledServer"
    TroubledServer.trouble, TroubledServer.taken = [], 0
    return TroubledServer


@pytest.fixture
def report(wave: Wave) -> Report:
    """A finished report in German."""
    return ready_report(wave, title="KI 2026", language="de")


@pytest.fixture
def grace(db: None) -> User:
    """Grace leads HR and builds reports."""
    return User.objects.create(email="grace@example.org", name="Grace", role=Role.HR_LEADER)


def asked(report: Report, *addresses: str, attaches_pdf: bool = False) -> list[Delivery]:
    send_report(
        actor=User.objects.order_by("pk").first(),
        report_id=report.pk,
        addresses=addresses or (BOARD,),
        attaches_pdf=attaches_pdf,
    )
    return list(report.deliveries.order_by("address"))


def reread(delivery: Delivery) -> Delivery:
    return Delivery.objects.get(pk=delivery.pk)


def test_each_recipient_has_a_row_and_a_job(report: Report, grace: User) -> None:
    rows = asked(report, "Board@Example.com ", "chair@example.com", "board@example.com")

    assert [row.address for row in rows] == ["board@example.com", "chair@example.com"]
    jobs = Job.objects.filter(task="reports.deliver").values_list("subject_id", flat=True)
    assert set(jobs) == {str(row.pk) for row in rows}
    assert AuditEntry.objects.filter(verb="report_sent").count() == 1


def test_mail_to_somebody_without_account_carries_a_link_that_opens(
    report: Report, grace: User
) -> None:
    (row,) = asked(report)
    deliver_task(str(Job.objects.get(task="reports.deliver").pk))

    (message,) = mail.outbox
    assert message.to == [BOARD]
    assert message.subject == "Bericht: KI 2026"
    assert message.attachments == []
    (address,) = (line for line in message.body.splitlines() if line.startswith("http"))
    assert Client().get("/" + address.split("/", 3)[3]).status_code == 200
    assert reread(row).state == DeliveryState.SENT
    assert ShareLink.objects.get().label == BOARD


def test_mail_to_a_reader_leads_to_the_sign_in(report: Report, grace: User) -> None:
    asked(report, grace.email)
    deliver(delivery_id=report.deliveries.get().pk)

    assert reverse("reports:report", args=[report.pk]) in mail.outbox[0].body
    assert not ShareLink.objects.exists()


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.AUDITOR}])
def test_account_that_may_not_read_gets_a_link_of_its_own(
    report: Report, grace: User, change: dict[str, object]
) -> None:
    User.objects.filter(pk=grace.pk).update(**change)
    asked(report, grace.email)

    deliver(delivery_id=report.deliveries.get().pk)

    assert "/reports/shared/" in mail.outbox[0].body


def test_pdf_is_attached_where_it_was_asked_for(report: Report, grace: User) -> None:
    (row,) = asked(report, attaches_pdf=True)
    deliver(delivery_id=row.pk)

    ((name, content, kind),) = mail.outbox[0].attachments
    assert (name, kind) == ("ki-2026.pdf", "application/pdf")
    assert content.startswith(b"%PDF-")


def test_nobody_gets_a_second_mail(report: Report, grace: User) -> None:
    (row,) = asked(report)
    for _ in range(3):
        deliver(delivery_id=row.pk)
    asked(report)
    deliver_due(now=timezone.now() + dt.timedelta(days=1))
    deliver(delivery_id=row.pk)

    assert len(mail.outbox) == 1
    assert Delivery.objects.count() == 1


def test_server_that_is_away_is_asked_again_later_each_time_later(
    report: Report, grace: User, troubled: type[TroubledServer]
) -> None:
    (row,) = asked(report)
    troubled.trouble = [ConnectionRefusedError(), smtplib.SMTPServerDisconnected()]

    waits = []
    for _ in range(2):
        before = timezone.now()
        with pytest.raises(NotDelivered):
            deliver(delivery_id=row.pk)
        waits.append(round((reread(row).due_at - before).total_seconds() / 60))
        deliver(delivery_id=row.pk)  # not due: does nothing
        Delivery.objects.update(due_at=timezone.now())
    deliver(delivery_id=row.pk)

    assert waits == [2, 10]
    assert troubled.taken == 1
    assert (reread(row).state, reread(row).attempts) == (DeliveryState.SENT, 3)


def test_job_of_a_failed_attempt_ends_and_the_next_one_is_another(
    report: Report, grace: User, troubled: type[TroubledServer]
) -> None:
    (row,) = asked(report)
    troubled.trouble = [ConnectionRefusedError()]
    deliver_task(str(Job.objects.get(task="reports.deliver").pk))
    Delivery.objects.update(due_at=timezone.now())

    assert deliver_due(now=timezone.now()) == 1

    states = Job.objects.filter(task="reports.deliver").values_list("state", flat=True)
    assert sorted(states) == [JobState.FAILED, JobState.QUEUED]
    assert "tried again later" in reread(row).error


def test_after_the_last_attempt_a_person_has_to_look(
    report: Report, grace: User, troubled: type[TroubledServer], settings: Settings
) -> None:
    settings.DELIVERY_ATTEMPTS_MAX = 2
    (row,) = asked(report)
    troubled.trouble = [ConnectionRefusedError(), ConnectionRefusedError()]
    for _ in range(2):
        Delivery.objects.update(due_at=timezone.now())
        with pytest.raises(NotDelivered):
            deliver(delivery_id=row.pk)

    assert reread(row).state == DeliveryState.FAILED
    assert deliver_due(now=timezone.now() + dt.timedelta(days=1)) == 0


def test_refused_address_is_not_tried_again(
    report: Report, grace: User, troubled: type[TroubledServer]
) -> None:
    (row,) = asked(report)
    troubled.trouble = [smtplib.SMTPRecipientsRefused({BOARD: (550, b"unknown")})]

    with pytest.raises(NotDelivered):
        deliver(delivery_id=row.pk)

    assert reread(row).state == DeliveryState.FAILED
    assert reread(row).error.startswith("The mail server refused this address")


def test_mail_left_half_way_is_perhaps_sent_and_never_repeated_by_itself(
    report: Report, grace: User
) -> None:
    """A worker was killed between the server's yes and its own note of it."""
    (row,) = asked(report)
    now = timezone.now()
    Delivery.objects.update(state=DeliveryState.SENDING, began_at=now - dt.timedelta(minutes=16))

    deliver_due(now=now)
    deliver(delivery_id=row.pk)

    assert reread(row).state == DeliveryState.UNCERTAIN
    assert mail.outbox == []


def test_person_may_send_again_what_failed_and_nothing_else(report: Report, grace: User) -> None:
    failed, sent = asked(report, "a@example.com", "b@example.com")
    Delivery.objects.filter(pk=failed.pk).update(state=DeliveryState.FAILED, attempts=5)
    deliver(delivery_id=sent.pk)

    for row in (failed, sent):
        retry_delivery(actor=grace, report_id=report.pk, delivery_id=row.pk)
        deliver(delivery_id=row.pk)

    assert [message.to for message in mail.outbox] == [["b@example.com"], ["a@example.com"]]


def test_mail_waits_for_the_report(wave: Wave, grace: User) -> None:
    report = asked_report(wave).report
    (row,) = asked(report)

    assert deliver_due(now=timezone.now()) == 0
    assert not Job.objects.filter(task="reports.deliver").exists()

    build_report(report_id=report.pk)
    assert deliver_due(now=timezone.now()) == 1
    deliver(delivery_id=row.pk)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("addresses", [[], [" "], ["board@example.com", "no address"]])
def test_faulty_list_is_refused_as_a_whole(report: Report, addresses: list[str]) -> None:
    with pytest.raises(NobodyToSendTo):
        send_report(actor=None, report_id=report.pk, addresses=addresses, attaches_pdf=False)

    assert not Delivery.objects.exists()


def test_title_with_line_breaks_makes_one_header(report: Report, grace: User) -> None:
    Report.objects.update(title="KI\r\nBcc: everybody@example.org")
    (row,) = asked(report)

    deliver(delivery_id=row.pk)

    assert mail.outbox[0].subject == "Bericht: KI Bcc: everybody@example.org"
    assert mail.outbox[0].bcc == []


def test_pages_show_recipients_failures_and_another_try(report: Report, grace: User) -> None:
    (row,) = asked(report)
    Delivery.objects.update(state=DeliveryState.FAILED, error="The server was away.")
    client = Client()
    client.force_login(grace)

    for name in ("report", "send"):
        shown = client.get(reverse(f"reports:{name}", args=[report.pk])).content.decode()
        assert BOARD in shown
        assert "The server was away." in shown
        assert reverse("reports:retry_delivery", args=[report.pk, row.pk]) in shown


def test_form_sends_to_people_and_further_addresses(report: Report, grace: User) -> None:
    client = Client()
    client.force_login(grace)
    address = reverse("reports:send", args=[report.pk])

    client.post(address, {"people": [grace.email], "further": f"{BOARD}\nchair@example.com"})
    refused = client.post(address, {"further": "nobody"})

    assert {row.address for row in report.deliveries.all()} == {
        grace.email,
        BOARD,
        "chair@example.com",
    }
    assert refused.context["form"].errors.keys() == {"further"}
