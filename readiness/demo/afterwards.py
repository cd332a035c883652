"""What people do once a wave is released: comments are reviewed, actions planned, people told."""

import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Role, User
from accounts.services import create_user
from readiness.demo import company
from surveys.models import Action, ActionState, FollowUpPage, ReviewState, Verbatim, Wave
from surveys.services.actions import ActionFacts, create_action, save_follow_up
from surveys.services.reviewing import decide_verbatim

PERSON_OF_TRUST_EMAIL = f"trust@{company.EMAIL_DOMAIN}"
REVIEWER_EMAIL = f"people@{company.EMAIL_DOMAIN}"
APPROVED_PER_THEME = 3
INTRODUCTION = (
    "Thank you for telling us what helps you with AI and what is in the way. This is what we heard "
    "and what we have done about it since."
)


@dataclass(frozen=True)
class _Plan:
    """An action of the demo's leaders; `due_in_days` counts from the start of the demo."""

    dimension: str
    title: str
    owner: str
    due_in_days: int
    state: ActionState
    progress_percent: int
    said: str
    done: str


FIRST_ACTIONS = (
    _Plan(
        "experimentation",
        "Two hours a week to try things, kept free in every calendar",
        "Head of Operations",
        -30,
        ActionState.DONE,
        100,
        "There is no time to try anything; the tickets keep piling up.",
        "Fridays from two to four are free of meetings. Nine of twelve departments keep to it.",
    ),
    _Plan(
        "direction",
        "Say what AI is for here, and what it will not be used for",
        "Chief executive",
        -10,
        ActionState.DONE,
        100,
        "We do not know where this is going, or what it means for our jobs.",
        "One page says which uses we want and which we rule out. It was talked over in every team.",
    ),
    _Plan(
        "recognition",
        "Name the people behind an idea when it goes into use",
        "Head of Human resources",
        45,
        ActionState.STARTED,
        40,
        "Whoever built something at the hackathon never heard of it again.",
        "Each idea has a page with its authors and what became of it. The rest follows by spring.",
    ),
)


def prepare_people() -> None:
    """The person of trust and the reviewer, who must be there before the first release."""
    for email, name, role in (
        (PERSON_OF_TRUST_EMAIL, "Thea Trust", Role.CONFIDANT),
        (REVIEWER_EMAIL, "Pia People", Role.HR_LEADER),
    ):
        if not User.objects.filter(email=email).exists():
            create_user(email=email, name=name, role=role, password=secrets.token_urlsafe(24))


def review_comments(wave: Wave, say: Callable[[str], None]) -> None:
    """Approve the comments nearest to each theme; the others stay in the queue."""
    verbatims = Verbatim.objects.filter(release__wave=wave).order_by("pk")
    if verbatims.exclude(state=ReviewState.PENDING).exists():
        return
    reviewer = User.objects.get(email=REVIEWER_EMAIL)
    nearest = _nearest(list(verbatims))
    for verbatim in nearest:
        decide_verbatim(
            verbatim_id=verbatim.pk,
            version=verbatim.version,
            decision=ReviewState.APPROVED,
            reviewer=reviewer,
        )
    say(f"Wave {wave.number}: {len(nearest)} comments reviewed and approved for quoting")


def _nearest(verbatims: Sequence[Verbatim]) -> list[Verbatim]:
    """A few of each question and theme, no text twice: many of the demo's people say the same."""
    chosen: dict[str, Verbatim] = {}
    themes = {(one.item, theme) for one in verbatims for theme in one.places}
    for item, theme in sorted(themes):
        members = [one for one in verbatims if one.item == item and theme in one.places]
        texts = {
            one.text: one
            for one in sorted(members, key=lambda one: (-one.places[theme], one.pk))
            if one.text not in chosen
        }
        chosen |= dict(list(texts.items())[-APPROVED_PER_THEME:])
    return list(chosen.values())


def follow_up(owner: User, wave: Wave, say: Callable[[str], None]) -> None:
    """Plan what the first wave asks for, and open the page that tells people of it."""
    known = set(Action.objects.filter(wave=wave).values_list("title", flat=True))
    today = timezone.localdate()
    for plan in FIRST_ACTIONS:
        if plan.title not in known:
            create_action(actor=owner, wave=wave, facts=_facts(plan, today))
    if not FollowUpPage.objects.filter(survey=wave.survey).exists():
        save_follow_up(actor=owner, survey=wave.survey, introduction=INTRODUCTION, is_open=True)
        say(f"Wave {wave.number}: {len(FIRST_ACTIONS)} actions planned, people told what was done")


def _facts(plan: _Plan, today: dt.date) -> ActionFacts:
    return ActionFacts(
        dimension=plan.dimension,
        title=plan.title,
        owner=plan.owner,
        due_date=today + dt.timedelta(days=plan.due_in_days),
        state=plan.state,
        progress_percent=plan.progress_percent,
        notes="",
        said=plan.said,
        done=plan.done,
        is_told=True,
    )
