"""What a wave promises its respondents, in words, from its actual settings."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.selectors import persons_of_trust
from surveys.instruments.format import Instrument as Questionnaire
from surveys.instruments.format import ItemKind
from surveys.instruments.languages import text_language
from surveys.models import ReminderMode, RetentionMode, Wave, WaveState
from surveys.sealed_wave import asked_questionnaire

SECONDS_PER_ITEM = 9  # read and answer one short statement on a phone
SECONDS_PER_COMMENT = 45


@dataclass(frozen=True)
class WavePromise:
    """Everything the first page says about a wave."""

    survey_title: str
    initiative: str
    purpose: str
    closes_at: dt.datetime
    minutes: int
    min_group_size: int
    min_comment_size: int
    dimensions_text: tuple[str, ...]
    retention_text: str
    trustee_text: str
    contact: str
    is_embedded: bool
    asks_comments: bool = False
    quoting_text: str = ""
    """Whether comments may be quoted, or that none are asked for."""
    reminder_text: str = ""
    """Who gets reminders, and who could see that."""
    passing_on_texts: tuple[str, ...] = ()
    """To whom comments that tell of harassment, threat or self-harm go; empty where to nobody."""
    summary_text: str = ""
    """That a language model reads redacted comments; empty where none does."""


def wave_promise(wave: Wave, language: str) -> WavePromise:
    """The promise of one wave; `language` is the active one."""
    questionnaire = asked_questionnaire(wave)
    asks = bool(questionnaire.items_of(ItemKind.OPEN))
    title = questionnaire.title.get(text_language(questionnaire, language), wave.survey.title)
    return WavePromise(
        survey_title=title,
        initiative=wave.survey.initiative.title,
        purpose=wave.survey.initiative.purpose,
        closes_at=wave.closes_at,
        minutes=minutes_to_answer(questionnaire),
        min_group_size=wave.min_group_size,
        min_comment_size=wave.min_comment_size,
        dimensions_text=tuple(wave.reporting_dimensions),
        retention_text=_retention_text(wave),
        trustee_text=_trustee_text(wave),
        contact=settings.DEFAULT_FROM_EMAIL,
        is_embedded=settings.IS_EMBEDDED,
        asks_comments=asks,
        quoting_text=_quoting_text(wave) if asks else _("This survey asks for no comments."),
        passing_on_texts=_passing_on_texts(wave) if asks else (),
        summary_text=_summary_text(wave) if asks else "",
        reminder_text=_reminder_text(wave),
    )


def minutes_to_answer(questionnaire: Questionnaire) -> int:
    """About how long a questionnaire takes."""
    seconds = sum(
        SECONDS_PER_COMMENT if item.kind is ItemKind.OPEN else SECONDS_PER_ITEM
        for item in questionnaire.items
    )
    return max(2, round(seconds / 60))


def _retention_text(wave: Wave) -> str:
    if wave.retention_mode == RetentionMode.AGGREGATE:
        return ngettext(
            "After the release figures stay and, for at most %(days)s day, comments without name, "
            "time and group; no other answer of a single person is kept.",
            "After the release figures stay and, for at most %(days)s days, comments without name, "
            "time and group; no other answer of a single person is kept.",
            settings.RESPONSE_RETENTION_DAYS,
        ) % {"days": settings.RESPONSE_RETENTION_DAYS}
    return ngettext(
        "After the release answers and comments stay for at most %(days)s day, without names and "
        "times, under a group of at least %(size)s people. Figures stay.",
        "After the release answers and comments stay for at most %(days)s days, without names and "
        "times, under a group of at least %(size)s people. Figures stay.",
        settings.RESPONSE_RETENTION_DAYS,
    ) % {"days": settings.RESPONSE_RETENTION_DAYS, "size": wave.min_group_size}


def _reminder_text(wave: Wave) -> str:
    if wave.reminder_mode == ReminderMode.OPEN:
        return _(
            "Reminders go only to people who have not answered. Whoever runs the mail server sees "
            "who gets one."
        )
    return _("Reminders go to everybody alike, so that no mail tells who has not answered.")


def _trustee_text(wave: Wave) -> str:
    if wave.has_trustee:
        return _("The envelopes can be opened only together with the trustee's passphrase.")
    return _("No trustee holds a second key for this survey; the organization waived it.")


def _quoting_text(wave: Wave) -> str:
    if wave.shows_verbatims:
        return _(
            "Comments may be quoted word for word, without name, time and group, after somebody "
            "has reviewed each of them. Reports keep the quotes that they contain."
        )
    return _("Comments are never quoted: results tell how many there are, of what, in which tone.")


def _passing_on_texts(wave: Wave) -> tuple[str, ...]:
    if not wave.passes_on_alerts:
        return ()
    people = [
        _("%(name)s, %(email)s") % {"name": person.name, "email": person.email}
        for person in persons_of_trust()
    ]
    return (
        _(
            "A comment that seems to tell of harassment, a threat or self-harm is passed on after "
            "the survey has closed, without your name, to the organization's person of trust: "
            "%(people)s."
        )
        % {"people": "; ".join(people) or "–"},
        _(
            "Nobody reads comments before that. If you or somebody else needs help now, do not "
            "write it here: call for help."
        ),
    )


def _summary_text(wave: Wave) -> str:
    is_planned = wave.state == WaveState.DRAFT and settings.SUMMARY_URL
    if not (wave.summarizes_comments or is_planned):
        return ""
    return _(
        "A language model on a computer of the organization summarizes the comments, after names "
        "and addresses were taken out."
    )
