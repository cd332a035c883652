"""Fits the constants of the step-time model to measured points, and tells its errors."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from scipy.optimize import least_squares

from deployments.catalog.entries import (
    Efficiencies,
    FixedSeconds,
    QueueFactors,
    SpeedBands,
    StepTimeConstants,
)
from deployments.sizing.latency import (
    Replica,
    Request,
    mean_steps,
    steady_ttft_seconds,
    ttft_seconds,
)
from deployments.sizing.memory import is_mixture
from deployments.sizing.step_time import IdealTimes, roofline_seconds, step_seconds

# Efficiencies stay within these shares of the peak, fixed times within these seconds.
_EFFICIENCY_LIMITS = (0.02, 1.0)
_SECONDS_LIMITS = (1e-8, 0.02)
_BACKEND_LIMITS = (0.2, 5.0)
_START = (0.6, 0.7, 0.4, 0.5, 0.5, 0.4, 0.4, 8e-6, 8e-6, 1e-5, 5e-6, 1e-3, 1.0, 1.0)
_REFERENCE_BACKEND = "vllm"
_FITTED_BACKENDS = ("trtllm", "sglang")
# Relative errors beyond this weigh less, so that odd rows do not steer the fit.
_LOSS_SCALE = 0.2
# Ends of the printed range: a little wider than P10 and P90 of the points used, for unseen ones.
_BAND_QUANTILES = (0.08, 0.92)
_COUNT = 7


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured point with its group names for cross-validation; times in seconds."""

    replica: Replica
    request: Request
    concurrency: float
    tpot_seconds: float
    ttft_seconds: float
    model_name: str


@dataclass(frozen=True, slots=True)
class Errors:
    """Relative errors of predictions.

    `mean_absolute` is the MAPE as a share, `within_quarter_share` the share of points within
    25 %, `bias` the mean relative error.
    """

    points: int
    mean_absolute: float
    within_quarter_share: float
    bias: float


@dataclass(frozen=True, slots=True)
class _Prepared:
    steps: tuple[tuple[float, IdealTimes], ...]
    backend: str
    seconds: float


def fit_constants(points: Sequence[Measured], start: StepTimeConstants) -> StepTimeConstants:
    """Constants that minimize the relative error of the time per token, robustly.

    Bands are the 8 % and 92 % quantiles of measured over predicted; `start` gives the source.
    """
    prepared = [_prepare(point) for point in points]

    def residuals(logs: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> list[float]:
        constants = _constants(start, [math.exp(value) for value in logs])
        return [math.log(_predict(point, constants) / point.seconds) for point in prepared]

    limits = (
        [_EFFICIENCY_LIMITS] * _COUNT
        + [_SECONDS_LIMITS] * (len(_START) - _COUNT - len(_FITTED_BACKENDS))
        + [_BACKEND_LIMITS] * len(_FITTED_BACKENDS)
    )
    found = least_squares(
        residuals,
        np.log(_START),
        bounds=(
            [math.log(low) for low, _ in limits],
            [math.log(high) for _, high in limits],
        ),
        loss="soft_l1",
        f_scale=_LOSS_SCALE,
    )
    constants = _constants(start, [math.exp(value) for value in found.x])
    constants = replace(constants, queue=_queue(points, constants))
    return replace(
        constants, bands=_bands(points, constants), rows=len(points), is_provisional=False
    )


def cross_validate(
    points: Sequence[Measured], start: StepTimeConstants, group_of: Callable[[Measured], str]
) -> list[float]:
    """Prediction for each point, in seconds, from a fit that has not seen its group."""
    groups = sorted({group_of(point) for point in points})
    by_group = {
        group: fit_constants([point for point in points if group_of(point) != group], start)
        for group in groups
    }
    return [predict(point, by_group[group_of(point)]) for point in points]


def predict(point: Measured, constants: StepTimeConstants) -> float:
    """Time per token in seconds."""
    return _predict(_prepare(point), constants)


def roofline(point: Measured) -> float:
    """Time per token in seconds by the textbook roofline."""
    steps = mean_steps(point.replica, point.request, point.concurrency)
    return sum(share * roofline_seconds(ideal) for share, ideal in steps)


def errors_of(predicted: Sequence[float], measured: Sequence[float]) -> Errors:
    """Relative errors of predictions.

    Examples
    --------
    >>> errors_of([1.1, 0.7], [1.0, 1.0]).within_quarter_share
    0.5
    """
    relative = [guess / truth - 1 for guess, truth in zip(predicted, measured, strict=True)]
    return Errors(
        points=len(relative),
        mean_absolute=sum(abs(error) for error in relative) / len(relative),
        within_quarter_share=sum(abs(error) <= 0.25 for error in relative) / len(relative),
        bias=sum(relative) / len(relative),
    )


def split_by_kind(points: Sequence[Measured]) -> Mapping[str, list[int]]:
    """Indexes of dense models and of mixtures."""
    kinds: dict[str, list[int]] = {"dense": [], "moe": []}
    for index, point in enumerate(points):
        kinds["moe" if is_mixture(point.replica.model) else "dense"].append(index)
    return kinds


def _prepare(point: Measured) -> _Prepared:
    steps = mean_steps(point.replica, point.request, point.concurrency)
    return _Prepared(steps, point.replica.serving.backend, point.tpot_seconds)


def _predict(point: _Prepared, constants: StepTimeConstants) -> float:
    return sum(
        share * step_seconds(ideal, constants, point.backend) for share, ideal in point.steps
    )


def _constants(start: StepTimeConstants, values: Sequence[float]) -> StepTimeConstants:
    seconds_count = len(fields(FixedSeconds))
    backends = values[_COUNT + seconds_count :]
    return replace(
        start,
        efficiencies=Efficiencies(*values[:_COUNT]),
        seconds=FixedSeconds(*values[_COUNT : _COUNT + seconds_count]),
        backends={
            _REFERENCE_BACKEND: 1.0,
            **dict(zip(_FITTED_BACKENDS, backends, strict=True)),
        },
    )


def _queue(points: Sequence[Measured], constants: StepTimeConstants) -> QueueFactors:
    """Log-linear regression of measured over steady time to the first token on concurrency."""
    ratios = [
        math.log(
            point.ttft_seconds
            / steady_ttft_seconds(
                replace(point.replica, constants=constants), point.request, point.concurrency
            )
        )
        for point in points
    ]
    exponent, scale = np.polyfit([math.log(point.concurrency) for point in points], ratios, 1)
    return QueueFactors(scale=math.exp(scale), concurrency_exponent=float(exponent))


def _bands(points: Sequence[Measured], constants: StepTimeConstants) -> SpeedBands:
    ratios = [point.tpot_seconds / predict(point, constants) for point in points]
    waits = [
        point.ttft_seconds
        / ttft_seconds(
            replace(point.replica, constants=constants), point.request, point.concurrency
        )
        for point in points
    ]
    kinds = split_by_kind(points)
    return SpeedBands(
        dense=_range([ratios[index] for index in kinds["dense"]]) or constants.bands.dense,
        moe=_range([ratios[index] for index in kinds["moe"]]) or constants.bands.moe,
        ttft=_range(waits) or constants.bands.ttft,
        uncovered_widening=constants.bands.uncovered_widening,
    )


def _range(ratios: Sequence[float]) -> tuple[float, float] | None:
    if not ratios:
        return None
    low, high = np.quantile(ratios, _BAND_QUANTILES)
    return float(low), float(high)
