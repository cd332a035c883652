"""Taking opened ballots apart: answers and comments, each in a random order, without a link."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from surveys.sealing.ballots import Answer, Ballot

_T = TypeVar("_T")


@dataclass(frozen=True)
class AnswerRow:
    """The answers of one respondent with the frozen labels, without comments."""

    answers: Mapping[str, Answer] = field(repr=False)
    labels: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class CommentRow:
    """One comment on one open item with the labels of its author's group."""

    item: str
    text: str = field(repr=False)
    labels: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Separated:
    """All answers and all comments of a wave, shuffled independently of each other."""

    answers: tuple[AnswerRow, ...]
    comments: tuple[CommentRow, ...]


def shuffle(rows: Iterable[_T]) -> list[_T]:
    """Return the rows in an order drawn from the system's random source."""
    shuffled = list(rows)
    random.SystemRandom().shuffle(shuffled)
    return shuffled


def separate(ballots: Sequence[Ballot]) -> Separated:
    """Split ballots into answers and comments and shuffle the two separately.

    Blank comments are dropped. Two comments of one author end up as unrelated rows.
    """
    answers = [AnswerRow(dict(ballot.answers), dict(ballot.labels)) for ballot in ballots]
    comments = [
        CommentRow(item, text, dict(ballot.labels))
        for ballot in ballots
        for item, text in ballot.comments.items()
        if text.strip()
    ]
    return Separated(answers=tuple(shuffle(answers)), comments=tuple(shuffle(comments)))
