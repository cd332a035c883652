"""Has a language model inside the organization summarize comments; without one nothing is missing.

A release never waits for it longer than its time limit, and never fails because of it.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from surveys.comments.embedding import Embedder
from surveys.comments.summarizing import (
    Point,
    UnreadableSummary,
    kept_points,
    read_points,
    sent_comments,
    summary_messages,
)
from surveys.summary_endpoint import EndpointUnavailable, SummaryEndpoint

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class WrittenSummary:
    """What a model wrote about the comments on one question, as far as it may be told."""

    item: str
    model: str
    points: tuple[Point, ...]


def summary_endpoint() -> SummaryEndpoint:
    """The endpoint as it is set up."""
    return SummaryEndpoint(
        url=settings.SUMMARY_URL,
        model=settings.SUMMARY_MODEL,
        hosts=tuple(settings.SUMMARY_HOSTS),
        timeout_seconds=settings.SUMMARY_TIMEOUT_SECONDS,
        max_bytes=settings.SUMMARY_MAX_BYTES,
        api_key=settings.SUMMARY_API_KEY,
    )


def write_summaries(
    comments: Mapping[str, tuple[str, Sequence[str]]],
    *,
    language: str,
    least: int,
    embedder: Embedder | None,
) -> list[WrittenSummary]:
    """One summary per question that got one. `comments` maps its key to its text and comments.

    After the first failure no further question is asked: a release must not wait for a server that
    does not answer.
    """
    written: list[WrittenSummary] = []
    for item, (question, texts) in comments.items():
        if len(texts) < least:
            continue
        try:
            points = _points(question, texts, language=language, least=least, embedder=embedder)
        except EndpointUnavailable as reason:
            logger.warning("summary.unavailable", extra={"reason": str(reason)})
            break
        except UnreadableSummary:
            logger.warning("summary.unreadable")
            continue
        if points:
            written.append(WrittenSummary(item, settings.SUMMARY_MODEL, points))
    return written


def _points(
    question: str,
    texts: Sequence[str],
    *,
    language: str,
    least: int,
    embedder: Embedder | None,
) -> tuple[Point, ...]:
    sent = sent_comments(texts)
    answer = summary_endpoint().ask(
        summary_messages(question, sent, language=language, least=least)
    )
    return kept_points(read_points(answer), sent, language=language, least=least, embedder=embedder)
