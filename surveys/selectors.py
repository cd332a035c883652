"""The one door to this room for others: frozen values from published cells, never a row."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from surveys.access import (
    WaveScope,
    initiatives_of,
    is_confined,
    read_scope,
    results_of,
    run_scope,
)
from surveys.disclosure.cube import Bound, Statistic
from surveys.levels import OTHER_LEVEL
from surveys.models import Cell, Expectation, Release, Survey, VerifiedWave, Wave
from surveys.obstacles import NotReleased
from surveys.published import (
    CommentSummary,
    CommentTheme,
    CommentTone,
    CulturalAlignment,
    EarlierWave,
    Estimate,
    Figure,
    MachineSummary,
    NoExpectation,
    NoIndex,
    OrganizationIndex,
    PublishedChoice,
    PublishedDimension,
    PublishedDriver,
    PublishedGap,
    PublishedGate,
    PublishedGroup,
    PublishedItem,
    PublishedWave,
    Quote,
    Share,
    Shares,
    TrendChange,
    Withheld,
    WithheldComments,
    WithheldReason,
)
from surveys.quotations import with_voices
from surveys.sealed_wave import asked_questionnaire
from surveys.stored_cells import stored_cells
from surveys.tabulation.reading import CubeReader
from surveys.tabulation.results import WaveFacts, wave_results
from surveys.tabulation.whole_wave import ORGANIZATION
from surveys.terms import AskedItem, WaveTerms, readable_terms, wave_terms

__all__ = [
    "AskedItem",
    "Bound",
    "CommentSummary",
    "CommentTheme",
    "CommentTone",
    "CulturalAlignment",
    "EarlierWave",
    "Estimate",
    "Figure",
    "MachineSummary",
    "NoExpectation",
    "NoIndex",
    "OrganizationIndex",
    "PublishedChoice",
    "PublishedDimension",
    "PublishedDriver",
    "PublishedGap",
    "PublishedGate",
    "PublishedGroup",
    "PublishedItem",
    "PublishedWave",
    "Quote",
    "Share",
    "Shares",
    "TrendChange",
    "WaveScope",
    "WaveSummary",
    "WaveTerms",
    "Withheld",
    "WithheldComments",
    "WithheldReason",
    "earlier_figures",
    "level_name",
    "may_read_results",
    "may_run_wave",
    "published_cube",
    "published_wave",
    "read_scope",
    "readable_terms",
    "released_waves",
    "run_scope",
    "sibling_waves",
    "surveys_run_by",
    "titles_of_waves_run_by",
    "wave_terms",
    "waves_shown_to",
]


@dataclass(frozen=True)
class WaveSummary:
    """A released wave by name, for choosing one."""

    wave_id: uuid.UUID
    title: str
    initiative: str
    number: int
    survey_id: uuid.UUID
    released_date: dt.date


@dataclass(frozen=True)
class SurveySummary:
    """A survey in a list."""

    survey_id: uuid.UUID
    title: str
    initiative: str


def surveys_run_by(user: User) -> tuple[SurveySummary, ...]:
    """Surveys of which the user may have reports made regularly, by initiative and title."""
    surveys = Survey.objects.select_related("initiative")
    if is_confined(user):
        surveys = surveys.filter(initiative__owner=user)
    return tuple(
        SurveySummary(survey.pk, survey.title, survey.initiative.title)
        for survey in surveys.order_by("initiative__title", "title", "pk")
    )


def released_waves() -> tuple[WaveSummary, ...]:
    """Waves whose results may be read, newest release first."""
    return _summaries(Wave.objects.readable())


def waves_shown_to(user: User) -> tuple[WaveSummary, ...]:
    """Those of them that this user may read, newest release first."""
    return _summaries(results_of(user))


def may_read_results(user: User, wave_id: uuid.UUID) -> bool:
    """Whether the user may read the results of this wave."""
    return results_of(user).filter(pk=wave_id).exists()


def may_run_wave(user: User, wave_id: uuid.UUID) -> bool:
    """Whether the user runs the initiative of this wave: may share its results, plan actions."""
    return Wave.objects.filter(survey__initiative__in=initiatives_of(user), pk=wave_id).exists()


def sibling_waves(wave_id: uuid.UUID) -> tuple[WaveSummary, ...]:
    """Other waves of the same survey whose results may be read, newest first."""
    surveys = Wave.objects.filter(pk=wave_id).values("survey")
    return _summaries(Wave.objects.readable().filter(survey__in=surveys).exclude(pk=wave_id))


def level_name(level: str) -> str:
    """Name of a group; merged small groups have no name of their own."""
    return _("Other, merged") if level == OTHER_LEVEL else level


def titles_of_waves_run_by(user: User) -> Mapping[str, str]:
    """Names of the waves whose initiatives the user runs, by the text of their id."""
    waves = Wave.objects.filter(survey__initiative__in=initiatives_of(user))
    rows = waves.order_by("pk").values_list("pk", "survey__title", "number")
    return {
        str(pk): _("%(survey)s, wave %(number)s") % {"survey": title, "number": number}
        for pk, title, number in rows
    }


def _summaries(waves: QuerySet[Wave]) -> tuple[WaveSummary, ...]:
    waves = waves.select_related("survey__initiative", "release")
    return tuple(
        WaveSummary(
            wave.pk,
            wave.survey.title,
            wave.survey.initiative.title,
            wave.number,
            wave.survey.pk,
            wave.release.released_date,
        )
        for wave in waves.order_by("-release__released_date", "-number", "pk")
    )


def published_wave(wave_id: uuid.UUID) -> PublishedWave:
    """Everything a released wave publishes.

    Raises
    ------
    NotReleased
        There is no such wave, or nothing of it may be read.
    """
    wave = _readable(wave_id)
    results = wave_results(
        _facts(wave), asked_questionnaire(wave), _cube(wave.release), _earlier(wave)
    )
    return replace(results, comments=with_voices(results.comments, wave.release))


def published_cube(wave_id: uuid.UUID) -> CubeReader:
    """The published cells themselves, each to the precision at which it is stored.

    Raises
    ------
    NotReleased
        There is no such wave, or nothing of it may be read.
    """
    return _cube(_readable(wave_id).release)


def earlier_figures(wave: Wave) -> Mapping[str, Figure]:
    """What the wave before published of each dimension and of the score; empty for a first wave.

    Only what both waves asked with the same items: in a pulse whose items take turns a change of
    items would pass for a change of opinion.
    """
    before = _waves_before(wave).last()
    if before is None:
        return {}
    earlier = _earlier_wave(before)
    asked, asked_before = (_items_by_dimension(one) for one in (wave, before))
    alike = {key for key in asked if asked[key] == asked_before.get(key)}
    scores = {key: figure for key, figure in earlier.scores.items() if key in alike}
    return {**scores, ORGANIZATION: earlier.index} if asked == asked_before else scores


def _readable(wave_id: uuid.UUID) -> Wave:
    wave = (
        Wave.objects.readable()
        .select_related("survey__instrument", "survey__initiative", "release")
        .filter(pk=wave_id)
        .first()
    )
    if wave is None:
        raise NotReleased(_("This wave has no published results."))
    return wave


def _earlier(wave: Wave) -> list[EarlierWave]:
    return [_earlier_wave(before) for before in _waves_before(wave)]


def _waves_before(wave: Wave) -> QuerySet[Wave]:
    waves = Wave.objects.readable().filter(survey=wave.survey_id, number__lt=wave.number)
    return waves.select_related("release", "survey__instrument").order_by("number", "pk")


def _items_by_dimension(wave: Wave) -> dict[str, tuple[str, ...]]:
    asked = asked_questionnaire(wave)
    return {
        one.key: tuple(item.key for item in asked.scored_items(one.key)) for one in asked.dimensions
    }


def _earlier_wave(wave: Wave) -> EarlierWave:
    cube = _cube(wave.release, only=(Statistic.ORGANIZATION_SCORE, Statistic.DIMENSION_MEAN))
    return EarlierWave(
        number=wave.number,
        released_date=wave.release.released_date,
        index=cube.figure(Statistic.ORGANIZATION_SCORE, ORGANIZATION),
        scores={
            key: cube.figure(Statistic.DIMENSION_MEAN, key)
            for key in cube.subjects(Statistic.DIMENSION_MEAN)
        },
    )


def _cube(release: Release, only: Sequence[Statistic] = ()) -> CubeReader:
    """The cells of a release; `only` those of some statistics, where nothing else is read."""
    rows = Cell.objects.filter(release=release)
    if only:
        rows = rows.filter(statistic__in=[statistic.value for statistic in only])
    return CubeReader.of(stored_cells(rows))


def _facts(wave: Wave) -> WaveFacts:
    return WaveFacts(
        wave_id=str(wave.pk),
        initiative=wave.survey.initiative.title,
        survey=wave.survey.title,
        number=wave.number,
        opened_date=wave.opened_date,
        closed_date=wave.closed_date,
        released_date=wave.release.released_date,
        is_imported=wave.is_imported,
        invited=wave.invited_count or 0,
        answered=wave.release.answered_count,
        leaders=Expectation.objects.filter(wave=wave).count(),
        min_group_size=wave.min_group_size,
        min_distribution_size=wave.min_distribution_size,
        min_comment_size=wave.min_comment_size,
        retention_mode=wave.retention_mode,
        cube_fingerprint=wave.release.cube_fingerprint,
        receipts_root=_receipts_root(wave),
    )


def _receipts_root(wave: Wave) -> str:
    verified = VerifiedWave.objects.filter(wave=wave).first()
    return verified.root if verified else ""
