"""Take answers collected elsewhere into a released wave, by the path of every other release.

The figures go through the same tabulation, suppression and audit. There are no envelopes, no key
and no kept answer rows: the file stays with its owner.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_audit
from surveys.disclosure.cohorts import MAX_BREAKDOWNS
from surveys.instruments.format import Instrument as Questionnaire
from surveys.instruments.format import ItemKind
from surveys.instruments.import_mapping import ImportedAnswers, read_answers
from surveys.instruments.reader import read_instrument
from surveys.levels import merge_small_levels
from surveys.models import Audience, Initiative, RetentionMode, Survey, Wave, WaveState
from surveys.obstacles import ImportRefused
from surveys.sealed_wave import frozen_settings_hash
from surveys.sealing.ballots import Answer, Ballot
from surveys.sealing.separation import separate
from surveys.services.figures import compute_figures
from surveys.services.planning import create_initiative, create_survey, store_instrument
from surveys.services.storing import store_figures

logger = logging.getLogger(__name__)

AUDIENCE = "Answered elsewhere"
NOBODY: Mapping[str, Sequence[str]] = {"answered_elsewhere": []}
"""Selects no employee: an imported wave must not be repeated over our own roster by mistake."""


@dataclass(frozen=True)
class NamedFile:
    """A file that was opened, with its name for messages."""

    name: str
    content: BinaryIO


@dataclass(frozen=True)
class ImportPlan:
    """What the answers become.

    Parameters
    ----------
    owner
        Owner of the initiative, if it is new.
    initiative, title
        Where they are empty, the instrument's title.
    groups
        Reporting dimensions or columns; none takes those of the mapping.
    invited
        People who could have answered; None where nobody knows.
    replaces_earlier
        Whether a wave that was read from the same file is removed first.
    """

    owner: User
    initiative: str = ""
    title: str = ""
    groups: tuple[str, ...] = ()
    invited: int | None = None
    replaces_earlier: bool = False


@dataclass(frozen=True)
class WaveImport:
    """The wave and what was read. Where the file was known nothing changed: not `is_new`."""

    wave_id: uuid.UUID
    answers: ImportedAnswers
    is_new: bool


def import_wave(*, plan: ImportPlan, instrument: NamedFile, answers: NamedFile) -> WaveImport:
    """Read, check, tabulate, audit and release in one go; all or nothing.

    Raises
    ------
    FileRefused
        The instrument or the answers have faults; all are named with place and remedy.
    ImportRefused, ReleaseStopped
        The answers cannot become a wave; nothing was written.
    """
    source = _text(instrument)
    questionnaire = _with_groups(read_instrument(source, source=instrument.name), plan.groups)
    read = read_answers(questionnaire, answers.content, source=answers.name)
    _check_counts(read, plan.invited)
    with transaction.atomic():
        audience = _audience_of_imports()
        known = Wave.objects.filter(imported_content=read.content_sha256).first()
        if known and not plan.replaces_earlier:
            return WaveImport(known.pk, read, is_new=False)
        if known:
            _remove(known)
        survey = _survey(plan, audience, source=source, origin=instrument.name)
        wave = _create_wave(survey, read, plan.invited)
        ballots = _ballots(questionnaire, read, wave.min_group_size)
        figures = compute_figures(wave, separate(ballots), [])
        store_figures(wave, figures, answered_count=read.row_count, is_complete=True)
        record_audit(actor=plan.owner, verb="wave_imported", subject=str(wave.pk))
    logger.info("wave.imported", extra={"wave_id": wave.pk})
    return WaveImport(wave.pk, read, is_new=True)


def _text(instrument: NamedFile) -> str:
    try:
        return instrument.content.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ImportRefused(
            _("%(name)s is not UTF-8. Save the instrument as a text file in UTF-8.")
            % {"name": instrument.name}
        ) from error


def _with_groups(questionnaire: Questionnaire, groups: tuple[str, ...]) -> Questionnaire:
    mapping = questionnaire.import_mapping
    if mapping is None:
        raise ImportRefused(
            _("The instrument “%(key)s” has no [import] table. Add it with the file's columns.")
            % {"key": questionnaire.key}
        )
    chosen = mapping.grouped_by(groups) if groups else mapping
    if len(chosen.groups) > MAX_BREAKDOWNS:
        raise ImportRefused(
            _("%(count)s groupings are asked for; at most %(limit)s are possible. Choose fewer.")
            % {"count": len(chosen.groups), "limit": MAX_BREAKDOWNS}
        )
    return replace(questionnaire, import_mapping=chosen)


def _check_counts(read: ImportedAnswers, invited: int | None) -> None:
    if read.row_count < settings.MIN_GROUP_SIZE:
        raise ImportRefused(
            _("%(count)s people answered; at least %(minimum)s are needed to publish anything.")
            % {"count": read.row_count, "minimum": settings.MIN_GROUP_SIZE}
        )
    if invited is not None and invited < read.row_count:
        raise ImportRefused(
            _("%(answered)s people answered, but only %(invited)s were invited. Correct it.")
            % {"answered": read.row_count, "invited": invited}
        )


def _remove(wave: Wave) -> None:
    """Take an imported wave away with its cells."""
    try:
        wave.release.delete()
        wave.delete()
    except ProtectedError as error:
        raise ImportRefused(
            _("The wave of these answers is part of a report, so it stays. Nothing was changed.")
        ) from error


def _audience_of_imports() -> Audience:
    """The audience of all imports, locked: of two imports at once, one waits and sees the other."""
    audience, _is_new = Audience.objects.get_or_create(
        name=AUDIENCE, defaults={"selection": NOBODY}
    )
    return Audience.objects.select_for_update().get(pk=audience.pk)


def _survey(plan: ImportPlan, audience: Audience, *, source: str, origin: str) -> Survey:
    stored = store_instrument(source=source, origin=origin)
    title = plan.title or stored.title
    initiative = _initiative(plan.initiative or stored.title, plan.owner)
    known = Survey.objects.filter(initiative=initiative, instrument=stored, title=title).first()
    if known:
        return known
    return create_survey(initiative=initiative, instrument=stored, audience=audience, title=title)


def _initiative(title: str, owner: User) -> Initiative:
    known = Initiative.objects.filter(title=title).first()
    purpose = _("Answers were collected elsewhere and imported.")
    return known or create_initiative(title=title, purpose=purpose, owner=owner)


def _create_wave(survey: Survey, read: ImportedAnswers, invited: int | None) -> Wave:
    latest = Survey.objects.select_for_update().get(pk=survey.pk).waves.order_by("-number").first()
    now = timezone.now()
    wave = Wave(
        survey=survey,
        number=latest.number + 1 if latest else 1,
        state=WaveState.RELEASED,
        opens_at=now - dt.timedelta(seconds=1),  # the columns want an order; nobody reads them
        closes_at=now,
        reporting_dimensions=list(read.groups),
        min_group_size=settings.MIN_GROUP_SIZE,
        min_distribution_size=settings.MIN_DISTRIBUTION_SIZE,
        min_comment_size=settings.MIN_COMMENT_SIZE,
        retention_mode=RetentionMode.AGGREGATE,
        is_imported=True,
        imported_content=read.content_sha256,
        invited_count=invited,
    )
    wave.settings_hash = frozen_settings_hash(wave)
    wave.save()
    return wave


def _ballots(
    questionnaire: Questionnaire, read: ImportedAnswers, min_group_size: int
) -> list[Ballot]:
    """One ballot per row, its levels merged where too few people have them."""
    opened = {item.key for item in questionnaire.items_of(ItemKind.OPEN)} & set(read.answers)
    closed = [key for key in read.answers if key not in opened]
    labels = _merged_levels(read.groups, min_group_size)
    return [
        Ballot(
            answers={key: read.answers[key][row] for key in closed},
            comments={
                key: text for key in opened if (text := _comment(read.answers[key][row])) != ""
            },
            labels={dimension: levels[row] for dimension, levels in labels.items()},
        )
        for row in range(read.row_count)
    ]


def _merged_levels(
    groups: Mapping[str, Sequence[str | None]], minimum: int
) -> Mapping[str, Sequence[str]]:
    merged: dict[str, Sequence[str]] = {}
    for dimension, column in groups.items():
        levels = [level or "" for level in column]
        name_of = merge_small_levels(levels, minimum=minimum)
        merged[dimension] = [name_of[level] for level in levels]
    return merged


def _comment(answer: Answer) -> str:
    return answer if isinstance(answer, str) else ""
