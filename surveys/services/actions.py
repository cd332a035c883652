"""Plan actions from results, follow them, and tell respondents of them."""

import datetime as dt
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import record_audit
from surveys.models import Action, FollowUpPage, Survey, Wave

TOKEN_BYTES = 16


@dataclass(frozen=True)
class ActionFacts:
    """Everything that a leader says about an action."""

    dimension: str
    title: str
    owner: str
    due_date: dt.date | None
    state: str
    progress_percent: int
    notes: str
    said: str
    done: str
    is_told: bool


@transaction.atomic
def create_action(*, actor: User, wave: Wave, facts: ActionFacts) -> Action:
    """Put an action on the plan of a wave."""
    action = Action.objects.create(
        wave=wave, created_by=actor, created_at=timezone.now(), **vars(facts)
    )
    record_audit(actor=actor, verb="action.create", subject=str(action.pk))
    return action


@transaction.atomic
def change_action(*, actor: User, action: Action, facts: ActionFacts) -> None:
    """Replace what is said about an action."""
    Action.objects.filter(pk=action.pk).update(**vars(facts))
    record_audit(actor=actor, verb="action.change", subject=str(action.pk))


@transaction.atomic
def delete_action(*, actor: User, action: Action) -> None:
    """Take an action off the plan."""
    record_audit(actor=actor, verb="action.delete", subject=str(action.pk))
    action.delete()


@transaction.atomic
def save_follow_up(
    *, actor: User, survey: Survey, introduction: str, is_open: bool
) -> FollowUpPage:
    """Open or close the page that respondents read; its link stays the same."""
    page, _is_new = FollowUpPage.objects.get_or_create(
        survey=survey, defaults={"token": secrets.token_urlsafe(TOKEN_BYTES)}
    )
    FollowUpPage.objects.filter(pk=page.pk).update(introduction=introduction, is_open=is_open)
    verb = "follow_up.open" if is_open else "follow_up.close"
    record_audit(actor=actor, verb=verb, subject=str(survey.pk))
    return page
