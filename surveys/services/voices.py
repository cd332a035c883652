"""What people may read of comments after a release: to review them, to help, or as a summary."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings

from accounts.selectors import all_users
from surveys.comments.alerts import find_alerts
from surveys.comments.analysis import analyze_comments
from surveys.comments.embedding import Embedder, Vectors
from surveys.comments.emerging import with_emerging_topics
from surveys.comments.engines import best_engine
from surveys.comments.quotes import representative_places
from surveys.comments.remembering import remembering
from surveys.comments.results import Tone
from surveys.comments.tone_head import EmbeddingTone
from surveys.disclosure.cube import CellAddress, Cube, Published, Statistic
from surveys.models import Employee, OtherName, Wave
from surveys.sealed_wave import asked_questionnaire
from surveys.sealing.separation import CommentRow
from surveys.services.summaries import WrittenSummary, write_summaries
from surveys.tabulation.wave import AnalyzedComment

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReadComments:
    """All comments of a wave after analysis; `vectors` has a row for each, or is None."""

    comments: Sequence[AnalyzedComment]
    vectors: Vectors | None = field(repr=False)
    embedder: Embedder | None = field(repr=False)


@dataclass(frozen=True)
class QuotableComment:
    """A redacted comment for the review queue, with its places by theme."""

    item: str
    text: str = field(repr=False)
    places: Mapping[str, int]


@dataclass(frozen=True)
class PassedOnComment:
    """A redacted comment for the persons of trust."""

    item: str
    text: str = field(repr=False)


@dataclass(frozen=True)
class Voices:
    """Everything of the comments of a wave that is no figure."""

    quotable: Sequence[QuotableComment] = ()
    passed_on: Sequence[PassedOnComment] = ()
    summaries: Sequence[WrittenSummary] = ()


def read_comments(wave: Wave, comments: Sequence[CommentRow]) -> ReadComments:
    """Redact and analyze; name topics that the codebook does not know."""
    questionnaire = asked_questionnaire(wave)
    engine, embedder = remembering(best_engine())
    analyses = analyze_comments(
        [comment.text for comment in comments],
        languages=questionnaire.languages,
        default_language=questionnaire.languages[0],
        staff_names=_names_to_redact(),
        engine=engine,
    )
    vectors = None
    if embedder is not None and isinstance(engine, EmbeddingTone):
        vectors = (
            embedder.embed([analysis.redacted for analysis in analyses]) - engine.head.center
        ).astype("float32")
        analyses = with_emerging_topics(
            analyses,
            [comment.item for comment in comments],
            vectors,
            least=wave.min_comment_size,
        )
    analyzed = [
        AnalyzedComment(comment.item, comment.labels, analysis)
        for comment, analysis in zip(comments, analyses, strict=True)
    ]
    return ReadComments(analyzed, vectors, embedder)


def passed_on(wave: Wave, read: ReadComments, *, answers: int) -> list[bool]:
    """For each comment whether it goes to the persons of trust, and nowhere else.

    Nothing is passed on where so few answered that a text alone might tell who wrote it.
    """
    if not wave.passes_on_alerts or answers < wave.min_comment_size:
        return [False] * len(read.comments)
    return find_alerts(
        [comment.analysis.redacted for comment in read.comments],
        [comment.analysis.language for comment in read.comments],
        embedder=read.embedder,
    )


def voices_of(wave: Wave, read: ReadComments, cube: Cube, is_passed_on: Sequence[bool]) -> Voices:
    """Choose who may read which comment; nothing of it enters the cube.

    A comment that is passed on is quoted nowhere and sent to no language model.
    """
    shown = [
        place
        for place, comment in enumerate(read.comments)
        if not is_passed_on[place]
        and comment.analysis.tone is not Tone.BLANK
        and _is_counted(cube, comment.item)
    ]
    return Voices(
        quotable=_quotable(read, shown) if wave.shows_verbatims else (),
        passed_on=[
            PassedOnComment(comment.item, comment.analysis.redacted)
            for comment, is_alert in zip(read.comments, is_passed_on, strict=True)
            if is_alert
        ],
        summaries=_summaries(wave, read, shown),
    )


def _names_to_redact() -> tuple[str, ...]:
    """Employees, people with an account, and whom the organization named besides."""
    employees = Employee.objects.order_by("pk").values_list("name", flat=True)
    others = OtherName.objects.order_by("pk").values_list("name", flat=True)
    return (*employees, *(user.name for user in all_users()), *others)


def _is_counted(cube: Cube, item: str) -> bool:
    """Whether enough people commented on the question for their number to be published."""
    return isinstance(cube.at(CellAddress(Statistic.COMMENT_COUNT, item)), Published)


def _quotable(read: ReadComments, shown: Sequence[int]) -> list[QuotableComment]:
    found: list[QuotableComment] = []
    for item in sorted({read.comments[place].item for place in shown}):
        members = [place for place in shown if read.comments[place].item == item]
        vectors = None if read.vectors is None else read.vectors[members]
        places = representative_places(
            [read.comments[place].analysis for place in members], vectors
        )
        found += [
            QuotableComment(item, read.comments[place].analysis.redacted, own)
            for place, own in zip(members, places, strict=True)
        ]
    return found


def _summaries(wave: Wave, read: ReadComments, shown: Sequence[int]) -> Sequence[WrittenSummary]:
    if not (wave.summarizes_comments and settings.SUMMARY_URL):
        return ()
    questionnaire = asked_questionnaire(wave)
    comments: dict[str, list[str]] = {}
    for place in shown:
        comment = read.comments[place]
        comments.setdefault(comment.item, []).append(comment.analysis.redacted)
    questions = {
        item.key: item.text.get(questionnaire.languages[0], item.key)
        for item in questionnaire.items
    }
    return write_summaries(
        {item: (questions[item], texts) for item, texts in sorted(comments.items())},
        language=questionnaire.languages[0],
        least=wave.min_comment_size,
        embedder=read.embedder,
    )
