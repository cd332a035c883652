"""Answers of the few who answered part of a dimension: beside all others they could be subtracted.

The mean of a dimension is that of people, and its items are told beside it. Whoever answered all of
them counts alike in both; whoever left some out does not. What is left of the difference is the
answers of those alone.
"""

from collections.abc import Mapping, Sequence

from surveys.disclosure.cube import Thresholds
from surveys.disclosure.rounding import LEAST_WIDTH_POINTS, mean_step_points
from surveys.instruments.format import Instrument
from surveys.sealing.ballots import Answer

Answers = Mapping[str, Answer]

ROUNDED = 1.5
"""Steps of rounding that stay open: that of the items, and half of that of the dimension, whose
interval tells its mean once more."""


def without_few_partial(
    rows: Sequence[Answers], instrument: Instrument, thresholds: Thresholds
) -> list[Answers]:
    """The same answers; of a dimension that one to N-1 people answered in part, without theirs.

    Where rounding leaves a scale point of what they answered open, nothing is left out: in waves of
    several hundred people.

    Parameters
    ----------
    rows
        Answers by item, one mapping for each respondent.
    instrument
        The questionnaire.
    thresholds
        N, and to what means are rounded.
    """
    kept = list(rows)
    step = ROUNDED * mean_step_points(len(rows), thresholds)
    if len(rows) * step >= LEAST_WIDTH_POINTS * (thresholds.scores - 1):
        return kept
    for dimension in instrument.dimensions:
        items = [item.key for item in instrument.scored_items(dimension.key)]
        partial = {
            place: given
            for place, row in enumerate(rows)
            if 0 < (given := sum(row.get(key) is not None for key in items)) < len(items)
        }
        weight = sum(_weight(given, len(items)) for given in partial.values())
        is_open = len(rows) * step >= LEAST_WIDTH_POINTS * weight
        if 0 < len(partial) < thresholds.scores and not is_open:
            for place in partial:
                kept[place] = _without(kept[place], items)
    return kept


def _weight(given: int, items: int) -> float:
    """How much the mean of somebody's answers weighs in the difference.

    Scored or not (`AnswerPatterns.person_points`), they are part of the items; scored, of the
    dimension as well.
    """
    is_scored = given >= -(-2 * items // 3)
    return abs(float(is_scored) - given / items)


def _without(answers: Answers, items: Sequence[str]) -> Answers:
    return {key: answer for key, answer in answers.items() if key not in items}
