"""Answers to one dimension as distinct patterns with their frequency.

A dimension of four items on five points has at most 1,296 patterns, so that a million
respondents cost no more than counting them.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_ROWS_AT_ONCE = 2**11
"""So many rows of a questionnaire stay in the processor's cache."""

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


def encode_answers(answers: npt.NDArray[np.float64], scale_points: int) -> npt.NDArray[np.float32]:
    """Answers as 0 for none, else the scale point; checked, and small enough to count fast.

    Parameters
    ----------
    answers
        Shape (respondents, items), whole numbers 1..k as given, NaN for none.
    scale_points
        k, at least 2.

    Raises
    ------
    ValueError
        An answer is no scale point.

    Examples
    --------
    >>> encode_answers(np.array([[1.0, np.nan]]), 5).tolist()
    [[1.0, 0.0]]
    """
    codes = np.zeros(answers.shape, dtype=np.float32)
    for start in range(0, len(answers), _ROWS_AT_ONCE):
        rows = answers[start : start + _ROWS_AT_ONCE]
        missing = np.isnan(rows)
        filled = np.where(missing, 0.0, rows)
        if not _are_points(filled, missing, scale_points):
            raise ValueError(f"Answers must be whole numbers from 1 to {scale_points}.")
        codes[start : start + _ROWS_AT_ONCE] = filled
    return codes


def find_patterns(
    codes: npt.NDArray[np.float32], reversed_items: tuple[bool, ...], scale_points: int
) -> AnswerPatterns:
    """Group respondents by their answers to one dimension, and turn the reversed items.

    Parameters
    ----------
    codes
        Shape (respondents, items), from `encode_answers`.
    reversed_items
        One flag for each item.
    scale_points
        k, at least 2.

    Examples
    --------
    >>> codes = encode_answers(np.array([[1.0], [2.0], [1.0]]), 5)
    >>> patterns = find_patterns(codes, (True,), 5)
    >>> patterns.answers.tolist(), patterns.counts.tolist()
    ([[5.0], [4.0]], [2, 1])
    """
    base = scale_points + 1
    items = codes.shape[1]
    if base**items > _MOST_PATTERNS:
        return AnswerPatterns(
            answers=_turned(codes, reversed_items, scale_points),
            counts=np.ones(len(codes), dtype=np.int64),
            of_respondent=np.arange(len(codes)),
            scale_points=scale_points,
        )
    place_values = np.float32(base) ** np.arange(items - 1, -1, -1, dtype=np.float32)
    pattern = (codes @ place_values).astype(np.intp)  # floats: exact here, and multiplied fast
    frequency = np.bincount(pattern, minlength=base**items)
    seen = np.flatnonzero(frequency)
    position_of = np.zeros(base**items, dtype=np.intp)
    position_of[seen] = np.arange(len(seen))
    digits = seen[:, np.newaxis] // place_values.astype(np.intp) % base
    return AnswerPatterns(
        answers=_turned(digits, reversed_items, scale_points),
        counts=frequency[seen],
        of_respondent=position_of[pattern],
        scale_points=scale_points,
    )


def _are_points(
    filled: npt.NDArray[np.float64], missing: npt.NDArray[np.bool_], scale_points: int
) -> bool:
    """All are whole, from 0 to k, and 0 only where the answer is missing."""
    return filled.size == 0 or bool(
        filled.min() >= 0.0
        and filled.max() <= scale_points
        and np.array_equal(filled, filled.astype(np.int8))
        and np.count_nonzero(filled) + np.count_nonzero(missing) == filled.size
    )


def _turned(
    codes: npt.NDArray[np.float32] | npt.NDArray[np.intp],
    reversed_items: tuple[bool, ...],
    scale_points: int,
) -> npt.NDArray[np.float64]:
    """Scale points with reversed items turned, NaN for none."""
    answers = np.where(codes == 0, np.nan, codes).astype(np.float64)
    flags = np.array(reversed_items, dtype=bool)
    return np.where(flags, scale_points + 1 - answers, answers)
