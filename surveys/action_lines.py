"""Focus areas, actions and what became of them, as pages print them."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.focus import FocusArea, Reason, suggested_focus
from surveys.models import Action, ActionState, Wave
from surveys.presentation import change_text, figure_text, in_reader_language
from surveys.published import PublishedWave, TrendChange
from surveys.selectors import published_wave
from surveys.tabulation.whole_wave import ORGANIZATION

REASONS: Mapping[Reason, Promise] = {
    Reason.GATE: gettext_lazy("holds the band of the whole down"),
    Reason.SEVERE_GAP: gettext_lazy("leaders expect far more than people report"),
    Reason.MATERIAL_GAP: gettext_lazy("leaders expect more than people report"),
    Reason.DRIVER: gettext_lazy("goes together with readiness and has room"),
    Reason.FELL: gettext_lazy("fell since the wave before"),
    Reason.LOW: gettext_lazy("is low"),
    Reason.SPLIT: gettext_lazy("people are of two minds"),
}
TONES = {
    ActionState.PLANNED: "neutral",
    ActionState.STARTED: "info",
    ActionState.DONE: "success",
    ActionState.DROPPED: "neutral",
}


@dataclass(frozen=True)
class FocusLine:
    """One suggested focus area."""

    dimension: str
    name: str
    score: str
    reasons: tuple[str, ...]
    is_planned: bool


@dataclass(frozen=True)
class OutcomeLine:
    """What the next wave published of the dimension of an action."""

    wave_number: int
    change: str
    low: str
    high: str
    word: str


@dataclass(frozen=True)
class ActionLine:
    """One action of a plan; `outcome` is None while no later wave told of it."""

    id: uuid.UUID
    title: str
    dimension: str
    score: str
    owner: str
    due_date: dt.date | None
    is_late: bool
    state: str
    tone: str
    progress_percent: int
    notes: str
    said: str
    done: str
    is_told: bool
    outcome: OutcomeLine | None


def focus_lines(wave: PublishedWave, planned: Iterable[Action]) -> tuple[FocusLine, ...]:
    """Suggested focus areas in words; those with an action are marked."""
    names, taken = dimension_names(wave), {action.dimension for action in planned}
    return tuple(
        FocusLine(
            area.dimension,
            names[area.dimension],
            f"{area.score:.0f}",
            tuple(_reason_words(area)),
            area.dimension in taken,
        )
        for area in suggested_focus(wave)
    )


def action_lines(
    wave: PublishedWave,
    actions: Iterable[Action],
    later: PublishedWave | None,
    *,
    today: dt.date,
) -> tuple[ActionLine, ...]:
    """Actions in words, each beside the change that the next wave published."""
    names = dimension_names(wave)
    scores = {entry.key: figure_text(entry.score).value for entry in wave.dimensions}
    changes = {change.key: change for change in later.changes} if later else {}
    return tuple(
        _action_line(
            action,
            names.get(action.dimension, ""),
            scores.get(action.dimension, ""),
            _outcome(changes.get(action.dimension or ORGANIZATION), later),
            today,
        )
        for action in actions
    )


def next_published(wave: Wave) -> PublishedWave | None:
    """The wave after this one, of the same survey, that has published results."""
    later = Wave.objects.readable().filter(survey=wave.survey_id, number__gt=wave.number)
    following = later.order_by("number", "pk").first()
    return published_wave(following.pk) if following else None


def dimension_names(wave: PublishedWave) -> Mapping[str, str]:
    """Names of the dimensions in the reader's language, by key."""
    return {entry.key: in_reader_language(entry.name) for entry in wave.dimensions}


def _reason_words(area: FocusArea) -> Iterable[str]:
    return (str(REASONS[reason]) for reason in area.reasons)


def _outcome(change: TrendChange | None, later: PublishedWave | None) -> OutcomeLine | None:
    if change is None or later is None:
        return None
    return OutcomeLine(
        later.number,
        _signed(change.change),
        _signed(change.low),
        _signed(change.high),
        change_text(change.verdict),
    )


def _action_line(
    action: Action, name: str, score: str, outcome: OutcomeLine | None, today: dt.date
) -> ActionLine:
    state = ActionState(action.state)
    is_open = state in {ActionState.PLANNED, ActionState.STARTED}
    return ActionLine(
        id=action.pk,
        title=action.title,
        dimension=name or _("The whole"),
        score=score,
        owner=action.owner,
        due_date=action.due_date,
        is_late=is_open and action.due_date is not None and action.due_date < today,
        state=str(state.label),
        tone=TONES[state],
        progress_percent=action.progress_percent,
        notes=action.notes,
        said=action.said,
        done=action.done,
        is_told=action.is_told,
        outcome=outcome,
    )


def _signed(points: float) -> str:
    rounded = round(points)
    return f"+{rounded}" if rounded > 0 else str(rounded).replace("-", "\N{MINUS SIGN}")
