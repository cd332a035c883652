"""Which answers a figure counts: what lets figures over the same answers be protected together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from surveys.instruments.format import Instrument
from surveys.scoring.results import DimensionScore, ItemDistribution

MAX_POINTS = 100.0

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Bins:
    """Weights of the bins of a histogram, by share and for the mean; empty where no sum is known.

    `base` is the number of answers that the weights are divided by.
    """

    shares: Mapping[str, Weights] = field(default_factory=dict)
    mean: Weights = field(default_factory=dict)
    base: int = 0


NO_BINS = Bins()


def bin_of(item: str, point: int) -> str:
    """Name of the bin that holds the answers to an item at one scale point, as answered."""
    return f"{item}={point}"


def item_bins(item: ItemDistribution, instrument: Instrument) -> Bins:
    """Favorable, neutral and unfavorable answers to an item, and its mean, by scale point."""
    points = len(item.counts)
    half = points // 2
    is_reversed = instrument.item(item.item).is_reversed
    turned = {
        bin_of(item.item, point): points + 1 - point if is_reversed else point
        for point in range(1, points + 1)
    }
    return Bins(
        shares={
            "favorable": {name: 1.0 for name, at in turned.items() if at > points - half},
            "neutral": {name: 1.0 for name, at in turned.items() if half < at <= points - half},
            "unfavorable": {name: 1.0 for name, at in turned.items() if at <= half},
        },
        mean={name: MAX_POINTS * (at - 1) / (points - 1) for name, at in turned.items()},
        base=item.n,
    )


def dimension_bins(
    dimension: DimensionScore, items: Sequence[ItemDistribution], instrument: Instrument
) -> Bins:
    """The same over all items of a dimension.

    Its mean is that of people, which is a sum over answers only where everybody answered all items.
    """
    parts = [item_bins(item, instrument) for item in items]
    if not parts:
        return NO_BINS
    is_complete = all(item.n == dimension.n for item in items)
    return Bins(
        shares={
            category: {name: 1.0 for part in parts for name in part.shares[category]}
            for category in parts[0].shares
        },
        mean={name: at for part in parts for name, at in part.mean.items()} if is_complete else {},
        base=sum(part.base for part in parts),
    )
