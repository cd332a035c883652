"""From separated answers to the audited cube: everything a wave will ever publish, in memory."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from surveys.comments.results import CommentAnalysis
from surveys.comments.shared_words import Said
from surveys.disclosure.cohorts import TooFewAnswers, build_cohorts, declared_groups
from surveys.disclosure.cube import Candidate, Cube, Group, Published, Thresholds
from surveys.disclosure.gate import publishable, refuse_repeated_whole
from surveys.disclosure.membership import Invited, PeopleSet, people_sets
from surveys.disclosure.repeats import find_repeats
from surveys.instruments.format import Instrument
from surveys.published import Figure
from surveys.scoring.dimensions import read_dimensions
from surveys.scoring.index import score_responses
from surveys.scoring.responses import Responses
from surveys.sealing.separation import AnswerRow
from surveys.tabulation.answers import responses_of
from surveys.tabulation.background import background_candidates
from surveys.tabulation.comments import (
    ScoredComment,
    comment_candidates,
    comment_subjects,
    engine_candidates,
    word_candidates,
)
from surveys.tabulation.groups import group_candidates, score_subjects
from surveys.tabulation.left_out import without_few_partial
from surveys.tabulation.trend import trend_candidates
from surveys.tabulation.whole_wave import whole_wave_candidates

WEIGHT_SEED = 1
"""Seed of the draws for weights and drivers: the same answers give the same figures."""


class TooFewToTabulate(Exception):
    """Fewer answers than the smallest group: nothing may be published."""


@dataclass(frozen=True)
class AnalyzedComment:
    """One comment after redaction and analysis, with the labels of its author's group."""

    item: str
    labels: Mapping[str, str] = field(repr=False)
    analysis: CommentAnalysis = field(repr=False)


@dataclass(frozen=True)
class WaveAnswers:
    """What came out of the envelopes, and the rules that were frozen at launch.

    `expectations` holds one mapping from item to scale point per leader. `keeps_rows` is cohort
    mode: answer rows stay under their cohort. `earlier` is what the wave before published of each
    dimension and of the score; empty for a first wave. `invited_people` are marks of everybody who
    was invited, `earlier_sets` those of groups that earlier waves published on the same questions,
    `parallel_sets` those of other surveys that asked them at the same time.
    """

    instrument: Instrument
    rows: Sequence[AnswerRow]
    comments: Sequence[AnalyzedComment]
    expectations: Sequence[Mapping[str, int]]
    earlier: Mapping[str, Figure]
    invited: int
    reporting_dimensions: tuple[str, ...]
    thresholds: Thresholds
    keeps_rows: bool
    invited_people: Sequence[Invited] = ()
    earlier_sets: Sequence[PeopleSet] = ()
    parallel_sets: Sequence[PeopleSet] = ()


@dataclass(frozen=True)
class Tabulated:
    """The audited cube, and the cohort of every row and comment in their order.

    `row_cohorts` is empty where no rows are kept. `people_sets` are those invited to each published
    group, for the audit of the next wave.
    """

    cube: Cube
    row_cohorts: tuple[str, ...]
    comment_cohorts: tuple[str, ...]
    people_sets: tuple[PeopleSet, ...]


def unwatched() -> None:
    """Nobody asks when the audit begins."""


def tabulate_wave(wave: WaveAnswers, *, begin_audit: Callable[[], None] = unwatched) -> Tabulated:
    """Score, suppress, audit; `begin_audit` is called when every figure is computed.

    Raises
    ------
    TooFewToTabulate
        Fewer answers than the smallest group.
    DisclosureRisk
        The audit found a way to learn about too few people.
    """
    groups, atom_of = _grouping(wave)
    atoms = [atom_of[_levels(wave, row.labels)] for row in wave.rows]
    comment_atoms = [atom_of[_levels(wave, comment.labels)] for comment in wave.comments]
    answers = [row.answers for row in wave.rows]
    responses = responses_of(
        wave.instrument,
        without_few_partial(answers, wave.instrument, wave.thresholds),
        invited=wave.invited,
    )
    sets = people_sets(
        groups, Counter(atoms), wave.invited_people, atom_of, wave.reporting_dimensions
    )
    refuse_repeated_whole(wave.parallel_sets, sets, wave.thresholds)
    repeats = find_repeats(wave.earlier_sets, sets, wave.thresholds)
    comments = _scored_comments(wave.comments, comment_atoms)
    candidates = _candidates(wave, responses, groups, atoms, comments)
    begin_audit()
    cube = publishable(
        candidates,
        groups=groups,
        subjects=[
            *score_subjects(responses, wave.instrument, atoms),
            *comment_subjects(comments),
        ],
        thresholds=wave.thresholds,
        repeats=repeats,
    )
    return Tabulated(
        cube=cube,
        row_cohorts=tuple(atoms) if wave.keeps_rows else (),
        comment_cohorts=tuple(comment_atoms) if wave.keeps_rows else ("",) * len(wave.comments),
        people_sets=_published_sets(cube, sets),
    )


def _candidates(
    wave: WaveAnswers,
    responses: Responses,
    groups: Sequence[Group],
    atoms: Sequence[str],
    comments: Sequence[ScoredComment],
) -> list[Candidate]:
    """Every figure that could be published, before suppression and audit."""
    leaders = _leaders(wave)
    score = score_responses(
        responses,
        wave.instrument,
        leaders=leaders,
        targets=_targets(leaders, wave.instrument) if leaders else None,
        seed=WEIGHT_SEED,
    )
    return [
        *whole_wave_candidates(score, wave.instrument),
        *trend_candidates(wave.earlier, score),
        *group_candidates(responses, wave.instrument, groups, atoms),
        *background_candidates(responses, wave.instrument, wave.thresholds, seed=WEIGHT_SEED),
        *comment_candidates(comments),
        *word_candidates(comments, wave.thresholds.comments),
        *engine_candidates(_engine(wave.comments), responses.n),
    ]


def _published_sets(cube: Cube, sets: Sequence[PeopleSet]) -> tuple[PeopleSet, ...]:
    """Only groups of which something can be read; none where nobody knows who was invited."""
    shown = {cell.address.segment for cell in cube.cells if isinstance(cell.outcome, Published)}
    return tuple(one for one in sets if one.members and one.segment in shown)


def _grouping(wave: WaveAnswers) -> tuple[Sequence[Group], Mapping[tuple[str, ...], str]]:
    labels = [_levels(wave, row.labels) for row in wave.rows]
    if not wave.keeps_rows:
        declaration = declared_groups(wave.reporting_dimensions, labels)
        return declaration.groups, declaration.atom_by_labels
    plan = build_cohorts(wave.reporting_dimensions, labels, floor=wave.thresholds.scores)
    if isinstance(plan, TooFewAnswers):
        raise TooFewToTabulate(f"{plan.n} answers, {plan.floor} are needed.")
    return plan.groups, plan.cohort_by_labels


def _levels(wave: WaveAnswers, labels: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(labels[dimension] for dimension in wave.reporting_dimensions)


def _leaders(wave: WaveAnswers) -> Responses | None:
    if not wave.expectations:
        return None
    return responses_of(wave.instrument, wave.expectations, invited=len(wave.expectations))


def _targets(leaders: Responses, instrument: Instrument) -> Mapping[str, float]:
    """Mean expectation by dimension, in points: the target where under five leaders stated one."""
    return {
        part.dimension.key: part.mean for part in read_dimensions(leaders, instrument) if part.n
    }


def _engine(comments: Sequence[AnalyzedComment]) -> str:
    return comments[0].analysis.engine if comments else ""


def _scored_comments(
    comments: Sequence[AnalyzedComment], atoms: Sequence[str]
) -> list[ScoredComment]:
    return [
        ScoredComment(
            item=comment.item,
            atom=atom,
            tone=comment.analysis.tone,
            themes=tuple(theme.key for theme in comment.analysis.themes),
            said=Said(comment.analysis.redacted, comment.analysis.language),
        )
        for comment, atom in zip(comments, atoms, strict=True)
    ]
