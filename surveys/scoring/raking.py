"""Weights that make the respondents' composition that of the workforce."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from surveys.scoring.dimensions import DimensionAnswers
from surveys.scoring.outcomes import Figure, Reason, Undefined

LOWEST_WEIGHT, HIGHEST_WEIGHT = 0.3, 3.0
"""No respondent counts for less or more than this many."""

_ROUNDS = 200
_TOLERANCE = 1e-10


@dataclass(frozen=True, eq=False)
class Raked:
    """One weight per respondent, mean 1, and what weighting costs in precision."""

    weights: npt.NDArray[np.float64]
    effective_n: float
    """Kish's effective sample size."""
    design_effect: float
    is_trimmed: bool
    """Some weights met the limits, so that the margins are met only nearly."""


def rake(
    labels: Mapping[str, npt.NDArray[np.str_]],
    headcounts: Mapping[str, Mapping[str, int]],
    *,
    floor: int,
) -> Raked | Undefined:
    """Weights whose margins match the headcounts, trimmed to 0.3..3.

    Parameters
    ----------
    labels
        For each margin (for example unit, role) one label per respondent.
    headcounts
        For each margin the number of invited people by label.
    floor
        Privacy floor: every margin cell needs at least this many respondents.

    Returns
    -------
    Raked or Undefined
        Undefined where a cell is too small, a label has no headcount, or the margins
        contradict each other.

    References
    ----------
    Deming, W. E. & Stephan, F. F. (1940). Annals of Mathematical Statistics 11, 427–444.
    Kish, L. (1992). Weighting for unequal P_i. Journal of Official Statistics 8, 183–200.

    Examples
    --------
    >>> site = np.array(["north"] * 6 + ["south"] * 3)
    >>> raked = rake({"site": site}, {"site": {"north": 60, "south": 60}}, floor=3)
    >>> raked.weights.tolist()[::8], round(raked.effective_n, 1)
    ([0.75, 1.5], 8.0)
    """
    margins = [_Margin.read(labels[name], headcounts[name]) for name in headcounts]
    n = len(next(iter(labels.values()), ()))
    if n == 0 or not margins:
        return Undefined(Reason.NO_ANSWERS, n)
    if any(margin is None for margin in margins):
        return Undefined(Reason.NO_FIT, n)
    known = [margin for margin in margins if margin is not None]
    if any(margin.smallest < max(1, floor) for margin in known):
        return Undefined(Reason.SMALL_MARGIN, n)
    weights = _fit(known, n)
    if weights is None:
        return Undefined(Reason.NO_FIT, n)
    trimmed = np.clip(weights, LOWEST_WEIGHT, HIGHEST_WEIGHT)
    trimmed /= trimmed.mean()
    effective = float(trimmed.sum() ** 2 / np.sum(trimmed**2))
    return Raked(
        weights=trimmed,
        effective_n=effective,
        design_effect=n / effective,
        is_trimmed=bool((weights < LOWEST_WEIGHT).any() or (weights > HIGHEST_WEIGHT).any()),
    )


def raked_score(
    dimensions: Sequence[DimensionAnswers], weights: npt.NDArray[np.float64]
) -> Figure | Undefined:
    """Organizational score with weighted respondents: Σ w_d of weighted dimension means.

    Parameters
    ----------
    dimensions
        Dimensions with at least one score each.
    weights
        One weight per respondent.
    """
    total, declared = 0.0, 0.0
    for answers in dimensions:
        scores = answers.of_respondents()
        given = ~np.isnan(scores)
        if not given.any():
            continue
        weight = answers.dimension.weight
        total += weight * float(np.average(scores[given], weights=weights[given]))
        declared += weight
    if declared == 0.0:
        return Undefined(Reason.NO_ANSWERS, 0)
    return Figure(total / declared, len(weights))


@dataclass(frozen=True, eq=False)
class _Margin:
    cell: npt.NDArray[np.intp]
    """Cell of each respondent."""
    target: npt.NDArray[np.float64]
    """Share of the invited in each cell."""

    @property
    def smallest(self) -> int:
        return int(np.bincount(self.cell, minlength=len(self.target)).min())

    def sums(self, weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.bincount(self.cell, weights, len(self.target)).astype(np.float64)

    @classmethod
    def read(cls, labels: npt.NDArray[np.str_], headcounts: Mapping[str, int]) -> "_Margin | None":
        """None where a respondent's label has no headcount, or nobody was invited."""
        names = sorted(name for name, count in headcounts.items() if count > 0)
        if not names or not set(labels.tolist()) <= set(names):
            return None
        counts = np.array([headcounts[name] for name in names], dtype=np.float64)
        return cls(np.searchsorted(np.array(names), labels), counts / counts.sum())


def _fit(margins: Sequence[_Margin], n: int) -> npt.NDArray[np.float64] | None:
    """Iterative proportional fitting to mean 1; None where the margins cannot be met together."""
    weights = np.ones(n)
    for _ in range(_ROUNDS):
        misses = [np.abs(margin.sums(weights) - n * margin.target).max() for margin in margins]
        if max(misses) < _TOLERANCE * n:
            return weights
        for margin in margins:
            weights = weights * (n * margin.target / margin.sums(weights))[margin.cell]
    return None
