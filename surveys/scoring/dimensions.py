"""Scores of the single dimensions of one audience."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from surveys.instruments.format import Dimension, Instrument
from surveys.scoring import minimums
from surveys.scoring.agreement import group_agreement
from surveys.scoring.band_probabilities import read_band
from surveys.scoring.favorability import favorability
from surveys.scoring.intervals import mean_estimate, remaining_variance
from surveys.scoring.outcomes import Estimate, Figure, Reason, Undefined
from surveys.scoring.patterns import AnswerPatterns, encode_answers, find_patterns
from surveys.scoring.reliability import cronbach_alpha, item_rest_correlations, omega_total
from surveys.scoring.responses import Responses
from surveys.scoring.results import Alpha, DimensionScore

_Given = TypeVar("_Given", Alpha, Figure)


@dataclass(frozen=True, eq=False)
class DimensionAnswers:
    """One dimension as answered: its patterns, and the score of each of them in points."""

    dimension: Dimension
    items: tuple[str, ...]
    patterns: AnswerPatterns
    points: npt.NDArray[np.float64]
    """By pattern, 0..100; NaN where too few items were answered."""
    alpha: Alpha | Undefined

    @property
    def n(self) -> int:
        """Respondents with a score in this dimension."""
        return int(self.patterns.counts[~np.isnan(self.points)].sum())

    @property
    def mean(self) -> float:
        """Mean of the respondents' scores; NaN where nobody has one."""
        points, counts = self.distribution()
        return float(counts @ points) / float(counts.sum()) if len(counts) else np.nan

    @property
    def variance(self) -> float:
        """Variance of the respondents' scores (n − 1); NaN for fewer than two."""
        points, counts = self.distribution()
        if self.n < 2:
            return np.nan
        return float(counts @ (points - self.mean) ** 2) / (self.n - 1)

    @property
    def reliability(self) -> float:
        """Alpha clipped to 0..1, whatever n; 0 where it is not known."""
        return min(1.0, max(0.0, self.alpha.value)) if isinstance(self.alpha, Alpha) else 0.0

    def distribution(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
        """Scores that occur, and how often."""
        scored = ~np.isnan(self.points)
        return self.points[scored], self.patterns.counts[scored]

    def of_respondents(self) -> npt.NDArray[np.float64]:
        """Score of each respondent, points 0..100, NaN for none."""
        return self.points[self.patterns.of_respondent]


def read_dimensions(responses: Responses, instrument: Instrument) -> tuple[DimensionAnswers, ...]:
    """Answers of all dimensions of which at least one item was asked, in declared order."""
    asked = set(responses.items)
    by_dimension = [
        (dimension, items)
        for dimension in instrument.dimensions
        if (items := [i for i in instrument.scored_items(dimension.key) if i.key in asked])
    ]
    keys = tuple(item.key for _, items in by_dimension for item in items)
    codes = encode_answers(responses.columns(keys), instrument.scale_points)
    read = []
    first = 0
    for dimension, items in by_dimension:
        patterns = find_patterns(
            codes[:, first : first + len(items)],
            tuple(item.is_reversed for item in items),
            instrument.scale_points,
        )
        first += len(items)
        read.append(
            DimensionAnswers(
                dimension=dimension,
                items=tuple(item.key for item in items),
                patterns=patterns,
                points=patterns.person_points(),
                alpha=cronbach_alpha(*patterns.complete()),
            )
        )
    return tuple(read)


def score_dimension(
    answers: DimensionAnswers, *, invited: int, minimum: int = minimums.INTERVAL
) -> DimensionScore:
    """All figures of one dimension.

    Parameters
    ----------
    answers
        The dimension as answered.
    invited
        People who could have answered.
    minimum
        Respondents from which an interval is given.
    """
    n = answers.n
    remaining = remaining_variance(n, invited, answers.reliability)
    histograms = answers.patterns.histograms()
    estimate = estimate_dimension(answers, invited=invited, minimum=minimum)
    none = Undefined(Reason.NO_ANSWERS, 0)
    complete = answers.patterns.complete()
    return DimensionScore(
        key=answers.dimension.key,
        weight=answers.dimension.weight,
        items=answers.items,
        n=n,
        mean=Figure(answers.mean, n) if n else none,
        sd=_standard_deviation(answers),
        estimate=estimate,
        band=read_band(estimate) if isinstance(estimate, Estimate) else estimate,
        favorability=favorability(histograms.sum(axis=0), n, remaining=remaining),
        alpha=_from_thirty(answers.alpha),
        omega=_from_thirty(omega_total(*complete)),
        item_rest=_item_rest(answers.items, item_rest_correlations(*complete)),
        agreement=group_agreement(histograms),
    )


def estimate_dimension(
    answers: DimensionAnswers, *, invited: int, minimum: int
) -> Estimate | Undefined:
    """Mean of the dimension with SE² = s²/n · (1 − f·α)."""
    n = answers.n
    if n == 0:
        return Undefined(Reason.NO_ANSWERS, 0)
    return mean_estimate(
        answers.mean,
        answers.variance,
        n,
        remaining=remaining_variance(n, invited, answers.reliability),
        minimum=minimum,
    )


def _standard_deviation(answers: DimensionAnswers) -> Figure | Undefined:
    n = answers.n
    if n < 2:
        return Undefined(Reason.TOO_FEW_ANSWERS if n else Reason.NO_ANSWERS, n)
    return Figure(float(np.sqrt(answers.variance)), n)


def _from_thirty(figure: _Given | Undefined) -> _Given | Undefined:
    if isinstance(figure, Undefined) or figure.n >= minimums.RELIABILITY:
        return figure
    return Undefined(Reason.TOO_FEW_ANSWERS, figure.n)


def _item_rest(
    items: tuple[str, ...], correlations: tuple[float, ...] | Undefined
) -> dict[str, float]:
    if isinstance(correlations, Undefined):
        return {}
    return dict(zip(items, correlations, strict=True))
