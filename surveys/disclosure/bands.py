"""Bands that hold: shares near the ends, told so that no other figure narrows them again.

Shares of one distribution add up to one, favorable answers are the sum of two scale points, and a
mean is a weighted sum of all: one band beside exact figures would be no band. All figures over the
same bins of a histogram are put into one linear program, and figures are withheld until at least
three counts remain possible for every band.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from surveys.disclosure.cube import RULES, Bound, Candidate, CellAddress, Statistic, Unit
from surveys.disclosure.rounding import POSSIBLE_COUNTS, band_of, share_edge

# A published share is rounded to whole percent and a mean to 0.1 points; intervals narrow this.
_SHARE_SLACK = 0.002
_MEAN_SLACK_POINTS = 0.02
_NET_SLACK = 0.002
_SLACK = {
    Unit.SHARE: _SHARE_SLACK,
    Unit.POINTS: _MEAN_SLACK_POINTS,
    Unit.COEFFICIENT: _NET_SLACK,
}
_WHOLE = 1e-6

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Banding:
    """For each candidate the way it may be told; None where it must be withheld."""

    bounds: Mapping[CellAddress, Bound | None]


def band_shares(candidates: Iterable[Candidate]) -> Banding:
    """Decide which shares and means of one segment are exact, banded or withheld.

    Parameters
    ----------
    candidates
        Shares and means of one segment and one respondent set, each with a value.
    """
    bounds: dict[CellAddress, Bound | None] = {}
    for component in _components(list(candidates)):
        bounds.update(_Histogram(component).settle())
    return Banding(bounds)


def _bins(candidate: Candidate) -> Mapping[str, float]:
    if candidate.bins:
        return candidate.bins
    address = candidate.address
    return {f"{address.statistic}/{address.subject}={address.category}": 1.0}


def _family(candidate: Candidate) -> tuple[Statistic, str]:
    return candidate.address.statistic, candidate.address.subject


def _components(candidates: list[Candidate]) -> list[list[Candidate]]:
    """Candidates that hang together by a shared bin or by adding up to one."""
    label = list(range(len(candidates)))
    owner: dict[object, int] = {}
    for place, candidate in enumerate(candidates):
        for key in (_family(candidate), *_bins(candidate)):
            old, new = label[owner.setdefault(key, place)], label[place]
            label = [new if one == old else one for one in label]
    grouped: dict[int, list[Candidate]] = defaultdict(list)
    for place, candidate in enumerate(candidates):
        grouped[label[place]].append(candidate)
    return list(grouped.values())


class _Histogram:
    """The unknown counts behind figures that hang together."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = candidates
        names = sorted({name for candidate in candidates for name in _bins(candidate)})
        column = {name: place for place, name in enumerate(names)}
        self._weights = np.zeros((len(candidates), len(names)))
        for row, candidate in enumerate(candidates):
            for name, weight in _bins(candidate).items():
                self._weights[row, column[name]] = weight
        self._totals, self._sums = self._partitions()
        self._bounds: list[Bound | None] = [
            band_of(_value(one), one.answers) if _is_share(one) else Bound.EXACT
            for one in candidates
        ]

    def settle(self) -> dict[CellAddress, Bound | None]:
        """Withhold figures until every band is wide enough; a wide one stays wide."""
        for row, bound in enumerate(self._bounds):
            if bound is Bound.EXACT:
                continue
            while (
                self._bounds[row] is not None and (withheld := self._narrowed_by(row)) is not None
            ):
                self._bounds[withheld] = None
        addresses = [candidate.address for candidate in self._candidates]
        return dict(zip(addresses, self._bounds, strict=True))

    def _partitions(self) -> tuple[Floats, Floats]:
        """Rows saying that the shares of one distribution add up to all answers."""
        families: dict[tuple[Statistic, str], list[int]] = defaultdict(list)
        for row, candidate in enumerate(self._candidates):
            if _is_share(candidate):
                families[_family(candidate)].append(row)
        whole = [
            rows
            for rows in families.values()
            if len(rows) > 1 and abs(self._sum_of_values(rows) - 1) < _WHOLE
        ]
        totals = [self._weights[rows].sum(axis=0) for rows in whole]
        answers = [float(self._candidates[rows[0]].answers) for rows in whole]
        return np.array(totals).reshape(len(whole), self._weights.shape[1]), np.array(answers)

    def _sum_of_values(self, rows: list[int]) -> float:
        return sum(_value(self._candidates[row]) for row in rows)

    def _narrowed_by(self, row: int) -> int | None:
        """The figure to withhold so that this band widens; None where it is wide enough.

        One linear program finds the histograms with the largest and the smallest count at once.
        """
        known, limits = self._inequalities()
        weights = self._weights[row]
        solved = linprog(
            np.concatenate([-weights, weights]),
            A_ub=_twice(known),
            b_ub=np.tile(limits, 2),
            A_eq=_twice(self._totals) if len(self._totals) else None,
            b_eq=np.tile(self._sums, 2) if len(self._totals) else None,
            method="highs",
        )
        if solved.x is None:
            raise ArithmeticError(f"No histogram fits the published figures: {solved.message}")
        high, low = (float(weights @ end) for end in np.split(solved.x, 2))
        if np.floor(high + _WHOLE) - np.ceil(low - _WHOLE) + 1 >= POSSIBLE_COUNTS:
            return None
        is_binding = np.abs(solved.ineqlin.marginals.reshape(2, -1, 2)).sum(axis=(0, 2)) > _WHOLE
        return self._next_to_withhold(row, is_binding)

    def _inequalities(self) -> tuple[Floats, Floats]:
        rows, limits = [], []
        for row, bound in enumerate(self._bounds):
            low, high = self._known_range(row, bound)
            rows += [self._weights[row], -self._weights[row]]
            limits += [high, -low]
        return np.array(rows), np.array(limits)

    def _known_range(self, row: int, bound: Bound | None) -> tuple[float, float]:
        """What a reader knows about this weighted count."""
        candidate = self._candidates[row]
        answers = candidate.answers
        most = answers * float(self._weights[row].max())
        if bound is None:
            return answers * min(0.0, float(self._weights[row].min())), most
        if bound is Bound.AT_MOST:
            return 0.0, answers * share_edge(answers)
        if bound is Bound.AT_LEAST:
            return answers * (1 - share_edge(answers)), most
        slack = answers * _SLACK[RULES[candidate.address.statistic].unit]
        return answers * _value(candidate) - slack, answers * _value(candidate) + slack

    def _next_to_withhold(self, narrow: int, is_binding: npt.NDArray[np.bool_]) -> int:
        """Item means first, then shares over several items, then those of one, small ones first.

        At last the band itself.
        """
        exact = [row for row, bound in enumerate(self._bounds) if bound is Bound.EXACT]
        binding = [row for row in exact if is_binding[row]]
        return min(
            binding or exact or [narrow],
            key=lambda row: (self._rank(row), _value(self._candidates[row]), row),
        )

    def _rank(self, row: int) -> int:
        order = (Statistic.ITEM_MEAN, Statistic.POINT_SHARE, Statistic.FAVORABILITY_SHARE)
        candidate = self._candidates[row]
        statistic = candidate.address.statistic
        if _is_share(candidate) and candidate.answers > candidate.n:
            return 1
        if statistic is Statistic.ADVOCACY_NET:
            return 2 * len(order) + 1
        return 2 * order.index(statistic) if statistic in order else 2 * len(order)


def _twice(rows: Floats) -> Floats:
    """The same constraints for two histograms side by side."""
    return np.asarray(np.kron(np.eye(2), rows), dtype=np.float64)


def _is_share(candidate: Candidate) -> bool:
    return RULES[candidate.address.statistic].unit is Unit.SHARE


def _value(candidate: Candidate) -> float:
    if candidate.value is None:
        raise ValueError("A figure without a value cannot be banded.")
    return candidate.value
