"""The ballot: what one respondent says, as it travels inside a sealed envelope."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Answer = int | str | None
"""A scale point, the key of an option, or no answer."""


class UnreadableBallot(Exception):
    """Bytes that should hold a ballot do not, or a ballot cannot be written as bytes."""


@dataclass(frozen=True)
class Ballot:
    """One respondent's answers, comments and frozen labels. Holds no time and no name.

    `answers` maps the key of an item to its answer, `comments` the key of an open item to its text,
    `labels` a declared reporting dimension to the level frozen at launch.
    """

    answers: Mapping[str, Answer] = field(repr=False)
    comments: Mapping[str, str] = field(repr=False)
    labels: Mapping[str, str] = field(repr=False)


def encode_ballot(ballot: Ballot) -> bytes:
    """Write a ballot in its one canonical form: equal ballots give equal bytes.

    Examples
    --------
    >>> encode_ballot(Ballot(answers={"q2": None, "q1": 4}, comments={}, labels={"level": "staff"}))
    b'{"answers":{"q1":4,"q2":null},"comments":{},"labels":{"level":"staff"}}'
    """
    fields = {
        "answers": dict(ballot.answers),
        "comments": dict(ballot.comments),
        "labels": dict(ballot.labels),
    }
    _check_fields(fields)
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise UnreadableBallot("A text holds half a character (a lone surrogate).") from None


def decode_ballot(encoded: bytes) -> Ballot:
    """Read a ballot back. Anything but the canonical form is refused."""
    try:
        fields = json.loads(encoded)
    except ValueError:
        raise UnreadableBallot("The ballot is not JSON.") from None
    if not isinstance(fields, dict) or set(fields) != {"answers", "comments", "labels"}:
        raise UnreadableBallot("The ballot does not have its three parts.")
    _check_fields(fields)
    ballot = Ballot(fields["answers"], fields["comments"], fields["labels"])
    if encode_ballot(ballot) != encoded:
        raise UnreadableBallot("The ballot is not in its canonical form.")
    return ballot


def _check_fields(fields: Mapping[str, Any]) -> None:
    for name, part in fields.items():
        if not isinstance(part, dict) or not all(isinstance(key, str) for key in part):
            raise UnreadableBallot(f"The {name} are not a mapping from keys.")
    if not all(_is_answer(answer) for answer in fields["answers"].values()):
        raise UnreadableBallot("An answer is neither a whole number, a text nor empty.")
    texts = [*fields["comments"].values(), *fields["labels"].values()]
    if not all(isinstance(text, str) for text in texts):
        raise UnreadableBallot("A comment or label is not a text.")


def _is_answer(answer: object) -> bool:
    return answer is None or (isinstance(answer, int | str) and not isinstance(answer, bool))
