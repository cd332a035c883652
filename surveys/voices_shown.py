"""What reviewers and persons of trust see of comments: frozen values, in an order of their own."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from surveys.models import AlertState, CommentAlert, ReviewState, Verbatim, Wave
from surveys.presentation import in_reader_language
from surveys.sealed_wave import asked_questionnaire


@dataclass(frozen=True)
class ReviewLine:
    """One question of a wave and how far its review is."""

    item: str
    question: str
    pending: int
    approved: int
    withheld: int

    @property
    def total(self) -> int:
        """All comments of the question in the queue."""
        return self.pending + self.approved + self.withheld

    @property
    def decided(self) -> int:
        """Comments on which somebody has decided."""
        return self.approved + self.withheld


@dataclass(frozen=True)
class ReviewedComment:
    """One redacted comment as a reviewer sees it."""

    id: uuid.UUID
    text: str
    version: int
    state: str
    state_label: str
    is_edited: bool


@dataclass(frozen=True)
class AlertLine:
    """One comment that was passed on. There is nothing else to know of it."""

    id: uuid.UUID
    question: str
    text: str
    state: str
    state_label: str
    note: str
    version: int


@dataclass(frozen=True)
class WaveAlerts:
    """What was passed on from one wave."""

    title: str
    number: int
    alerts: tuple[AlertLine, ...]


def review_lines(wave: Wave) -> tuple[ReviewLine, ...]:
    """Questions with comments to review, in the order of the questionnaire."""
    rows = {
        row["item"]: row
        for row in Verbatim.objects.filter(release__wave=wave)
        .values("item")
        .order_by("item")
        .annotate(
            pending=Count("pk", filter=Q(state=ReviewState.PENDING)),
            approved=Count("pk", filter=Q(state=ReviewState.APPROVED)),
            withheld=Count("pk", filter=Q(state=ReviewState.WITHHELD)),
        )
    }
    return tuple(
        ReviewLine(
            item.key,
            in_reader_language(item.text),
            *(rows[item.key][state] for state in ("pending", "approved", "withheld")),
        )
        for item in asked_questionnaire(wave).items
        if item.key in rows
    )


def next_to_review(wave: Wave, item: str, *, reviewer_id: int) -> ReviewedComment | None:
    """The reviewer's next comment, in an order that is random, of their own, and stays."""
    pending = _in_order(
        Verbatim.objects.filter(release__wave=wave, item=item, state=ReviewState.PENDING),
        f"{reviewer_id}:{wave.pk}",
    )
    return _reviewed(pending[0]) if pending else None


def decided_comments(wave: Wave, item: str, *, reviewer_id: int) -> tuple[ReviewedComment, ...]:
    """Comments that were approved or withheld, in the reviewer's order."""
    decided = Verbatim.objects.filter(release__wave=wave, item=item).exclude(
        state=ReviewState.PENDING
    )
    return tuple(map(_reviewed, _in_order(decided, f"{reviewer_id}:{wave.pk}")))


def wave_alerts() -> tuple[WaveAlerts, ...]:
    """Everything that was passed on, new ones first, then in an order that says nothing."""
    waves = (
        Wave.objects.filter(release__is_complete=True, release__alerts__isnull=False)
        .select_related("survey__instrument")
        .distinct()
        .order_by("-release__released_date", "pk")
    )
    return tuple(
        WaveAlerts(wave.survey.title, wave.number, tuple(_alert_lines(wave))) for wave in waves
    )


def _alert_lines(wave: Wave) -> list[AlertLine]:
    questions = {
        item.key: in_reader_language(item.text) for item in asked_questionnaire(wave).items
    }
    rank = {state.value: place for place, state in enumerate(AlertState)}
    alerts = CommentAlert.objects.filter(release__wave=wave)
    return [
        AlertLine(
            alert.pk,
            questions.get(alert.item, alert.item),
            alert.text,
            alert.state,
            str(AlertState(alert.state).label),
            alert.note,
            alert.version,
        )
        for alert in sorted(alerts, key=lambda alert: (rank[alert.state], alert.pk))
    ]


def _in_order(verbatims: Iterable[Verbatim], seed: str) -> list[Verbatim]:
    def place(verbatim: Verbatim) -> str:
        return hashlib.sha256(f"{seed}:{verbatim.pk}".encode()).hexdigest()

    return sorted(verbatims, key=place)


def _reviewed(verbatim: Verbatim) -> ReviewedComment:
    state = ReviewState(verbatim.state)
    return ReviewedComment(
        verbatim.pk,
        verbatim.text,
        verbatim.version,
        state.value,
        str(state.label),
        verbatim.is_edited,
    )
