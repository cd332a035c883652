"""Initiative owners and reports: their own, what was shared with them, and nothing else."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from reports.models import DeliveryPlan, Occasion, Report
from reports.obstacles import NothingToReport
from reports.services.delivering import deliver, send_report
from reports.services.delivery_plans import make_plan, run_plans
from reports.services.plan_wishes import PlanWish
from reports.services.requesting import request_report
from surveys.models import Initiative, Wave
from surveys.services.sharing import share_results
from tests.reports.factories import ready_report
from tests.surveys.factories import anna_leader

pytestmark = pytest.mark.django_db

TITLE = "Hackathon 2026"


@pytest.fixture
def omar(wave: Wave) -> User:
    """Omar owns another initiative than that of the wave."""
    return User.objects.create(
        email="omar@example.org", name="Omar Owner", role=Role.INITIATIVE_OWNER
    )


@pytest.fixture
def report(wave: Wave) -> Report:
    """A finished report about the wave."""
    return ready_report(wave, title=TITLE)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def give(wave: Wave, owner: User) -> None:
    Initiative.objects.filter(pk=wave.survey.initiative_id).update(owner=owner)


def share(wave: Wave, reader: User) -> None:
    share_results(actor=wave.survey.initiative.owner, wave=wave, reader=reader, role=None)


def quarterly(wave: Wave, actor: User) -> DeliveryPlan:
    wish = PlanWish(
        title="For the board",
        survey_id=wave.survey_id,
        assessment_id=None,
        language="en",
        occasion=Occasion.QUARTER,
        addresses=("board@example.com",),
    )
    return make_plan(actor=actor, wish=wish)


@pytest.mark.parametrize(
    "name", ["reports:reports", "report-list", "home", "work", "reports:plans"]
)
def test_lists_name_reports_and_plans_of_own_waves_alone(
    name: str, wave: Wave, report: Report, omar: User
) -> None:
    """Before and after the initiative is Omar's; the same page, the same report."""
    title = "For the board" if name == "reports:plans" else TITLE
    quarterly(wave, anna_leader("ada@example.org"))
    before = browser(omar).get(reverse(name)).content.decode()

    give(wave, omar)

    assert title not in before
    assert title in browser(omar).get(reverse(name)).content.decode()


@pytest.mark.parametrize(("name", "field"), [("new", "wave"), ("new_plan", "survey")])
def test_forms_offer_own_waves_alone(name: str, field: str, wave: Wave, omar: User) -> None:
    address = reverse(f"reports:{name}")
    before = browser(omar).get(address).context["form"].fields[field].choices

    give(wave, omar)
    after = browser(omar).get(address).context["form"].fields[field].choices

    assert [key for key, _label in before] == []
    assert [key for key, _label in after] == [wave.pk if field == "wave" else wave.survey_id]


def test_report_on_a_foreign_wave_is_not_made_whatever_the_form_sends(
    wave: Wave, omar: User
) -> None:
    sent = {"title": "Theirs", "wave": str(wave.pk), "language": "en", "paper": "a4"}

    browser(omar).post(reverse("reports:new"), sent | {"accent": "#0b5c8a"})
    with pytest.raises(NothingToReport):
        request_report(
            actor=omar, title="Theirs", wave_id=wave.pk, assessment_id=None, language="en"
        )

    assert not Report.objects.exists()


READ = (
    lambda report: reverse("reports:report", args=[report.pk]),
    lambda report: reverse("reports:page", args=[report.pk]),
    lambda report: reverse("reports:verdict", args=[report.pk]),
    lambda report: reverse("report-data", args=[report.pk]),
)
CHANGE = ("add_files", "make_final", "rebuild", "share", "send")


@pytest.mark.parametrize("address_of", READ)
def test_shared_results_open_their_reports_until_sharing_stops(
    address_of: Callable[[Report], str], wave: Wave, report: Report, omar: User
) -> None:
    address, client = address_of(report), browser(omar)
    before = client.get(address).status_code
    share(wave, omar)
    during = client.get(address).status_code
    wave.grants.all().delete()

    assert [before, during, client.get(address).status_code] == [404, 200, 404]


@pytest.mark.parametrize("name", CHANGE)
def test_what_was_shared_is_read_and_not_passed_on(
    name: str, wave: Wave, report: Report, omar: User
) -> None:
    share(wave, omar)

    answer = browser(omar).post(
        reverse(f"reports:{name}", args=[report.pk]),
        {"label": "Friend", "days": 3, "further": "friend@example.com"},
    )

    assert answer.status_code == 404
    assert not report.links.exists()
    assert not report.deliveries.exists()


def test_page_of_a_shared_report_offers_nothing_that_would_be_refused(
    wave: Wave, report: Report, omar: User
) -> None:
    share(wave, omar)
    address = reverse("reports:report", args=[report.pk])
    shared = browser(omar).get(address).content.decode()
    give(wave, omar)

    own = browser(omar).get(address).content.decode()

    offers = [reverse(f"reports:{name}", args=[report.pk]) for name in ("share", "send")]
    assert [offer in shared for offer in offers] == [False, False]
    assert [offer in own for offer in offers] == [True, True]


def test_mail_to_an_owner_who_may_not_read_it_here_has_a_link_of_its_own(
    report: Report, omar: User
) -> None:
    send_report(actor=None, report_id=report.pk, addresses=[omar.email], attaches_pdf=False)
    deliver(delivery_id=report.deliveries.get().pk)

    assert reverse("reports:report", args=[report.pk]) not in mail.outbox[0].body
    assert "/reports/shared/" in mail.outbox[0].body


def test_mail_to_the_owner_of_the_wave_leads_to_the_page(
    wave: Wave, report: Report, omar: User
) -> None:
    give(wave, omar)

    send_report(actor=None, report_id=report.pk, addresses=[omar.email], attaches_pdf=False)
    deliver(delivery_id=report.deliveries.get().pk)

    assert reverse("reports:report", args=[report.pk]) in mail.outbox[0].body
    assert not report.links.exists()


def test_plan_stops_once_its_maker_has_given_the_initiative_away(wave: Wave, omar: User) -> None:
    give(wave, omar)
    plan = quarterly(wave, omar)
    DeliveryPlan.objects.update(created_at=timezone.now() - dt.timedelta(days=100))
    give(wave, anna_leader("ada@example.org"))

    run_plans(now=timezone.now())

    assert not Report.objects.exists()
    assert not plan.runs.exists()


@pytest.mark.parametrize("name", ["switch_plan", "remove_plan"])
def test_plan_of_a_foreign_survey_is_neither_paused_nor_removed(
    name: str, wave: Wave, omar: User
) -> None:
    plan = quarterly(wave, anna_leader("ada@example.org"))

    answer = browser(omar).post(reverse(f"reports:{name}", args=[plan.pk]), {"active": "0"})

    plan.refresh_from_db()
    assert answer.status_code == 404
    assert plan.is_active


def test_report_that_is_not_there_answers_an_owner_as_a_foreign_one(
    report: Report, omar: User
) -> None:
    """Nothing tells which of the two it is."""
    client = browser(omar)

    foreign = client.get(reverse("report-detail", args=[report.pk]))
    missing = client.get(reverse("report-detail", args=[uuid.UUID(int=7)]))

    assert (foreign.status_code, foreign.json()) == (missing.status_code, missing.json())
