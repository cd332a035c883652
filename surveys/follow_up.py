"""What respondents are told afterwards: words of the leaders beside published figures."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from surveys.action_lines import ActionLine, action_lines, next_published
from surveys.models import Action, FollowUpPage, Survey, Wave
from surveys.selectors import published_wave


@dataclass(frozen=True)
class ToldWave:
    """The actions of one wave that respondents are told of."""

    number: int
    released_date: dt.date
    actions: tuple[ActionLine, ...]


def open_page(token: str) -> FollowUpPage | None:
    """The page with this token; None while it is closed, as if there were none."""
    pages = FollowUpPage.objects.select_related("survey__initiative")
    return pages.filter(token=token, is_open=True).first()


def follow_up_url(survey: Survey, language: str) -> str:
    """Address of the open page of a survey, empty while there is none.

    It is the same for everybody: it tells nothing about who follows it.
    """
    token = follow_up_token(survey)
    return reverse("respond:follow_up", args=[language, token]) if token else ""


def follow_up_token(survey: Survey) -> str:
    """Token of the open page of a survey, empty while there is none."""
    page = FollowUpPage.objects.filter(survey=survey, is_open=True).first()
    return page.token if page else ""


def told_waves(survey: Survey) -> tuple[ToldWave, ...]:
    """Waves with something to tell, the newest first. Deadlines and notes stay inside."""
    waves = Wave.objects.readable().filter(survey=survey).select_related("release")
    told = _told_actions(survey)
    return tuple(
        _told_wave(wave, told[wave.pk])
        for wave in waves.order_by("-number", "pk")
        if wave.pk in told
    )


def _told_actions(survey: Survey) -> Mapping[object, list[Action]]:
    by_wave: dict[object, list[Action]] = {}
    actions = Action.objects.filter(wave__survey=survey, is_told=True)
    for action in actions.order_by("created_at", "pk"):
        by_wave.setdefault(action.wave_id, []).append(action)
    return by_wave


def _told_wave(wave: Wave, actions: list[Action]) -> ToldWave:
    released = wave.release.released_date
    lines = action_lines(published_wave(wave.pk), actions, next_published(wave), today=released)
    return ToldWave(wave.number, released, lines)
