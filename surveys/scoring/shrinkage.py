"""Means of groups drawn towards the whole, from published figures alone.

Pages and reports reckon with it too, so it does without numpy, which would cost them 10 MiB.
"""

from collections.abc import Sequence

from surveys.scoring.outcomes import Figure, Reason, Undefined


def share_between_groups(
    means: Sequence[float], sizes: Sequence[int], spread: float
) -> Figure | Undefined:
    """Part of the variance of all scores that lies between groups, from published figures alone.

    Scores vary by σ² within groups and by τ² between them. The mean square between the groups
    known, MSB = Σ n_u (m_u − m)²/(U − 1), estimates σ² + n₀τ², the variance of all scores
    s² = σ² + cτ², with n₀ = (n − Σn_u²/n)/(U − 1) and c = n₀(U − 1)/(n − 1). Hence
    τ² = (MSB − s²)/(n₀ − c), and the share is τ²/(τ² + σ²). Where every group is known this is
    what an analysis of variance of the answers finds (`score_units`); where some are hidden, the
    others stand for all, and s² is that of everybody.

    Parameters
    ----------
    means
        Points per group, rounded as published.
    sizes
        Answers behind each mean, at least 1.
    spread
        Standard deviation s of all scores, points.

    Returns
    -------
    Figure or Undefined
        0 to 1, with the number of answers in these groups.

    References
    ----------
    Searle, S. R., Casella, G. & McCulloch, C. E. (1992). Variance components, section 3.6.

    Examples
    --------
    >>> share = share_between_groups([55.0, 75.0], [2, 2], 12.909944)
    >>> round(share.value, 6), share.n
    (0.777778, 4)
    """
    n = sum(sizes)
    if len(means) < 2:
        return Undefined(Reason.TOO_FEW_GROUPS, n)
    if n == len(means):
        return Undefined(Reason.TOO_FEW_ANSWERS, n)
    if spread <= 0.0:
        return Undefined(Reason.NO_VARIANCE, n)
    others = len(means) - 1
    grand = _weighted_mean(means, sizes)
    between = sum(size * (mean - grand) ** 2 for mean, size in zip(means, sizes, strict=True))
    per_group = (n - sum(size * size for size in sizes) / n) / others
    part = per_group * others / (n - 1)
    tau2 = max(0.0, (between / others - spread**2) / (per_group - part))
    within = max(0.0, spread**2 - part * tau2)
    return Figure(tau2 / (tau2 + within), n)


def shrink_published(
    means: Sequence[float], sizes: Sequence[int], icc1: float
) -> tuple[float, ...]:
    """Draw published means of groups towards the whole, by nothing but published figures.

    A mean of n people keeps the part λ = n·ICC(1)/(1 + (n − 1)·ICC(1)) of its distance from the
    grand mean: its reliability as a measure of its group (Spearman–Brown). The grand mean weights
    each group by λ, which is what its precision is proportional to. With equal groups this is what
    `score_units` finds from the answers themselves.

    Parameters
    ----------
    means
        Points per group, rounded as published.
    sizes
        Answers behind each mean, at least 1.
    icc1
        Part of the variance that lies between groups; 0 or less draws all means together.

    Returns
    -------
    tuple of float
        Points, in the order given.

    References
    ----------
    Bliese, P. D. (2000). In: Multilevel theory, research, and methods in organizations.
    Raudenbush, S. W. & Bryk, A. S. (2002). Hierarchical linear models, 2nd ed., section 3.

    Examples
    --------
    >>> [round(mean, 2) for mean in shrink_published([55.0, 75.0], [2, 2], 7 / 9)]
    [56.25, 73.75]
    """
    if not means:
        return ()
    if icc1 <= 0.0:
        return (_weighted_mean(means, sizes),) * len(means)
    kept = [n * icc1 / (1 + (n - 1) * icc1) for n in sizes]
    grand = _weighted_mean(means, kept)
    return tuple(grand + part * (mean - grand) for mean, part in zip(means, kept, strict=True))


def _weighted_mean(means: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weight * mean for mean, weight in zip(means, weights, strict=True))
    return total / sum(weights)
