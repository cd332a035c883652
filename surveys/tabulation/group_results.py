"""Scores of groups, and these drawn towards the whole: from published cells alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from surveys.disclosure.cube import Bound
from surveys.published import Estimate, Figure, PublishedGroup, Withheld, WithheldReason
from surveys.scoring.outcomes import Undefined
from surveys.scoring.shrinkage import share_between_groups, shrink_published

FEWEST_GROUPS = 3
"""Between two groups nothing can be learned of how groups differ."""


def group_score(
    scores: Mapping[str, Figure],
    weights: Mapping[str, float],
    *,
    n: int | None,
    whole_points_below: int,
) -> Figure:
    """The score of a group as a reader could reckon it: the weighted mean of its dimensions.

    For groups whose score is not stored: they are small, or stand beside a small one. It says
    nothing that the dimensions do not say, so no rule has to protect it. It is withheld where a
    dimension that counts is.

    Parameters
    ----------
    scores
        Published means of the group by dimension, in points.
    weights
        Weight of every dimension, 0..1.
    n
        Answers of the group.
    whole_points_below
        Means of fewer answers are told in whole points, and so is a score of such means.

    Returns
    -------
    Estimate or Withheld
        In points, without interval. Where dimensions are told
        as the edge of a band, so is the score; where they lie at both ends of the scale no edge
        can be told, and it is undefined.

    Examples
    --------
    >>> told = {"core": Estimate(61.2, 12), "trust": Estimate(50.5, 12)}
    >>> group_score(told, {"core": 0.75, "trust": 0.25}, n=12, whole_points_below=10).value
    58.5
    >>> small = {"core": Estimate(61.0, 7), "trust": Estimate(50.0, 6)}
    >>> group_score(small, {"core": 0.75, "trust": 0.25}, n=7, whole_points_below=10).value
    58.0
    """
    counted = {key: figure for key, figure in scores.items() if weights[key] > 0}
    for figure in counted.values():
        if isinstance(figure, Withheld):
            return figure
    means = {key: figure for key, figure in counted.items() if isinstance(figure, Estimate)}
    edges = {figure.bound for figure in means.values()} - {Bound.EXACT}
    if not means or n is None or len(edges) > 1:
        return Withheld(WithheldReason.UNDEFINED, n)
    total = sum(weights[key] for key in means)
    value = sum(weights[key] * figure.value for key, figure in means.items()) / total
    are_whole = any(figure.n < whole_points_below for figure in means.values())
    told = float(round(value)) if are_whole else round(value, 1)
    return Estimate(told, n, bound=edges.pop() if edges else Bound.EXACT)


def with_shrunken(
    groups: Sequence[PublishedGroup], spread: float | None
) -> tuple[PublishedGroup, ...]:
    """The same groups, each with its shrunken score where enough of them show theirs.

    Hidden groups take no part: what is told of the others follows from their published mean and n
    and from the spread of all scores.

    Parameters
    ----------
    groups
        Groups of all reporting dimensions.
    spread
        Standard deviation of all scores, points; None where it is not published.
    """
    if spread is None:
        return tuple(groups)
    shrunken: dict[tuple[str, str], float] = {}
    for column in dict.fromkeys(group.reporting_dimension for group in groups):
        shrunken |= {
            (column, level): drawn for level, drawn in _drawn(groups, column, spread).items()
        }
    return tuple(
        replace(group, shrunken=shrunken.get((group.reporting_dimension, group.level)))
        for group in groups
    )


def _drawn(groups: Sequence[PublishedGroup], column: str, spread: float) -> Mapping[str, float]:
    """Shrunken score by level of one reporting dimension."""
    shown = [
        (group.level, group.index.value, group.index.n)
        for group in groups
        if group.reporting_dimension == column
        and isinstance(group.index, Estimate)
        and group.index.bound is Bound.EXACT
    ]
    if len(shown) < FEWEST_GROUPS:
        return {}
    levels, means, sizes = zip(*shown, strict=True)
    share = share_between_groups(means, sizes, spread)
    if isinstance(share, Undefined):
        return {}
    return dict(zip(levels, shrink_published(means, sizes, share.value), strict=True))
