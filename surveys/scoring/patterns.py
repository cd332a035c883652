"""Answers to one dimension as distinct patterns with their frequency.

A dimension of four items on five points has at most 1,296 patterns, so that a million
respondents cost no more than counting them.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_MOST_PATTERNS = 2**16
"""Above this many possible patterns each respondent is a pattern of their own."""


@dataclass(frozen=True, eq=False)
class AnswerPatterns:
    """Distinct answer rows of one dimension.

    Parameters
    ----------
    answers
        Shape (patterns, items): scale points 1..k with reversed items turned, NaN for none.
    counts
        Shape (patterns,): respondents who answered like this.
    of_respondent
        Shape (respondents,): position of each respondent's pattern.
    scale_points
        k, the number of scale points.
    """

    answers: npt.NDArray[np.float64]
    counts: npt.NDArray[np.int64]
    of_respondent: npt.NDArray[np.intp]
    scale_points: int

    def of(self, selected: npt.NDArray[np.bool_]) -> "AnswerPatterns":
        """The same patterns, counted over the selected respondents."""
        chosen = self.of_respondent[selected]
        return AnswerPatterns(
            answers=self.answers,
            counts=np.bincount(chosen, minlength=len(self.answers)),
            of_respondent=chosen,
            scale_points=self.scale_points,
        )

    def histograms(self) -> npt.NDArray[np.int64]:
        """Shape (items, k): how often each scale point was given, reversed items turned."""
        points = np.arange(1, self.scale_points + 1)
        hits = self.answers[:, :, np.newaxis] == points
        return np.asarray(np.einsum("pik,p->ik", hits, self.counts), dtype=np.int64)

    def complete(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
        """Patterns without a missing answer, and their counts."""
        rows = ~np.isnan(self.answers).any(axis=1)
        return self.answers[rows], self.counts[rows]

    def person_points(self) -> npt.NDArray[np.float64]:
        """Score of each pattern, 0..100: mean of its answers in points.

        NaN where fewer than two thirds of the items (rounded up) were answered.
        """
        items = self.answers.shape[1]
        answered = np.count_nonzero(~np.isnan(self.answers), axis=1)
        required = -(-2 * items // 3)
        total = np.nansum(to_points(self.answers, self.scale_points), axis=1)
        enough = (answered >= required) & (answered > 0)
        points = np.full(len(total), np.nan)
        np.divide(total, answered, out=points, where=enough)
        return points


def to_points(answers: npt.NDArray[np.float64], scale_points: int) -> npt.NDArray[np.float64]:
    """Scale points 1..k as points 0..100: (x − 1)/(k − 1)·100.

    Examples
    --------
    >>> to_points(np.array([1.0, 2.0, 5.0]), 5).tolist()
    [0.0, 25.0, 100.0]
    """
    return (answers - 1.0) * (100.0 / (scale_points - 1))


def find_patterns(
    answers: npt.NDArray[np.float64], reversed_items: tuple[bool, ...], scale_points: int
) -> AnswerPatterns:
    """Group respondents by their answers, and turn the reversed items.

    Parameters
    ----------
    answers
        Shape (respondents, items), whole numbers 1..k as given, NaN for none.
    reversed_items
        One flag for each item.
    scale_points
        k, at least 2.

    Raises
    ------
    ValueError
        An answer is no scale point.

    Examples
    --------
    >>> patterns = find_patterns(np.array([[1.0], [2.0], [1.0]]), (True,), 5)
    >>> patterns.answers.tolist(), patterns.counts.tolist()
    ([[5.0], [4.0]], [2, 1])
    """
    base = scale_points + 1
    items = answers.shape[1]
    if base**items > _MOST_PATTERNS:
        _as_codes(answers, scale_points)
        return AnswerPatterns(
            answers=_turned(answers, reversed_items, scale_points),
            counts=np.ones(len(answers), dtype=np.int64),
            of_respondent=np.arange(len(answers)),
            scale_points=scale_points,
        )
    code = np.zeros(len(answers), dtype=np.int32)
    for position in range(items):
        code *= base
        code += _as_codes(answers[:, position], scale_points)
    frequency = np.bincount(code, minlength=base**items)
    seen = np.flatnonzero(frequency)
    position_of = np.zeros(base**items, dtype=np.intp)
    position_of[seen] = np.arange(len(seen))
    digits = np.stack(
        [seen // base ** (items - 1 - position) % base for position in range(items)], axis=1
    ).astype(np.float64)
    digits[digits == 0.0] = np.nan
    return AnswerPatterns(
        answers=_turned(digits, reversed_items, scale_points),
        counts=frequency[seen],
        of_respondent=position_of[code],
        scale_points=scale_points,
    )


def _as_codes(answers: npt.NDArray[np.float64], scale_points: int) -> npt.NDArray[np.int8]:
    """0 for no answer, else the scale point."""
    filled = np.where(np.isnan(answers), 0.0, answers)
    is_in_range = (filled >= 0.0) & (filled <= scale_points) & (answers != 0.0)
    codes = np.where(is_in_range, filled, 0.0).astype(np.int8)
    if not (is_in_range & (codes == filled)).all():
        raise ValueError(f"Answers must be whole numbers from 1 to {scale_points}.")
    return codes


def _turned(
    answers: npt.NDArray[np.float64], reversed_items: tuple[bool, ...], scale_points: int
) -> npt.NDArray[np.float64]:
    flags = np.array(reversed_items, dtype=bool)
    return np.where(flags, scale_points + 1 - answers, answers)
