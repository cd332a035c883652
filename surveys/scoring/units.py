"""Groups within the organization: how much they differ, and means drawn towards the whole.

Small groups have noisy means; ordering them by raw means sorts noise.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.results import UnitScore, UnitScores

UNKNOWN_LABEL = ""


@dataclass(frozen=True, eq=False)
class _Variance:
    """One-way analysis of variance."""

    labels: tuple[str, ...]
    sizes: npt.NDArray[np.float64]
    means: npt.NDArray[np.float64]
    between: float
    """Mean square between groups."""
    within: float
    """Mean square within groups."""

    @property
    def n(self) -> int:
        return int(self.sizes.sum())

    @property
    def between_variance(self) -> float:
        """τ² by the method of moments, at least 0."""
        n = float(self.sizes.sum())
        size = (n - float(self.sizes @ self.sizes) / n) / (len(self.sizes) - 1)
        return max(0.0, (self.between - self.within) / size)


def score_units(
    scores: npt.NDArray[np.float64], labels: npt.NDArray[np.str_]
) -> UnitScores | Undefined:
    """Means of groups, shrunken means, intraclass correlations.

    With mean squares MSB and MSW and the arithmetic mean group size m:
    ICC(1) = (MSB − MSW)/(MSB + (m − 1)·MSW), ICC(2) = (MSB − MSW)/MSB.
    τ² = (MSB − MSW)/n₀ with n₀ = (n − Σn_u²/n)/(U − 1); a mean moves towards the weighted
    grand mean by the factor (MSW/n_u)/(τ² + MSW/n_u).

    Parameters
    ----------
    scores
        One score per respondent, points; NaN for none.
    labels
        Group of each respondent; respondents without a label are left out.

    References
    ----------
    Bliese, P. D. (2000). In: Multilevel theory, research, and methods in organizations.
    Efron, B. & Morris, C. (1975). JASA 70, 311–319.

    Examples
    --------
    >>> scores = np.array([50.0, 60.0, 70.0, 80.0])
    >>> result = score_units(scores, np.array(["a", "a", "b", "b"]))
    >>> result.icc1.value, result.tau2.value
    (0.7777777777777778, 175.0)
    >>> [(unit.label, unit.mean, round(unit.shrunken, 2)) for unit in result.units]
    [('b', 75.0, 73.75), ('a', 55.0, 56.25)]
    """
    used = ~np.isnan(scores) & (labels != UNKNOWN_LABEL)
    scores, labels = scores[used], labels[used]
    n, groups = len(scores), len(np.unique(labels))
    if n == 0:
        return Undefined(Reason.NO_ANSWERS, 0)
    if groups < 2:
        return Undefined(Reason.TOO_FEW_GROUPS, n)
    if n == groups:
        return Undefined(Reason.TOO_FEW_ANSWERS, n)
    table = _analyze(scores, labels)
    tau2 = table.between_variance
    return UnitScores(
        units=_shrink(table, tau2),
        icc1=_icc1(table),
        icc2=_icc2(table),
        tau2=Figure(tau2, n),
        units_differ=tau2 > 0.0,
    )


def _analyze(scores: npt.NDArray[np.float64], labels: npt.NDArray[np.str_]) -> _Variance:
    names, group = np.unique(labels, return_inverse=True)
    sizes = np.bincount(group).astype(np.float64)
    means = np.bincount(group, weights=scores) / sizes
    between = float(sizes @ (means - scores.mean()) ** 2) / (len(names) - 1)
    within = float(np.sum((scores - means[group]) ** 2)) / (len(scores) - len(names))
    return _Variance(tuple(str(name) for name in names), sizes, means, between, within)


def _icc1(table: _Variance) -> Figure | Undefined:
    size = float(table.sizes.mean())
    total = table.between + (size - 1) * table.within
    if total <= 0.0:
        return Undefined(Reason.NO_VARIANCE, table.n)
    return Figure((table.between - table.within) / total, table.n)


def _icc2(table: _Variance) -> Figure | Undefined:
    if table.between <= 0.0:
        return Undefined(Reason.NO_VARIANCE, table.n)
    return Figure((table.between - table.within) / table.between, table.n)


def _shrink(table: _Variance, tau2: float) -> tuple[UnitScore, ...]:
    """Without variance between groups every shrunken mean is the mean of all."""
    errors = table.within / table.sizes
    precisions = table.sizes if tau2 == 0.0 else 1.0 / (tau2 + errors)
    grand = float(precisions @ table.means / precisions.sum())
    kept = np.zeros(len(errors)) if tau2 == 0.0 else tau2 / (tau2 + errors)
    shrunken = grand + kept * (table.means - grand)
    units = [
        UnitScore(label, int(size), float(mean), float(drawn))
        for label, size, mean, drawn in zip(
            table.labels, table.sizes, table.means, shrunken, strict=True
        )
    ]
    return tuple(sorted(units, key=lambda unit: (-unit.shrunken, unit.label)))
