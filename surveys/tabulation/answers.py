"""Answers by item key become the array that scoring starts from."""

from collections.abc import Mapping, Sequence

import numpy as np

from surveys.instruments.format import Instrument, Item, ItemKind
from surveys.scoring.responses import Responses
from surveys.sealing.ballots import Answer


def responses_of(
    instrument: Instrument, rows: Sequence[Mapping[str, Answer]], *, invited: int
) -> Responses:
    """One row per respondent; an item that a row does not name is not answered."""
    items = [item for item in instrument.items if item.kind is not ItemKind.OPEN]
    values = np.full((len(rows), len(items)), np.nan)
    for column, item in enumerate(items):
        number_of = _numbers(item)
        for row, answers in enumerate(rows):
            answer = answers.get(item.key)
            if answer is not None:
                values[row, column] = number_of.get(answer, answer)
    return Responses(tuple(item.key for item in items), values, invited)


def _numbers(item: Item) -> Mapping[Answer, int]:
    """Position of each option; other kinds are numbers already."""
    return {option.key: position for position, option in enumerate(item.options)}
