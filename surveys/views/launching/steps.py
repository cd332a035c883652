"""The steps of a launch: their order, which are done, and the frame that every one has."""

import enum
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Capability, may
from surveys.models import LaunchDraft, Wave, WaveState
from surveys.views.crumbs import Crumb


class Step(enum.StrEnum):
    """One page of the plan, by the last part of its address."""

    INITIATIVE = "initiative"
    INSTRUMENT = "questionnaire"
    AUDIENCE = "audience"
    GROUPS = "groups"
    EXPECTATION = "expectation"
    SCHEDULE = "schedule"
    LANGUAGES = "languages"
    TRIAL = "trial"
    SUMMARY = "summary"


LABELS: dict[Step, str | Promise] = {
    Step.INITIATIVE: gettext_lazy("Initiative"),
    Step.INSTRUMENT: gettext_lazy("Questionnaire"),
    Step.AUDIENCE: gettext_lazy("Audience"),
    Step.GROUPS: gettext_lazy("Groups"),
    Step.EXPECTATION: gettext_lazy("Expectation"),
    Step.SCHEDULE: gettext_lazy("Dates"),
    Step.LANGUAGES: gettext_lazy("Languages"),
    Step.TRIAL: gettext_lazy("Trial"),
    Step.SUMMARY: gettext_lazy("Launch"),
}
ORDER = tuple(Step)


@dataclass(frozen=True)
class StepLine:
    """One step in the list above the page."""

    label: str
    state: str
    url: str


def draft_of_user(user: User, draft_id: uuid.UUID) -> LaunchDraft:
    """One of the user's plans; what is not theirs, or is launched, does not exist for them.

    Raises
    ------
    Http404
        There is none, or it is somebody else's.
    """
    drafts = LaunchDraft.objects.select_related(
        "initiative", "instrument", "audience", "wave__survey__instrument",
        "wave__survey__audience", "wave__survey__initiative",
    )  # fmt: skip
    draft = drafts.filter(pk=draft_id).first()
    if draft is None or not (may(user, Capability.RUN_ANY_INITIATIVE) or draft.owner_id == user.pk):
        raise Http404
    if draft.wave and draft.wave.state != WaveState.DRAFT:
        raise Http404
    return draft


def wave_of_draft(draft: LaunchDraft) -> Wave:
    """The wave that the plan has become.

    Raises
    ------
    Http404
        The first three choices are not made yet.
    """
    if draft.wave is None:
        raise Http404
    return draft.wave


def step_url(draft: LaunchDraft, step: Step) -> str:
    """Address of one step."""
    return reverse(f"surveys:plan_{step.name.lower()}", args=[draft.pk])


def current_url(draft: LaunchDraft) -> str:
    """Where the leader stopped."""
    known = {step.value for step in Step}
    step = Step(draft.step) if draft.step in known else _first_open(draft)
    return step_url(draft, step if _may_visit(draft, step) else _first_open(draft))


def step_lines(draft: LaunchDraft, current: Step) -> list[StepLine]:
    """All steps, with those that may be visited linked."""
    return [
        StepLine(
            str(LABELS[step]),
            "current" if step is current else "done" if _is_done(draft, step) else "todo",
            step_url(draft, step) if step is not current and _may_visit(draft, step) else "",
        )
        for step in ORDER
    ]


def step_page(
    request: HttpRequest,
    draft: LaunchDraft,
    step: Step,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """One step in its frame: where one stands, the page itself, back and on."""
    place = ORDER.index(step)
    frame = {
        "draft": draft,
        "steps": step_lines(draft, step),
        "place": place + 1,
        "total": len(ORDER),
        "heading": LABELS[step],
        "back_url": step_url(draft, ORDER[place - 1]) if place else "",
        "next_url": step_url(draft, ORDER[place + 1]) if place + 1 < len(ORDER) else "",
        "body": f"surveys/launching/{step.value}.html",
        "crumbs": (
            Crumb(_("Initiatives"), reverse("surveys:initiatives")),
            Crumb(draft.title or _("Plan a launch")),
        ),
    }
    return render(request, "surveys/launching/step.html", frame | context, status=status)


def onward(request: HttpRequest, draft: LaunchDraft, step: Step) -> HttpResponse:
    """After saving: to the next step, or home where the leader wants to leave."""
    if "leave" in request.POST:
        return redirect("home")
    return redirect(step_url(draft, ORDER[ORDER.index(step) + 1]))


def _is_done(draft: LaunchDraft, step: Step) -> bool:
    match step:
        case Step.INITIATIVE:
            return draft.initiative_id is not None
        case Step.INSTRUMENT:
            return draft.instrument_id is not None
        case Step.AUDIENCE:
            return draft.audience_id is not None
        case _:
            known = [one.value for one in ORDER]
            reached = known.index(draft.step) if draft.step in known else 0
            return draft.wave_id is not None and ORDER.index(step) < reached


def _may_visit(draft: LaunchDraft, step: Step) -> bool:
    if step in ORDER[:3]:
        return all(_is_done(draft, before) for before in ORDER[: ORDER.index(step)])
    return draft.wave_id is not None


def _first_open(draft: LaunchDraft) -> Step:
    return next((step for step in ORDER[:3] if not _is_done(draft, step)), Step.GROUPS)
