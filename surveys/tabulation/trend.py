"""Change since the wave before, from published figures alone: nothing is added to a cube."""

from collections.abc import Mapping, Sequence

from scipy import stats

from surveys.published import (
    EarlierWave,
    Figure,
    NoIndex,
    OrganizationIndex,
    PublishedDimension,
    TrendChange,
    Withheld,
)
from surveys.scoring import outcomes, results
from surveys.scoring.trends import judge_changes
from surveys.tabulation.whole_wave import ORGANIZATION

CONFIDENCE = 0.95


def trend_changes(
    earlier: Sequence[EarlierWave],
    index: OrganizationIndex | NoIndex,
    dimensions: Sequence[PublishedDimension],
) -> tuple[TrendChange, ...]:
    """Each dimension and the score against the latest earlier wave; empty for a first wave."""
    if not earlier:
        return ()
    before = earlier[-1]
    now: dict[str, Figure] = {dimension.key: dimension.score for dimension in dimensions}
    changes = _changes(before.scores, now)
    if isinstance(index, OrganizationIndex):
        changes += _changes({ORGANIZATION: before.index}, {ORGANIZATION: index.score})
    return tuple(changes)


def _changes(before: Mapping[str, Figure], now: Mapping[str, Figure]) -> list[TrendChange]:
    pairs = {
        key: (_scored(before[key]), _scored(figure)) for key, figure in now.items() if key in before
    }
    return [
        TrendChange(
            key=key,
            change=change.change.value,
            low=change.change.low,
            high=change.change.high,
            verdict=change.reading.value,
        )
        for key, change in judge_changes(pairs).items()
        if isinstance(change, results.TrendChange)
    ]


def _scored(figure: Figure) -> outcomes.Estimate | outcomes.Undefined:
    """The estimate behind a published interval: its standard error is half the width over t."""
    if isinstance(figure, Withheld) or figure.low is None or figure.high is None or figure.n < 2:
        return outcomes.Undefined(outcomes.Reason.TOO_FEW_ANSWERS, figure.n or 0)
    df = figure.n - 1
    quantile = float(stats.t.ppf((1 + CONFIDENCE) / 2, df))
    return outcomes.Estimate(
        value=figure.value,
        se=(figure.high - figure.low) / 2 / quantile,
        low=figure.low,
        high=figure.high,
        n=figure.n,
        df=df,
    )
