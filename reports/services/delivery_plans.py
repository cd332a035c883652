"""Plans that have reports made and sent: after every release, or every quarter."""

import datetime as dt
import logging
import uuid
from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_audit
from jobs.obstacles import Obstacle
from reports.codec import decode, encode
from reports.kinds import FileKind
from reports.looks import HOUSE_LOOK, Look
from reports.models import DeliveryPlan, Occasion, PlanRun, ReportState
from reports.services.delivering import clean_addresses, send_report
from reports.services.plan_wishes import PlanWish
from reports.services.requesting import PrintChoice, request_report
from surveys.selectors import WaveSummary, released_waves

logger = logging.getLogger(__name__)

MONTHS_PER_QUARTER = 3


@transaction.atomic
def make_plan(*, actor: User, wish: PlanWish) -> DeliveryPlan:
    """Write a plan. It acts on what is released from today on, and on the quarters to come.

    Raises
    ------
    NobodyToSendTo
        No address, or one that is none.
    """
    plan = DeliveryPlan.objects.create(
        title=wish.title,
        survey_id=wish.survey_id,
        assessment_id=wish.assessment_id,
        language=wish.language,
        look=encode(wish.look),
        kinds=[kind.value for kind in wish.kinds],
        occasion=wish.occasion,
        addresses=clean_addresses(wish.addresses),
        attaches_pdf=wish.attaches_pdf,
        created_by=actor,
        created_at=timezone.now(),
    )
    record_audit(actor=actor, verb="delivery_plan_made", subject=str(plan.pk))
    return plan


@transaction.atomic
def switch_plan(*, actor: User, plan_id: uuid.UUID, is_active: bool) -> None:
    """Pause a plan or let it go on."""
    if DeliveryPlan.objects.filter(pk=plan_id).update(is_active=is_active):
        verb = "delivery_plan_resumed" if is_active else "delivery_plan_paused"
        record_audit(actor=actor, verb=verb, subject=str(plan_id))


@transaction.atomic
def remove_plan(*, actor: User, plan_id: uuid.UUID) -> None:
    """Remove a plan. Reports and mails of its past stay."""
    removed, _rows = DeliveryPlan.objects.filter(pk=plan_id).delete()
    if removed:
        record_audit(actor=actor, verb="delivery_plan_removed", subject=str(plan_id))


def run_plans(*, now: dt.datetime) -> None:
    """Ask for the reports that are due and address those that are finished. Safe to run twice."""
    for plan in DeliveryPlan.objects.filter(is_active=True).order_by("created_at", "pk"):
        for key, wave in _due(plan, now):
            _act(plan, key, wave, now)
    _address_finished()


def _due(plan: DeliveryPlan, now: dt.datetime) -> Iterator[tuple[str, WaveSummary]]:
    """Occasions on which the plan has not acted yet."""
    waves = [wave for wave in released_waves() if wave.survey_id == plan.survey_id]
    began = timezone.localdate(plan.created_at)
    done = set(plan.runs.values_list("key", flat=True))
    if plan.occasion == Occasion.RELEASE:
        for wave in reversed(waves):
            if wave.released_date >= began and str(wave.wave_id) not in done:
                yield str(wave.wave_id), wave
        return
    today = timezone.localdate(now)
    key = quarter_key(today)
    if waves and key not in done and quarter_start(today) > began:
        yield key, waves[0]


def quarter_start(day: dt.date) -> dt.date:
    """First day of the quarter in which a day lies.

    Examples
    --------
    >>> quarter_start(dt.date(2026, 11, 29))
    datetime.date(2026, 10, 1)
    """
    return day.replace(month=day.month - (day.month - 1) % MONTHS_PER_QUARTER, day=1)


def quarter_key(day: dt.date) -> str:
    """Name of the quarter in which a day lies.

    Examples
    --------
    >>> quarter_key(dt.date(2026, 11, 29))
    '2026-Q4'
    """
    return f"{day.year}-Q{(day.month - 1) // MONTHS_PER_QUARTER + 1}"


def _act(plan: DeliveryPlan, key: str, wave: WaveSummary, now: dt.datetime) -> None:
    """Ask for the report of an occasion; of two that do so at once, one does it."""
    try:
        with transaction.atomic(), translation.override(plan.language):
            title = _("%(title)s, wave %(number)s") % {"title": plan.title, "number": wave.number}
            report = request_report(
                actor=plan.created_by,
                title=title[:200],
                wave_id=wave.wave_id,
                assessment_id=plan.assessment_id,
                language=plan.language,
                choice=_choice(plan),
            )
            PlanRun.objects.create(plan=plan, key=key, report=report, created_at=now)
    except IntegrityError:
        logger.info("delivery_plan.acted_elsewhere", extra={"plan_id": plan.pk})
    except Obstacle:
        logger.exception("delivery_plan.stopped", extra={"plan_id": plan.pk})


def _choice(plan: DeliveryPlan) -> PrintChoice:
    look: Look = decode(Look, plan.look) if plan.look else HOUSE_LOOK
    return PrintChoice(look, tuple(FileKind(kind) for kind in plan.kinds))


def _address_finished() -> None:
    """Ask for the mails of reports that plans had made and that are finished now."""
    waiting = PlanRun.objects.filter(is_addressed=False, report__state=ReportState.READY)
    for run in waiting.select_related("plan__created_by").order_by("created_at", "pk"):
        with transaction.atomic():
            if not PlanRun.objects.filter(pk=run.pk, is_addressed=False).update(is_addressed=True):
                continue
            send_report(
                actor=run.plan.created_by,
                report_id=run.report_id,
                addresses=run.plan.addresses,
                attaches_pdf=run.plan.attaches_pdf,
            )
