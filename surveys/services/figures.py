"""Hands what came out of the envelopes to the calculators and takes back what may stay."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

from surveys.disclosure.cube import Cube, Thresholds
from surveys.disclosure.gate import DisclosureRisk
from surveys.disclosure.membership import PeopleSet
from surveys.models import DisclosureAudit, RetentionMode, Wave
from surveys.obstacles import AuditRefused, ReleaseStopped
from surveys.sealed_wave import asked_questionnaire
from surveys.sealing.ballots import Answer
from surveys.sealing.separation import Separated
from surveys.selectors import earlier_figures
from surveys.services.comparing import earlier_sets, invited_people, parallel_sets
from surveys.services.expectations import OpenedExpectation
from surveys.services.voices import Voices, passed_on, read_comments, voices_of
from surveys.tabulation.wave import (
    AnalyzedComment,
    TooFewToTabulate,
    WaveAnswers,
    tabulate_wave,
    unwatched,
)


@dataclass(frozen=True)
class KeptRow:
    """The answers of somebody in a cohort."""

    cohort: str
    answers: Mapping[str, Answer] = field(repr=False)


@dataclass(frozen=True)
class KeptComment:
    """A redacted comment, passed on to nobody, with its analysis, by cohort of its author."""

    item: str
    cohort: str
    redacted: str = field(repr=False)
    analysis: Mapping[str, object] = field(repr=False)


@dataclass(frozen=True)
class ReleasedFigures:
    """The audited cube and the rows that may stay."""

    cube: Cube
    kept_rows: Sequence[KeptRow]
    comments: Sequence[KeptComment]
    people_sets: Sequence[PeopleSet]
    voices: Voices


def compute_figures(
    wave: Wave,
    separated: Separated,
    expectations: Sequence[OpenedExpectation],
    *,
    begin_audit: Callable[[], None] = unwatched,
) -> ReleasedFigures:
    """Everything the wave will ever publish, computed in memory."""
    keeps_rows = wave.retention_mode == RetentionMode.COHORT
    read = read_comments(wave, separated.comments)
    is_passed_on = passed_on(wave, read, answers=len(separated.answers))
    # counted, a comment that was passed on would be missing from the queue of those to review
    comments = [
        one for one, is_alert in zip(read.comments, is_passed_on, strict=True) if not is_alert
    ]
    answers = _wave_answers(wave, separated, comments, expectations)
    try:
        tabulated = tabulate_wave(answers, begin_audit=begin_audit)
    except TooFewToTabulate as error:
        raise ReleaseStopped(_("Too few answers for any figure.")) from error
    except DisclosureRisk as error:
        raise AuditRefused(error.findings) from error
    voices = voices_of(wave, read, tabulated.cube, is_passed_on)
    return ReleasedFigures(
        cube=tabulated.cube,
        kept_rows=[
            KeptRow(cohort, row.answers)
            for cohort, row in zip(tabulated.row_cohorts, separated.answers, strict=keeps_rows)
        ],
        people_sets=tabulated.people_sets,
        comments=[
            KeptComment(comment.item, cohort, comment.analysis.redacted, _summary(comment))
            for cohort, comment in zip(tabulated.comment_cohorts, comments, strict=True)
        ],
        voices=voices,
    )


def _wave_answers(
    wave: Wave,
    separated: Separated,
    comments: Sequence[AnalyzedComment],
    expectations: Sequence[OpenedExpectation],
) -> WaveAnswers:
    return WaveAnswers(
        instrument=asked_questionnaire(wave),
        rows=separated.answers,
        comments=comments,
        expectations=[expectation.answers for expectation in expectations],
        earlier=earlier_figures(wave),
        invited=wave.invited_count or 0,
        reporting_dimensions=reported_dimensions(wave),
        thresholds=thresholds_of(wave),
        keeps_rows=wave.retention_mode == RetentionMode.COHORT,
        invited_people=invited_people(wave),
        earlier_sets=() if wave.is_imported else earlier_sets(wave),
        parallel_sets=() if wave.is_imported else parallel_sets(wave),
    )


def reported_dimensions(wave: Wave) -> tuple[str, ...]:
    """The dimensions that were promised; none where groups were given up after an audit."""
    audits = DisclosureAudit.objects.filter(wave=wave, is_without_groups=True)
    return () if audits.exists() else tuple(wave.reporting_dimensions)


def thresholds_of(wave: Wave) -> Thresholds:
    """The thresholds that were frozen at launch."""
    return Thresholds(
        scores=wave.min_group_size,
        distributions=wave.min_distribution_size,
        comments=wave.min_comment_size,
    )


def _summary(comment: AnalyzedComment) -> Mapping[str, object]:
    """What stays of an analysis; clauses are left out, as they repeat the text."""
    analysis = asdict(comment.analysis)
    return {
        name: analysis[name]
        for name in ("language", "tone", "probabilities", "confidence", "themes", "engine")
    }
