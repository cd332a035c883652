"""Plans: a report after every release or every quarter, once each, to those who are named."""

import datetime as dt
import threading

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, Role, User
from reports.kinds import FileKind
from reports.models import Delivery, DeliveryPlan, Occasion, PlanRun, Report, ReportState
from reports.obstacles import NobodyToSendTo
from reports.services.delivering import deliver
from reports.services.delivery_plans import make_plan, remove_plan, run_plans, switch_plan
from reports.services.plan_wishes import PlanWish
from surveys.models import Wave
from tests.reports.factories import ready_report, somebody

pytestmark = pytest.mark.django_db

BOARD = "board@example.com"


@pytest.fixture
def grace(db: None) -> User:
    """Grace leads HR and builds reports."""
    return User.objects.create(email="grace@example.org", name="Grace", role=Role.HR_LEADER)


def planned(wave: Wave, actor: User, occasion: Occasion = Occasion.RELEASE) -> DeliveryPlan:
    return make_plan(
        actor=actor,
        wish=PlanWish(
            title="AI readiness",
            survey_id=wave.survey_id,
            assessment_id=None,
            language="de",
            occasion=occasion,
            addresses=(BOARD, grace_address(actor)),
            kinds=(FileKind.SUMMARY,),
        ),
    )


def grace_address(actor: User) -> str:
    return actor.email.upper()


def finish(report: Report) -> None:
    """Let the report stand as built, with the file of another one."""
    Report.objects.filter(pk=report.pk).update(
        snapshot={}, snapshot_sha256="0" * 64, state=ReportState.READY, built_at=timezone.now()
    )


def test_release_is_reported_once_and_sent_when_it_is_built(wave: Wave, grace: User) -> None:
    planned(wave, grace)

    for _ in range(2):
        run_plans(now=timezone.now())
    (report,) = Report.objects.all()
    assert (report.title, report.language) == ("AI readiness, Welle 1", "de")
    assert report.kinds == ["summary"]
    assert not Delivery.objects.exists()

    finish(report)
    for _ in range(2):
        run_plans(now=timezone.now())
    assert list(Delivery.objects.values_list("address", flat=True)) == [BOARD, grace.email]
    for row in Delivery.objects.all():
        deliver(delivery_id=row.pk)
    assert len(mail.outbox) == 2


def test_what_was_released_before_the_plan_is_not_sent(wave: Wave, grace: User) -> None:
    plan = planned(wave, grace)
    DeliveryPlan.objects.filter(pk=plan.pk).update(created_at=timezone.now() + dt.timedelta(days=2))

    run_plans(now=timezone.now())

    assert not Report.objects.exists()


def test_quarter_is_reported_at_its_start_and_once(wave: Wave, grace: User) -> None:
    plan = planned(wave, grace, Occasion.QUARTER)
    DeliveryPlan.objects.filter(pk=plan.pk).update(
        created_at=dt.datetime(2026, 11, 29, tzinfo=dt.UTC)
    )

    for day in (dt.date(2026, 12, 31), dt.date(2027, 1, 1), dt.date(2027, 3, 31)):
        run_plans(now=dt.datetime.combine(day, dt.time(6), dt.UTC))
    assert list(PlanRun.objects.values_list("key", flat=True)) == ["2027-Q1"]

    run_plans(now=dt.datetime(2027, 4, 1, 6, tzinfo=dt.UTC))
    keys = PlanRun.objects.order_by("key").values_list("key", flat=True)
    assert list(keys) == ["2027-Q1", "2027-Q2"]


def test_paused_plan_rests_and_goes_on(wave: Wave, grace: User) -> None:
    plan = planned(wave, grace)
    switch_plan(actor=grace, plan_id=plan.pk, is_active=False)

    run_plans(now=timezone.now())
    assert not Report.objects.exists()

    switch_plan(actor=grace, plan_id=plan.pk, is_active=True)
    run_plans(now=timezone.now())
    assert Report.objects.count() == 1
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"delivery_plan_made", "delivery_plan_paused", "delivery_plan_resumed"} <= verbs


def test_removed_plan_leaves_its_reports(wave: Wave, grace: User) -> None:
    plan = planned(wave, grace)
    run_plans(now=timezone.now())

    remove_plan(actor=grace, plan_id=plan.pk)
    run_plans(now=timezone.now())

    assert Report.objects.count() == 1
    assert not DeliveryPlan.objects.exists()


def test_failed_report_is_not_sent(wave: Wave, grace: User) -> None:
    planned(wave, grace)
    run_plans(now=timezone.now())
    Report.objects.update(state=ReportState.FAILED)

    run_plans(now=timezone.now())

    assert not Delivery.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_ask_for_one_report(wave: Wave, grace: User) -> None:
    planned(wave, grace)
    barrier = threading.Barrier(2)
    failures: list[Exception] = []

    def act() -> None:
        barrier.wait()
        try:
            run_plans(now=timezone.now())
        except Exception as failure:  # noqa: BLE001  shown by the assertion below
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert Report.objects.count() == 1
    assert PlanRun.objects.count() == 1


def test_plan_without_recipients_is_refused(wave: Wave, grace: User) -> None:
    wish = PlanWish("AI", wave.survey_id, None, "en", Occasion.RELEASE, (" ",))

    with pytest.raises(NobodyToSendTo):
        make_plan(actor=grace, wish=wish)

    assert not DeliveryPlan.objects.exists()


def given(wave: Wave) -> dict[str, object]:
    return {
        "title": "AI readiness",
        "survey": str(wave.survey_id),
        "assessment": "",
        "language": "en",
        "occasion": "quarter",
        "people": [],
        "further": BOARD,
        "kinds": ["workbook"],
        "organization": "",
        "paper": "letter",
        "accent": "#0b5c8a",
    }


@pytest.mark.parametrize("role", Role)
def test_plans_are_made_by_those_who_build(wave: Wave, role: Role) -> None:
    client = Client()
    client.force_login(somebody(role))
    builders = {Role.ADMINISTRATOR, Role.HR_LEADER, Role.INITIATIVE_OWNER, Role.ENGINEERING_LEAD}

    answered = client.post(reverse("reports:new_plan"), given(wave))

    assert answered.status_code == (302 if role in builders else 403)
    assert DeliveryPlan.objects.exists() is (role in builders)
    assert client.get(reverse("reports:plans")).status_code == (200 if role in builders else 403)


def test_page_makes_shows_pauses_and_removes_a_plan(wave: Wave, grace: User) -> None:
    client = Client()
    client.force_login(grace)
    client.post(reverse("reports:new_plan"), given(wave))
    plan = DeliveryPlan.objects.get()
    assert (plan.occasion, plan.addresses, plan.kinds) == ("quarter", [BOARD], ["workbook"])
    assert plan.look["paper"] == "letter"

    shown = client.get(reverse("reports:plans")).content.decode()
    assert BOARD in shown
    assert "At the start of every quarter" in shown

    client.post(reverse("reports:switch_plan", args=[plan.pk]), {"active": "0"})
    assert "paused" in client.get(reverse("reports:plans")).content.decode()
    client.post(reverse("reports:remove_plan", args=[plan.pk]))
    assert not DeliveryPlan.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"further": "nobody"}, "further"),
        ({"further": ""}, "further"),
        ({"survey": "x"}, "survey"),
        ({"occasion": "daily"}, "occasion"),
        ({"accent": "#ffff00"}, "accent"),
        ({"title": ""}, "title"),
    ],
)
def test_faulty_plan_is_shown_again(
    wave: Wave, grace: User, wrong: dict[str, object], field: str
) -> None:
    client = Client()
    client.force_login(grace)

    answered = client.post(reverse("reports:new_plan"), given(wave) | wrong)

    assert answered.context["form"].errors.keys() == {field}
    assert not DeliveryPlan.objects.exists()


def test_report_of_a_plan_looks_as_it_was_chosen(wave: Wave, grace: User) -> None:
    ready_report(wave)
    client = Client()
    client.force_login(grace)
    client.post(
        reverse("reports:new_plan"),
        given(wave) | {"organization": "Nordlicht AG", "occasion": "release"},
    )

    run_plans(now=timezone.now())

    report = Report.objects.get(title="AI readiness, wave 1")
    assert report.look["organization"] == "Nordlicht AG"
    assert report.look["paper"] == "letter"
