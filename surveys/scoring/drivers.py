"""Which dimensions go together with readiness: relative weights and shares of explained variance.

Associations in one wave, never causes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np
import numpy.typing as npt

from surveys.scoring.dimensions import DimensionAnswers
from surveys.scoring.outcomes import Reason, Undefined

FEWEST_RESPONDENTS = 100
RESPONDENTS_PER_DRIVER = 10
DRAWS = 500
"""Bootstrap samples: enough for 95 % bounds to about a hundredth."""

_SINGULAR = 1e-10

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Driver:
    """One predictor's part in the explained variance of the outcome.

    `johnson` and `lmg` each sum to R² over all drivers; `low` and `high` bound `lmg` (95 %,
    bootstrap percentiles).
    """

    key: str
    johnson: float
    lmg: float
    low: float
    high: float


@dataclass(frozen=True)
class Drivers:
    """Drivers of one outcome, the strongest by LMG first."""

    r_squared: float
    n: int
    drivers: tuple[Driver, ...]


def drivers_of_readiness(
    dimensions: Sequence[DimensionAnswers], *, seed: int
) -> Drivers | Undefined:
    """Part of each other dimension in the explained variance of the core dimension.

    Respondents with a score in every dimension are used.

    Parameters
    ----------
    dimensions
        Answers by dimension.
    seed
        Seed of the bootstrap.
    """
    core = [answers for answers in dimensions if answers.dimension.is_core]
    others = [answers for answers in dimensions if not answers.dimension.is_core]
    if not core:
        return Undefined(Reason.NO_CORE_DIMENSION, 0)
    scores = np.column_stack([answers.of_respondents() for answers in (*others, *core)])
    scores = scores[~np.isnan(scores).any(axis=1)]
    keys = tuple(answers.dimension.key for answers in others)
    return rank_drivers(keys, scores[:, :-1], scores[:, -1], seed=seed)


def rank_drivers(
    keys: tuple[str, ...], predictors: Matrix, outcome: npt.NDArray[np.float64], *, seed: int
) -> Drivers | Undefined:
    """Johnson's relative weights and LMG shares of each predictor, with bootstrap bounds.

    Needs max(100, 10·predictors) respondents.

    Parameters
    ----------
    keys
        One name per predictor.
    predictors
        Shape (respondents, predictors), without gaps.
    outcome
        Shape (respondents,).
    seed
        Seed of the bootstrap.
    """
    n = len(outcome)
    if n < max(FEWEST_RESPONDENTS, RESPONDENTS_PER_DRIVER * len(keys)):
        return Undefined(Reason.TOO_FEW_ANSWERS, n)
    if not keys:
        return Undefined(Reason.TOO_FEW_ITEMS, n)
    data = np.column_stack([predictors, outcome])
    observed = _correlations(data, np.ones(n))
    if observed is None:
        return Undefined(Reason.NO_VARIANCE, n)
    if np.linalg.eigvalsh(observed[:-1, :-1])[0] < _SINGULAR:
        return Undefined(Reason.NO_FIT, n)
    shares = lmg_shares(observed[np.newaxis])[0]
    low, high = np.quantile(_bootstrap(data, seed), [0.025, 0.975], axis=0)
    weights = johnson_weights(observed)
    drivers = [
        Driver(key, *(float(part[position]) for part in (weights, shares, low, high)))
        for position, key in enumerate(keys)
    ]
    return Drivers(
        r_squared=float(shares.sum()),
        n=n,
        drivers=tuple(sorted(drivers, key=lambda driver: (-driver.lmg, driver.key))),
    )


def johnson_weights(correlations: Matrix) -> npt.NDArray[np.float64]:
    """Relative weight of each predictor; they sum to R².

    Predictors are replaced by their nearest orthogonal counterparts Z = XR^(−1/2); the squared
    coefficients of the outcome on Z are given back by the squared loadings R^(1/2).

    Parameters
    ----------
    correlations
        Of predictors and outcome, the outcome last.

    References
    ----------
    Johnson, J. W. (2000). Multivariate Behavioral Research 35, 1–19.

    Examples
    --------
    >>> unrelated = np.array([[1.0, 0.0, 0.6], [0.0, 1.0, 0.3], [0.6, 0.3, 1.0]])
    >>> johnson_weights(unrelated).round(6).tolist()
    [0.36, 0.09]
    """
    values, vectors = np.linalg.eigh(correlations[:-1, :-1])
    root = (vectors * np.sqrt(values)) @ vectors.T
    coefficients = np.linalg.solve(root, correlations[:-1, -1])
    return np.asarray(root**2 @ coefficients**2, dtype=np.float64)


def lmg_shares(correlations: npt.NDArray[np.float64]) -> Matrix:
    """Gain in R² by each predictor, averaged over all orders of entry; they sum to R².

    Parameters
    ----------
    correlations
        Shape (samples, predictors + 1, predictors + 1), the outcome last.

    References
    ----------
    Lindeman, R. H., Merenda, P. F. & Gold, R. Z. (1980). Introduction to bivariate and
    multivariate analysis. Scott, Foresman.

    Examples
    --------
    >>> unrelated = np.array([[[1.0, 0.0, 0.6], [0.0, 1.0, 0.3], [0.6, 0.3, 1.0]]])
    >>> lmg_shares(unrelated).round(6).tolist()
    [[0.36, 0.09]]
    """
    samples, size, _ = correlations.shape
    predictors = size - 1
    explained = np.zeros((2**predictors, samples))
    for subset in range(1, 2**predictors):
        explained[subset] = _r_squared(correlations, _members(subset, predictors))
    shares = np.zeros((samples, predictors))
    for subset in range(2**predictors):
        entered = subset.bit_count()
        if entered == predictors:
            continue
        weight = factorial(entered) * factorial(predictors - entered - 1) / factorial(predictors)
        for position in range(predictors):
            if not subset >> position & 1:
                gain = explained[subset | 1 << position] - explained[subset]
                shares[:, position] += weight * gain
    return shares


def _members(subset: int, predictors: int) -> list[int]:
    return [position for position in range(predictors) if subset >> position & 1]


def _r_squared(
    correlations: npt.NDArray[np.float64], members: list[int]
) -> npt.NDArray[np.float64]:
    among = correlations[:, members][:, :, members]
    with_outcome = correlations[:, members, -1]
    coefficients = np.linalg.solve(among, with_outcome[..., np.newaxis])[..., 0]
    return np.asarray(np.sum(coefficients * with_outcome, axis=1), dtype=np.float64)


def _correlations(data: Matrix, counts: npt.NDArray[np.float64]) -> Matrix | None:
    """None where a column does not vary."""
    centered = data - counts @ data / counts.sum()
    covariance = (centered * counts[:, np.newaxis]).T @ centered
    deviations = np.sqrt(np.diag(covariance))
    if deviations.min() <= _SINGULAR * max(1.0, float(np.abs(data).max())):
        return None
    return np.asarray(covariance / np.outer(deviations, deviations), dtype=np.float64)


def _bootstrap(data: Matrix, seed: int) -> Matrix:
    """LMG shares in resamples of the respondents; resamples without a fit are drawn in vain."""
    rng = np.random.default_rng(seed)
    n = len(data)
    drawn = []
    for _ in range(DRAWS):
        counts = np.bincount(rng.integers(0, n, n), minlength=n).astype(np.float64)
        correlations = _correlations(data, counts)
        if correlations is None:
            continue
        if np.linalg.eigvalsh(correlations[:-1, :-1])[0] >= _SINGULAR:
            drawn.append(correlations)
    return lmg_shares(np.stack(drawn))
