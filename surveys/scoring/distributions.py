"""Counts and shares of single items: agreement, choice and advocacy."""

import math

import numpy as np
import numpy.typing as npt

from surveys.instruments.format import Instrument, Item, ItemKind
from surveys.scoring import minimums
from surveys.scoring.favorability import favorability
from surveys.scoring.intervals import remaining_variance, t_estimate
from surveys.scoring.outcomes import Figure, Reason, Undefined
from surveys.scoring.patterns import to_points
from surveys.scoring.responses import Responses
from surveys.scoring.results import Advocacy, ChoiceDistribution, ItemDistribution
from surveys.scoring.shares import wilson_share

PROMOTER = 9
"""Lowest advocacy answer that counts as a promoter."""

DETRACTOR = 6
"""Highest advocacy answer that counts as a detractor."""


def item_distribution(
    item: Item,
    turned: npt.NDArray[np.int64],
    *,
    respondents: int,
    invited: int,
    reliability: float = 0.0,
) -> ItemDistribution:
    """Answers to one agreement item.

    Parameters
    ----------
    item
        The agreement item.
    turned
        Answers by scale point 1..k, turned if the item is reversed.
    respondents, invited
        Size of the audience that answered, and of the one that was asked.
    reliability
        Reliability of this single item, 0..1, for the finite-population factor.
    """
    n = int(turned.sum())
    points = to_points(np.arange(1.0, len(turned) + 1), len(turned))
    counts = turned[::-1] if item.is_reversed else turned
    remaining = remaining_variance(n, invited, reliability)
    return ItemDistribution(
        item=item.key,
        counts=tuple(int(count) for count in counts),
        n=n,
        missing=respondents - n,
        mean=Figure(float(turned @ points) / n, n) if n else Undefined(Reason.NO_ANSWERS, 0),
        favorability=favorability(turned, n, remaining=remaining),
    )


def choice_distribution(responses: Responses, item: Item) -> ChoiceDistribution:
    """Answers to one choice item, with Wilson intervals."""
    positions = _given(responses, item, highest=len(item.options) - 1)
    counts = np.bincount(positions, minlength=len(item.options))
    n = len(positions)
    keys = tuple(option.key for option in item.options)
    return ChoiceDistribution(
        item=item.key,
        n=n,
        missing=responses.n - n,
        counts={key: int(count) for key, count in zip(keys, counts, strict=True)},
        shares={
            key: wilson_share(int(count) / n, n)
            for key, count in zip(keys, counts, strict=True)
            if n
        },
    )


def advocacy(responses: Responses, item: Item) -> Advocacy | Undefined:
    """Promoters (9, 10) minus detractors (0 to 6), apart from the score.

    The variance of the difference is (p + d − (p − d)²)/(n − 1).

    Examples
    --------
    >>> from surveys.instruments.format import Item, ItemKind
    >>> answers = Responses(("ask",), np.array([[9.0], [10.0], [7.0], [3.0]] * 5), invited=40)
    >>> advocacy(answers, Item("ask", ItemKind.ADVOCACY, {})).net.value
    0.25
    """
    given = _given(responses, item, highest=10)
    n = len(given)
    if n == 0:
        return Undefined(Reason.NO_ANSWERS, 0)
    promoters = int(np.count_nonzero(given >= PROMOTER)) / n
    detractors = int(np.count_nonzero(given <= DETRACTOR)) / n
    net = promoters - detractors
    variance = (promoters + detractors - net**2) / max(1, n - 1)
    return Advocacy(
        promoters=wilson_share(promoters, n),
        passives=wilson_share(max(0.0, 1.0 - promoters - detractors), n),
        detractors=wilson_share(detractors, n),
        net=Undefined(Reason.TOO_FEW_ANSWERS, n)
        if n < minimums.INTERVAL
        else t_estimate(net, math.sqrt(variance), n, df=n - 1, floor=-1.0, ceiling=1.0),
    )


def asked_items(responses: Responses, instrument: Instrument, kind: ItemKind) -> tuple[Item, ...]:
    """Items of one kind that this wave asked."""
    asked = set(responses.items)
    return tuple(item for item in instrument.items_of(kind) if item.key in asked)


def _given(responses: Responses, item: Item, *, highest: int) -> npt.NDArray[np.int64]:
    column = responses.columns((item.key,))[:, 0]
    answers = column[~np.isnan(column)]
    whole = answers.astype(np.int64)
    if (whole != answers).any() or (whole < 0).any() or (whole > highest).any():
        raise ValueError(f"Answers to {item.key} must be whole numbers from 0 to {highest}.")
    return whole
