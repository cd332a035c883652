"""Change since the wave before, from what that wave published: its answers are gone."""

from collections.abc import Iterator, Mapping

from scipy import stats

from surveys.disclosure.cube import Candidate, CellAddress, Statistic
from surveys.disclosure.gate import TREND_READING
from surveys.published import Figure, Withheld
from surveys.scoring.outcomes import Estimate, Reason, Undefined
from surveys.scoring.results import OrganizationScore, TrendChange, WaveScore
from surveys.scoring.trends import judge_changes
from surveys.tabulation.whole_wave import ORGANIZATION

CONFIDENCE = 0.95


def trend_candidates(before: Mapping[str, Figure], now: WaveScore) -> Iterator[Candidate]:
    """Change of each dimension and of the score.

    `before` maps dimension key, and `ORGANIZATION`, to what the earlier wave published. Both waves
    asked the same instrument. The false discovery rate is controlled over the dimensions.
    """
    dimensions = {key: score.estimate for key, score in now.dimensions.items()}
    yield from _changes(before, dimensions)
    if isinstance(now.organization, OrganizationScore):
        yield from _changes(before, {ORGANIZATION: now.organization.estimate})


def _changes(
    before: Mapping[str, Figure], now: Mapping[str, Estimate | Undefined]
) -> Iterator[Candidate]:
    pairs = {key: (_scored(before[key]), later) for key, later in now.items() if key in before}
    for key, change in judge_changes(pairs).items():
        if isinstance(change, TrendChange):
            n = change.after.n
            estimate = change.change
            yield Candidate(
                CellAddress(Statistic.TREND_CHANGE, key),
                n,
                estimate.value,
                estimate.low,
                estimate.high,
            )
            address = CellAddress(
                Statistic.READING, key, category=f"{TREND_READING}{change.reading}"
            )
            yield Candidate(address, n, 1.0)


def _scored(figure: Figure) -> Estimate | Undefined:
    """The estimate behind a published interval: its standard error is half the width over t."""
    if isinstance(figure, Withheld) or figure.low is None or figure.high is None or figure.n < 2:
        return Undefined(Reason.TOO_FEW_ANSWERS, figure.n or 0)
    df = figure.n - 1
    quantile = float(stats.t.ppf((1 + CONFIDENCE) / 2, df))
    return Estimate(
        value=figure.value,
        se=(figure.high - figure.low) / 2 / quantile,
        low=figure.low,
        high=figure.high,
        n=figure.n,
        df=df,
    )
