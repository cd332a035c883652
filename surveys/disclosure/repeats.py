"""Waves over the same people: their groups can be subtracted from each other, too.

Two waves ask at two times, so a difference is no more than a guess: it holds where nobody else has
changed their mind. The audit assumes just that. A difference tells about few people only where
almost everybody answered both times: those who did not answer, and nobody knows who they are, are
part of what the difference is made of. All of it depends on who was invited and how many answered.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from surveys.disclosure.cube import Segment, Thresholds
from surveys.disclosure.layout import Mask
from surveys.disclosure.membership import PeopleSet
from surveys.disclosure.rounding import LEAST_WIDTH_POINTS, mean_step_points
from surveys.disclosure.row_space import RowSpace

_SUPPORT = 1e-7

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Repeats:
    """What of a wave would give few people away beside earlier waves.

    Parameters
    ----------
    hidden
        Groups that stay hidden.
    is_whole_repeated
        Whether the whole wave differs by 1 to N-1 people from what was published before: the
        change between the two is not told.
    """

    hidden: frozenset[Segment]
    is_whole_repeated: bool


NO_REPEATS = Repeats(frozenset(), is_whole_repeated=False)


def find_repeats(
    earlier: Sequence[PeopleSet], later: Sequence[PeopleSet], thresholds: Thresholds
) -> Repeats:
    """Hide groups of a later wave until no difference to earlier ones tells about few people.

    Parameters
    ----------
    earlier
        Published groups of earlier waves that asked the same questions.
    later
        Groups that are to be published now.
    thresholds
        N, and from where means are told to a tenth of a point.
    """
    told = [one for one in earlier if one.answered and one.missing < thresholds.scores]
    open_now = [
        one
        for one in later
        if one.answered >= thresholds.scores and one.missing < thresholds.scores
    ]
    hidden = {
        one.segment
        for one in open_now
        if any(_is_few_apart(before, one, thresholds) for before in told)
    }
    is_whole_repeated = any(segment.is_whole for segment in hidden)
    shown = [one for one in open_now if one.segment not in hidden]
    while (crossing := next(_sums(told, shown, thresholds), None)) is not None:
        groups = [one for one in crossing if not one.segment.is_whole]
        if groups:
            smallest = min(groups, key=lambda one: (one.answered, one.segment))
        else:
            is_whole_repeated = True
            smallest = crossing[0]
        shown.remove(smallest)
        hidden.add(smallest.segment)
    return Repeats(
        frozenset(segment for segment in hidden if not segment.is_whole), is_whole_repeated
    )


def _is_few_apart(one: PeopleSet, other: PeopleSet, thresholds: Thresholds) -> bool:
    """Whether the difference of two means is about 1 to N-1 people, and not lost in rounding."""
    people = len(one.members ^ other.members) + one.missing + other.missing
    if not 0 < people < thresholds.scores:
        return False
    return (_rounding(one, thresholds) + _rounding(other, thresholds)) / people < LEAST_WIDTH_POINTS


def _rounding(one: PeopleSet, thresholds: Thresholds) -> float:
    """Width in points to which the total of a group is known."""
    return one.answered * mean_step_points(one.answered, thresholds)


def _sums(
    told: Sequence[PeopleSet], shown: Sequence[PeopleSet], thresholds: Thresholds
) -> Iterator[list[PeopleSet]]:
    """Yield the later groups of each weighted sum of published groups that is about few people."""
    sets = [*told, *shown]
    if not told or not shown:
        return
    patterns, people = _classes(sets)
    space = RowSpace(patterns)
    for small in space.small_sets(people, thresholds.scores):
        for target in _signed(small, patterns.shape[1]):
            if not space.contains(target[None, :])[0]:
                continue
            weights = _lightest(patterns, target, sets)
            used = [place for place in range(len(sets)) if abs(weights[place]) > _SUPPORT]
            few = int(people[list(small)].sum())
            few += sum(sets[place].missing for place in used)
            width = sum(abs(weights[place]) * _rounding(sets[place], thresholds) for place in used)
            now = [sets[place] for place in used if place >= len(told)]
            if now and few < thresholds.scores and width / few < LEAST_WIDTH_POINTS:
                yield now


def _classes(sets: Sequence[PeopleSet]) -> tuple[Mask, npt.NDArray[np.int64]]:
    """Which set holds which class of people that no set tells apart, and how many are in each."""
    everybody = sorted(set().union(*(one.members for one in sets)))
    rows = np.array([[mark in one.members for mark in everybody] for one in sets], dtype=np.bool_)
    patterns, people = np.unique(rows, axis=1, return_counts=True)
    return patterns, people.astype(np.int64)


def _signed(small: Iterable[int], width: int) -> Iterator[Floats]:
    """A set as a sum, or with the people of one time against those of the other."""
    places = list(small)
    for signs in np.ndindex(*(2,) * (len(places) - 1)):
        target = np.zeros(width)
        target[places] = [1.0, *(1.0 - 2.0 * sign for sign in signs)]
        yield target


def _lightest(patterns: Mask, target: Floats, sets: Sequence[PeopleSet]) -> Floats:
    """Weights of the sets whose sum is the target, with as few people missing as possible."""
    rows = patterns.astype(np.float64)
    cost = np.array([one.missing + 1e-3 for one in sets])
    solved = linprog(
        np.concatenate([cost, cost]),
        A_eq=np.hstack([rows.T, -rows.T]),
        b_eq=target,
        method="highs-ds",
    )
    if solved.x is None:
        raise ArithmeticError(f"The sets contradict themselves: {solved.message}")
    return np.asarray(solved.x[: len(rows)] - solved.x[len(rows) :])
