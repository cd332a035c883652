"""Questions about links, mails and plans."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from reports.models import Delivery, DeliveryPlan, DeliveryState, Occasion, ShareLink
from surveys.selectors import surveys_run_by


@dataclass(frozen=True)
class LinkLine:
    """A link as the page of its report shows it; it ends by its date or when it is revoked."""

    id: uuid.UUID
    label: str
    expires_at: dt.datetime
    use_count: int
    last_used_at: dt.datetime | None
    is_revoked: bool
    has_ended: bool


@dataclass(frozen=True)
class DeliveryLine:
    """A mail as the page of its report shows it."""

    id: uuid.UUID
    address: str
    state: DeliveryState
    attempts: int
    due_at: dt.datetime
    sent_at: dt.datetime | None
    error: str
    attaches_pdf: bool

    @property
    def may_be_retried(self) -> bool:
        """Whether a person may have it sent again."""
        return self.state in {DeliveryState.FAILED, DeliveryState.UNCERTAIN}


@dataclass(frozen=True)
class PlanLine:
    """A plan as the list shows it."""

    id: uuid.UUID
    title: str
    survey_title: str
    occasion: Occasion
    addresses: tuple[str, ...]
    attaches_pdf: bool
    is_active: bool
    last_acted_at: dt.datetime | None
    last_report_id: uuid.UUID | None


def share_links(report_id: uuid.UUID, now: dt.datetime) -> tuple[LinkLine, ...]:
    """Links of a report, the newest first; those of mails stand with their mail."""
    links = ShareLink.objects.filter(report=report_id).order_by("-created_at", "pk")
    return tuple(
        LinkLine(
            id=link.pk,
            label=link.label,
            expires_at=link.expires_at,
            use_count=link.use_count,
            last_used_at=link.last_used_at,
            is_revoked=link.revoked_at is not None,
            has_ended=link.revoked_at is not None or link.expires_at <= now,
        )
        for link in links
    )


def deliveries(report_id: uuid.UUID) -> tuple[DeliveryLine, ...]:
    """Mails about a report, by address."""
    return tuple(_delivery_lines(Delivery.objects.filter(report=report_id)))


def delivery_plans(user: User) -> tuple[PlanLine, ...]:
    """Plans for surveys of which the user may have reports made, by title."""
    surveys = [survey.survey_id for survey in surveys_run_by(user)]
    plans = DeliveryPlan.objects.filter(survey__in=surveys).select_related("survey")
    plans = plans.prefetch_related("runs")
    return tuple(_plan_line(plan) for plan in plans.order_by("title", "pk"))


def _delivery_lines(rows: Iterable[Delivery]) -> Iterable[DeliveryLine]:
    for row in rows:
        yield DeliveryLine(
            id=row.pk,
            address=row.address,
            state=DeliveryState(row.state),
            attempts=row.attempts,
            due_at=row.due_at,
            sent_at=row.sent_at,
            error=row.error,
            attaches_pdf=row.attaches_pdf,
        )


def _plan_line(plan: DeliveryPlan) -> PlanLine:
    last = max(plan.runs.all(), key=lambda run: run.created_at, default=None)
    return PlanLine(
        id=plan.pk,
        title=plan.title,
        survey_title=plan.survey.title,
        occasion=Occasion(plan.occasion),
        addresses=tuple(plan.addresses),
        attaches_pdf=plan.attaches_pdf,
        is_active=plan.is_active,
        last_acted_at=last.created_at if last else None,
        last_report_id=last.report_id if last else None,
    )
