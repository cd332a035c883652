"""The figures of comments: tone and themes by open question, for the whole wave."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from surveys.comments.shared_words import Said, shared_words
from surveys.disclosure.cube import Candidate, CellAddress, Statistic, Subject

POSITIVE = "positive"
NEGATIVE = "negative"
MIXED = "mixed"
"""Counts half to positive and half to negative."""
NEUTRAL = "neutral"
NOT_SCORED = "not_scored"
BLANK = "blank"
ENGINE = "engine:"


@dataclass(frozen=True)
class ScoredComment:
    """What an analysis found in one comment. `atom` is the smallest group of its author."""

    item: str
    atom: str
    tone: str
    themes: tuple[str, ...]
    said: Said = field(default=Said("", ""), repr=False)


def theme_subject(item: str, theme: str) -> str:
    """Subject of the figures about one theme within the answers to one open question."""
    return f"{item}:{theme}"


def comment_candidates(comments: Sequence[ScoredComment]) -> Iterator[Candidate]:
    """Counts and tone of every open question and of every theme in it."""
    for subject, told in _by_subject(comments).items():
        yield Candidate(CellAddress(Statistic.COMMENT_COUNT, subject), len(told), len(told))
        yield from _tone(subject, told)


def word_candidates(comments: Sequence[ScoredComment], least: int) -> Iterator[Candidate]:
    """Words that at least so many authors used, on every question and every theme in it.

    They stand in the order in which they tell most; the category begins with the place.
    """
    for subject, told in _by_subject(comments).items():
        words = shared_words([comment.said for comment in told], least=least)
        for place, word in enumerate(words):
            address = CellAddress(Statistic.TOPIC_WORD, subject, category=f"{place}:{word}")
            yield Candidate(address, len(told), 1.0)


def engine_candidates(engine: str, respondents: int) -> Iterator[Candidate]:
    """Which engine scored the tone, so that every reader of the figures sees it."""
    if engine:
        address = CellAddress(Statistic.READING, "", category=f"{ENGINE}{engine}")
        yield Candidate(address, respondents, 1.0)


def comment_subjects(comments: Sequence[ScoredComment]) -> Iterator[Subject]:
    """Authors by atom. One person writes at most one comment on a question."""
    for subject, told in _by_subject(comments).items():
        counts = Counter(comment.atom for comment in told)
        question = told[0].item
        yield Subject(
            subject,
            dict(sorted(counts.items())),
            is_comment=True,
            within="" if subject == question else question,
        )


def _by_subject(comments: Sequence[ScoredComment]) -> Mapping[str, list[ScoredComment]]:
    found: dict[str, list[ScoredComment]] = {}
    for comment in comments:
        if comment.tone == BLANK:
            continue
        found.setdefault(comment.item, []).append(comment)
        for theme in comment.themes:
            found.setdefault(theme_subject(comment.item, theme), []).append(comment)
    return dict(sorted(found.items()))


def _tone(subject: str, told: Sequence[ScoredComment]) -> Iterator[Candidate]:
    """Shares of all comments: what is neither positive nor negative is neutral or unclear.

    How many were not scored is told of a question alone.
    """
    counts = Counter(comment.tone for comment in told)
    unclear = len(told) - sum(counts[tone] for tone in (POSITIVE, NEUTRAL, NEGATIVE, MIXED))
    weight = {
        POSITIVE: counts[POSITIVE] + counts[MIXED] / 2,
        NEGATIVE: counts[NEGATIVE] + counts[MIXED] / 2,
    } | ({NOT_SCORED: unclear} if subject == told[0].item else {})
    for tone, comments in weight.items():
        address = CellAddress(Statistic.TONE_SHARE, subject, category=tone)
        yield Candidate(address, len(told), comments / len(told))
